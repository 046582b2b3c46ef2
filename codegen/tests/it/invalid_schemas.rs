//! Which rules of XML Schema are seen to be broken: for each a schema that breaks it, and one as near as can be that does not.

use wsdl_codegen::diagnostic::Diagnostics;
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::load::load_memory;
use wsdl_codegen::symbols::resolve_symbols;

/// The notes on a schema that holds `declarations`.
fn notes(declarations: &str) -> Vec<String> {
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" xmlns:t="urn:t" targetNamespace="urn:t">{declarations}</xs:schema>"#
    );
    let mut diagnostics = Diagnostics::default();
    let files = [("t.xsd", schema.as_bytes())];
    let loaded = load_memory(&files, "t.xsd", &mut diagnostics).expect("the schema is well-formed");
    resolve_symbols(&loaded.model, &mut diagnostics);
    let notes = diagnostics
        .items
        .into_iter()
        .filter(|it| it.code == Code::InvalidSchema);
    notes.map(|it| it.message).collect()
}

/// A rule, declarations that break it and no other, and declarations that break none.
const CASES: &[(&str, &str, &str)] = &[
    (
        "schema-for-schemas",
        r#"<xs:complexType name="T"><xs:attribute name="a"/><xs:sequence/></xs:complexType>"#,
        r#"<xs:complexType name="T"><xs:sequence/><xs:attribute name="a"/></xs:complexType>"#,
    ),
    (
        "src-element.3",
        r#"<xs:element name="e" type="xs:int"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>"#,
        r#"<xs:element name="e"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>"#,
    ),
    (
        "src-attribute.2",
        r#"<xs:complexType name="T"><xs:attribute name="a" default="1" use="required"/></xs:complexType>"#,
        r#"<xs:complexType name="T"><xs:attribute name="a" default="1" use="optional"/></xs:complexType>"#,
    ),
    (
        "src-import.1.1",
        r#"<xs:import namespace="urn:t"/>"#,
        r#"<xs:import namespace="urn:other"/>"#,
    ),
    (
        "c-fields-xpaths",
        r#"<xs:element name="e"><xs:complexType/><xs:key name="k"><xs:selector xpath=".//t:a|*"/><xs:field xpath="@a/b"/></xs:key></xs:element>"#,
        r#"<xs:element name="e"><xs:complexType/><xs:key name="k"><xs:selector xpath=".//t:a|*"/><xs:field xpath="b/@a"/></xs:key></xs:element>"#,
    ),
    (
        "c-selector-xpath",
        r#"<xs:element name="e"><xs:complexType/><xs:key name="k"><xs:selector xpath=". // child :: t : * / @a"/><xs:field xpath="."/></xs:key></xs:element>"#,
        r#"<xs:element name="e"><xs:complexType/><xs:key name="k"><xs:selector xpath=". // child :: t : * / a"/><xs:field xpath="attribute::a | ."/></xs:key></xs:element>"#,
    ),
    (
        "src-resolve",
        r#"<xs:element name="e"><xs:complexType/><xs:key name="k"><xs:selector xpath="a"/><xs:field xpath="b/@u:c"/></xs:key></xs:element>"#,
        r#"<xs:element name="e"><xs:complexType/><xs:key name="k"><xs:selector xpath="a"/><xs:field xpath="b/@t:c | @xml:lang"/></xs:key></xs:element>"#,
    ),
    (
        "src-resolve",
        r#"<xs:element name="e"><xs:complexType/><xs:keyref name="r" refer="k"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:keyref></xs:element>"#,
        r#"<xs:element name="e"><xs:complexType/><xs:unique name="k"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:unique><xs:keyref name="r" refer="k"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:keyref></xs:element>"#,
    ),
    (
        "cos-applicable-facets",
        r#"<xs:simpleType name="S"><xs:restriction base="xs:int"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="xs:anyURI"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "facet-valid-restriction",
        r#"<xs:simpleType name="S"><xs:restriction base="B"><xs:maxInclusive value="11"/></xs:restriction></xs:simpleType><xs:simpleType name="B"><xs:restriction base="xs:int"><xs:maxInclusive value="10"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="B"><xs:maxInclusive value="+9"/></xs:restriction></xs:simpleType><xs:simpleType name="B"><xs:restriction base="xs:int"><xs:maxInclusive value="10"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "facet-valid-restriction",
        r#"<xs:simpleType name="S"><xs:restriction base="xs:date"><xs:enumeration value="2026-02-29"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="xs:date"><xs:enumeration value="2024-02-29"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "fractionDigits-less-than-equal-to-totalDigits",
        r#"<xs:simpleType name="S"><xs:restriction base="xs:decimal"><xs:totalDigits value="3"/><xs:fractionDigits value="4"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="xs:decimal"><xs:totalDigits value="3"/><xs:fractionDigits value="3"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "facet-fixed",
        r#"<xs:simpleType name="S"><xs:restriction base="B"><xs:maxLength value="3"/></xs:restriction></xs:simpleType><xs:simpleType name="B"><xs:restriction base="xs:string"><xs:maxLength value="4" fixed="true"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="B"><xs:maxLength value="3"/></xs:restriction></xs:simpleType><xs:simpleType name="B"><xs:restriction base="xs:string"><xs:maxLength value="4"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "pattern",
        r#"<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="[a-"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="[a-]"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "cos-list-of-atomic",
        r#"<xs:simpleType name="S"><xs:list itemType="xs:NMTOKENS"/></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:list itemType="xs:NMTOKEN"/></xs:simpleType>"#,
    ),
    (
        "st-props-correct.3",
        r#"<xs:simpleType name="S"><xs:list itemType="B"/></xs:simpleType><xs:simpleType name="B" final="list"><xs:restriction base="xs:int"/></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:list itemType="B"/></xs:simpleType><xs:simpleType name="B" final="union"><xs:restriction base="xs:int"/></xs:simpleType>"#,
    ),
    (
        "a-props-correct.2",
        r#"<xs:attribute name="a" type="xs:boolean" default="yes"/>"#,
        r#"<xs:attribute name="a" type="xs:boolean" default="1"/>"#,
    ),
    (
        "e-props-correct.2",
        r#"<xs:element name="e" default="1 x"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>"#,
        r#"<xs:element name="e" default="1 2"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>"#,
    ),
    (
        "e-props-correct.4",
        r#"<xs:element name="head" type="xs:int"/><xs:element name="e" type="xs:string" substitutionGroup="head"/>"#,
        r#"<xs:element name="head" type="xs:int"/><xs:element name="e" type="xs:short" substitutionGroup="head"/>"#,
    ),
    (
        "ct-props-correct.4",
        r#"<xs:complexType name="T"><xs:attribute name="a"/><xs:attributeGroup ref="G"/></xs:complexType><xs:attributeGroup name="G"><xs:attribute name="a"/></xs:attributeGroup>"#,
        r#"<xs:complexType name="T"><xs:attribute name="a"/><xs:attributeGroup ref="G"/></xs:complexType><xs:attributeGroup name="G"><xs:attribute name="b"/></xs:attributeGroup>"#,
    ),
    (
        "derivation-ok-restriction.2.1.1",
        r#"<xs:complexType name="B"><xs:attribute name="a" use="required"/></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:attribute name="a"/></xs:restriction></xs:complexContent></xs:complexType>"#,
        r#"<xs:complexType name="B"><xs:attribute name="a"/></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:attribute name="a" use="required"/></xs:restriction></xs:complexContent></xs:complexType>"#,
    ),
    (
        "cos-ct-extends.1.1",
        r#"<xs:complexType name="B" final="extension"/><xs:complexType name="T"><xs:complexContent><xs:extension base="B"/></xs:complexContent></xs:complexType>"#,
        r#"<xs:complexType name="B" final="restriction"/><xs:complexType name="T"><xs:complexContent><xs:extension base="B"/></xs:complexContent></xs:complexType>"#,
    ),
    (
        "cos-element-consistent",
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b"/><xs:element name="a" type="xs:long"/></xs:sequence></xs:complexType>"#,
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b"/><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>"#,
    ),
    (
        "cos-nonambig",
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" minOccurs="0"/><xs:any namespace='##any'/></xs:sequence></xs:complexType>"#,
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" minOccurs="0"/><xs:any namespace='##other'/></xs:sequence></xs:complexType>"#,
    ),
    (
        "cos-nonambig",
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" minOccurs="1" maxOccurs="2"/><xs:element name="a"/></xs:sequence></xs:complexType>"#,
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" minOccurs="2" maxOccurs="2"/><xs:element name="a"/></xs:sequence></xs:complexType>"#,
    ),
    (
        "rcase-NameAndTypeOK",
        r#"<xs:complexType name="B"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="a" type="xs:long"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"#,
        r#"<xs:complexType name="B"><xs:sequence><xs:element name="a" type="xs:long"/></xs:sequence></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"#,
    ),
    (
        "rcase-Recurse",
        r#"<xs:complexType name="B"><xs:sequence><xs:element name="a"/><xs:element name="b" minOccurs="0"/></xs:sequence></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="b"/><xs:element name="a"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"#,
        r#"<xs:complexType name="B"><xs:sequence><xs:element name="a"/><xs:element name="b" minOccurs="0"/><xs:element name="c"/></xs:sequence></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="a"/><xs:element name="c"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"#,
    ),
    (
        "rcase-NameAndTypeOK",
        r#"<xs:complexType name="B"><xs:sequence><xs:element name="a" block="extension"/></xs:sequence></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="a" block="restriction"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"#,
        r##"<xs:complexType name="B"><xs:sequence><xs:element name="a" block="extension"/></xs:sequence></xs:complexType><xs:complexType name="T"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="a" block="#all"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>"##,
    ),
    (
        "src-resolve.4",
        r#"<xs:element name="e"><xs:complexType><xs:sequence><xs:element ref="o:a" xmlns:o="urn:o" minOccurs="0"/><xs:element ref="o:b" xmlns:o="urn:o"/></xs:sequence></xs:complexType></xs:element>"#,
        r#"<xs:import namespace="urn:o"/><xs:element name="e"><xs:complexType><xs:sequence><xs:element ref="o:a" xmlns:o="urn:o" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>"#,
    ),
    (
        "src-redefine.5",
        r#"<xs:redefine schemaLocation="u.xsd"><xs:simpleType name="S"><xs:restriction base="xs:int"/></xs:simpleType></xs:redefine>"#,
        r#"<xs:redefine schemaLocation="u.xsd"><xs:simpleType name="S"><xs:restriction base="S"/></xs:simpleType></xs:redefine>"#,
    ),
    (
        "src-redefine.6.1",
        r#"<xs:redefine schemaLocation="u.xsd"><xs:group name="G"><xs:sequence><xs:group ref="G" minOccurs="0"/></xs:sequence></xs:group></xs:redefine>"#,
        r#"<xs:redefine schemaLocation="u.xsd"><xs:group name="G"><xs:sequence><xs:group ref="G" minOccurs="1"/></xs:sequence></xs:group></xs:redefine>"#,
    ),
    (
        "pattern",
        r#"<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="[a-z-_]"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="[a-z-]|[-a-z]|[\-a_]|[a-z-[b]]|[a-z--[b]]"/></xs:restriction></xs:simpleType>"#,
    ),
    (
        "facet-valid-restriction",
        r#"<xs:simpleType name="S"><xs:restriction base="xs:NMTOKENS"><xs:maxLength value="0"/></xs:restriction></xs:simpleType>"#,
        r#"<xs:simpleType name="S"><xs:restriction base="xs:NMTOKENS"><xs:maxLength value="1"/></xs:restriction></xs:simpleType>"#,
    ),
];

#[test]
fn each_rule_is_seen_to_be_broken() {
    for (rule, wrong, _) in CASES {
        let notes = notes(wrong);
        let end = format!("({rule})");
        assert!(
            notes.len() == 1 && notes[0].ends_with(&end),
            "{rule}: {notes:?}"
        );
    }
}

#[test]
fn what_breaks_no_rule_is_not_noted() {
    for (rule, _, right) in CASES {
        assert_eq!(notes(right), Vec::<String>::new(), "{rule}");
    }
}
