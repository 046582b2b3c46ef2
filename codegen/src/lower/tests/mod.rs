//! Fixtures to IR: one convention each, as snapshots `tests/snapshots/<case>@ir.snap` with the diagnostics below the dump.

mod operations;
mod settings;
mod types;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::ir;
use crate::load::load_memory;
use crate::settings::Settings;
use crate::symbols::resolve_symbols;

/// Lowers `wsdl` and compares the dump with the snapshot of `case`.
fn check_wsdl(case: &str, settings: &str, wsdl: &str) {
    let text = lowered(settings, wsdl);
    let mut insta = insta::Settings::clone_current();
    insta.set_snapshot_path("../../../tests/snapshots/lower");
    insta.set_prepend_module_to_snapshot(false);
    insta.set_omit_expression(true);
    insta.bind(|| insta::assert_snapshot!(format!("{case}@ir"), text));
}

/// Lowers an operation `get` of the element `get` in `schema`, whose namespace is `urn:t`.
fn check(case: &str, settings: &str, schema: &str) {
    check_wsdl(case, settings, &wsdl_of(schema));
}

fn lowered(settings: &str, wsdl: &str) -> String {
    lowered_with(settings, wsdl, &[])
}

/// As [`lowered`], with documents beside the WSDL.
fn lowered_with(settings: &str, wsdl: &str, others: &[(&str, &[u8])]) -> String {
    let mut diagnostics = Diagnostics::default();
    let files = [&[("t.wsdl", wsdl.as_bytes())], others].concat();
    let loaded = load_memory(&files, "t.wsdl", &mut diagnostics).unwrap();
    let symbols = resolve_symbols(&loaded.model, &mut diagnostics);
    let settings = Settings::parse(settings).unwrap();
    let api = super::lower(&loaded.model, &symbols, &settings, &mut diagnostics);
    let mut res = ir::dump(&api);
    for it in &diagnostics.items {
        res.push_str(&format!("\n{:?} {}: {}", it.severity, it.code, it.message));
        // What a setting probably meant is part of what it is told.
        if let (Code::Settings, Some(help)) = (it.code, &it.help) {
            res.push_str(&format!("\n  help: {help}"));
        }
    }
    res
}

/// The rest of a WSDL around `schema`.
fn wsdl_of(schema: &str) -> String {
    let types = format!(
        r#"<x:schema targetNamespace="urn:t" elementFormDefault="qualified">{schema}</x:schema>"#
    );
    wsdl(
        &types,
        r#"<message name="in"><part name="p" element="t:get"/></message>
           <portType name="TPortType"><operation name="get"><input message="t:in"/></operation></portType>"#,
        r#"<operation name="get"><soap:operation soapAction="urn:get"/><input><soap:body use="literal"/></input></operation>"#,
    )
}

/// A WSDL of `schemas`, messages with port type `TPortType`, and the operations of its binding.
fn wsdl(schemas: &str, abstract_part: &str, bound: &str) -> String {
    format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
            xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
          <types>{schemas}</types>
          {abstract_part}
          <binding name="TBinding" type="t:TPortType"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
            {bound}
          </binding>
          <service name="TService"><port name="TPort" binding="t:TBinding"><soap:address location="https://t.test/"/></port></service>
        </definitions>"#
    )
}

#[test]
fn nothing_depends_on_the_order_of_declarations() {
    let one = r#"<x:complexType name="A"><x:sequence><x:element name="b" type="t:B"/></x:sequence></x:complexType>"#;
    let two = r#"<x:complexType name="B"><x:sequence><x:element name="s" type="x:string"/></x:sequence></x:complexType>"#;
    let get = r#"<x:element name="get"><x:complexType><x:sequence><x:element name="a" type="t:A"/></x:sequence></x:complexType></x:element>"#;
    let forth = lowered("", &wsdl_of(&format!("{one}{two}{get}")));
    let back = lowered("", &wsdl_of(&format!("{get}{two}{one}")));
    assert_eq!(forth, back);
}

#[test]
fn hostile_documents_end() {
    // A group chain that doubles at every step, and a type in itself.
    let mut schema = String::new();
    for it in 0..60 {
        let next = it + 1;
        schema.push_str(&format!(
            r#"<x:group name="g{it}"><x:sequence><x:group ref="t:g{next}"/><x:group ref="t:g{next}"/></x:sequence></x:group>"#
        ));
    }
    schema.push_str(r#"<x:group name="g60"><x:sequence><x:element name="e" type="x:string"/></x:sequence></x:group>"#);
    schema.push_str(
        r#"<x:element name="get"><x:complexType><x:group ref="t:g0"/></x:complexType></x:element>"#,
    );
    let text = lowered("", &wsdl_of(&schema));
    assert!(text.contains("the limit is 100000"), "{text}");
}
