//! Contracts with one thing wrong: what of them is generated, and what is said.

use std::path::PathBuf;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::diagnostic::Diagnostics;
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::generate::{Generated, analyse_with};
use wsdl_codegen::inspect::inspect;
use wsdl_codegen::load::load_memory;
use wsdl_codegen::settings::Settings;
use wsdl_codegen::source::loader::MemoryLoader;

/// A WSDL with operation `good`, which takes `t:fine`, and `bad`, which takes `t:odd`; what is wrong stands in `{…}`.
const WSDL: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
  <types><xs:schema targetNamespace="urn:t">
    <xs:element name="fine" type="xs:string"/>
    {schema}
  </xs:schema></types>
  <message name="Fine"><part name="p" element="t:fine"/></message>
  <message name="Odd"><part name="p" element="t:odd"/></message>
  <portType name="P">
    <operation name="good"><input message="t:Fine"/></operation>
    <operation name="bad">{input}</operation>
  </portType>
  <binding name="B" type="t:P">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="good"><soap:operation soapAction=""/><input><soap:body use="literal"/></input></operation>
    <operation name="bad"><soap:operation soapAction=""/><input><soap:body use="literal"/></input></operation>
  </binding>
  <service name="S"><port name="S" binding="t:B"><soap:address location="{address}"/></port></service>
</definitions>"#;

const INPUT: &str = r#"<input message="t:Odd"/>"#;

/// Generates from the WSDL with these texts in it.
fn run(schema: &str, input: &str, address: &str, settings: &str) -> Generated {
    let text = WSDL.replace("{schema}", schema);
    let text = text.replace("{input}", input).replace("{address}", address);
    let mut loader = MemoryLoader::new(&[("s.wsdl", text.as_bytes())]);
    let capture = Capture {
        folder: PathBuf::new(),
        roots: vec!["s.wsdl".to_owned()],
        n_around: 0,
        settings: Settings::parse(settings).expect("the settings are valid"),
        module: "s".to_owned(),
    };
    analyse_with(&mut loader, &capture)
}

/// The operations that are generated, and those that are not.
fn operations(generated: &Generated) -> (Vec<&str>, Vec<&str>) {
    let api = generated.api.as_ref().expect("nothing stops the run");
    let client = &api.clients[0];
    let made = client.operations.iter().map(|it| it.wire.as_str());
    let skipped = client.skipped.iter().map(|it| it.wire.as_str());
    (made.collect(), skipped.collect())
}

fn codes(generated: &Generated) -> Vec<Code> {
    generated
        .diagnostics
        .items
        .iter()
        .map(|it| it.code)
        .collect()
}

