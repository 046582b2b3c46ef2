//! What settings do to the IR.

use super::{check, check_wsdl, lowered, wsdl, wsdl_of};

const ITEMS: &str = r#"<x:element name="get"><x:complexType><x:sequence>
     <x:element name="price" type="t:Money"/><x:element name="code" type="t:Code" minOccurs="0"/>
     <x:element name="sPassword" type="t:Code"/><x:element name="when" type="x:dateTime" maxOccurs="unbounded"/>
     <x:element name="codes" type="t:ArrayOfCode"/><x:element name="pet" type="t:Animal"/>
     <x:element name="level" type="t:Level"/><x:element name="list"><x:simpleType><x:list itemType="t:Level"/></x:simpleType></x:element>
   </x:sequence><x:attribute name="id" type="t:Code"/></x:complexType></x:element>
   <x:complexType name="Money"><x:sequence><x:element ref="t:none"/></x:sequence></x:complexType>
   <x:complexType name="ArrayOfCode"><x:sequence><x:element name="Code" type="t:Code" maxOccurs="unbounded"/></x:sequence></x:complexType>
   <x:simpleType name="Code"><x:restriction base="x:string"><x:maxLength value="3"/></x:restriction></x:simpleType>
   <x:simpleType name="Level"><x:restriction base="x:string"><x:enumeration value="a"/></x:restriction></x:simpleType>
   <x:simpleType name="Narrow"><x:restriction base="t:Level"/></x:simpleType>
   <x:complexType name="Animal"><x:sequence><x:element name="level" type="t:Narrow"/></x:sequence></x:complexType>
   <x:complexType name="Dog"><x:complexContent><x:extension base="t:Animal"/></x:complexContent></x:complexType>"#;

/// A mapped type is used wherever its schema type is referred to, whatever is wrong with that; secrets stay hidden.
#[test]
fn mapped_types() {
    check(
        "mapped_types",
        "[types.map]
         '{urn:t}Money' = 'crate::Money'
         Code = 'crate::Code'
         Level = '::levels::Level'
         Dog = 'crate::Dog'
         Animl = 'crate::Animal'
         dateTime = 'crate::Never'
         '{http://www.w3.org/2001/XMLSchema}dateTime' = '::clock::Instant'",
        ITEMS,
    );
}

/// A mapped array type is not unwrapped; a mapped base stands for all that derive from it.
#[test]
fn mapped_arrays_and_bases() {
    let text = lowered(
        "[types]\nmap = { ArrayOfCode = 'crate::Codes', Animal = 'crate::Pet', Money = 'crate::Money' }",
        &wsdl_of(ITEMS),
    );
    assert!(text.contains("codes: crate::Codes = element"), "{text}");
    assert!(text.contains("pet: crate::Pet = element"), "{text}");
    assert!(!text.contains("family"), "{text}");
}

/// Derives for all types, more for some; attributes; what matches nothing is reported with the nearest name.
#[test]
fn derives_and_attributes() {
    check(
        "derives_and_attributes",
        r##"derives = ["::serde::Serialize"]
           types.map = { Money = "crate::Money" }
           [[type]]
           name = "Level"
           derives = ["Ord", "PartialOrd"]
           attributes = ["#[serde(untagged)]"]
           [[type]]
           name = "GetRequest"
           attributes = ["#[non_exhaustive]"]
           [[type]]
           name = "{urn:t}get"
           derives = ["::serde::Deserialize"]
           [[type]]
           name = "Code"
           derives = ["Hash"]
           [[type]]
           name = "Anymal""##,
        ITEMS,
    );
}

const GROUPS: &str = r#"<x:schema targetNamespace="urn:t" elementFormDefault="qualified">
    <x:element name="getReport"><x:complexType><x:sequence><x:element name="kind" type="t:Kind"/></x:sequence></x:complexType></x:element>
    <x:element name="getReportResponse"><x:complexType><x:sequence><x:element name="report" type="t:Report"/></x:sequence></x:complexType></x:element>
    <x:element name="putUser"><x:complexType><x:sequence><x:element name="user" type="t:User"/></x:sequence></x:complexType></x:element>
    <x:element name="ping"><x:complexType><x:sequence/></x:complexType></x:element>
    <x:complexType name="Report"><x:sequence><x:element name="by" type="t:User"/><x:element name="code" type="t:Code"/></x:sequence></x:complexType>
    <x:complexType name="User"><x:sequence><x:element name="name" type="x:string"/><x:element name="sessionKind" type="t:Shared"/></x:sequence></x:complexType>
    <x:simpleType name="Kind"><x:restriction base="x:string"><x:enumeration value="a"/></x:restriction></x:simpleType>
    <x:simpleType name="Shared"><x:restriction base="x:string"><x:enumeration value="a"/></x:restriction></x:simpleType>
    <x:simpleType name="Code"><x:restriction base="x:string"><x:maxLength value="3"/></x:restriction></x:simpleType>
  </x:schema>"#;
