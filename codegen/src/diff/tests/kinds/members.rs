//! Edits of members, of requests and of answers.

use super::Row;

pub(super) const ROWS: &[Row] = &[
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
            "code constructor-changed PingRequest::new",
            "code body-type-changed ShopClient::ping",
            "new default-impl-changed PingRequest",
        ],
        &[
            "requests+code member-added PingRequest.a",
            "requests+code member-added PingRequest.b",
            "code default-impl-changed PingRequest",
            "code body-type-changed ShopClient::ping",
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
        &[
            "code constructor-changed BuyResponse::new",
            "harmless order-changed BuyResponse",
        ],
        &[
            "code constructor-changed BuyResponse::new",
            "harmless order-changed BuyResponse",
        ],
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
            "code namespace-constant-changed A_NS",
            "answers wildcard-changed BuyResponse.any",
            "new namespace-constant-changed B_NS",
        ],
        &[
            "code namespace-constant-changed B_NS",
            "answers wildcard-changed BuyResponse.any",
            "new namespace-constant-changed A_NS",
        ],
    ),
    (
        r#"<x:any namespace="urn:a""#,
        r#"<x:any namespace="urn:a urn:b""#,
        &[
            "answers wildcard-changed BuyResponse.any",
            "new namespace-constant-changed B_NS",
        ],
        &[
            "code namespace-constant-changed B_NS",
            "answers wildcard-changed BuyResponse.any",
        ],
    ),
    (
        r#"<x:any namespace="urn:a""#,
        "<x:any namespace='##any'",
        &[
            "code namespace-constant-changed A_NS",
            "answers wildcard-changed BuyResponse.any",
        ],
        &[
            "new namespace-constant-changed A_NS",
            "harmless wildcard-changed BuyResponse.any",
        ],
    ),
];
