//! The table: an edit, and all that is told of it.

use super::{SHOP, edited, lines, report};

/// What to replace, by what, and what is told.
type Row = (&'static str, &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    // Members of requests.
    (r#"<x:element name="code" type="s:Code"/>"#, r#"<x:element name="code" type="s:Code"/><x:element name="extra" type="x:int"/>"#, &[]),
    (r#"<x:element name="code" type="s:Code"/>"#, r#"<x:element name="code" type="s:Code"/><x:element name="extra" type="x:int" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, "", &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:int"/>"#, &[]),
    (r#"<x:element name="code" type="s:Code"/>"#, r#"<x:element name="code" type="s:Code" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:long" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:short" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:date" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:int" minOccurs="0" maxOccurs="3"/>"#, &[]),
    (r#"type="s:Item" minOccurs="0" maxOccurs="unbounded""#, r#"type="s:Item" minOccurs="0" maxOccurs="9""#, &[]),
    (r#"type="x:string" minOccurs="0" nillable="true""#, r#"type="x:string" minOccurs="0""#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:int" minOccurs="0" default="1"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="count" type="x:int" minOccurs="0" fixed="1"/>"#, &[]),
    (r#"<x:maxLength value="8"/>"#, r#"<x:maxLength value="7"/>"#, &[]),
    (r#"<x:maxLength value="8"/>"#, r#"<x:maxLength value="9"/>"#, &[]),
    (r#"<x:maxLength value="8"/>"#, r#"<x:pattern value="[A-Z]+"/>"#, &[]),
    (r#"<x:element name="count" type="x:int" minOccurs="0"/>"#, r#"<x:element name="COUNT" type="x:int" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all>"#, r#"<x:element name="b" type="x:int"/><x:element name="a" type="x:int"/></x:all>"#, &[]),
    (r#"<x:complexType><x:all><x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all></x:complexType>"#, r#"<x:complexType><x:sequence><x:element name="b" type="x:int"/><x:element name="a" type="x:int"/></x:sequence></x:complexType>"#, &[]),
    (r#"<x:all><x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all>"#, "<x:sequence/>", &[]),
    // Members of answers, and of both.
    (r#"<x:element name="total" type="x:int"/>"#, "", &[]),
    (r#"<x:element name="total" type="x:int"/>"#, r#"<x:element name="total" type="x:int"/><x:element name="extra" type="x:int"/>"#, &[]),
    (r#"<x:element name="total" type="x:int"/>"#, r#"<x:element name="total" type="x:int" minOccurs="0"/>"#, &[]),
    (r#"<x:element name="total" type="x:int"/>"#, r#"<x:element name="total" type="x:decimal"/>"#, &[]),
    (r#"<x:element name="total" type="x:int"/><x:element name="state" type="s:State"/>"#, r#"<x:element name="state" type="s:State"/><x:element name="total" type="x:int"/>"#, &[]),
    (r#"<x:element name="state" type="s:State"/>"#, r#"<x:element name="state" type="x:string"/>"#, &[]),
    (r#"<x:element name="name" type="x:string"/>"#, r#"<x:element name="name" type="x:string"/><x:element name="extra" type="x:int"/>"#, &[]),
    (r#"<x:attribute name="id" type="x:int"/>"#, r#"<x:attribute name="id" type="x:int" use="required"/>"#, &[]),
    (r#"<x:any namespace="urn:a""#, r#"<x:any namespace="urn:b""#, &[]),
    (r#"<x:any namespace="urn:a""#, r#"<x:any namespace="urn:a urn:b""#, &[]),
    (r#"<x:any namespace="urn:a""#, "<x:any namespace='##any'", &[]),
    // Enumerations, choices, families, unions.
    (r#"<x:enumeration value="blue"/>"#, r#"<x:enumeration value="blue"/><x:enumeration value="green"/>"#, &[]),
    (r#"<x:enumeration value="open"/>"#, r#"<x:enumeration value="open"/><x:enumeration value="late"/>"#, &[]),
    (r#"<x:enumeration value="blue"/>"#, "", &[]),
    (r#"<x:enumeration value="open"/>"#, "", &[]),
    (r#"<x:element name="iban" type="x:string"/>"#, r#"<x:element name="iban" type="x:string"/><x:element name="cash" type="x:int"/>"#, &[]),
    (r#"<x:element name="iban" type="x:string"/>"#, "", &[]),
    (r#"<x:complexType name="Dog">"#, r#"<x:complexType name="Cat"><x:complexContent><x:extension base="s:Pet"/></x:complexContent></x:complexType><x:complexType name="Dog">"#, &[]),
    (r#"<x:complexType name="Dog"><x:complexContent><x:extension base="s:Pet"><x:sequence><x:element name="bark" type="x:int"/></x:sequence></x:extension></x:complexContent></x:complexType>"#, "", &[]),
    (r#"<x:complexType name="Pet">"#, r#"<x:complexType name="Pet" abstract="true">"#, &[]),
    (r#"memberTypes="x:int x:date""#, r#"memberTypes="x:int""#, &[]),
    // Types.
    (r#"<x:element name="state" type="s:State"/>"#, r#"<x:element name="state" type="s:Color"/>"#, &[]),
    (r#"<x:union memberTypes="x:int x:date"/>"#, r#"<x:restriction base="x:string"><x:enumeration value="big"/></x:restriction>"#, &[]),
    // Operations.
    (r#"<operation name="Ping"><input message="s:PingIn"/></operation>"#, "", &[]),
    (r#"<operation name="Ping"><input message="s:PingIn"/></operation>"#, r#"<operation name="Ping"><input message="s:PingIn"/><output message="s:BuyOut"/></operation>"#, &[]),
    (r#"<output message="s:BuyOut"/>"#, "", &[]),
    (r#"soapAction="urn:Buy""#, r#"soapAction="urn:buy""#, &[]),
    (r#"<part name="p" element="s:Ping"/>"#, r#"<part name="p" element="s:Ticket"/>"#, &[]),
    (r#"<part name="p" element="s:BuyResponse"/>"#, r#"<part name="p" element="s:Failed"/>"#, &[]),
    (r#"<fault name="f" message="s:Fault"/>"#, "", &[]),
    (r#"<soap:header message="s:Head" part="t" use="literal"/>"#, "", &[]),
    (r#"<part name="p" element="s:Ping"/>"#, r#"<part name="p" element="s:Pong"/>"#, &[]),
    // Services.
    ("https://shop.test/", "https://shop2.test/", &[]),
    (r#"<port name="P" "#, r#"<port name="Q" "#, &[]),
    (r#"<soap:binding transport"#, r#"<soap12:binding transport"#, &[]),
    (r#"<service name="Shop">"#, r#"<service name="Store">"#, &[]),
    // Documentation.
    (r#"<service name="Shop">"#, r#"<service name="Shop"><documentation>Sells.</documentation>"#, &[]),
    (r#"<x:element name="total" type="x:int"/>"#, r#"<x:element name="total" type="x:int"><x:annotation><x:documentation>In cents.</x:documentation></x:annotation></x:element>"#, &[]),
];

#[test]
fn every_edit_is_told() {
    let mut wrong = String::new();
    for (from, to, expected) in ROWS {
        let found = lines(&report(SHOP, &edited(from, to)));
        if found != *expected {
            wrong.push_str(&format!("({from}\n {to})\n{found:#?}\n"));
        }
    }
    assert_eq!(wrong, "");
}
