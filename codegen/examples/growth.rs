//! throwaway
#![allow(missing_docs)]
use std::fmt::Write;
use std::time::{Duration, Instant};
use wsdl_codegen::{
    diagnostic::Diagnostics,
    emit::{EmitOptions, emit},
    format::render,
    load::load_memory,
    lower::lower,
    settings::Settings,
    symbols::resolve_symbols,
};

fn schema(body: &str) -> String {
    format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">{body}</xs:schema></types>
<message name="I"><part name="p" element="t:root"/></message><message name="O"><part name="p" element="t:root"/></message>
<portType name="P"><operation name="Op"><input message="t:I"/><output message="t:O"/></operation></portType>
<binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/><operation name="Op"><soap:operation soapAction="urn:op"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
<service name="S"><port name="SP" binding="t:B"><soap:address location="http://x.test/"/></port></service></definitions>"#
    )
}
fn root(body: &str) -> String {
    format!(
        r#"<xs:element name="root"><xs:complexType><xs:sequence>{body}</xs:sequence></xs:complexType></xs:element>"#
    )
}
fn rep(n: usize, f: impl Fn(usize) -> String) -> String {
    let mut s = String::new();
    for i in 0..n {
        s.push_str(&f(i));
    }
    s
}

fn case(name: &str, n: usize) -> Vec<(String, String)> {
    let one = |s: String| vec![("root.wsdl".to_owned(), s)];
    match name {
        "members" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="xs:string"/>"#))))),
        "same_members" => one(schema(&root(&rep(n, |i| { let _ = i; r#"<xs:element name="m" type="xs:string"/>"#.to_string() })))),
        "case_members" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element name="m{}{}" type="xs:string"/>"#, "_".repeat(i % 3), i / 3))))),
        "attributes" => one(schema(&format!(r#"<xs:element name="root"><xs:complexType>{}</xs:complexType></xs:element>"#, rep(n, |i| format!(r#"<xs:attribute name="m{i}" type="xs:string"/>"#))))),
        "enum" => one(schema(&(root(r#"<xs:element name="e" type="t:E"/>"#) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{}</xs:restriction></xs:simpleType>"#, rep(n, |i| format!(r#"<xs:enumeration value="v{i}"/>"#)))))),
        "enum_dup" => one(schema(&(root(r#"<xs:element name="e" type="t:E"/>"#) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{}</xs:restriction></xs:simpleType>"#, rep(n, |i| format!(r#"<xs:enumeration value="{}"/>"#, "-".repeat(i%50+1) + &"+".repeat(i/50))))))),
        "enum_same" => one(schema(&(root(r#"<xs:element name="e" type="t:E"/>"#) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{}</xs:restriction></xs:simpleType>"#, rep(n, |_| r#"<xs:enumeration value="v"/>"#.to_string()))))),
        "patterns" => one(schema(&(root(r#"<xs:element name="e" type="t:E"/>"#) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{}</xs:restriction></xs:simpleType>"#, rep(n, |i| format!(r#"<xs:pattern value="v{i}"/>"#)))))),
        "types" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + &rep(n, |i| format!(r#"<xs:complexType name="T{i}"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>"#))))),
        "chain_types" => one(schema(&(root(r#"<xs:element name="m" type="t:T0"/>"#) + &rep(n, |i| format!(r#"<xs:complexType name="T{i}"><xs:sequence><xs:element name="a" type="t:T{}" minOccurs="0"/></xs:sequence></xs:complexType>"#, (i+1)%n))))),
        "dup_types" => one(schema(&(root(r#"<xs:element name="m" type="t:T"/>"#) + &rep(n, |i| format!(r#"<xs:complexType name="T"><xs:sequence><xs:element name="a{i}" type="xs:int"/></xs:sequence></xs:complexType>"#))))),
        "case_types" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:T{}_{i}"/>"#, "_".repeat(i%2)))) + &rep(n, |i| format!(r#"<xs:complexType name="T{}_{i}"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>"#, "_".repeat(i%2)))))),
        "clash_types" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:T{}"/>"#, "_".repeat(i%900+1) + &".".repeat(i/900)))) + &rep(n, |i| format!(r#"<xs:complexType name="T{}"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>"#, "_".repeat(i%900+1) + &".".repeat(i/900)))))),
        "derivation_chain" => one(schema(&(root(&format!(r#"<xs:element name="m" type="t:T{}"/>"#, n-1)) + r#"<xs:complexType name="T0"><xs:sequence/></xs:complexType>"# + &rep(n-1, |i| format!(r#"<xs:complexType name="T{}"><xs:complexContent><xs:extension base="t:T{i}"><xs:sequence><xs:element name="a{i}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#, i+1))))),
        "derivation_chain_base" => one(schema(&(root(r#"<xs:element name="m" type="t:T0"/>"#) + r#"<xs:complexType name="T0"><xs:sequence/></xs:complexType>"# + &rep(n-1, |i| format!(r#"<xs:complexType name="T{}"><xs:complexContent><xs:extension base="t:T{i}"><xs:sequence/></xs:extension></xs:complexContent></xs:complexType>"#, i+1))))),
        "derivation_fan" => one(schema(&(root(r#"<xs:element name="m" type="t:T"/>"#) + r#"<xs:complexType name="T"><xs:sequence/></xs:complexType>"# + &rep(n, |i| format!(r#"<xs:complexType name="T{i}"><xs:complexContent><xs:extension base="t:T"><xs:sequence><xs:element name="a{i}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#))))),
        "simple_chain" => one(schema(&(root(&format!(r#"<xs:element name="m" type="t:T{}"/>"#, n-1)) + r#"<xs:simpleType name="T0"><xs:restriction base="xs:string"/></xs:simpleType>"# + &rep(n-1, |i| format!(r#"<xs:simpleType name="T{}"><xs:restriction base="t:T{i}"><xs:maxLength value="5"/></xs:restriction></xs:simpleType>"#, i+1))))),
        "simple_chain_used" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + r#"<xs:simpleType name="T0"><xs:restriction base="xs:string"/></xs:simpleType>"# + &rep(n-1, |i| format!(r#"<xs:simpleType name="T{}"><xs:restriction base="t:T{i}"><xs:maxLength value="5"/></xs:restriction></xs:simpleType>"#, i+1))))),
        "group_chain" => one(schema(&(root(&format!(r#"<xs:group ref="t:G{}"/>"#, n-1)) + r#"<xs:group name="G0"><xs:sequence/></xs:group>"# + &rep(n-1, |i| format!(r#"<xs:group name="G{}"><xs:sequence><xs:element name="e{i}" type="xs:int"/><xs:group ref="t:G{i}"/></xs:sequence></xs:group>"#, i+1))))),
        "group_bomb" => one(schema(&(root(&format!(r#"<xs:group ref="t:G{}"/>"#, n-1)) + r#"<xs:group name="G0"><xs:sequence><xs:element name="z" type="xs:int"/></xs:sequence></xs:group>"# + &rep(n-1, |i| format!(r#"<xs:group name="G{}"><xs:sequence><xs:group ref="t:G{i}"/><xs:group ref="t:G{i}"/></xs:sequence></xs:group>"#, i+1))))),
        "empty_bomb" => one(schema(&(root(&format!(r#"<xs:group ref="t:G{}"/>"#, n-1)) + r#"<xs:group name="G0"><xs:sequence/></xs:group>"# + &rep(n-1, |i| format!(r#"<xs:group name="G{}"><xs:sequence><xs:group ref="t:G{i}"/><xs:group ref="t:G{i}"/></xs:sequence></xs:group>"#, i+1))))),
        "choice_bomb" => one(schema(&(root(&format!(r#"<xs:group ref="t:G{}"/>"#, n-1)) + r#"<xs:group name="G0"><xs:choice><xs:element name="z" type="xs:int"/></xs:choice></xs:group>"# + &rep(n-1, |i| format!(r#"<xs:group name="G{}"><xs:choice><xs:group ref="t:G{i}"/><xs:group ref="t:G{i}"/></xs:choice></xs:group>"#, i+1))))),
        "attr_bomb" => one(schema(&format!(r#"<xs:element name="root"><xs:complexType><xs:attributeGroup ref="t:G{}"/></xs:complexType></xs:element><xs:attributeGroup name="G0"><xs:attribute name="z"/></xs:attributeGroup>{}"#, n-1, rep(n-1, |i| format!(r#"<xs:attributeGroup name="G{}"><xs:attributeGroup ref="t:G{i}"/><xs:attributeGroup ref="t:G{i}"/></xs:attributeGroup>"#, i+1))))),
        "union_bomb" => one(schema(&(root(&format!(r#"<xs:element name="m" type="t:U{}"/>"#, n-1)) + r#"<xs:simpleType name="U0"><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>"# + &rep(n-1, |i| format!(r#"<xs:simpleType name="U{}"><xs:union memberTypes="t:U{i} t:U{i}"/></xs:simpleType>"#, i+1))))),
        "type_bomb" => one(schema(&(root(&format!(r#"<xs:element name="m" type="t:U{}"/>"#, n-1)) + r#"<xs:complexType name="U0"><xs:sequence/></xs:complexType>"# + &rep(n-1, |i| format!(r#"<xs:complexType name="U{}"><xs:sequence><xs:element name="a" type="t:U{i}"/><xs:element name="b" type="t:U{i}"/></xs:sequence></xs:complexType>"#, i+1))))),
        "groups_used" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:group ref="t:G{i}"/>"#))) + &rep(n, |i| format!(r#"<xs:group name="G{i}"><xs:sequence><xs:element name="e{i}" type="xs:int"/></xs:sequence></xs:group>"#))))),
        "nested_sequences" => one(schema(&root(&(rep(n, |_| "<xs:sequence>".into()) + r#"<xs:element name="e" type="xs:int"/>"# + &rep(n, |_| "</xs:sequence>".into()))))),
        "nested_choices" => one(schema(&root(&(rep(n, |i| format!(r#"<xs:choice><xs:element name="e{i}" type="xs:int"/>"#)) + &rep(n, |_| "</xs:choice>".into()))))),
        "nested_choices_many" => one(schema(&root(&(rep(n, |i| format!(r#"<xs:choice maxOccurs="unbounded"><xs:element name="e{i}" type="xs:int"/>"#)) + &rep(n, |_| "</xs:choice>".into()))))),
        "nested_anonymous" => one(schema(&root(&(rep(n, |i| format!(r#"<xs:element name="e{i}"><xs:complexType><xs:sequence>"#)) + &rep(n, |_| "</xs:sequence></xs:complexType></xs:element>".into()))))),
        "choice" => one(schema(&root(&format!("<xs:choice>{}</xs:choice>", rep(n, |i| format!(r#"<xs:element name="e{i}" type="xs:int"/>"#)))))),
        "choices" => one(schema(&root(&rep(n, |i| format!(r#"<xs:choice><xs:element name="e{i}" type="xs:int"/><xs:element name="f{i}" type="xs:int"/></xs:choice>"#))))),
        "union" => one(schema(&(root(r#"<xs:element name="m" type="t:U"/>"#) + &format!(r#"<xs:simpleType name="U"><xs:union memberTypes="{}"/></xs:simpleType>"#, rep(n, |i| format!("t:S{i} "))) + &rep(n, |i| format!(r#"<xs:simpleType name="S{i}"><xs:restriction base="xs:string"><xs:enumeration value="v{i}"/></xs:restriction></xs:simpleType>"#))))),
        "substitution" => one(schema(&(root(r#"<xs:element ref="t:h"/>"#) + r#"<xs:element name="h" type="xs:int" abstract="true"/>"# + &rep(n, |i| format!(r#"<xs:element name="s{i}" substitutionGroup="t:h" type="xs:int"/>"#))))),
        "substitution_chain" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element ref="t:s{i}"/>"#))) + r#"<xs:element name="s0" type="xs:int"/>"# + &rep(n-1, |i| format!(r#"<xs:element name="s{}" substitutionGroup="t:s{i}" type="xs:int"/>"#, i+1))))),
        "elements" => one(schema(&(root("") + &rep(n, |i| format!(r#"<xs:element name="s{i}" type="xs:int"/>"#))))),
        "arrays" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:ArrayOf{i}"/>"#))) + &rep(n, |i| format!(r#"<xs:complexType name="ArrayOf{i}"><xs:sequence><xs:element name="a" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>"#))))),
        "doc" => one(schema(&(root("") .replace("<xs:complexType>", &format!("<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation><xs:complexType>", rep(n, |_| "a `b` * [c] &lt; \n".into())))))),
        "doc_line" => one(schema(&(root("") .replace("<xs:complexType>", &format!("<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation><xs:complexType>", rep(n, |_| "a `b` * [c] &lt; ".into())))))),
        "docs" => one(schema(&(root("") .replace("<xs:complexType>", &format!("{}<xs:complexType>", rep(n, |i| format!("<xs:annotation><xs:documentation>d{i}</xs:documentation></xs:annotation>"))))))),
        "unresolved" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:Nope{i}"/>"#))))),
        "unresolved_near" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:Tx{i}"/>"#))) + &rep(n, |i| format!(r#"<xs:complexType name="T{i}"/>"#))))),
        "bad_values" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="xs:int" minOccurs="x"/>"#))))),
        "unbound" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="q:T{i}"/>"#))))),
        "cycles" => one(schema(&(root("") + &rep(n, |i| format!(r#"<xs:group name="G{i}"><xs:sequence><xs:group ref="t:G{}"/></xs:sequence></xs:group>"#, (i+1)%n))))),
        "clique" => { let k = (n as f64).sqrt() as usize; one(schema(&(root("") + &rep(k, |i| format!(r#"<xs:group name="G{i}"><xs:sequence>{}</xs:sequence></xs:group>"#, rep(k, |j| format!(r#"<xs:group ref="t:G{j}"/>"#))))))) }
        "doc_siblings" => one(schema(&(root("") + &rep(n, |_| "<xs:annotation/>".into())))),
        "long_line" => one(schema(&(root("") + &rep(n, |_| "<!-- x -->".into())+ r#"<xs:element name="e" type="t:nope"/>"#))),
        "prefixes" => one(schema(&root("")).replace("<types>", &format!("<types>{}", rep(n, |i| format!(r#"<a xmlns:p{i}="urn:p{i}"/>"#))))),
        "xmlns_here" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element xmlns:q="urn:t" name="m{i}" type="q:T"/>"#))))+""),
        "messages" | "operations" | "operations_distinct" => {
            let d = name == "operations_distinct";
            let el = |i: usize| if d { format!("t:e{i}") } else { "t:root".into() };
            one(format!(r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">{}{}</xs:schema></types>{}
<portType name="P">{}</portType>
<binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{}</binding>
<service name="S"><port name="SP" binding="t:B"><soap:address location="http://x.test/"/></port></service></definitions>"#, root(""), if d { rep(n, |i| format!(r#"<xs:element name="e{i}"><xs:complexType><xs:sequence/></xs:complexType></xs:element>"#)) } else { String::new() },
            rep(n, |i| format!(r#"<message name="M{i}"><part name="p" element="{}"/></message>"#, el(i))),
            rep(n, |i| format!(r#"<operation name="Op{i}"><input message="t:M{i}"/><output message="t:M{i}"/></operation>"#)),
            rep(n, |i| format!(r#"<operation name="Op{i}"><soap:operation soapAction="urn:op"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>"#))))
        }
        "ports" => one(schema(&root("")).replace("</service>", &rep(n, |i| format!(r#"<port name="SQ{i}" binding="t:B"><soap:address location="http://x.test/"/></port>"#)) ).replace("</definitions>", "</service></definitions>")),
        "services" => one(schema(&root("")).replace("</definitions>", &(rep(n, |i| format!(r#"<service name="SQ{i}"><port name="Q{i}" binding="t:B"><soap:address location="http://x.test/"/></port></service>"#)) + "</definitions>"))),
        "parts" => one(schema(&root("")).replace(r#"<message name="I"><part name="p" element="t:root"/>"#, &format!(r#"<message name="I">{}"#, rep(n, |i| format!(r#"<part name="p{i}" element="t:root"/>"#))))),
        "headers" => one(schema(&root("")).replace(r#"<input><soap:body use="literal"/>"#, &format!(r#"<input>{}<soap:body use="literal"/>"#, rep(n, |_| r#"<soap:header message="t:I" part="p" use="literal"/>"#.to_string())))),
        "faults" => one(schema(&root("")).replace(r#"<output message="t:O"/>"#, &format!(r#"<output message="t:O"/>{}"#, rep(n, |i| format!(r#"<fault name="f{i}" message="t:O"/>"#)))).replace("</output></operation></binding>", &format!("</output>{}</operation></binding>", rep(n, |i| format!(r#"<fault name="f{i}"><soap:fault name="f{i}" use="literal"/></fault>"#))))),
        "schemas" => one(schema(&root("")).replace("</types>", &(rep(n, |i| format!(r#"<xs:schema targetNamespace="urn:s{i}"><xs:complexType name="T"/></xs:schema>"#)) + "</types>"))),
        "schemas_same" => one(schema(&root("")).replace("</types>", &(rep(n, |i| format!(r#"<xs:schema targetNamespace="urn:s"><xs:import namespace="urn:t"/><xs:complexType name="T{i}"/></xs:schema>"#)) + "</types>"))),
        "imports" => { let n = n.min(100000); let mut v = vec![("root.wsdl".to_owned(), schema(&(rep(n, |i| format!(r#"<xs:import namespace="urn:s{i}" schemaLocation="s{i}.xsd"/>"#)) + &root(""))))]; for i in 0..n { v.push((format!("s{i}.xsd"), format!(r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s{i}"><xs:complexType name="T"/></xs:schema>"#))); } v }
        "imports_missing" => one(schema(&(rep(n, |i| format!(r#"<xs:import namespace="urn:s{i}" schemaLocation="s{i}.xsd"/>"#)) + &root("")))),
        "imports_again" => vec![("root.wsdl".to_owned(), schema(&(rep(n, |_| r#"<xs:import namespace="urn:s" schemaLocation="s.xsd"/>"#.into()) + &root("")))), ("s.xsd".into(), r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s"><xs:complexType name="T"/></xs:schema>"#.into())],
        "includes_chameleon" => { let mut v = vec![("root.wsdl".to_owned(), schema(&(r#"<xs:include schemaLocation="s0.xsd"/>"#.to_owned() + &root(""))))]; for i in 0..n { v.push((format!("s{i}.xsd"), format!(r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="s{}.xsd"/><xs:complexType name="T{i}"/></xs:schema>"#, (i+1)%n))); } v }
        "redefines" => { let mut v = vec![("root.wsdl".to_owned(), schema(&format!(r#"<xs:redefine schemaLocation="s.xsd">{}</xs:redefine>{}"#, rep(n, |i| format!(r#"<xs:complexType name="T{i}"><xs:complexContent><xs:extension base="t:T{i}"/></xs:complexContent></xs:complexType>"#)), root(""))))]; v.push(("s.xsd".into(), format!(r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">{}</xs:schema>"#, rep(n, |i| format!(r#"<xs:complexType name="T{i}"/>"#))))); v }
        "find" => { let mut v = vec![("root.wsdl".to_owned(), schema(&(rep(n, |i| format!(r#"<xs:import namespace="urn:s{i}" schemaLocation="http://x.test/a.svc?xsd=xsd{i}"/>"#)) + &root(""))))]; for i in 0..n { v.push((format!("a{i}.xsd"), format!(r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s{i}"><xs:complexType name="T"/></xs:schema>"#))); } v }
        "raw_attrs" => one(format!("<a {}/>", rep(n, |i| format!("a{i}='x' ")))),
        "raw_depth" => one(rep(n, |_| "<a>".into())),
        "raw_errors" => one(schema(&rep(n, |i| format!("<xs:nonsense{i}/>")))),
        "identity" => one(schema(&(root("").replace("</xs:element>", &(rep(n, |i| format!(r#"<xs:key name="k{i}"><xs:selector xpath="."/><xs:field xpath="."/></xs:key>"#)) + "</xs:element>"))))),
        "lists" => one(schema(&(root(&rep(n, |i| format!(r#"<xs:element name="m{i}" type="t:L{i}"/>"#))) + &rep(n, |i| format!(r#"<xs:simpleType name="L{i}"><xs:list itemType="xs:int"/></xs:simpleType>"#))))),
        "wide_base_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(r#"<xs:element name="m" type="t:B"/>"#) + &format!(r#"<xs:complexType name="B"><xs:sequence>{}</xs:sequence></xs:complexType>"#, rep(k, |i| format!(r#"<xs:element name="a{i}" type="xs:int"/>"#))) + &rep(k, |i| format!(r#"<xs:complexType name="T{i}"><xs:complexContent><xs:extension base="t:B"/></xs:complexContent></xs:complexType>"#))))) }
        "wide_group_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + &format!(r#"<xs:group name="B"><xs:sequence>{}</xs:sequence></xs:group>"#, rep(k, |i| format!(r#"<xs:element name="a{i}" type="xs:int"/>"#))) + &rep(k, |i| format!(r#"<xs:complexType name="T{i}"><xs:group ref="t:B"/></xs:complexType>"#))))) }
        "wide_attr_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + &format!(r#"<xs:attributeGroup name="B">{}</xs:attributeGroup>"#, rep(k, |i| format!(r#"<xs:attribute name="a{i}" type="xs:int"/>"#))) + &rep(k, |i| format!(r#"<xs:complexType name="T{i}"><xs:attributeGroup ref="t:B"/></xs:complexType>"#))))) }
        "chain_all_used" => { let k = n.min(250); one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + r#"<xs:complexType name="T0"><xs:sequence/></xs:complexType>"# + &rep(k-1, |i| format!(r#"<xs:complexType name="T{}"><xs:complexContent><xs:extension base="t:T{i}"><xs:sequence/></xs:extension></xs:complexContent></xs:complexType>"#, i+1))))) }
        "enum_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{}</xs:restriction></xs:simpleType>"#, rep(k, |i| format!(r#"<xs:enumeration value="v{i}"/>"#))) + &rep(k, |i| format!(r#"<xs:simpleType name="T{i}"><xs:restriction base="t:E"/></xs:simpleType>"#))))) }
        "union_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + &format!(r#"<xs:simpleType name="E"><xs:union memberTypes="{}"/></xs:simpleType>"#, rep(k, |i| format!(r#"t:S{i} "#))) + &rep(k, |i| format!(r#"<xs:simpleType name="S{i}"><xs:list itemType="xs:int"/></xs:simpleType><xs:simpleType name="T{i}"><xs:union memberTypes="t:E xs:date"/></xs:simpleType>"#))))) }
        "union_chain" => { let k = n.min(250); one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:U{i}"/>"#))) + r#"<xs:simpleType name="U0"><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>"# + &rep(k-1, |i| format!(r#"<xs:simpleType name="U{}"><xs:union memberTypes="t:U{i} xs:date"/></xs:simpleType>"#, i+1))))) }
        "pattern_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="m{i}" type="t:T{i}"/>"#))) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string"><xs:pattern value="{}"/></xs:restriction></xs:simpleType>"#, rep(k, |_| "abcdefghij".into())) + &rep(k, |i| format!(r#"<xs:simpleType name="T{i}"><xs:restriction base="t:E"/></xs:simpleType>"#))))) }
        "substitution_fan" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&rep(k, |i| format!(r#"<xs:element name="x{i}"><xs:complexType><xs:sequence><xs:element ref="t:h"/></xs:sequence></xs:complexType></xs:element>"#))) + r#"<xs:element name="h" type="xs:int" abstract="true"/>"# + &rep(k, |i| format!(r#"<xs:element name="s{i}" substitutionGroup="t:h" type="xs:int"/>"#))))) }
        "chameleon" => { let k = (n as f64).sqrt() as usize * 10; vec![("root.wsdl".to_owned(), schema(&root("")).replace("</types>", &(rep(k, |i| format!(r#"<xs:schema targetNamespace="urn:s{i}"><xs:include schemaLocation="c.xsd"/></xs:schema>"#)) + "</types>"))), ("c.xsd".into(), format!(r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xs:schema>"#, rep(k, |i| format!(r#"<xs:complexType name="T{i}"/>"#))))] }
        "services_ops" => { let k = (n as f64).sqrt() as usize; one(schema(&root("")).replace("</portType>", &(rep(k, |i| format!(r#"<operation name="Q{i}"><input message="t:I"/><output message="t:O"/></operation>"#)) + "</portType>")).replace("</binding>", &(rep(k, |i| format!(r#"<operation name="Q{i}"><soap:operation soapAction="urn:op"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>"#)) + "</binding>")).replace("</definitions>", &(rep(k, |i| format!(r#"<service name="SQ{i}"><port name="Q{i}" binding="t:B"><soap:address location="http://x.test/"/></port></service>"#)) + "</definitions>"))) }
        "parts_ops" => { let k = (n as f64).sqrt() as usize; one(schema(&root("")).replace(r#"<message name="I"><part name="p" element="t:root"/>"#, &format!(r#"<message name="I">{}"#, rep(k, |i| format!(r#"<part name="p{i}" element="t:root"/>"#)))).replace("</portType>", &(rep(k, |i| format!(r#"<operation name="Q{i}"><input message="t:I"/><output message="t:O"/></operation>"#)) + "</portType>")).replace("</binding>", &(rep(k, |i| format!(r#"<operation name="Q{i}"><soap:operation soapAction="urn:op"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>"#)) + "</binding>"))) }
        "tainted_ops" => one(format!(r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><types><xs:schema targetNamespace="urn:t">{}</xs:schema></types>{}<portType name="P">{}</portType><binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{}</binding><service name="S"><port name="SP" binding="t:B"><soap:address location="http://x.test/"/></port></service></definitions>"#,
            rep(n, |i| format!(r#"<xs:element name="e{i}" type="t:T0"/><xs:complexType name="T{i}"><xs:sequence><xs:element name="a" type="t:{}"/></xs:sequence></xs:complexType>"#, if i + 1 < n { format!("T{}", i+1) } else { "None".into() })),
            rep(n, |i| format!(r#"<message name="M{i}"><part name="p" element="t:e{i}"/></message>"#)),
            rep(n, |i| format!(r#"<operation name="Op{i}"><input message="t:M{i}"/><output message="t:M{i}"/></operation>"#)),
            rep(n, |i| format!(r#"<operation name="Op{i}"><soap:operation soapAction="urn:op"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>"#)))),
        "headers_distinct" => one(schema(&(root("") + &rep(n, |i| format!(r#"<xs:element name="h{i}" type="xs:int"/>"#)))).replace(r#"<input><soap:body use="literal"/>"#, &format!(r#"<input>{}<soap:body use="literal"/>"#, rep(n, |i| format!(r#"<soap:header message="t:H{i}" part="p" use="literal"/>"#)))).replace(r#"<message name="I">"#, &(rep(n, |i| format!(r#"<message name="H{i}"><part name="p" element="t:h{i}"/></message>"#)) + r#"<message name="I">"#))),
        "types_ns" => one(schema(&root(&rep(n, |i| format!(r#"<xs:element xmlns:q="urn:s{i}" name="m{i}" type="q:T"/>"#)))).replace("</types>", &(rep(n, |i| format!(r#"<xs:schema targetNamespace="urn:s{i}" elementFormDefault="qualified"><xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType></xs:schema>"#)) + "</types>"))),
        "subst_choice" => { let k = (n as f64).sqrt() as usize * 10; one(schema(&(root(&format!("<xs:choice>{}</xs:choice>", rep(k, |i| format!(r#"<xs:element ref="t:h{i}"/>"#)))) + &rep(k, |i| format!(r#"<xs:element name="h{i}" type="xs:int" {}/>"#, if i > 0 { format!(r#"substitutionGroup="t:h{}""#, i-1) } else {String::new()}))))) }
        "bare_bindings" => { let w = schema(&root("")); let (a, b) = w.split_once("<binding").unwrap(); let (bind, _) = b.split_once("</binding>").unwrap(); one(format!("{a}{}</definitions>", rep(n, |i| format!("<binding{}</binding>", bind.replace(r#"name="B""#, &format!(r#"name="B{i}""#)))))) }
        "long_names" => one(schema(&(root(&rep(n/10, |i| format!(r#"<xs:element name="m{i}{0}" type="t:T{i}{0}"/>"#, "x".repeat(900)))) + &rep(n/10, |i| format!(r#"<xs:complexType name="T{i}{}"/>"#, "x".repeat(900)))))),
        "deep_members" => { let k = n.min(120); one(schema(&root(&(rep(k, |i| format!(r#"<xs:element name="{}{i}"><xs:complexType><xs:sequence>"#, "e".repeat(900))) + &rep(k, |_| "</xs:sequence></xs:complexType></xs:element>".into()))))) }
        "nested60" => { let k = 60; one(schema(&rep(n/10, |j| root(&(rep(k, |i| format!(r#"<xs:choice maxOccurs="unbounded"><xs:element name="e{i}" type="xs:int"/>"#)) + &rep(k, |_| "</xs:choice>".into()))).replace(r#""root""#, &if j == 0 { r#""root""#.to_string() } else { format!(r#""root{j}""#) })))) }
        "docs_long" => one(schema(&(root("") .replace("<xs:complexType>", &format!("<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation><xs:complexType>", rep(n, |_| "[".repeat(50) + "
&#13;```
    x
&lt;&lt;&lt;")))))),
        "docs_oneline" => one(schema(&(root("") .replace("<xs:complexType>", &format!("<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation><xs:complexType>", rep(n*10, |_| "[".repeat(5) + "`_*")))))),
        "pattern_class" => one(schema(&(root(r#"<xs:element name="e" type="t:E"/>"#) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string"><xs:pattern value="{}{}"/></xs:restriction></xs:simpleType>"#, rep(n, |_| "[a-z-[".into()), rep(n, |_| "a]]".into()))))),
        "pattern_paren" => one(schema(&(root(r#"<xs:element name="e" type="t:E"/>"#) + &format!(r#"<xs:simpleType name="E"><xs:restriction base="xs:string"><xs:pattern value="{}{}"/></xs:restriction></xs:simpleType>"#, rep(n, |_| "(".into()), rep(n, |_| "){1000}".into()))))),
        "clique_big" => one(schema(&(root("") + &rep(n, |i| format!(r#"<xs:group name="G{i}"><xs:sequence>{}</xs:sequence></xs:group>"#, rep(10, |j| format!(r#"<xs:group ref="t:G{}"/>"#, (i*7+j*j*31+1)%n))))))),
        _ => panic!("{name}"),
    }
}

const ALL: &str = "members same_members case_members attributes enum enum_dup enum_same patterns types chain_types dup_types case_types clash_types derivation_chain derivation_chain_base derivation_fan simple_chain simple_chain_used group_chain groups_used nested_sequences nested_choices nested_choices_many nested_anonymous choice choices union substitution substitution_chain elements arrays doc doc_line docs unresolved unresolved_near bad_values unbound cycles clique doc_siblings long_line prefixes xmlns_here operations operations_distinct ports services parts headers faults schemas schemas_same imports imports_missing imports_again includes_chameleon redefines find raw_attrs raw_depth raw_errors identity lists wide_base_fan wide_group_fan wide_attr_fan chain_all_used enum_fan union_fan union_chain pattern_fan substitution_fan chameleon services_ops parts_ops long_names deep_members nested60 docs_long docs_oneline pattern_class pattern_paren clique_big";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let base: usize = args.first().map_or(1000, |it| it.parse().unwrap());
    let names: Vec<&str> = if args.len() > 1 {
        args[1..].iter().map(|s| s.as_str()).collect()
    } else {
        ALL.split(' ').collect()
    };
    for name in names {
        let mut line = format!("{name:22}");
        let mut last = Duration::ZERO;
        for k in [1, 2, 4] {
            let files = case(name, base * k);
            let files: Vec<(&str, &[u8])> = files
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_bytes()))
                .collect();
            let mut stages = [0f64; 5];
            let mut d = Diagnostics::default();
            let t0 = Instant::now();
            let mut t = t0;
            let mut lap = |s: &mut f64| {
                let n = Instant::now();
                *s = (n - t).as_secs_f64() * 1e3;
                t = n;
            };
            let loaded = load_memory(&files, "root.wsdl", &mut d);
            lap(&mut stages[0]);
            let mut bytes = 0;
            let mut errs = d.has_errors();
            if let Some(loaded) = &loaded {
                let symbols = resolve_symbols(&loaded.model, &mut d);
                errs = d.has_errors();
                lap(&mut stages[1]);
                if !errs {
                    let api = lower(&loaded.model, &symbols, &Settings::default(), &mut d);
                    lap(&mut stages[2]);
                    if !d.has_errors() {
                        let files = emit(&api, &EmitOptions::default());
                        lap(&mut stages[3]);
                        let files = render(&files, &[]);
                        lap(&mut stages[4]);
                        bytes = files.values().map(|it| it.len()).sum();
                    } else {
                        errs = true;
                    }
                }
                let _ = wsdl_codegen::diagnostic::render::render(&d, &loaded.sources).len();
            }
            let total = t0.elapsed();
            let ratio = if k == 1 {
                0.0
            } else {
                total.as_secs_f64() / last.as_secs_f64()
            };
            last = total;
            let _ = write!(
                line,
                " | {:7.0}ms x{ratio:3.1} [{}]",
                total.as_secs_f64() * 1e3,
                stages
                    .iter()
                    .map(|s| format!("{s:.0}"))
                    .collect::<Vec<_>>()
                    .join(" ")
            );
            if k == 4 {
                let _ = write!(
                    line,
                    " out={bytes} err={errs} diags={} first={:?}",
                    d.items.len(),
                    d.items.first().map(|i| (
                        i.code.as_str(),
                        i.message.chars().take(60).collect::<String>()
                    ))
                );
            }
            if total > Duration::from_secs(12) {
                break;
            }
        }
        println!("{line}");
    }
}
