//! The record engine over hand-written tables: the shapes that generated code is made of.

use soap_runtime::field::{repeated, required};
use soap_runtime::record::shape::{Field, Shaped};
use soap_runtime::record::slot::{Member, Slot, Source};
use soap_runtime::value::facets::{Facets, WhiteSpace};
use soap_runtime::value::{List, Nillable, Secret};
use soap_runtime::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, DecodeErrorKind, DeviationKind, EncodeError,
    Limits, MixedContent, Reader, Writer,
};

const NS: &str = "urn:x";

/// Reads `xml` as the element that `field` names; returns the value and what deviated.
fn read<T: Member>(xml: &str, field: &Field<'_>) -> Result<(T, Vec<DeviationKind>), DecodeError> {
    let limits = Limits::response();
    let mut reader = Reader::new(xml, &limits)?;
    let mut value = T::blank();
    assert!(reader.child()?, "a document has a root");
    value.read(&mut reader, field, Source::Element)?;
    assert!(!reader.child()?, "the root is the last element");
    let kinds = reader.take_deviations().iter().map(|it| it.kind).collect();
    Ok((value, kinds))
}

fn write<T: Member>(value: &T, field: &Field<'_>) -> Result<String, EncodeError> {
    let mut writer = Writer::new();
    value.write(&mut writer, field)?;
    writer.finish()
}

