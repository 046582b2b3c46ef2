//! Edits of enumerations, choices, families, unions and other types.

use super::Row;

pub(super) const ROWS: &[Row] = &[
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
];
