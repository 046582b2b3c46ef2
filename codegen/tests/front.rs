//! The front half over small captures: what is read, how documents are found, what is reported where.
//!
//! A case is a folder of `fixtures/front` and one test. What is wrong in a document is `it/diagnostics.rs`.

use std::path::{Path, PathBuf};

use wsdl_codegen::diagnostic::Diagnostics;
use wsdl_codegen::diagnostic::json::render_json;
use wsdl_codegen::diagnostic::render::render;
use wsdl_codegen::document::dump_documents;
use wsdl_codegen::load::{Loaded, load_memory, load_with};
use wsdl_codegen::names::QName;
use wsdl_codegen::source::loader::DiskLoader;
use wsdl_codegen::symbols::{dump_model, resolve_symbols};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/front")
}

fn run(folder: &str, roots: &[&str]) -> (Loaded, Diagnostics) {
    let folder = fixtures().join(folder);
    let roots: Vec<String> = roots.iter().map(ToString::to_string).collect();
    let mut diagnostics = Diagnostics::default();
    let mut loader = DiskLoader::new(&folder).expect("the folder is there");
    let loaded = load_with(&mut loader, &roots, &mut diagnostics).expect("the roots are there");
    resolve_symbols(&loaded.model, &mut diagnostics);
    (loaded, diagnostics)
}

fn snapshot(case: &str, stage: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_suffix(stage);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(case, text));
}

fn check_model(case: &str, folder: &str, roots: &[&str]) {
    let (loaded, diagnostics) = run(folder, roots);
    snapshot(case, "model", &dump_model(&loaded.model));
    let diagnostics = render(&diagnostics, &loaded.sources);
    if !diagnostics.is_empty() {
        snapshot(case, "diagnostics", &diagnostics);
    }
}

#[test]
fn a_service_is_read_whole() {
    check_model("service", "service", &["service.wsdl"]);
}

#[test]
fn a_schema_is_read_whole() {
    check_model("particles", "particles", &["types.xsd"]);
}

#[test]
fn documents_are_found() {
    let (loaded, diagnostics) = run("documents", &["root.wsdl"]);
    snapshot(
        "documents",
        "documents",
        &dump_documents(&loaded.documents, &loaded.sources),
    );
    snapshot("documents", "model", &dump_model(&loaded.model));
    snapshot(
        "documents",
        "diagnostics",
        &render(&diagnostics, &loaded.sources),
    );
}

#[test]
fn documents_are_found_by_namespace() {
    let (loaded, diagnostics) = run("namespaces", &["tempuri.org.wsdl"]);
    snapshot(
        "namespaces",
        "documents",
        &dump_documents(&loaded.documents, &loaded.sources),
    );
    snapshot(
        "namespaces",
        "diagnostics",
        &render(&diagnostics, &loaded.sources),
    );
}

#[test]
fn encoded_arrays_are_read() {
    check_model("encoded", "encoded", &["encoded.wsdl"]);
}

#[test]
fn roots_share_declarations() {
    check_model("roots", "roots", &["User.wsdl", "Principal.wsdl"]);
}

#[test]
fn relations_are_filled() {
    let (loaded, _) = run("particles", &["types.xsd"]);
    let table = resolve_symbols(&loaded.model, &mut Diagnostics::default());
    let name = |it: &str| QName::new("urn:t", it);
    let [derived, narrow, tail] = ["Derived", "Narrow", "tail"].map(name);
    assert_eq!(table.derived[&name("Base")], [&derived, &narrow]);
    assert_eq!(table.substitutes[&name("head")], [&tail]);
    assert!(table.unresolved.is_empty());
}

const HEAD: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">"#;

#[test]
fn long_and_hostile_lines_are_shown_safely() {
    let padding = "<!-- padding -->".repeat(20);
    let text = format!(
        "{HEAD}\n\t\t<xs:element name=\"a\u{202e}b\u{200b}\"\ttype=\"xs:non\u{202e}sense\"/>\n{padding}<xs:element name=\"e\" type=\"xs:nothing\"/>{padding}</xs:schema>"
    );
    let mut diagnostics = Diagnostics::default();
    let loaded = load_memory(&[("a.xsd", text.as_bytes())], "a.xsd", &mut diagnostics)
        .expect("it is well-formed");
    resolve_symbols(&loaded.model, &mut diagnostics);
    snapshot(
        "hostile",
        "diagnostics",
        &render(&diagnostics, &loaded.sources),
    );
    snapshot(
        "hostile",
        "json",
        &render_json(&diagnostics, &loaded.sources),
    );
}

#[test]
fn utf_16_is_read() {
    let text = format!("{HEAD}<xs:element name=\"größe\"/></xs:schema>");
    let bytes: Vec<u8> = ([0xFEFF].into_iter().chain(text.encode_utf16()))
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut diagnostics = Diagnostics::default();
    let loaded = load_memory(&[("a.xsd", &bytes)], "a.xsd", &mut diagnostics)
        .expect("UTF-16 is an encoding that is read");
    assert_eq!(loaded.model.schemas[0].elements[0].name.local, "größe");
}

#[test]
fn every_cut_of_a_document_is_an_error() {
    let bytes = std::fs::read(fixtures().join("particles/types.xsd")).expect("it is there");
    let bytes = bytes.trim_ascii_end();
    for end in (0..bytes.len()).step_by(7) {
        let mut diagnostics = Diagnostics::default();
        load_memory(&[("a.xsd", &bytes[..end])], "a.xsd", &mut diagnostics);
        assert!(diagnostics.has_errors(), "cut at {end}");
    }
}
