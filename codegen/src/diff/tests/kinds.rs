//! The table: an edit, and all that is told of it.

use super::{SHOP, edited, lines, report};

/// What to replace, by what, what is told of it, and what of the way back.
type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const ROWS: &[Row] = &[
    // Members of requests.
    (
        r#"<x:element name="code" type="s:Code"/>"#,
        r#"<x:element name="code" type="s:Code"/><x:element name="extra" type="x:int"/>"#,
        &["requests+code member-added BuyRequest.extra"],
        &["requests+code member-removed BuyRequest.extra"],
    ),
    (
        r#"<x:element name="code" type="s:Code"/>"#,
        r#"<x:element name="code" type="s:Code"/><x:element name="extra" type="x:int" minOccurs="0"/>"#,
        &["code+new member-added BuyRequest.extra"],
        &["requests+code member-removed BuyRequest.extra"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        "",
        &["requests+code member-removed BuyRequest.count"],
        &["code+new member-added BuyRequest.count"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:int"/>"#,
        &["requests+code member-required BuyRequest.count"],
        &["code+new member-optional BuyRequest.count"],
    ),
    (
        r#"<x:element name="code" type="s:Code"/>"#,
        r#"<x:element name="code" type="s:Code" minOccurs="0"/>"#,
        &["code+new member-optional BuyRequest.code"],
        &["requests+code member-required BuyRequest.code"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:long" minOccurs="0"/>"#,
        &["code+new member-type-changed BuyRequest.count"],
        &["requests+code member-type-changed BuyRequest.count"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:short" minOccurs="0"/>"#,
        &["requests+code member-type-changed BuyRequest.count"],
        &["code+new member-type-changed BuyRequest.count"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:date" minOccurs="0"/>"#,
        &["requests+code member-type-changed BuyRequest.count"],
        &["requests+code member-type-changed BuyRequest.count"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:int" minOccurs="0" maxOccurs="3"/>"#,
        &["code+new occurrence-changed BuyRequest.count"],
        &["requests+code occurrence-changed BuyRequest.count"],
    ),
    (
        r#"type="s:Item" minOccurs="0" maxOccurs="unbounded""#,
        r#"type="s:Item" minOccurs="0" maxOccurs="9""#,
        &["requests occurrence-changed BuyRequest.item"],
        &["new occurrence-changed BuyRequest.item"],
    ),
    (
        r#"type="x:string" minOccurs="0" nillable="true""#,
        r#"type="x:string" minOccurs="0""#,
        &["requests+code nillable-changed BuyRequest.note"],
        &["code+new nillable-changed BuyRequest.note"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:int" minOccurs="0" default="1"/>"#,
        &["answers default-changed BuyRequest.count"],
        &["answers default-changed BuyRequest.count"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="count" type="x:int" minOccurs="0" fixed="1"/>"#,
        &["requests fixed-changed BuyRequest.count"],
        &["new fixed-changed BuyRequest.count"],
    ),
    (
        r#"<x:maxLength value="8"/>"#,
        r#"<x:maxLength value="7"/>"#,
        &["requests facets-tightened BuyRequest.code"],
        &["new facets-loosened BuyRequest.code"],
    ),
    (
        r#"<x:maxLength value="8"/>"#,
        r#"<x:maxLength value="9"/>"#,
        &["new facets-loosened BuyRequest.code"],
        &["requests facets-tightened BuyRequest.code"],
    ),
    (
        r#"<x:maxLength value="8"/>"#,
        r#"<x:pattern value="[A-Z]+"/>"#,
        &["requests facets-changed BuyRequest.code"],
        &["requests facets-changed BuyRequest.code"],
    ),
    (
        r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
        r#"<x:element name="COUNT" type="x:int" minOccurs="0"/>"#,
        &["requests member-wire-changed BuyRequest.count"],
        &["requests member-wire-changed BuyRequest.count"],
    ),
    (
        r#"<x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all>"#,
        r#"<x:element name="b" type="x:int"/><x:element name="a" type="x:int"/></x:all>"#,
        &[
            "code constructor-changed PingRequest::new",
            "harmless order-changed PingRequest",
        ],
        &[
            "code constructor-changed PingRequest::new",
            "harmless order-changed PingRequest",
        ],
    ),
    (
        r#"<x:complexType><x:all><x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all></x:complexType>"#,
        r#"<x:complexType><x:sequence><x:element name="b" type="x:int"/><x:element name="a" type="x:int"/></x:sequence></x:complexType>"#,
        &[
            "requests order-changed PingRequest",
            "code constructor-changed PingRequest::new",
        ],
        &[
            "code constructor-changed PingRequest::new",
            "harmless order-changed PingRequest",
        ],
    ),
    (
        r#"<x:all><x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all>"#,
        "<x:sequence/>",
        &[
            "requests+code member-removed PingRequest.a",
            "requests+code member-removed PingRequest.b",
            "code setters-changed PingRequest",
            "code constructor-changed PingRequest::new",
            "code body-type-changed ShopClient::ping",
            "new default-impl-changed PingRequest",
        ],
        &[
            "requests+code member-added PingRequest.a",
            "requests+code member-added PingRequest.b",
            "code default-impl-changed PingRequest",
            "code body-type-changed ShopClient::ping",
            "new setters-changed PingRequest",
            "new constructor-changed PingRequest::new",
        ],
    ),
    // Members of answers, and of both.
    (
        r#"<x:element name="total" type="x:int"/>"#,
        "",
        &["code+answers member-removed BuyResponse.total"],
        &["code+answers member-added BuyResponse.total"],
    ),
    (
        r#"<x:element name="total" type="x:int"/>"#,
        r#"<x:element name="total" type="x:int"/><x:element name="extra" type="x:int"/>"#,
        &["code+answers member-added BuyResponse.extra"],
        &["code+answers member-removed BuyResponse.extra"],
    ),
    (
        r#"<x:element name="total" type="x:int"/>"#,
        r#"<x:element name="total" type="x:int" minOccurs="0"/>"#,
        &["code+answers member-optional BuyResponse.total"],
        &["code member-required BuyResponse.total"],
    ),
    (
        r#"<x:element name="total" type="x:int"/>"#,
        r#"<x:element name="total" type="x:decimal"/>"#,
        &["code+answers member-type-changed BuyResponse.total"],
        &["code member-type-changed BuyResponse.total"],
    ),
    (
        r#"<x:element name="total" type="x:int"/><x:element name="state" type="s:State"/>"#,
        r#"<x:element name="state" type="s:State"/><x:element name="total" type="x:int"/>"#,
        &["harmless order-changed BuyResponse"],
        &["harmless order-changed BuyResponse"],
    ),
    (
        r#"<x:element name="state" type="s:State"/>"#,
        r#"<x:element name="state" type="x:string"/>"#,
        &[
            "code+answers member-type-changed BuyResponse.state",
            "code type-removed State",
        ],
        &[
            "code member-type-changed BuyResponse.state",
            "new type-added State",
        ],
    ),
    (
        r#"<x:element name="name" type="x:string"/>"#,
        r#"<x:element name="name" type="x:string"/><x:element name="extra" type="x:int"/>"#,
        &["requests+code+answers member-added Item.extra"],
        &["requests+code+answers member-removed Item.extra"],
    ),
    (
        r#"<x:attribute name="id" type="x:int"/>"#,
        r#"<x:attribute name="id" type="x:int" use="required"/>"#,
        &["requests+code member-required Item.id"],
        &["code+answers+new member-optional Item.id"],
    ),
    (
        r#"<x:any namespace="urn:a""#,
        r#"<x:any namespace="urn:b""#,
        &[
            "code namespace-constant-changed URN_A_NS",
            "answers wildcard-changed BuyResponse.any",
            "new namespace-constant-changed URN_B_NS",
        ],
        &[
            "code namespace-constant-changed URN_B_NS",
            "answers wildcard-changed BuyResponse.any",
            "new namespace-constant-changed URN_A_NS",
        ],
    ),
    (
        r#"<x:any namespace="urn:a""#,
        r#"<x:any namespace="urn:a urn:b""#,
        &[
            "answers wildcard-changed BuyResponse.any",
            "new namespace-constant-changed URN_B_NS",
        ],
        &[
            "code namespace-constant-changed URN_B_NS",
            "answers wildcard-changed BuyResponse.any",
        ],
    ),
    (
        r#"<x:any namespace="urn:a""#,
        "<x:any namespace='##any'",
        &[
            "code namespace-constant-changed URN_A_NS",
            "answers wildcard-changed BuyResponse.any",
        ],
        &[
            "new namespace-constant-changed URN_A_NS",
            "harmless wildcard-changed BuyResponse.any",
        ],
    ),
    // Enumerations, choices, families, unions.
    (
        r#"<x:enumeration value="blue"/>"#,
        r#"<x:enumeration value="blue"/><x:enumeration value="green"/>"#,
        &["code+answers+new value-added Color::Green"],
        &["requests+code value-removed Color::Green"],
    ),
    (
        r#"<x:enumeration value="open"/>"#,
        r#"<x:enumeration value="open"/><x:enumeration value="late"/>"#,
        &["code+answers value-added State::Late"],
        &["code value-removed State::Late"],
    ),
    (
        r#"<x:enumeration value="blue"/>"#,
        "",
        &["requests+code value-removed Color::Blue"],
        &["code+answers+new value-added Color::Blue"],
    ),
    (
        r#"<x:enumeration value="open"/>"#,
        "",
        &["code value-removed State::Open"],
        &["code+answers value-added State::Open"],
    ),
    (
        r#"<x:element name="iban" type="x:string"/>"#,
        r#"<x:element name="iban" type="x:string"/><x:element name="cash" type="x:int"/>"#,
        &["code+new alternative-added BuyRequestChoice::Cash"],
        &["requests+code alternative-removed BuyRequestChoice::Cash"],
    ),
    (
        r#"<x:element name="iban" type="x:string"/>"#,
        "",
        &[
            "requests+code member-added BuyRequest.card",
            "requests+code member-removed BuyRequest.choice",
            "code type-removed BuyRequestChoice",
        ],
        &[
            "requests+code member-removed BuyRequest.card",
            "requests+code member-added BuyRequest.choice",
            "new type-added BuyRequestChoice",
        ],
    ),
    (
        r#"<x:complexType name="Dog">"#,
        r#"<x:complexType name="Cat"><x:complexContent><x:extension base="s:Pet"/></x:complexContent></x:complexType><x:complexType name="Dog">"#,
        &[
            "code+answers derived-added AnyPet::Cat",
            "new type-added Cat",
        ],
        &["code derived-removed AnyPet::Cat", "code type-removed Cat"],
    ),
    (
        r#"<x:complexType name="Dog"><x:complexContent><x:extension base="s:Pet"><x:sequence><x:element name="bark" type="x:int"/></x:sequence></x:extension></x:complexContent></x:complexType>"#,
        "",
        &[
            "code type-removed AnyPet",
            "code member-type-changed BuyResponse.pet",
            "code type-removed Dog",
        ],
        &[
            "code+answers member-type-changed BuyResponse.pet",
            "new type-added AnyPet",
            "new type-added Dog",
        ],
    ),
    (
        r#"<x:complexType name="Pet">"#,
        r#"<x:complexType name="Pet" abstract="true">"#,
        &[
            "code derived-removed AnyPet::Pet",
            "code type-removed Pet",
            "harmless abstract-changed AnyPet",
        ],
        &[
            "code+answers derived-added AnyPet::Pet",
            "answers abstract-changed AnyPet",
            "new type-added Pet",
        ],
    ),
    (
        r#"memberTypes="x:int x:date""#,
        r#"memberTypes="x:int""#,
        &["requests+code union-changed Size"],
        &["code+new union-changed Size"],
    ),
    // Types.
    (
        r#"<x:element name="state" type="s:State"/>"#,
        r#"<x:element name="state" type="s:Color"/>"#,
        &[
            "code+answers member-type-changed BuyResponse.state",
            "code type-removed State",
        ],
        &[
            "code+answers member-type-changed BuyResponse.state",
            "new type-added State",
        ],
    ),
    (
        r#"<x:union memberTypes="x:int x:date"/>"#,
        r#"<x:restriction base="x:string"><x:enumeration value="big"/></x:restriction>"#,
        &["requests+code type-kind-changed Size"],
        &["requests+code type-kind-changed Size"],
    ),
    // Operations.
    (
        r#"<operation name="Ping"><input message="s:PingIn"/></operation>"#,
        "",
        &[
            "requests+code operation-removed ShopClient::ping",
            "code type-removed PingRequest",
        ],
        &[
            "new type-added PingRequest",
            "new operation-added ShopClient::ping",
        ],
    ),
    (
        r#"<operation name="Ping"><input message="s:PingIn"/></operation>"#,
        r#"<operation name="Ping"><input message="s:PingIn"/><output message="s:BuyOut"/></operation>"#,
        &["code+answers answer-added ShopClient::ping"],
        &["requests+code answer-removed ShopClient::ping"],
    ),
    (
        r#"<output message="s:BuyOut"/>"#,
        "",
        &[
            "requests+code answer-removed ShopClient::buy",
            "code type-removed AnyPet",
            "code type-removed BuyResponse",
            "code type-removed Dog",
            "code type-removed Pet",
            "code type-removed State",
            "code namespace-constant-changed URN_A_NS",
        ],
        &[
            "code+answers answer-added ShopClient::buy",
            "new type-added AnyPet",
            "new type-added BuyResponse",
            "new type-added Dog",
            "new type-added Pet",
            "new type-added State",
            "new namespace-constant-changed URN_A_NS",
        ],
    ),
    (
        r#"soapAction="urn:Buy""#,
        r#"soapAction="urn:buy""#,
        &["requests action-changed ShopClient::buy"],
        &["requests action-changed ShopClient::buy"],
    ),
    (
        r#"<part name="p" element="s:Ping"/>"#,
        r#"<part name="p" element="s:Ticket"/>"#,
        &[
            "requests request-element-changed ShopClient::ping",
            "requests+code body-type-changed ShopClient::ping",
            "code type-removed PingRequest",
        ],
        &[
            "requests request-element-changed ShopClient::ping",
            "requests+code body-type-changed ShopClient::ping",
            "new type-added PingRequest",
        ],
    ),
    (
        r#"<part name="p" element="s:BuyResponse"/>"#,
        r#"<part name="p" element="s:Failed"/>"#,
        &[
            "requests answer-element-changed ShopClient::buy",
            "code type-removed AnyPet",
            "code type-removed BuyResponse",
            "code type-removed Dog",
            "code type-removed Pet",
            "code+answers body-type-changed ShopClient::buy",
            "code type-removed State",
            "code namespace-constant-changed URN_A_NS",
        ],
        &[
            "requests answer-element-changed ShopClient::buy",
            "code+answers body-type-changed ShopClient::buy",
            "new type-added AnyPet",
            "new type-added BuyResponse",
            "new type-added Dog",
            "new type-added Pet",
            "new type-added State",
            "new namespace-constant-changed URN_A_NS",
        ],
    ),
    (
        r#"<fault name="f" message="s:Fault"/>"#,
        "",
        &[
            "code type-removed BuyFault",
            "code type-removed Failed",
            "code+answers fault-removed ShopClient::buy",
        ],
        &[
            "code+answers fault-added ShopClient::buy",
            "new type-added BuyFault",
            "new type-added Failed",
        ],
    ),
    (
        r#"<soap:header message="s:Head" part="t" use="literal"/>"#,
        "",
        &[
            "code type-removed ShopRequestHeaders",
            "harmless header-removed ShopClient::buy",
        ],
        &[
            "requests header-added ShopClient::buy",
            "new type-added ShopRequestHeaders",
        ],
    ),
    (
        r#"<part name="p" element="s:Ping"/>"#,
        r#"<part name="p" element="s:Pong"/>"#,
        &[
            "code type-removed PingRequest",
            "code operation-skipped ShopClient::ping",
        ],
        &[
            "new type-added PingRequest",
            "new operation-added ShopClient::ping",
        ],
    ),
    // Services.
    (
        "https://shop.test/",
        "https://shop2.test/",
        &["harmless address-changed ShopClient"],
        &["harmless address-changed ShopClient"],
    ),
    (
        r#"<port name="P" "#,
        r#"<port name="Q" "#,
        &["harmless port-renamed ShopClient"],
        &["harmless port-renamed ShopClient"],
    ),
    (
        r#"<soap:binding transport"#,
        r#"<soap12:binding transport"#,
        &[
            "requests port-removed ShopClient",
            "new port-added ShopClient",
        ],
        &[
            "requests port-removed ShopClient",
            "new port-added ShopClient",
        ],
    ),
    (
        r#"<service name="Shop">"#,
        r#"<service name="Store">"#,
        &["harmless service-renamed ShopClient"],
        &["harmless service-renamed ShopClient"],
    ),
    (
        r#"<port name="P" binding="s:B">"#,
        r#"<port name="P" binding="s:None">"#,
        &[
            "requests+code service-removed ShopClient",
            "code type-removed AnyPet",
            "code type-removed BuyFault",
            "code type-removed BuyRequest",
            "code type-removed BuyResponse",
            "code type-removed Code",
            "code type-removed Color",
            "code type-removed Dog",
            "code type-removed Failed",
            "code type-removed Item",
            "code namespace-constant-changed NS",
            "code type-removed Pet",
            "code type-removed PingRequest",
            "code type-removed ShopRequestHeaders",
            "code type-removed Size",
            "code type-removed State",
            "code namespace-constant-changed URN_A_NS",
        ],
        &[
            "new type-added AnyPet",
            "new type-added BuyFault",
            "new type-added BuyRequest",
            "new type-added BuyResponse",
            "new type-added Code",
            "new type-added Color",
            "new type-added Dog",
            "new type-added Failed",
            "new type-added Item",
            "new namespace-constant-changed NS",
            "new type-added Pet",
            "new type-added PingRequest",
            "new service-added ShopClient",
            "new type-added ShopRequestHeaders",
            "new type-added Size",
            "new type-added State",
            "new namespace-constant-changed URN_A_NS",
        ],
    ),
    (
        r#"<soap:body use="literal"/></input></operation></binding>"#,
        r#"<soap:body use="literal"/><soap:header message="s:Gone" part="t" use="literal"/></input></operation></binding>"#,
        &["harmless losses-changed ShopClient::ping"],
        &["harmless losses-changed ShopClient::ping"],
    ),
    (
        r#"<message name="PingIn"><part name="p" element="s:Ping"/></message>"#,
        r#"<message name="PingIn"><part name="p" type="s:Item"/></message>"#,
        &[
            "requests+code member-removed PingRequest.a",
            "requests+code member-removed PingRequest.b",
            "requests+code member-added PingRequest.p",
            "requests request-element-changed ShopClient::ping",
        ],
        &[
            "requests+code member-added PingRequest.a",
            "requests+code member-added PingRequest.b",
            "requests+code member-removed PingRequest.p",
            "requests request-element-changed ShopClient::ping",
        ],
    ),
    (
        r#"<x:simpleType name="Code"><x:restriction base="x:string">"#,
        r#"<x:simpleType name="Code"><x:restriction base="x:token">"#,
        &["new facets-loosened BuyRequest.code"],
        &["new facets-loosened BuyRequest.code"],
    ),
    (
        r#"<x:attribute name="id" type="x:int"/>"#,
        r#"<x:attribute name="id" type="x:int" default="1"/>"#,
        &["answers default-changed Item.id"],
        &["answers default-changed Item.id"],
    ),
    (
        r#"<x:element name="name" type="x:string"/>"#,
        r#"<x:element name="name"><x:complexType><x:simpleContent><x:extension base="x:string"/></x:simpleContent></x:complexType></x:element>"#,
        &[
            "code member-type-changed Item.name",
            "new type-added ItemName",
        ],
        &[
            "code member-type-changed Item.name",
            "code type-removed ItemName",
        ],
    ),
    (
        r#"<x:attribute name="id" type="x:int"/>"#,
        r#"<x:attribute name="id" type="x:int"/><x:anyAttribute/>"#,
        &["code+answers+new member-added Item.other_attributes"],
        &["requests+code+answers member-removed Item.other_attributes"],
    ),
    (
        r#"<x:enumeration value="open"/>"#,
        r#"<x:enumeration value="OPEN"/>"#,
        &["answers value-wire-changed State::Open"],
        &["answers value-wire-changed State::Open"],
    ),
    (
        r#"<x:element name="bark" type="x:int"/>"#,
        r#"<x:element name="bark" type="x:int"/><x:element name="mate" type="s:Pet" minOccurs="0"/>"#,
        &[
            "code member-type-changed AnyPet::Dog",
            "code+answers member-added Dog.mate",
        ],
        &[
            "code member-type-changed AnyPet::Dog",
            "code+answers member-removed Dog.mate",
        ],
    ),
    // Documentation.
    (
        r#"<service name="Shop">"#,
        r#"<service name="Shop"><documentation>Sells.</documentation>"#,
        &["harmless documentation-changed ShopClient"],
        &["harmless documentation-changed ShopClient"],
    ),
    (
        r#"<x:element name="total" type="x:int"/>"#,
        r#"<x:element name="total" type="x:int"><x:annotation><x:documentation>In cents.</x:documentation></x:annotation></x:element>"#,
        &["harmless documentation-changed BuyResponse.total"],
        &["harmless documentation-changed BuyResponse.total"],
    ),
];

#[test]
fn every_edit_is_told() {
    let mut wrong = String::new();
    for (from, to, forth, back) in ROWS {
        let new = edited(from, to);
        let found = (lines(&report(SHOP, &new)), lines(&report(&new, SHOP)));
        if found.0 != *forth || found.1 != *back {
            wrong.push_str(&format!("@@ {from}\n@@ {to}\n{found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
