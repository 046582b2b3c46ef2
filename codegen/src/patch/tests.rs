//! Each repair on a small WSDL: the model afterwards, and what is said of those that match nothing.

use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::render;
use crate::load::load_patched;
use crate::settings::Settings;
use crate::source::loader::MemoryLoader;
use crate::symbols::{dump_model, resolve_symbols};

const WSDL: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:o="urn:o" targetNamespace="urn:t">
  <types><x:schema targetNamespace="urn:t" elementFormDefault="qualified">
    <x:element name="get"><x:complexType><x:sequence>
      <x:element name="key" type="x:string"/>
      <x:element name="filter"><x:complexType><x:attribute name="from" type="x:date"/></x:complexType></x:element>
      <x:element ref="t:note"/>
    </x:sequence></x:complexType></x:element>
    <x:element name="note" type="x:string"/>
    <x:complexType name="Item"><x:sequence>
      <x:choice><x:element name="size" type="t:Size" minOccurs="0"/><x:element name="kind"><x:simpleType>
        <x:restriction base="x:string"><x:enumeration value="a"/></x:restriction></x:simpleType></x:element></x:choice>
      <x:element name="price" type="o:Money"/>
    </x:sequence></x:complexType>
    <x:complexType name="Big"><x:complexContent><x:extension base="t:Item"/></x:complexContent></x:complexType>
    <x:simpleType name="Size"><x:restriction base="x:string"><x:enumeration value="S"/></x:restriction></x:simpleType>
    <x:element name="getResponse" type="t:Item"/>
  </x:schema></types>
  <message name="in"><part name="p" element="t:get"/></message>
  <message name="out"><part name="p" element="t:getResponse"/></message>
  <portType name="P">
    <operation name="get"><input message="t:in"/><output message="t:out"/></operation>
    <operation name="old"><input message="t:in"/></operation>
  </portType>
  <binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="get"><soap:operation soapAction="urn:get"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
    <operation name="old"><soap:operation soapAction="urn:old"/><input><soap:body use="literal"/></input></operation>
  </binding>
  <service name="S"><port name="Port" binding="t:B"><soap:address location="http://localhost/"/></port></service>
</definitions>"#;

const MONEY: &str = r#"<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o">
  <x:complexType name="Money"><x:sequence><x:element name="amount" type="x:decimal"/></x:sequence></x:complexType>
</x:schema>"#;

fn run(repairs: &[&str]) -> (String, String) {
    let patches: Vec<String> = repairs
        .iter()
        .map(|it| format!("[[patch]]\nreason = 'why'\n{it}\n"))
        .collect();
    let settings = Settings::parse(&patches.concat()).unwrap();
    let files = [("t.wsdl", WSDL.as_bytes()), ("money.xsd", MONEY.as_bytes())];
    let mut loader = MemoryLoader::new(&files);
    let mut diagnostics = Diagnostics::default();
    let roots = ["t.wsdl".to_owned()];
    let loaded = load_patched(&mut loader, &roots, &settings.patch, &mut diagnostics).unwrap();
    resolve_symbols(&loaded.model, &mut diagnostics);
    let report = render(&diagnostics, &loaded.sources);
    (dump_model(&loaded.model), report)
}

fn snapshot(name: &str, text: &str) {
    let mut insta = insta::Settings::clone_current();
    insta.set_snapshot_path("../../tests/snapshots");
    insta.set_prepend_module_to_snapshot(false);
    insta.set_omit_expression(true);
    insta.bind(|| insta::assert_snapshot!(name, text));
}

/// The lines of the model that a repair changes, with `-` and `+`.
fn changes(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let mut res = String::new();
    for (sign, lines, others) in [('-', &before, &after), ('+', &after, &before)] {
        for it in lines.iter().filter(|it| !others.contains(it)) {
            res.push_str(&format!("{sign} {}\n", it.trim()));
        }
    }
    res
}

#[test]
fn each_repair_changes_what_it_says() {
    let repairs = [
        "add-import-location = { namespace = 'urn:o', file = 'money.xsd' }",
        "rename = { type = 'Item', to = 'Thing' }",
        "rename = { element = '{urn:t}note', to = 'remark' }",
        "rename = { member = 'get.key', to = 'Key' }",
        "rename = { member = 'get.filter.from', to = 'since' }",
        "optional = 'get.key'",
        "optional = 'get.note'",
        "optional = 'get.*'",
        "optional = '*'",
        "required = 'Item.size'",
        "required = 'get.filter.from'",
        "set-type = { member = 'Item.price', type = 'xs:decimal' }",
        "set-type = { member = 'get.key', type = 'Size' }",
        "add-enumeration = { type = 'Size', values = ['M', 'L'] }",
        "add-enumeration = { type = 'Item.kind', values = ['b'] }",
        "drop-operation = 'old'",
        "target-namespace = { operation = 'get', to = 'urn:new' }",
        "soap-action = { operation = 'get', to = 'urn:new/get' }",
        "address = { port = 'Port', to = 'https://example.test/' }",
    ];
    let (before, _) = run(&[]);
    let mut text = String::new();
    for it in repairs {
        let (after, report) = run(&[it]);
        assert!(!report.contains("does not apply"), "{it}: {report}");
        text.push_str(&format!("{it}\n{}\n", changes(&before, &after)));
    }
    snapshot("patches@model", &text);
}

