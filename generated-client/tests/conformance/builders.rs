//! Builders of types with more required members than `new` takes.

use soap_runtime::CallError;
use soap_runtime::xml::{EncodeError, EncodeErrorKind};

use crate::generated::builder::operations::CreateOrder;
use crate::generated::builder::{Address, AddressBuilder, CreateOrderRequest, Speed};
use crate::generated::builtin_numbers_times::Values;
use crate::support::{round_trip, write};

fn address() -> AddressBuilder {
    Address::builder()
        .name("N")
        .street("S")
        .number(1)
        .postcode("P")
        .city("C")
        .country("X")
        .gate("G")
}

fn order() -> Result<CreateOrderRequest, EncodeError> {
    CreateOrderRequest::builder()
        .id("7")
        .sku("a")
        .quantity(2)
        .price(3)
        .gift(true)
        .due("2026-01-31".parse::<soap_runtime::value::Date>().unwrap())
        .weights(vec![1, 2])
        .speed(Speed::Fast)
        .to(address().build()?)
        .line(vec!["one".to_owned()])
        .build("b")
        .r#type("t")
        .note("soon")
        .build_2()
}

#[test]
fn members_are_set_in_any_order_and_fixed_ones_are_there() {
    let order = order().unwrap();
    assert_eq!((order.quantity, order.version), (2, 2));
    assert_eq!(order.note.as_deref(), Some("soon"));
    let again = round_trip::<CreateOrder>(
        r#"<createOrder xmlns="urn:t" id="7"><sku>a</sku><quantity>2</quantity><price>3</price><gift>true</gift><due>2026-01-31</due><weights>1 2</weights><speed>fast</speed><to><name>N</name><street>S</street><number>1</number><postcode>P</postcode><city>C</city><country>X</country><gate>G</gate></to><line>one</line><build>b</build><type>t</type><version>2</version><note>soon</note></createOrder>"#,
    );
    assert_eq!(order, again);
    write::<CreateOrder>(&order).unwrap();
}

#[test]
fn all_that_is_missing_is_named() {
    let error = CreateOrderRequest::builder()
        .sku("a")
        .note("n")
        .build_2()
        .unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Missing);
    assert_eq!(
        error.message(),
        "`CreateOrderRequest` lacks `id`, `quantity`, `price`, `gift`, `due`, `weights`, `speed`, `to`, `line`, `build`, `type`"
    );
}

#[test]
fn what_is_missing_in_a_nested_value_ends_the_call_before_it_is_sent() {
    fn call() -> Result<CreateOrderRequest, CallError> {
        let to = Address::builder().name("N").build()?;
        Ok(CreateOrderRequest::builder().to(to).build_2()?)
    }
    let error = call().unwrap_err();
    assert!(matches!(error, CallError::Encode(_)), "{error}");
    let text = error.to_string();
    assert!(text.contains("`Address` lacks `street`, "), "{text}");
}

#[test]
fn setters_repeat_what_the_schema_says() {
    let types = include_str!("generated/builder/types.rs");
    let said =
        "    /// The article.\n    ///\n    /// At most 8 long.\n    required sku: String,\n";
    assert!(types.contains(said), "{types}");
}

#[test]
fn literals_texts_and_lists_are_taken_as_they_are_written() {
    let numbers = Values::builder().unsigned_long(5).unsigned_byte(5);
    let text = format!("{numbers:?}");
    assert!(text.contains("unsigned_long: 5") && text.contains("unsigned_byte: 5"));

    let order = order()
        .and_then(|order| order.try_price(" 9.950 ")?.try_due("2026-02-28"))
        .unwrap()
        .line(["one", "two"])
        .push_line("three")
        .weights([1])
        .push_weights(2);
    assert_eq!(order.price.to_string(), "9.950");
    assert_eq!(order.due.to_string(), "2026-02-28");
    assert_eq!(order.line, ["one", "two", "three"]);
    assert_eq!(*order.weights, [1, 2]);
    assert!(write::<CreateOrder>(&order).is_ok());
}

#[test]
fn a_text_that_says_no_value_is_an_error_that_names_the_member() {
    let error = CreateOrderRequest::builder().try_price("9,95").unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Value);
    assert_eq!(error.to_string(), "`price` is no xs:decimal: `9,95`");
}