const GROUP_MESSAGES: &str = r#"<message name="r"><part name="p" element="t:getReport"/></message><message name="rr"><part name="p" element="t:getReportResponse"/></message>
    <message name="u"><part name="p" element="t:putUser"/></message><message name="p"><part name="p" element="t:ping"/></message>
    <portType name="TPortType"><operation name="getReport"><input message="t:r"/><output message="t:rr"/></operation>
      <operation name="putUser"><input message="t:u"/></operation><operation name="ping"><input message="t:p"/></operation></portType>"#;
const GROUP_BINDING: &str = r#"<operation name="getReport"><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
    <operation name="putUser"><input><soap:body use="literal"/></input></operation><operation name="ping"><input><soap:body use="literal"/></input></operation>"#;

/// Operations behind features take the types that only they reach with them.
#[test]
fn features() {
    check_wsdl(
        "features",
        "[features.per-operation-group]\nreports = ['getReport*']\nusers = ['*User']\nnobody = ['gtReport']",
        &wsdl(GROUPS, GROUP_MESSAGES, GROUP_BINDING),
    );
}

/// Only some operations, by pattern; what they do not reach is not generated.
#[test]
fn operations() {
    let text = lowered(
        "[operations]\nonly = ['get*', 'p?ng', 'list*']\nexclude = ['*Report', 'putUsr']\nidempotent = ['p*', 'lst*']",
        &wsdl(GROUPS, GROUP_MESSAGES, GROUP_BINDING),
    );
    assert!(text.contains("operation ping"), "{text}");
    assert!(
        !text.contains("operation getReport")
            && !text.contains("operation putUser")
            && !text.contains("struct User"),
        "{text}"
    );
    assert!(text.contains("`operations.only` names `list*`"), "{text}");
    assert_eq!(text.matches("\n    idempotent\n").count(), 1, "{text}");
    let unmatched = "`operations.idempotent` names `lst*`";
    assert!(text.contains(unmatched), "{text}");
    assert!(
        text.contains("`operations.exclude` names `putUsr`"),
        "{text}"
    );
    assert!(text.contains("help: did you mean `putUser`?"), "{text}");
}

/// Names by settings: services, operations, types, elements, members, literals; each kind by itself where names meet.
#[test]
fn renames() {
    check_wsdl(
        "renames",
        "[naming.rename]
         'service:TService' = 'Reports'
         'operation:getReport' = 'fetch'
         'element:getReport' = 'Wanted'
         'element:{urn:t}getReportResponse' = 'Found'
         '{urn:t}User' = 'Person'
         'User.name' = 'type'
         'getReport.kind' = 'sort'
         Kind = 'Sort'
         'Kind.a' = 'First'
         ping = 'Poke'
         'operation:pnig' = 'x'
         TService = 'NotMeant'",
        &wsdl(GROUPS, GROUP_MESSAGES, GROUP_BINDING),
    );
}

const TWO_PORTS: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
      xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
    <types><x:schema targetNamespace="urn:t"><x:element name="get" type="x:string"/></x:schema></types>
    <message name="in"><part name="p" element="t:get"/></message>
    <portType name="P"><operation name="get"><input message="t:in"/></operation></portType>
    <binding name="B11" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
      <operation name="get"><soap:operation soapAction="urn:11"/><input><soap:body use="literal"/></input></operation></binding>
    <binding name="B12" type="t:P"><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/>
      <operation name="get"><soap12:operation soapAction="urn:12"/><input><soap12:body use="literal"/></input></operation></binding>
    <service name="S">
      <port name="Old" binding="t:B11"><soap:address location="https://t.test/11"/></port>
      <port name="New" binding="t:B12"><soap12:address location="https://t.test/12"/></port>
    </service>
  </definitions>"#;

/// The preferred version comes first, and its binding decides; ports can be left out.
#[test]
fn ports() {
    let ports = |settings: &str| -> Vec<String> {
        let text = lowered(settings, TWO_PORTS);
        let is_port =
            |it: &&str| it.contains("port ") || it.contains("action") || it.contains("Settings");
        text.lines()
            .filter(is_port)
            .map(|it| it.trim().to_owned())
            .collect()
    };
    let (old, new) = (
        "port Old = SOAP 1.1 https://t.test/11",
        "port New = SOAP 1.2 https://t.test/12",
    );
    assert_eq!(ports(""), [old, new, "action \"urn:11\""]);
    assert_eq!(
        ports("[ports]\nprefer = '1.1'"),
        [old, new, "action \"urn:11\""]
    );
    assert_eq!(
        ports("[ports]\nprefer = '1.2'"),
        [new, old, "action \"urn:12\""]
    );
    assert_eq!(ports("[ports]\nonly = ['New']"), [new, "action \"urn:12\""]);
    let text = lowered("[ports]\nonly = ['Old', 'Nwe']\nprefer = '1.2'", TWO_PORTS);
    assert!(text.contains("`ports.only` names `Nwe`"), "{text}");
    assert!(text.contains("`ports.prefer` names a version"), "{text}");
}