#[test]
fn a_repair_that_matches_nothing_is_an_error() {
    let repairs = [
        "add-import-location = { namespace = 'urn:o', file = 'money.xds' }",
        "add-import-location = { namespace = 'urn:p', file = 'money.xsd' }",
        "add-import-location = { namespace = 'urn:t', file = 'money.xsd' }",
        "rename = { type = 'Itme', to = 'Thing' }",
        "rename = { element = 'nto', to = 'remark' }",
        "rename = { member = 'get.note', to = 'b' }",
        "optional = 'get.kye'",
        "optional = 'gte.key'",
        "optional = 'get'",
        "required = 'get.filter.fromm'",
        "required = 'Item.price.amount'",
        "set-type = { member = 'Item.price', type = 'Szie' }",
        "set-type = { member = 'Item.price', type = 'xs:dezimal' }",
        "add-enumeration = { type = 'Size', values = ['S'] }",
        "add-enumeration = { type = 'Item', values = ['S'] }",
        "drop-operation = 'odl'",
        "soap-action = { operation = 'gett', to = 'urn:new/get' }",
        "address = { port = 'Prot', to = 'https://example.test/' }",
    ];
    let (_, before) = run(&[]);
    let mut text = String::new();
    for it in repairs {
        let (_, report) = run(&[it]);
        let own = report.replace(&before, "");
        assert!(own.contains("error"), "{it}: {report}");
        let lines: Vec<&str> = own
            .lines()
            .filter(|it| {
                it.contains("does not apply") || it.contains("did you mean") || it.contains("help:")
            })
            .collect();
        text.push_str(&format!("{it}\n{}\n\n", lines.join("\n")));
    }
    snapshot("patches@diagnostics", &text);
}

#[test]
fn patches_apply_in_order() {
    let (model, report) = run(&[
        "rename = { type = 'Item', to = 'Thing' }",
        "rename = { member = 'Thing.price', to = 'cost' }",
    ]);
    assert!(!report.contains("does not apply"), "{report}");
    assert!(model.contains("cost") && model.contains("Thing"), "{model}");
    let (_, report) = run(&[
        "rename = { type = 'Item', to = 'Thing' }",
        "rename = { member = 'Item.price', to = 'cost' }",
    ]);
    assert!(report.contains("does not apply"), "{report}");
}

#[test]
fn of_two_versions_one_is_kept() {
    let old = MONEY
        .replace("xs:decimal", "xs:int")
        .replace("x:decimal", "x:int");
    let import = |it| format!("<x:import namespace=\"urn:o\" schemaLocation=\"{it}\"/>");
    let both = format!("{}{}", import("old/money.xsd"), import("money.xsd"));
    let wsdl = WSDL.replace(
        r#"<x:element name="get">"#,
        &format!(r#"{both}<x:element name="get">"#),
    );
    let run = |patch: &str| {
        let settings = Settings::parse(patch).unwrap();
        let files = [
            ("t.wsdl", wsdl.as_bytes()),
            ("money.xsd", MONEY.as_bytes()),
            ("old/money.xsd", old.as_bytes()),
        ];
        let mut diagnostics = Diagnostics::default();
        let roots = ["t.wsdl".to_owned()];
        let mut loader = MemoryLoader::new(&files);
        let loaded = load_patched(&mut loader, &roots, &settings.patch, &mut diagnostics).unwrap();
        resolve_symbols(&loaded.model, &mut diagnostics);
        (
            dump_model(&loaded.model),
            render(&diagnostics, &loaded.sources),
        )
    };
    let keep = |file: &str| {
        run(&format!(
            "[[patch]]\nreason = 'why'\nkeep-version = {{ name = 'Money', file = '{file}' }}\n"
        ))
    };
    let (_, report) = run("");
    assert!(report.contains("warning[duplicate]"), "{report}");
    assert!(report.contains("keep-version"), "{report}");
    let (model, report) = keep("old/money.xsd");
    assert!(!report.contains("error"), "{report}");
    assert!(
        model.contains("`xs:int`") && !model.contains("`xs:decimal`"),
        "{model}"
    );
    let (_, report) = keep("new/money.xsd");
    assert!(
        report.contains("`Money` is not declared in `new/money.xsd`"),
        "{report}"
    );
    let (_, report) =
        run("[[patch]]\nreason = 'why'\nkeep-version = { name = 'Item', file = 't.wsdl' }\n");
    assert!(report.contains("no other file declares `Item`"), "{report}");
}
