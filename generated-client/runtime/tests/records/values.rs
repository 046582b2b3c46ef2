//! Enumerations, unions, content that is text, and mixed content.

use std::sync::atomic::{AtomicUsize, Ordering};

use soap_runtime::value::{Decimal, LexicalError, Prefixes, Scalar, Scope};
use soap_runtime::xml::MixedText;

use crate::*;

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Colour {
    Red,
    Green,
    Other(String),
}
soap_runtime::enumeration!(Colour, other Other, {
    Red = "c_RED",
    Green = "c_GREEN",
});

#[derive(Clone, Debug, PartialEq)]
enum Size {
    Number(i32),
    Colour(Colour),
    Other(String),
}
static TENS: Facets<'static> = Facets {
    max_exclusive: Some("100"),
    ..Facets::NONE
};
soap_runtime::union!(Size, other Other, {
    Number in TENS,
    Colour,
});

#[derive(Clone, Debug, PartialEq)]
struct Paint {
    rest: Vec<AnyAttribute>,
    colours: List<Colour>,
}

static SHORT: Facets<'static> = Facets {
    white_space: Some(WhiteSpace::Collapse),
    max_length: Some(2),
    ..Facets::NONE
};
soap_runtime::record!(Paint, {
    rest: any_attributes(Wildcard::Any),
    colours: text().facets(&SHORT),
});

#[test]
fn unknown_enumeration_values_are_kept_and_listed() {
    let field = required(NS, "c");
    assert_eq!(
        round_trip::<Colour>(r#"<c xmlns="urn:x">c_RED</c>"#, &field),
        Colour::Red
    );
    let (colour, deviations) = read::<Colour>(r#"<c xmlns="urn:x">c_BLUE</c>"#, &field).unwrap();
    assert_eq!(colour, Colour::Other("c_BLUE".into()));
    assert_eq!(deviations, [DeviationKind::UnknownValue]);
    assert_eq!(colour.to_string(), "c_BLUE");
}

#[test]
fn unions_take_the_first_member_that_fits() {
    let field = required(NS, "s");
    assert_eq!(
        round_trip::<Size>(r#"<s xmlns="urn:x">7</s>"#, &field),
        Size::Number(7)
    );
    assert_eq!(
        round_trip::<Size>(r#"<s xmlns="urn:x">c_RED</s>"#, &field),
        Size::Colour(Colour::Red)
    );
    let (size, deviations) = read::<Size>(r#"<s xmlns="urn:x">?</s>"#, &field).unwrap();
    assert_eq!(size, Size::Other("?".into()));
    assert_eq!(deviations, [DeviationKind::UnknownValue]);
    let (size, _) = read::<Size>(r#"<s xmlns="urn:x">100</s>"#, &field).unwrap();
    assert_eq!(size, Size::Other("100".into()));
    let error = write(&Size::Number(100), &field).unwrap_err().to_string();
    assert!(error.contains("maxExclusive"), "{error}");
    let list = write(
        &List::from(vec![Size::Number(1), Size::Number(100)]),
        &field,
    );
    assert!(list.is_err());
}

#[test]
fn text_content_lists_facets_and_open_attributes() {
    let field = required(NS, "p");
    let (paint, deviations) = read::<Paint>(
        r#"<p xmlns="urn:x" q:a="1" b="2" xmlns:q="urn:q"> c_RED  c_GREEN </p>"#,
        &field,
    )
    .unwrap();
    assert_eq!(deviations, []);
    assert_eq!(paint.colours, List::from(vec![Colour::Red, Colour::Green]));
    assert_eq!(paint.rest.len(), 2);
    let again = read::<Paint>(&write(&paint, &field).unwrap(), &field).unwrap();
    assert_eq!(again.0, paint);
    let long = Paint {
        rest: vec![],
        colours: List::from(vec![Colour::Red; 3]),
    };
    assert!(write(&long, &field).is_err());
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Html {
    id: Option<String>,
    content: MixedContent,
}

soap_runtime::record!(Html, {
    id: attribute("", "id"),
    content: mixed(),
});

#[test]
fn mixed_content_is_kept_raw() {
    let field = required(NS, "html");
    let xml = r#"<html xmlns="urn:x" id="1">a <b>bold</b> &amp; <i/>z</html>"#;
    let (html, deviations) = read::<Html>(xml, &field).unwrap();
    assert_eq!(deviations, []);
    assert_eq!(html.id.as_deref(), Some("1"));
    let written = write(&html, &field).unwrap();
    assert!(written.contains("bold</b> &amp; <i"), "{written}");
    assert_eq!(read::<Html>(&written, &field).unwrap().0, html);
}

/// How many texts were read as a [`Number`].
static N_READ: AtomicUsize = AtomicUsize::new(0);

/// Takes every decimal number.
#[derive(Clone, Debug, PartialEq)]
struct Number(f64);

impl Scalar for Number {
    const XSD: &'static str = "a number";
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
        N_READ.fetch_add(1, Ordering::Relaxed);
        f64::parse(text, scope).map(Self)
    }

    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
        self.0.format(out, prefixes);
    }

    fn blank() -> Self {
        Self(0.0)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Shadowed {
    Number(Number),
    Decimal(Decimal),
}

soap_runtime::union!(Shadowed, other _, { Number, Decimal });

#[test]
fn few_forms_are_tried_of_a_value_that_another_member_takes() {
    let value = Shadowed::Decimal("12.5".parse().unwrap());
    let xml = write(&value, &required("", "v")).unwrap();
    // Nothing tells it apart.
    assert_eq!(xml, "<v>12.5</v>");
    let n_read = N_READ.load(Ordering::Relaxed);
    assert!((2..=50).contains(&n_read), "{n_read}");
}

#[test]
fn an_attribute_is_no_content() {
    fn refused<T: Member>(field: &Field<'_>) {
        let xml = r#"<v a="1"><b>2</b></v>"#;
        for source in [Source::Attribute(0), Source::Default] {
            let mut reader = Reader::new(xml, &Limits::response()).unwrap();
            assert!(reader.child().unwrap());
            let error = T::blank().read(&mut reader, field, source).unwrap_err();
            assert_eq!(error.kind(), DecodeErrorKind::Unexpected);
            assert_eq!(error.expected(), "an element");
        }
    }
    let field = soap_runtime::field::attribute("", "a");
    refused::<AnyElement>(&field);
    refused::<AnyType>(&field);
    refused::<MixedContent>(&field);
    refused::<MixedText>(&field);
}
