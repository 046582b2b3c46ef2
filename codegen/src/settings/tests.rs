//! What `service.toml` may say, and how errors in it point at their place.

use std::collections::BTreeSet;

use super::Settings;
use super::patch::Repair;

/// The errors of all `cases`, each below what it is about.
fn check(case: &str, cases: &[&str]) {
    let mut text = String::new();
    for it in cases {
        let error = Settings::parse(it).unwrap_err();
        text.push_str(&format!("{error}\n\n"));
    }
    let mut insta = insta::Settings::clone_current();
    insta.set_snapshot_path("../../tests/snapshots");
    insta.set_prepend_module_to_snapshot(false);
    insta.set_omit_expression(true);
    insta.bind(|| insta::assert_snapshot!(format!("{case}@diagnostics"), text));
}

#[test]
fn nothing_is_needed() {
    let it = Settings::parse("").unwrap();
    assert!(it.types.unwrap_arrays && it.secrets.by_name && it.patch.is_empty());
}

#[test]
fn settings_read_back_as_written() {
    let text = r##"
        module = "shop"
        operations = ["buy", "get*"]
        derives = ["::serde::Serialize"]
        naming.rename = { "a.b" = "c" }
        types.map = { Money = "crate::Money" }
        ports.prefer = "1.2"
        features.per-operation-group = { reports = ["getReport*"] }
        [[type]]
        name = "A"
        attributes = ["#[non_exhaustive]"]
        [[failure]]
        header = "H"
        message = "H/why"
        [[patch]]
        reason = "why"
        rename = { type = "A", to = "B" }
        [[patch]]
        reason = "why"
        drop-operation = "old"
    "##;
    let settings = Settings::parse(text).unwrap();
    assert!(settings.operations.only[1].matches("getAll"));
    let again = Settings::parse(&settings.to_toml()).unwrap();
    assert_eq!(format!("{settings:?}"), format!("{again:?}"));
}

#[test]
fn a_module_has_the_name_of_one() {
    for name in ["s-op", "../shop", "", "self", "a::b", "2fa"] {
        let error = Settings::parse(&format!("module = \"{name}\"")).unwrap_err();
        assert!(error.contains("expected a Rust name"), "{error}");
    }
}

#[test]
fn unknown_settings_are_refused_with_the_nearest() {
    check(
        "settings_unknown",
        &[
            "[naming]\nstrip-membr-prefixes = ['s']",
            "[[patch]]\nreason = 'x'\nsoap-acton = { operation = 'a', to = 'b' }",
            "[[patch]]\nreason = 'x'\nset-type = { member = 'A.b', typ = 'c' }",
            "[ports]\nprefer = '2.0'",
            "colour = 'red'",
        ],
    );
}

#[test]
fn what_is_rust_is_checked_where_it_stands() {
    check(
        "settings_rust",
        &[
            "derives = ['::serde::Serialize',\n  'a b']",
            "[[type]]\nname = 'A'\nattributes = ['#[serde(']",
            "[types.map]\nMoney = 'Vec<u8>'",
            "[naming.rename]\nlogin = 'sign-in'",
            "[features.per-operation-group]\n'a b' = ['x']",
            "[operations]\nonly = ['']",
            "operations = ['a', '']",
            "operations = 'a'",
            "runtime = '::my soap'",
        ],
    );
}

#[test]
fn a_patch_has_one_repair_and_a_reason() {
    check(
        "settings_patch",
        &[
            "[[patch]]\noptional = 'A.b'",
            "[[patch]]\nreason = ' '\noptional = 'A.b'",
            "[[patch]]\nreason = 'x'",
            "[[patch]]\nreason = 'x'\noptional = 'A.b'\nrequired = 'A.c'",
            "[[patch]]\nreason = 'x'\nrename = { type = 'A', member = 'A.b', to = 'c' }",
        ],
    );
    let it = Settings::parse("[[patch]]\nreason = 'x'\nrename = { element = 'a', to = 'b' }");
    let it = it.unwrap();
    assert!(matches!(&it.patch[0].repair, Repair::Rename(it) if it.what() == ("element", "a")));
    assert_eq!(it.patch[0].repair.to_string(), "element `a` is called `b`");
}

#[test]
fn the_reference_shows_only_what_is_read() {
    let text = include_str!("../../SETTINGS.md");
    let blocks: Vec<&str> = text.split("```toml\n").skip(1).collect();
    assert!(blocks.len() > 4);
    for block in blocks {
        let block = block.split("```").next().unwrap_or_default();
        if let Err(error) = Settings::parse(block) {
            panic!("{error}");
        }
    }
}

#[test]
fn the_reference_shows_all_that_is_read() {
    let text = include_str!("../../SETTINGS.md");
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter == '-';
    let words: BTreeSet<&str> = text.split(|letter| !is_letter(letter)).collect();
    // Serde names all keys of a table that it is asked for another.
    let keys = |wrong: &str| -> Vec<String> {
        let error = toml::from_str::<Settings>(wrong).unwrap_err();
        let known = error.message().split_once("unknown field `none`, expected");
        let names = known.map(|(_, names)| names.split('`').skip(1).step_by(2));
        names.into_iter().flatten().map(str::to_owned).collect()
    };
    let root = keys("none = 1");
    let mut all = root.clone();
    for table in root {
        all.extend(keys(&format!("[{table}]\nnone = 1")));
        all.extend(keys(&format!("[[{table}]]\nnone = 1")));
    }
    assert!(all.len() > 50, "{all:?}");
    all.retain(|key| !words.contains(key.as_str()));
    assert!(all.is_empty(), "{all:?}");
}
