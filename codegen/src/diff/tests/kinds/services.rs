//! Edits of services, and of documentation.

use super::Row;

pub(super) const ROWS: &[Row] = &[
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
            "code type-removed BuyFault",
            "code type-renamed BuyRequest",
            "code type-renamed BuyRequestChoice",
            "code type-renamed PingRequest",
            "code type-removed ShopRequestHeaders",
        ],
        &[
            "code type-renamed Buy",
            "code type-renamed BuyChoice",
            "code type-renamed Ping",
            "new type-added BuyFault",
            "new service-added ShopClient",
            "new type-added ShopRequestHeaders",
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
