//! Choices, nested sequences and wildcards.

use crate::*;

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
    assert_eq!(<Order as Shaped>::SHAPE.name(), "Order");
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

#[cfg(feature = "patterns")]
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
