//! Documents of schemas alone: read, validated, written.

use soap_runtime::xml::{DecodeErrorKind, DeviationKind, EncodeErrorKind};

use crate::generated::schemas_alone::{Document as _, common, orders};
use crate::infoset::assert_same;

const REPORT: &str = r#"<?xml version="1.0"?>
<report xmlns="urn:shop:orders" xmlns:c="urn:shop:common" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:shop:orders order.xsd" year="2024"><order><sku>926-AA</sku><sku>872-AB</sku><to kind="home"><c:street>s</c:street></to><state>sent</state></order><comment>ok</comment></report>"#;

#[test]
fn a_document_is_read_and_written() {
    let report = orders::Report::from_xml(REPORT).unwrap();
    assert_eq!(report.order[0].sku, ["926-AA", "872-AB"]);
    assert_eq!(report.order[0].state, orders::State::Sent);
    let place = report.order[0].to.as_ref().unwrap();
    assert_eq!(place, &common::Address::new("s").kind("home"));
    report.validate().unwrap();
    let written = report.to_xml().unwrap();
    assert!(
        written.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?><"),
        "{written}"
    );
    assert_eq!(orders::Report::from_xml(&written).unwrap(), report);
    let bare = REPORT.replace(" xsi:schemaLocation=\"urn:shop:orders order.xsd\"", "");
    assert_same(&written, &bare);
}

#[test]
fn a_type_of_two_elements_is_either() {
    let quote = r#"<q:quote xmlns:q="urn:shop:orders"><q:sku>926-AA</q:sku><q:state>open</q:state></q:quote>"#;
    let value = orders::Order::from_xml(quote).unwrap();
    assert!(value.to_xml().unwrap().contains("<order "));
    let written = value.to_xml_as("urn:shop:orders", "quote").unwrap();
    assert_same(&written, quote);
    value.to_xml_as("urn:shop:orders", "bill").unwrap_err();
    let error = orders::Order::from_xml(REPORT).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Unexpected);
    let said = error.to_string();
    assert!(
        said.contains("`quote`") && said.contains("`report`"),
        "{said}"
    );
}

#[test]
fn an_element_of_a_simple_type_is_a_document() {
    let xml = r#"<state xmlns="urn:shop:orders">open</state>"#;
    assert_eq!(orders::State::from_xml(xml).unwrap(), orders::State::Open);
    assert!(
        orders::State::Sent
            .to_xml()
            .unwrap()
            .ends_with(">sent</state>")
    );
}

#[test]
fn what_is_not_valid_is_refused_or_told() {
    let wrong = REPORT.replace("926-AA", "926-aa");
    let error = orders::Report::from_xml(&wrong).unwrap_err();
    assert!(error.path().contains("sku"), "{error}");
    let (report, deviations) = orders::Report::from_xml_loosely(&wrong).unwrap();
    assert_eq!(deviations[0].kind, DeviationKind::Facet);
    let error = report.validate().unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Facet);
    // A value that the schema does not list can be written, but is not valid.
    let state = orders::State::Other("lost".to_owned());
    state.to_xml().unwrap();
    state.validate().unwrap_err();
}
