//! The three formats of one report, as snapshots.

use super::super::json::to_json;
use super::super::render::{to_markdown, to_text};
use super::super::{Effect, Step};
use super::{SHOP, edited, report};

/// One change of each meaning.
fn new_shop() -> String {
    let rows = [
        (
            r#"<x:element name="count" type="x:int" minOccurs="0"/>"#,
            r#"<x:element name="count" type="x:int"/>"#,
        ),
        (
            r#"<x:element name="total" type="x:int"/>"#,
            r#"<x:element name="total" type="x:int"/><x:element name="tip" type="x:int" minOccurs="0"/>"#,
        ),
        (r#"<x:any namespace="urn:a""#, "<x:any namespace='##any'"),
        (r#"<x:maxLength value="8"/>"#, r#"<x:maxLength value="9"/>"#),
        ("https://shop.test/", "https://shop2.test/"),
    ];
    rows.iter().fold(SHOP.to_owned(), |text, (from, to)| {
        let _ = edited(from, to);
        text.replace(from, to)
    })
}

fn check(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn text_is_for_terminals() {
    check("diff@text", &to_text(&report(SHOP, &new_shop())));
}

#[test]
fn markdown_is_for_pull_requests() {
    check("diff@markdown", &to_markdown(&report(SHOP, &new_shop())));
}

#[test]
fn json_is_for_programs() {
    check("diff@json", &to_json(&report(SHOP, &new_shop())));
}

#[test]
fn no_change_is_said() {
    let report = report(SHOP, SHOP);
    assert_eq!(report.step(), Step::None);
    assert_eq!(to_text(&report), "old -> new\n\nno change\n");
    assert!(to_markdown(&report).ends_with("No change.\n"));
    assert!(to_json(&report).contains("\"step\": \"none\",\n  \"breaking\": false"));
}

#[test]
fn the_worst_is_first() {
    let report = report(SHOP, &new_shop());
    let effects: Vec<Effect> = report.changes.iter().map(|it| it.effect()).collect();
    assert!(effects.is_sorted());
    assert_eq!(report.step(), Step::Major);
}

#[test]
fn names_of_documents_stay_in_their_code() {
    let hostile = "https://shop.test/`&lt;/summary&gt;&lt;script&gt;";
    let report = report(SHOP, &edited("https://shop.test/", hostile));
    let text = to_markdown(&report);
    assert!(
        !text.contains("<script") && text.matches("</summary>").count() == 1,
        "{text}"
    );
}
