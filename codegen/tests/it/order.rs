//! What must not matter: the order of declarations, which files they stand in, and how prefixes are spelled.

use wsdl_codegen::diagnostic::Diagnostics;
use wsdl_codegen::emit::public_api;
use wsdl_codegen::generate::print;
use wsdl_codegen::ir::Api;
use wsdl_codegen::load::load_memory;
use wsdl_codegen::lower::lower;
use wsdl_codegen::settings::Settings;
use wsdl_codegen::symbols::resolve_symbols;

use crate::support::fixtures;

/// The IR of the fixture at `path`, for which `text` stands.
fn api(path: &str, text: &str) -> Api {
    api_of(path, text, &[])
}

/// The same with `more` files beside it: name and text.
fn api_of(path: &str, text: &str, more: &[(String, String)]) -> Api {
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
    files.extend(more.iter().map(|(it, text)| (it.as_str(), text.as_bytes())));
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

/// The same document with the declarations of its first schema in files of their own.
struct Split {
    text: String,
    files: Vec<(String, String)>,
}

/// Deals the declarations out to `n` files in turn, which the schema includes in this order or the other way round;
/// each file includes the next, in a circle. `None` where there is nothing to deal out.
fn split(text: &str, n: usize, is_reversed: bool) -> Option<Split> {
    let document = roxmltree::Document::parse(text).expect("fixtures are well-formed");
    let schema = document
        .descendants()
        .find(|it| it.has_tag_name(("http://www.w3.org/2001/XMLSchema", "schema")))?;
    let children = schema.children().filter(|it| it.is_element());
    let is_front = |name: &str| matches!(name, "import" | "include" | "redefine");
    let (front, back): (Vec<_>, Vec<_>) = children.partition(|it| is_front(it.tag_name().name()));
    if back.len() < 2 || front.iter().any(|it| it.tag_name().name() != "import") {
        return None;
    }
    let raw = |it: &roxmltree::Node<'_, '_>| text[it.range()].to_owned();
    let imports: String = front.iter().map(raw).collect();
    let mut start = "<xs:schema".to_owned();
    for it in schema.namespaces().filter(|it| it.name() != Some("xml")) {
        let prefix = it.name().map(|it| format!(":{it}")).unwrap_or_default();
        start.push_str(&format!(r#" xmlns{prefix}="{}""#, it.uri()));
    }
    for it in schema.attributes() {
        start.push_str(&format!(r#" {}="{}""#, it.name(), it.value()));
    }
    let include = |it: usize| format!(r#"<xs:include schemaLocation="part{it}.xsd"/>"#);
    let mut files = Vec::new();
    for index in 0..n {
        let own: String = back.iter().skip(index).step_by(n).map(raw).collect();
        let next = include((index + 1) % n);
        files.push((
            format!("part{index}.xsd"),
            format!("{start}>{next}{imports}{own}</xs:schema>"),
        ));
    }
    let mut includes: Vec<String> = (0..n).map(include).collect();
    if is_reversed {
        includes.reverse();
    }
    let (before, after) = (&text[..schema.range().start], &text[schema.range().end..]);
    let includes = includes.concat();
    Some(Split {
        text: format!("{before}{start}>{includes}{imports}</xs:schema>{after}"),
        files,
    })
}

#[test]
fn the_files_of_declarations_change_only_order() {
    let mut n_compared = 0;
    for path in documents() {
        // Names that meet are told apart in order of declaration.
        if path.contains("names") || path.contains("two-namespaces") {
            continue;
        }
        let text = fixture(&path);
        let sorted = |api: &Api| {
            let mut lines: Vec<String> = public_api(api).lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let whole = sorted(&api(&path, &text));
        for (n, is_reversed) in [(1, false), (2, false), (2, true), (3, true)] {
            let Some(split) = split(&text, n, is_reversed) else {
                continue;
            };
            let parts = sorted(&api_of(&path, &split.text, &split.files));
            assert_eq!(whole, parts, "{path} in {n} files, reversed: {is_reversed}");
            n_compared += 1;
        }
    }
    assert!(n_compared > 100, "{n_compared} ways were compared");
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
        let rust = |text: &str| print(&api(&path, text), &Settings::default(), &[]);
        assert_eq!(rust(&text), rust(&renamed), "{path}");
        n_compared += 1;
    }
    assert!(n_compared > 20, "{n_compared} fixtures were compared");
}
