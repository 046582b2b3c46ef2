//! What must not matter: the order of declarations, and how prefixes are spelled.

use wsdl_codegen::diagnostic::Diagnostics;
use wsdl_codegen::emit::{EmitOptions, emit, public_api};
use wsdl_codegen::format::render;
use wsdl_codegen::ir::Api;
use wsdl_codegen::load::load_memory;
use wsdl_codegen::lower::lower;
use wsdl_codegen::settings::Settings;
use wsdl_codegen::symbols::resolve_symbols;

use crate::support::fixtures;

/// The IR of the fixture at `path`, for which `text` stands.
fn api(path: &str, text: &str) -> Api {
    let mut diagnostics = Diagnostics::default();
    let (folder, name) = path.split_once('/').expect("fixtures lie in folders");
    let others: Vec<(String, String)> = files(folder)
        .into_iter()
        .map(|it| (it.clone(), fixture(&format!("{folder}/{it}"))))
        .collect();
    let mut files: Vec<(&str, &[u8])> = others
        .iter()
        .map(|(it, text)| (it.as_str(), text.as_bytes()))
        .filter(|it| it.0 != name)
        .collect();
    files.push((name, text.as_bytes()));
    let loaded = load_memory(&files, name, &mut diagnostics).expect("the document can be read");
    let symbols = resolve_symbols(&loaded.model, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:?}", diagnostics.items);
    lower(
        &loaded.model,
        &symbols,
        &Settings::default(),
        &mut diagnostics,
    )
}

fn fixture(path: &str) -> String {
    std::fs::read_to_string(fixtures().join(path)).expect("the fixture is in the repository")
}

/// The names of the files in a folder of fixtures, sorted.
fn files(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(fixtures().join(folder)).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|it| it.expect("the folder can be read").file_name())
        .map(|it| it.to_string_lossy().into_owned())
        .filter(|it| it.ends_with(".wsdl") || it.ends_with(".xsd"))
        .collect();
    names.sort();
    names
}

/// The fixtures that are one document each.
fn documents() -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for folder in ["types", "services"] {
        let names = files(folder)
            .into_iter()
            .filter(|it| it.ends_with(".wsdl") && it != "echo.wsdl");
        paths.extend(names.map(|it| format!("{folder}/{it}")));
    }
    assert!(paths.len() > 20, "the fixtures were found");
    paths
}

/// The children of the schema element, in reverse; imports stay in front.
fn reversed(text: &str) -> Option<String> {
    let document = roxmltree::Document::parse(text).expect("fixtures are well-formed");
    let schema = document
        .descendants()
        .find(|it| it.has_tag_name(("http://www.w3.org/2001/XMLSchema", "schema")))?;
    let children = schema.children().filter(|it| it.is_element());
    let is_front = |name: &str| matches!(name, "import" | "include" | "redefine");
    let (front, back): (Vec<_>, Vec<_>) = children.partition(|it| is_front(it.tag_name().name()));
    let (first, last) = (back.first()?, back.last()?);
    let joined: Vec<&str> = back.iter().rev().map(|it| &text[it.range()]).collect();
    let in_front = front.iter().all(|it| it.range().end <= first.range().start);
    in_front.then(|| {
        let (start, end) = (first.range().start, last.range().end);
        format!("{}{}{}", &text[..start], joined.join("\n"), &text[end..])
    })
}

#[test]
fn the_order_of_declarations_changes_only_order() {
    let mut n_compared = 0;
    for path in documents() {
        let text = fixture(&path);
        let Some(reversed) = reversed(&text) else {
            continue;
        };
        // Names that meet are told apart in order of declaration.
        if path.contains("names") || path.contains("two-namespaces") {
            continue;
        }
        let sorted = |text: &str| {
            let mut lines: Vec<String> = public_api(&api(&path, text))
                .lines()
                .map(str::to_owned)
                .collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&text), sorted(&reversed), "{path}");
        n_compared += 1;
    }
    assert!(n_compared > 20, "{n_compared} fixtures were compared");
}

#[test]
fn prefixes_change_nothing() {
    let mut n_compared = 0;
    for path in documents() {
        let text = fixture(&path);
        let renamed = text
            .replace("xmlns:t=", "xmlns:renamed=")
            .replace("\"t:", "\"renamed:")
            .replace(" t:", " renamed:");
        if renamed == text {
            continue;
        }
        let rust = |text: &str| render(&emit(&api(&path, text), &EmitOptions::default()), &[]);
        assert_eq!(rust(&text), rust(&renamed), "{path}");
        n_compared += 1;
    }
    assert!(n_compared > 20, "{n_compared} fixtures were compared");
}