/// Reads without a deviation, and writes what was read byte for byte.
fn round_trip<T: Member>(xml: &str, field: &Field<'_>) -> T {
    let (value, deviations) =
        read::<T>(xml, field).unwrap_or_else(|error| panic!("{xml}: {error}"));
    assert_eq!(deviations, [], "{xml}");
    assert_eq!(
        write(&value, field).expect("what was read can be written"),
        xml
    );
    value
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Login {
    id: Option<i32>,
    lang: Option<String>,
    email: Option<String>,
    password: Option<Secret<String>>,
    tags: Vec<String>,
    methods: Option<Vec<Option<Method>>>,
    note: Nillable<String>,
}

static METHOD_ITEM: Field<'static> = repeated(NS, "Method").nillable();
soap_runtime::record!(Login, {
    id: attribute("", "id"),
    lang: attribute("", "lang").default("en"),
    email: optional(NS, "sEmail"),
    password: optional(NS, "sPassword"),
    tags: repeated(NS, "tag").occurs(0, 2),
    methods: wrapper(NS, "methods", &METHOD_ITEM),
    note: optional(NS, "note").nillable(),
});
soap_runtime::setters!(Login, optional id: i32, optional email: String, optional password: Secret<String>, plain tags: Vec<String>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Method {
    name: Option<String>,
}

soap_runtime::record!(Method, {
    name: optional(NS, "name"),
});

const LOGIN_FIELD: Field<'static> = required(NS, "login");

#[test]
fn members_are_read_and_written_in_table_order() {
    let login: Login = round_trip(
        r#"<login xmlns="urn:x" id="7" lang="de"><sEmail>a@b.example</sEmail><sPassword>x</sPassword><tag>1</tag><tag>2</tag><methods><Method xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/><Method/><Method><name/></Method></methods><note>n</note></login>"#,
        &LOGIN_FIELD,
    );
    assert_eq!(login.id, Some(7));
    assert_eq!(login.password.as_ref().unwrap().expose(), "x");
    let methods = login.methods.unwrap();
    assert_eq!(
        methods,
        [
            None,
            Some(Method { name: None }),
            Some(Method {
                name: Some(String::new())
            })
        ]
    );
}

#[test]
fn an_absent_list_and_an_empty_list_differ() {
    let absent: Login = round_trip(r#"<login xmlns="urn:x" lang="en"/>"#, &LOGIN_FIELD);
    let empty: Login = round_trip(
        r#"<login xmlns="urn:x" lang="en"><methods/></login>"#,
        &LOGIN_FIELD,
    );
    assert_eq!((absent.methods, empty.methods), (None, Some(vec![])));
}

#[test]
fn absent_nil_and_value_are_three_things() {
    let nil = r#"<login xmlns="urn:x" lang="en"><note xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></login>"#;
    assert_eq!(round_trip::<Login>(nil, &LOGIN_FIELD).note, Nillable::Nil);
    let empty = r#"<login xmlns="urn:x" lang="en"><note/></login>"#;
    assert_eq!(
        round_trip::<Login>(empty, &LOGIN_FIELD).note,
        Nillable::Value(String::new())
    );
}

#[test]
fn setters_chain_and_debug_hides_secrets() {
    let login = Login::default()
        .id(1)
        .email("a@b.example")
        .password("sentinel")
        .tags(["x".to_owned()]);
    assert_eq!(login.email.as_deref(), Some("a@b.example"));
    assert!(!format!("{login:?}").contains("sentinel"));
}

#[test]
fn an_absent_attribute_takes_its_default() {
    let (login, _) = read::<Login>(r#"<login xmlns="urn:x"/>"#, &LOGIN_FIELD).unwrap();
    assert_eq!(login.lang.as_deref(), Some("en"));
}

#[test]
fn other_prefixes_order_and_unknown_members_are_tolerated_and_listed() {
    let (login, deviations) = read::<Login>(
        r#"<p:login xmlns:p="urn:x" lang="en" extra="1"><p:note>n</p:note><q xmlns="urn:q"><deep/></q><p:sEmail>e</p:sEmail></p:login>"#,
        &LOGIN_FIELD,
    )
    .unwrap();
    assert_eq!(login.email.as_deref(), Some("e"));
    assert_eq!(
        deviations,
        [
            DeviationKind::UnexpectedAttribute,
            DeviationKind::UnexpectedElement,
            DeviationKind::Order
        ]
    );
}

#[test]
fn unknown_members_of_one_name_are_not_taken_for_items() {
    let (login, deviations) = read::<Login>(
        r#"<login xmlns="urn:x"><tag>1</tag><other>2</other><other>3</other></login>"#,
        &LOGIN_FIELD,
    )
    .unwrap();
    assert_eq!(login.tags, ["1"]);
    assert_eq!(deviations, [DeviationKind::UnexpectedElement; 2]);
}

#[test]
fn a_single_member_that_repeats_is_an_error() {
    let error = read::<Login>(
        r#"<login xmlns="urn:x"><sEmail>a</sEmail><sEmail>b</sEmail></login>"#,
        &LOGIN_FIELD,
    )
    .unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Repeated);
}

#[test]
fn too_many_items_deviate_when_read_and_fail_when_written() {
    let xml = r#"<login xmlns="urn:x"><tag>1</tag><tag>2</tag><tag>3</tag></login>"#;
    let (login, deviations) = read::<Login>(xml, &LOGIN_FIELD).unwrap();
    assert_eq!(deviations, [DeviationKind::Repeated]);
    let error = write(&login, &LOGIN_FIELD).unwrap_err();
    assert!(error.to_string().contains("at most 2"), "{error}");
}

#[derive(Clone, Debug, PartialEq)]
struct Order {
    kind: String,
    count: i32,
    pay: Payment,
    lines: Vec<Line>,
    rest: Vec<AnyElement>,
}

#[derive(Clone, Debug, PartialEq)]
enum Payment {
    Card(String),
    Cash(Cash),
    Coupons(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
struct Cash {
    amount: i32,
    currency: Option<String>,
}

/// A nested sequence that repeats: `(sku, qty?, mark*)*`.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    sku: String,
    qty: Option<i32>,
    marks: Vec<String>,
}

soap_runtime::record!(Line, {
    sku: required(NS, "sku"),
    qty: optional(NS, "qty"),
    marks: repeated(NS, "mark"),
});
soap_runtime::record!(Cash, {
    amount: required(NS, "amount"),
    currency: optional(NS, "currency"),
});
soap_runtime::choice!(Payment, blank Card, {
    Card: required(NS, "card"),
    Cash: group::<Cash>(),
    Coupons: required(NS, "coupon").at_least(1),
});
soap_runtime::record!(Order, {
    kind: required_attribute("", "kind"),
    count: required(NS, "count"),
    pay: choice::<Payment>(),
    lines: group::<Line>().at_least(0),
    rest: any(Wildcard::Other(NS)),
});
const ORDER_FIELD: Field<'static> = required(NS, "order");

#[test]
fn choices_and_nested_sequences_keep_the_order_of_the_schema() {
    let order: Order = round_trip(
        r#"<order xmlns="urn:x" kind="a"><count>1</count><coupon>c1</coupon><coupon>c2</coupon><sku>1</sku><mark>m</mark><mark>n</mark><sku>2</sku><qty>3</qty><sku>3</sku></order>"#,
        &ORDER_FIELD,
    );
    assert_eq!(order.pay, Payment::Coupons(vec!["c1".into(), "c2".into()]));
    assert_eq!(order.lines.len(), 3);
    assert_eq!(order.lines[0].marks, ["m", "n"]);
    assert_eq!(order.lines[1].qty, Some(3));
}

#[test]
fn a_choice_of_a_sequence_is_read_whole() {
    let order: Order = round_trip(
        r#"<order xmlns="urn:x" kind="a"><count>1</count><amount>5</amount><currency>EUR</currency></order>"#,
        &ORDER_FIELD,
    );
    let cash = Cash {
        amount: 5,
        currency: Some("EUR".into()),
    };
    assert_eq!(order.pay, Payment::Cash(cash));
}

#[derive(Clone, Debug, PartialEq)]
struct Least {
    least: i32,
    most: Option<i32>,
}

#[derive(Clone, Debug, PartialEq)]
struct Most {
    most: i32,
    least: Option<i32>,
}

#[derive(Clone, Debug, PartialEq)]
enum Bounds {
    Least(Least),
    Most(Most),
}

soap_runtime::record!(Least, {
    least: required(NS, "least"),
    most: optional(NS, "most"),
});
soap_runtime::record!(Most, {
    most: required(NS, "most"),
    least: optional(NS, "least"),
});
soap_runtime::choice!(Bounds, blank Least, {
    Least: group::<Least>(),
    Most: group::<Most>(),
});

#[derive(Clone, Debug, PartialEq)]
struct Range {
    bounds: Bounds,
}

soap_runtime::record!(Range, {
    bounds: choice::<Bounds>(),
});

#[test]
fn the_first_element_decides_between_sequences_of_the_same_members() {
    let field = required(NS, "range");
    let range: Range = round_trip(
        r#"<range xmlns="urn:x"><most>9</most><least>1</least></range>"#,
        &field,
    );
    let most = Most {
        most: 9,
        least: Some(1),
    };
    assert_eq!(range.bounds, Bounds::Most(most));
}

#[test]
fn a_boolean_takes_the_form_that_its_pattern_allows() {
    static DIGIT: Facets<'static> = Facets {
        patterns: &[&["0|1"]],
        ..Facets::NONE
    };
    let digit = required(NS, "on").facets(&DIGIT);
    assert!(round_trip::<bool>(r#"<on xmlns="urn:x">1</on>"#, &digit));
    let fixed = required(NS, "on").fixed("0");
    assert!(!round_trip::<bool>(r#"<on xmlns="urn:x">0</on>"#, &fixed));
    let word = required(NS, "on");
    assert!(round_trip::<bool>(r#"<on xmlns="urn:x">true</on>"#, &word));
}

#[test]
fn wildcards_keep_what_they_match() {
    let xml = r#"<order xmlns="urn:x" kind="a"><count>1</count><card>1</card><q:a xmlns:q="urn:q" q:b="1">t<q:c/></q:a></order>"#;
    let (order, deviations) = read::<Order>(xml, &ORDER_FIELD).unwrap();
    assert_eq!(deviations, []);
    assert_eq!(order.rest.len(), 1);
    let again = read::<Order>(&write(&order, &ORDER_FIELD).unwrap(), &ORDER_FIELD).unwrap();
    assert_eq!(again.0, order);
}

#[test]
fn missing_members_are_errors_that_name_the_path() {
    let error = read::<Order>(
        r#"<order xmlns="urn:x" kind="a"><card>1</card></order>"#,
        &ORDER_FIELD,
    )
    .unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Missing);
    assert!(error.to_string().contains("`count`"), "{error}");
    let error = read::<Order>(r#"<order xmlns="urn:x"/>"#, &ORDER_FIELD).unwrap_err();
    assert!(error.to_string().contains("attribute `kind`"), "{error}");
    let bad = r#"<order xmlns="urn:x" kind="a"><count>many</count><card>1</card></order>"#;
    let error = read::<Order>(bad, &ORDER_FIELD).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Value);
    assert!(error.to_string().contains("/order/count"), "{error}");
    assert!(error.to_string().contains("xs:int"), "{error}");
}

#[derive(Clone, Debug, PartialEq)]
enum AnyShape {
    Shape(Figure),
    Circle(Box<Circle>),
    Other(AnyType),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Figure {
    name: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Circle {
    name: Option<String>,
    radius: f64,
    inner: Option<AnyShape>,
}

soap_runtime::record!(Figure, {
    name: optional(NS, "name"),
});
soap_runtime::record!(Circle, {
    name: optional(NS, "name"),
    radius: required(NS, "radius"),
    inner: optional(NS, "inner"),
});
soap_runtime::family!(AnyShape, declared, other Other, {
    Shape: (NS, "Shape"),
    Circle(Circle): (NS, "Circle"),
});

/// As a setter is called whose member is `into`.
impl Circle {
    #[expect(dead_code, reason = "that it is in the way of nothing is the test")]
    fn into(self, _: f64) -> Self {
        self
    }
}

#[test]
fn derived_types_are_told_apart_by_xsi_type() {
    let field = required(NS, "shape");
    let xml = r#"<shape xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:x" i:type="p:Circle"><radius>1.5</radius><inner><name>n</name></inner></shape>"#;
    let (shape, deviations) = read::<AnyShape>(xml, &field).unwrap();
    assert_eq!(deviations, []);
    let AnyShape::Circle(circle) = &shape else {
        panic!("{shape:?}");
    };
    let figure = Figure {
        name: Some("n".into()),
    };
    assert_eq!(circle.inner, Some(AnyShape::Shape(figure)));
    let again = read::<AnyShape>(&write(&shape, &field).unwrap(), &field).unwrap();
    assert_eq!(again.0, shape);
}

#[derive(Clone, Debug, PartialEq)]
enum AnyTicket {
    Ticket(Box<Ticket>),
    Other(AnyType),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Ticket {
    seat: String,
}

soap_runtime::record!(Ticket, {
    seat: required_attribute("", "seat"),
});
soap_runtime::family!(AnyTicket, declared, other Other, {
    Ticket: (NS, "Ticket"),
});

#[test]
fn nil_is_not_written_where_the_declared_type_requires_an_attribute() {
    let field = required(NS, "ticket").nillable();
    for error in [
        write(&None::<Ticket>, &field).unwrap_err(),
        write(&None::<AnyTicket>, &field).unwrap_err(),
    ] {
        assert!(error.to_string().contains("attribute `seat`"), "{error}");
    }
    assert!(write(&None::<AnyShape>, &required(NS, "shape").nillable()).is_ok());
}

#[test]
fn unknown_derived_types_keep_their_xml() {
    let field = required(NS, "shape");
    let xml = r#"<shape xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:new" i:type="p:Square"><p:side>2</p:side></shape>"#;
    let (shape, _) = read::<AnyShape>(xml, &field).unwrap();
    assert!(matches!(shape, AnyShape::Other(_)));
    let written = write(&shape, &field).unwrap();
    let (again, _) = read::<AnyShape>(&written, &field).unwrap();
    assert!(matches!(again, AnyShape::Other(_)), "{written}");
    assert!(written.contains("Square"), "{written}");
    assert!(written.contains("urn:new"), "{written}");
}

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

#[test]
fn deep_values_fit_a_small_stack() {
    let field = required(NS, "shape");
    let mut limits = Limits::response();
    limits.depth = Limits::MAX_DEPTH;
    let open = r#"<inner i:type="p:Circle"><radius>1</radius>"#;
    // The root, and the radius of the innermost shape.
    let depth = Limits::MAX_DEPTH - 2;
    let mut xml = String::from(
        r#"<shape xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:x" i:type="p:Circle"><radius>1</radius>"#,
    );
    for _ in 0..depth {
        xml.push_str(open);
    }
    for _ in 0..depth {
        xml.push_str("</inner>");
    }
    xml.push_str("</shape>");
    let thread = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let mut reader = Reader::new(&xml, &limits).unwrap();
            let mut shape = AnyShape::blank();
            assert!(reader.child().unwrap());
            shape.read(&mut reader, &field, Source::Element).unwrap();
            let mut writer = Writer::new();
            shape.write(&mut writer, &field).unwrap();
            writer.finish().unwrap().len()
        });
    assert!(thread.unwrap().join().unwrap() > depth * 20);
}

#[test]
fn tables_and_types_agree() {
    assert_eq!(Login::SHAPE.fields.len(), 7);
    assert_eq!(Order::SHAPE.name(), "Order");
}

#[test]
fn members_in_the_namespace_of_their_parent_or_in_none_are_taken_and_listed() {
    static FOREIGN_ITEM: Field<'static> = repeated("urn:other", "c");
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Foreign {
        a: Option<String>,
        b: Vec<String>,
    }
    soap_runtime::record!(Foreign, {
        a: optional("urn:other", "a"),
        b: wrapper("urn:other", "b", &FOREIGN_ITEM),
    });
    let root = required(NS, "root");
    for xml in [
        r#"<root xmlns="urn:x"><a>1</a><b><c>2</c></b></root>"#,
        r#"<x:root xmlns:x="urn:x"><a>1</a><b><c>2</c></b></x:root>"#,
    ] {
        let (value, deviations) = read::<Foreign>(xml, &root).unwrap();
        assert_eq!(value.a.as_deref(), Some("1"), "{xml}");
        assert_eq!(value.b, ["2"], "{xml}");
        assert_eq!(deviations, [DeviationKind::Namespace; 3]);
    }
    // An extension of somebody else is not taken, nor is one more than the schema has.
    let xml = r#"<root xmlns="urn:x"><a xmlns="urn:ext">0</a><o:a xmlns:o="urn:other">1</o:a><a>2</a></root>"#;
    let (value, deviations) = read::<Foreign>(xml, &root).unwrap();
    assert_eq!(value.a.as_deref(), Some("1"));
    assert_eq!(deviations, [DeviationKind::UnexpectedElement; 2]);
}

#[derive(Clone, Debug, PartialEq)]
struct Numbers {
    values: Vec<i64>,
}

soap_runtime::record!(Numbers, { values: repeated(NS, "v") });

#[test]
fn what_the_items_of_lists_take_in_memory_is_limited() {
    let field = required(NS, "numbers");
    let xml = format!(
        "<numbers xmlns=\"{NS}\">{}</numbers>",
        "<v>1</v>".repeat(10)
    );
    let mut limits = Limits::response();
    limits.value_bytes = 10 * size_of::<i64>();
    let read = |limits: &Limits| {
        let mut reader = Reader::new(&xml, limits).unwrap();
        reader.child().unwrap();
        let mut value = Numbers::blank();
        let result = value.read(&mut reader, &field, Source::Element);
        result.map(|()| value.values.len())
    };
    assert_eq!(read(&limits).unwrap(), 10);
    limits.value_bytes -= 1;
    let error = read(&limits).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit);
    assert_eq!(
        error.to_string(),
        "at /numbers/v (byte 95): expected at most 79 bytes of values (`Limits::value_bytes`), found more"
    );
}

#[test]
fn lists_in_a_text_count_as_values() {
    let field: Field<'static> = required(NS, "v");
    let xml = format!(r#"<v xmlns="urn:x">{}</v>"#, "1 ".repeat(10));
    let mut limits = Limits::response();
    let read = |limits: &Limits| {
        let mut reader = Reader::new(&xml, limits).unwrap();
        reader.child().unwrap();
        let mut value = List::<String>::blank();
        let result = value.read(&mut reader, &field, Source::Element);
        result.map(|()| value.len())
    };
    limits.value_bytes = 10 * size_of::<String>();
    assert_eq!(read(&limits).unwrap(), 10);
    limits.value_bytes -= 1;
    assert_eq!(read(&limits).unwrap_err().kind(), DecodeErrorKind::Limit);
}
