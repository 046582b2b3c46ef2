//! Types that are known only at run time, and what a type does of which nothing more is said.

use std::borrow::Cow;

use super::{text_of, value_of};
use crate::Attachment;
use crate::value::facets::{Facets, WhiteSpace};
use crate::value::{
    Base64Binary, LexicalError, List, ListOf, NoPrefixes, NoScope, Prefixes, QName, Scalar, Scope,
    Secret, SimpleType, Static,
};

/// Any text: what a type must say, and no more.
struct Plain;

impl SimpleType for Plain {
    type Value = String;

    fn xsd(&self) -> &'static str {
        "plain"
    }

    fn white_space(&self) -> Option<WhiteSpace> {
        None
    }

    fn parse(&self, text: Cow<'_, str>, _: &dyn Scope) -> Result<String, LexicalError> {
        Ok(text.into_owned())
    }

    fn format(&self, value: &String, out: &mut String, _: &mut dyn Prefixes) {
        out.push_str(value);
    }
}

/// Texts of which the schema names one.
struct Colour(String);

impl Scalar for Colour {
    const XSD: &'static str = "colour";
    const WHITE_SPACE: Option<WhiteSpace> = None;

    fn parse(text: &str, _: &dyn Scope) -> Result<Self, LexicalError> {
        Ok(Self(text.to_owned()))
    }

    fn format(&self, out: &mut String, _: &mut dyn Prefixes) {
        out.push_str(&self.0);
    }

    fn is_known(&self) -> bool {
        self.0 == "red"
    }

    fn blank() -> Self {
        Self(String::new())
    }
}

#[test]
fn a_type_has_nothing_that_it_does_not_say() {
    let value = "a".to_owned();
    assert!(!Plain.is_secret() && !Plain.is_octets());
    assert_eq!(Plain.item_bytes(), 0);
    assert_eq!(Plain.as_text(&value), None);
    assert_eq!(Plain.meant("a"), None);
    assert_eq!(Plain.find_form(&value, None, &NoScope, &mut |_| true), None);
    assert_eq!(Plain.octets(&value), None);
    assert_eq!(Plain.compare(&value, "a"), None);
    assert_eq!(Plain.length(&value), None);
    assert!(Plain.is_known(&value));

    assert_eq!(1_i32.octets(), None);
    let name = QName::new("", "a");
    assert_eq!(name.find_form(None, &NoScope, &mut |_| true), None);
    assert_eq!(NoScope.attachment("cid:a"), None);
    assert_eq!(NoPrefixes.prefix_for("urn:a"), "");
}

#[test]
fn a_type_of_rust_says_what_its_values_do() {
    assert_eq!(format!("{:?}", Static::<i32>::TYPE), "Static");
    assert_eq!(Static::<i32>::TYPE.xsd(), "xs:int");
    let text = "a".to_owned();
    assert_eq!(Static::<String>::TYPE.as_text(&text), Some("a"));
    let octets = Static::<Base64Binary>::TYPE;
    assert!(octets.is_octets() && !Static::<i32>::TYPE.is_octets());
    let value = octets.from_octets(&[1, 2]).expect("any octets are a value");
    assert_eq!(octets.octets(&value), Some(&[1, 2][..]));
}

#[test]
fn lists_of_any_type_are_checked_item_by_item() {
    let numbers = ListOf(Static::<i32>::TYPE);
    assert_eq!(numbers.xsd(), "xs:list");
    assert_eq!(numbers.white_space(), Some(WhiteSpace::Collapse));
    assert!(!numbers.is_secret() && ListOf(Static::<Secret<i32>>::TYPE).is_secret());
    let one_digit = Facets {
        total_digits: Some(1),
        ..Facets::NONE
    };
    let check = |items: &[i32], text: &str| {
        numbers.check_items(&items.to_vec(), &one_digit, text, &NoScope)
    };
    assert_eq!(check(&[1, 2], "1 2"), Ok(()));
    assert!(check(&[1, 22], "1 22").is_err());
    // A text that was not made from these: they are written once more.
    assert_eq!(check(&[1, 2], "1"), Ok(()));
    assert!(check(&[1, 22], "1").is_err());
    let list = List(vec![1, 22]);
    let checked = Static::<List<i32>>::TYPE.check_items(&list, &one_digit, "1 22", &NoScope);
    assert!(checked.is_err());

    let colours = |text: &str| value_of::<List<Colour>>(text);
    assert!(colours("red red").is_known());
    assert!(!colours("red blue").is_known());
    let red = Colour("red".to_owned());
    assert!(ListOf(Static::TYPE).is_known(&vec![red]));
    let blue = Colour("blue".to_owned());
    assert!(!ListOf(Static::TYPE).is_known(&vec![blue]));
}

#[test]
fn an_attachment_is_referred_to_by_its_url() {
    struct One(Attachment);

    impl Scope for One {
        fn resolve(&self, _: &str) -> Option<&str> {
            None
        }

        fn attachment(&self, url: &str) -> Option<Attachment> {
            (self.0.url().as_deref() == Some(url)).then(|| self.0.clone())
        }
    }

    let attachment = Attachment::new("text/plain", "a").with_content_id("a@b");
    assert_eq!(text_of(&attachment), "cid:a@b");
    let scope = One(attachment.clone());
    assert_eq!(Attachment::parse("cid:a@b", &scope), Ok(attachment));
    assert!(Attachment::parse("cid:a@c", &scope).is_err());
}