#[test]
fn a_name_that_no_document_can_hold_costs_what_needs_it() {
    let member = |member: &str| {
        format!(r#"<xs:element name="odd"><xs:complexType>{member}</xs:complexType></xs:element>"#)
    };
    let schemas = [
        r#"<xs:element name="odd thing"/><xs:element name="odd" substitutionGroup="t:fine"><xs:complexType><xs:sequence><xs:element ref="t:odd thing"/></xs:sequence></xs:complexType></xs:element>"#.to_owned(),
        member(r#"<xs:sequence><xs:element name="1st"/></xs:sequence>"#),
        member(r#"<xs:attribute name="a/b" use="required"/>"#),
    ];
    for schema in schemas {
        let generated = run(&schema, INPUT, "http://h/", "");
        assert_eq!(
            operations(&generated),
            (vec!["good"], vec!["bad"]),
            "{schema}"
        );
        let refused = (generated.diagnostics.items.iter()).find(|it| it.code == Code::BadValue);
        let refused = refused.expect("the name is refused");
        assert!(refused.primary.is_some() && refused.help.is_some());
    }
}

#[test]
fn what_may_be_absent_is_left_out_where_no_document_can_hold_its_name() {
    let odd = r#"<xs:element name="odd"><xs:complexType><xs:sequence><xs:element name="1st" minOccurs="0"/></xs:sequence><xs:attribute name="a/b"/></xs:complexType></xs:element>"#;
    let generated = run(odd, INPUT, "http://h/", "");
    assert_eq!(operations(&generated), (vec!["good", "bad"], vec![]));
    assert_eq!(codes(&generated), [Code::BadValue, Code::BadValue]);
}

#[test]
fn an_operation_that_its_own_text_breaks_is_listed_with_the_reason() {
    let odd = r#"<xs:element name="odd"/>"#;
    for input in ["<input/>", ""] {
        let generated = run(odd, input, "http://h/", "");
        assert_eq!(
            operations(&generated),
            (vec!["good"], vec!["bad"]),
            "{input}"
        );
        assert!(codes(&generated).contains(&Code::OperationSkipped));
    }
}

#[test]
fn a_placeholder_in_an_address_is_no_user_name() {
    let odd = r#"<xs:element name="odd"/>"#;
    for address in [
        "http://@host@:@port@/s",
        "http://@host@/s",
        "http://@host@.example.com/s",
    ] {
        let generated = run(odd, INPUT, address, "");
        assert_eq!(codes(&generated), [], "{}", generated.report());
        let api = generated.api.expect("nothing stops the run");
        assert_eq!(api.clients[0].ports[0].address.as_deref(), Some(address));
    }
    for address in ["http://me:pass@host/s", "http://me:p@ss@host:8080/s"] {
        let generated = run(odd, INPUT, address, "");
        assert_eq!(codes(&generated), [Code::BadValue]);
        let api = generated.api.expect("nothing stops the run");
        let kept = api.clients[0].ports[0].address.as_deref();
        assert!(
            kept.is_some_and(|it| it.starts_with("http://host")),
            "{kept:?}"
        );
    }
}

#[test]
fn of_two_declarations_in_one_file_the_line_chooses() {
    let odd = "<xs:element name=\"odd\" type=\"t:Two\"/>\n<xs:simpleType name=\"Two\"><xs:restriction base=\"xs:int\"/></xs:simpleType>\n<xs:simpleType name=\"Two\"><xs:restriction base=\"xs:date\"/></xs:simpleType>";
    let generated = run(odd, INPUT, "http://h/", "");
    assert_eq!(codes(&generated), [Code::Duplicate]);
    let patch = "[[patch]]\nreason = \"the second is right\"\nkeep-version = { name = \"Two\", file = \"s.wsdl:6\" }";
    let generated = run(odd, INPUT, "http://h/", patch);
    assert_eq!(codes(&generated), [], "{}", generated.report());
    let dump = format!("{:?}", generated.api);
    assert!(dump.contains("Date"), "{dump}");
}

#[test]
fn facets_that_no_value_can_satisfy_are_warned_of() {
    let odd = r#"<xs:element name="odd" type="t:None"/><xs:simpleType name="None"><xs:restriction base="xs:int"><xs:minInclusive value="5"/><xs:maxInclusive value="4"/></xs:restriction></xs:simpleType>"#;
    let generated = run(odd, INPUT, "http://h/", "");
    assert_eq!(codes(&generated), [Code::Facet]);
}

#[test]
fn types_that_only_any_type_can_bring_are_advised() {
    let odd = r#"<xs:element name="odd"><xs:complexType><xs:sequence><xs:element name="value" type="xs:anyType"/></xs:sequence></xs:complexType></xs:element><xs:complexType name="Host"><xs:attribute name="cpu"/></xs:complexType>"#;
    let advice = |settings: &str| {
        let generated = run(odd, INPUT, "http://h/", settings);
        inspect(&generated).expect("the WSDL can be read").advice
    };
    let said = advice("").concat();
    assert!(
        said.contains("`Odd.value`") && said.contains(r#"types.also = ["Host"]"#),
        "{said}"
    );
    assert_eq!(advice("types.also = ['Host']"), Vec::<String>::new());
}

#[test]
fn an_import_without_a_location_is_not_answered_by_another_contract() {
    let import = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><xs:import namespace="urn:o"/></xs:schema>"#;
    let wsdl = format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:t"><types>{import}</types></definitions>"#
    );
    let other =
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o"/>"#;
    let read = |files: &[(&str, &str)]| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|it| (it.0, it.1.as_bytes())).collect();
        let mut diagnostics = Diagnostics::default();
        let loaded = load_memory(&files, "a.wsdl", &mut diagnostics).expect("it is well-formed");
        loaded.documents.documents.len()
    };
    assert_eq!(read(&[("a.wsdl", &wsdl), ("o.xsd", other)]), 2);
    assert_eq!(
        read(&[("a.wsdl", &wsdl), ("o.xsd", other), ("b.wsdl", &wsdl)]),
        1
    );
}
