//! Edits of operations.

use super::Row;

pub(super) const ROWS: &[Row] = &[
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
            "code namespace-constant-changed A_NS",
            "code type-removed AnyPet",
            "code type-removed BuyResponse",
            "code type-removed Dog",
            "code type-removed Pet",
            "code type-removed State",
        ],
        &[
            "code+answers answer-added ShopClient::buy",
            "new namespace-constant-changed A_NS",
            "new type-added AnyPet",
            "new type-added BuyResponse",
            "new type-added Dog",
            "new type-added Pet",
            "new type-added State",
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
            "code namespace-constant-changed A_NS",
            "code type-removed AnyPet",
            "code type-removed BuyResponse",
            "code type-removed Dog",
            "code type-removed Pet",
            "code+answers body-type-changed ShopClient::buy",
            "code type-removed State",
        ],
        &[
            "requests answer-element-changed ShopClient::buy",
            "code+answers body-type-changed ShopClient::buy",
            "new namespace-constant-changed A_NS",
            "new type-added AnyPet",
            "new type-added BuyResponse",
            "new type-added Dog",
            "new type-added Pet",
            "new type-added State",
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
];
