//! What is told where the settings, a namespace or a type's name differ, and that `DIFF.md` lists every kind.

use super::super::{Effect, Kind};
use super::{SHOP, edited, lines, report, report_with};

/// Old and new settings, and what is told of it where the WSDL is the same.
const SETTINGS: &[(&str, &str, &[&str])] = &[
    (
        "",
        "[types]\ncollapse-nil = true",
        &["code member-type-changed BuyRequest.note"],
    ),
    (
        "",
        "[naming.rename]\nBuy = 'Purchase'",
        &[
            "code type-renamed BuyFault",
            "code type-renamed BuyRequest",
            "code type-renamed BuyRequestChoice",
            "code operation-renamed ShopClient::buy",
            "code operation-renamed ShopClient::buy",
        ],
    ),
    (
        "",
        "[naming.rename]\n'Buy.code' = 'key'",
        &["code member-renamed BuyRequest.code"],
    ),
    (
        "",
        "[naming.rename]\n'Color.red' = 'Scarlet'",
        &["code value-renamed Color::Red"],
    ),
    (
        "",
        "[naming.rename]\nColor = 'Paint'",
        &["code type-renamed Color"],
    ),
    (
        "",
        "[secrets]\nalso = ['Buy.note']",
        &["code member-type-changed BuyRequest.note"],
    ),
    (
        "",
        "derives = ['Eq']",
        &[
            "new derives-changed AnyPet",
            "new derives-changed BuyFault",
            "new derives-changed BuyRequest",
            "new derives-changed BuyRequestChoice",
            "new derives-changed BuyResponse",
            "new derives-changed Color",
            "new derives-changed Dog",
            "new derives-changed Failed",
            "new derives-changed Item",
            "new derives-changed Pet",
            "new derives-changed PingRequest",
            "new derives-changed ShopRequestHeaders",
            "new derives-changed Size",
            "new derives-changed State",
        ],
    ),
    (
        "derives = ['Eq']",
        "",
        &[
            "code derives-changed AnyPet",
            "code derives-changed BuyFault",
            "code derives-changed BuyRequest",
            "code derives-changed BuyRequestChoice",
            "code derives-changed BuyResponse",
            "code derives-changed Color",
            "code derives-changed Dog",
            "code derives-changed Failed",
            "code derives-changed Item",
            "code derives-changed Pet",
            "code derives-changed PingRequest",
            "code derives-changed ShopRequestHeaders",
            "code derives-changed Size",
            "code derives-changed State",
        ],
    ),
    (
        "",
        "[features.per-operation-group]\nping = ['Ping']",
        &[
            "code features-changed PingRequest",
            "code features-changed ShopClient::ping",
        ],
    ),
    (
        "[features.per-operation-group]\nping = ['Ping']",
        "",
        &[
            "harmless features-changed PingRequest",
            "harmless features-changed ShopClient::ping",
        ],
    ),
    (
        "",
        "[types.map]\n'{urn:shop}Code' = 'crate::Code'",
        &[
            "code member-type-changed BuyRequest.code",
            "code type-removed Code",
            "new facets-loosened BuyRequest.code",
        ],
    ),
    (
        "operations = ['Ping', 'Buy']",
        "operations = ['Ping']",
        &[
            "code namespace-constant-changed A_NS",
            "code type-removed AnyPet",
            "code type-removed BuyFault",
            "code type-removed BuyRequest",
            "code type-removed BuyResponse",
            "code type-removed Code",
            "code type-removed Color",
            "code type-removed Dog",
            "code type-removed Failed",
            "code type-removed Item",
            "code type-removed Pet",
            "code operation-skipped ShopClient::buy",
            "code type-removed ShopRequestHeaders",
            "code type-removed Size",
            "code type-removed State",
        ],
    ),
];

#[test]
fn settings_change_code_only() {
    let mut wrong = String::new();
    for (old, new, expected) in SETTINGS {
        let report = report_with(SHOP, SHOP, old, new);
        assert_eq!(report.count(Effect::BreaksRequests), 0, "{report:#?}");
        let found = lines(&report);
        if found != *expected {
            wrong.push_str(&format!("@@ {old:?}, {new:?}\n{found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_namespace_with_another_name_is_told_once() {
    let new = SHOP.replace("urn:shop", "urn:shop:2");
    assert_eq!(
        lines(&report(SHOP, &new)),
        ["requests+answers namespace-changed NS"]
    );
}

#[test]
fn a_schema_may_change_under_another_namespace() {
    let new = edited(r#"<x:enumeration value="blue"/>"#, "").replace("urn:shop", "urn:shop:2");
    let expected = [
        "requests+code value-removed Color::Blue",
        "requests+answers namespace-changed NS",
    ];
    assert_eq!(lines(&report(SHOP, &new)), expected);
}

#[test]
fn a_renamed_type_is_told_once() {
    let new = SHOP
        .replace("\"State\"", "\"Phase\"")
        .replace("s:State", "s:Phase");
    assert_eq!(lines(&report(SHOP, &new)), ["code type-renamed State"]);
}

#[test]
fn every_kind_stands_in_the_table() {
    let table = include_str!("../../../DIFF.md");
    let mut missing = Vec::new();
    for kind in Kind::ALL {
        let row = format!("| `{}` |", kind.as_str());
        if table.matches(&row).count() != 1 {
            missing.push(kind.as_str());
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