/// Literal prefixes are dropped where that leaves a name of its own: not before digits, not where nothing is left.
#[test]
fn enum_prefixes() {
    check(
        "enum_prefixes",
        "[naming]\nstrip-enum-prefixes = true\nenum-prefixes = ['kind', 'zz_']",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="a" type="t:Digits"/><x:element name="b" type="t:Empty"/><x:element name="c" type="t:Meets"/>
             <x:element name="d" type="t:Extra"/><x:element name="e" type="t:Alone"/><x:element name="f" type="t:Nothing"/>
           </x:sequence></x:complexType></x:element>
           <x:simpleType name="Digits"><x:restriction base="x:string"><x:enumeration value="v_1"/><x:enumeration value="v_2a"/><x:enumeration value="v_a"/></x:restriction></x:simpleType>
           <x:simpleType name="Empty"><x:restriction base="x:string"><x:enumeration value="s_"/><x:enumeration value="s_One"/></x:restriction></x:simpleType>
           <x:simpleType name="Meets"><x:restriction base="x:string"><x:enumeration value="m_one"/><x:enumeration value="m_One"/><x:enumeration value="m_Other"/></x:restriction></x:simpleType>
           <x:simpleType name="Extra"><x:restriction base="x:string"><x:enumeration value="kindOne"/><x:enumeration value="kind"/><x:enumeration value="kind2"/><x:enumeration value="One"/></x:restriction></x:simpleType>
           <x:simpleType name="Alone"><x:restriction base="x:string"><x:enumeration value="only_one"/></x:restriction></x:simpleType>
           <x:simpleType name="Nothing"><x:restriction base="x:string"><x:enumeration value="Read"/><x:enumeration value="Write"/></x:restriction></x:simpleType>"#,
    );
}

/// Member prefixes likewise; names that meet keep theirs, and one that no rule touched wins.
#[test]
fn member_prefixes() {
    check(
        "member_prefixes",
        "[naming]\nstrip-member-prefixes = ['s', 'i', 'str']",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="sName" type="x:string"/><x:element name="iName" type="x:int"/>
             <x:element name="sUrl" type="x:string"/><x:element name="Url" type="x:string"/>
             <x:element name="s1" type="x:string"/><x:element name="s" type="x:string"/><x:element name="sType" type="x:string"/>
             <x:element name="strText" type="x:string"/><x:element name="sSelf" type="x:string"/>
           </x:sequence><x:attribute name="sId" type="x:string"/><x:attribute name="iId" type="x:int"/></x:complexType></x:element>"#,
    );
}

/// How the documents were repaired is said where the module begins; no reason can leave its line.
#[test]
fn patches_are_documented() {
    let text = lowered(
        "[[patch]]\nreason = \"Acme sends none.\\n# Not a heading <b>\"\noptional = 'get.a_b'",
        &wsdl_of(r#"<x:element name="get" type="x:string"/>"#),
    );
    let docs: Vec<&str> = text.lines().filter(|it| it.contains("///")).collect();
    assert_eq!(
        docs,
        [
            "  /// The documents are repaired before they are read:",
            "  ///",
            "  /// - \"get.a_b\" may be absent: Acme sends none. # Not a heading \\<b\\>",
        ]
    );
}

/// A header block that is renamed by its Rust name is called so wherever an operation or failure names it.
#[test]
fn renamed_header_blocks() {
    let schema = r#"<x:schema targetNamespace="urn:t">
         <x:element name="get" type="x:string"/><x:element name="ticket" type="x:string"/>
         <x:element name="state" type="x:string"/></x:schema>"#;
    let messages = r#"<message name="in"><part name="p" element="t:get"/></message>
        <message name="head"><part name="ticket" element="t:ticket"/><part name="state" element="t:state"/></message>
        <portType name="TPortType"><operation name="get"><input message="t:in"/><output message="t:in"/></operation></portType>"#;
    let bound = r#"<operation name="get"><soap:operation soapAction=""/>
        <input><soap:header message="t:head" part="ticket" use="literal"/><soap:body use="literal"/></input>
        <output><soap:header message="t:head" part="state" use="literal"/><soap:body use="literal"/></output></operation>"#;
    let settings = "[naming.rename]
        'rust:TRequestHeaders.ticket' = 'key'
        'rust:TResponseHeaders.state' = 'outcome'
        [[failure]]
        header = 'state'
        equals = 'bad'";
    let text = lowered(settings, &wsdl(schema, messages, bound));
    for renamed in ["key: ", "outcome: ", "headers key", "outcome"] {
        assert!(text.contains(renamed), "{renamed}: {text}");
    }
    assert!(!text.contains("Warning"), "{text}");
}
