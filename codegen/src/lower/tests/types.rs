//! Types, members, and their names.

use super::{check, lowered_with, wsdl};

/// Occurrence and nil of elements, and use of attributes, as Rust types.
#[test]
fn presence() {
    check(
        "presence",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="one" type="x:int"/>
             <x:element name="maybe" type="x:int" minOccurs="0"/>
             <x:element name="many" type="x:int" maxOccurs="unbounded"/>
             <x:element name="oneNil" type="x:int" nillable="true"/>
             <x:element name="maybeNil" type="x:int" nillable="true" minOccurs="0"/>
             <x:element name="manyNil" type="x:int" nillable="true" maxOccurs="5"/>
             <x:element name="never" type="x:int" minOccurs="0" maxOccurs="0"/>
             <x:element name="preset" type="x:int" default="7"/>
           </x:sequence>
           <x:attribute name="must" type="x:int" use="required"/><x:attribute name="may" type="x:int" fixed="1"/>
           <x:attribute name="not" type="x:int" use="prohibited"/><x:attribute name="one" type="x:int"/>
           <x:anyAttribute namespace='##other'/></x:complexType></x:element>"#,
    );
}

/// `collapse-nil` makes one `Option` of absent and nil.
#[test]
fn collapse_nil() {
    check(
        "collapse_nil",
        "[types]\ncollapse-nil = true",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="maybe" type="x:int" nillable="true" minOccurs="0"/>
             <x:element name="many" type="x:int" nillable="true" minOccurs="0" maxOccurs="unbounded"/>
           </x:sequence></x:complexType></x:element>"#,
    );
}

/// Prefixes are stripped where that leaves a name of its own; renames win; what matches nothing is reported.
#[test]
fn member_names() {
    check(
        "member_names",
        "[naming]\nstrip-member-prefixes = ['s', 'o', 'z']\nrename = { 'get.sFax' = 'telefax', 'get.none' = 'x' }\n[secrets]\nalso = ['sFax']\nnever = ['sTokenKind']",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="sEmail" type="x:string"/><x:element name="string" type="x:string"/>
             <x:element name="sUrl" type="x:string"/><x:element name="oUrl" type="x:string"/>
             <x:element name="s2nd" type="x:string"/><x:element name="type" type="x:string"/>
             <x:element name="sPassword" type="x:string"/><x:element name="sTokenKind" type="x:string"/>
             <x:element name="sTicketId" type="x:int"/><x:element name="sFax" type="x:string"/>
             <x:element name="self" type="x:string"/>
           </x:sequence></x:complexType></x:element>"#,
    );
}

/// Literals as variants: shared prefixes, digits, signs, the empty text, and a literal `Other`.
#[test]
fn enumerations() {
    check(
        "enumerations",
        "[naming]\nstrip-enum-prefixes = true\nenum-prefixes = ['zz_']",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="state" type="t:state"/><x:element name="size" type="t:size"/><x:element name="mixed" type="t:mixed"/>
             <x:element name="kind"><x:simpleType><x:restriction base="x:string"><x:enumeration value="a"/></x:restriction></x:simpleType></x:element>
           </x:sequence></x:complexType></x:element>
           <x:simpleType name="state"><x:restriction base="x:string">
             <x:enumeration value="state_v2_OK"/><x:enumeration value="state_v2_Unknown"/><x:enumeration value="state_v2_2FA"/>
           </x:restriction></x:simpleType>
           <x:simpleType name="size"><x:restriction base="x:string">
             <x:enumeration value=""/><x:enumeration value="1.0"/><x:enumeration value="10"/><x:enumeration value="-1"/>
             <x:enumeration value="A+"/><x:enumeration value="A"/><x:enumeration value="&lt;="/><x:enumeration value="Other"/>
           </x:restriction></x:simpleType>
           <x:simpleType name="mixed"><x:restriction base="x:string">
             <x:enumeration value="zz_One"/><x:enumeration value="Two"/>
           </x:restriction></x:simpleType>"#,
    );
}

/// Variants that meet are numbered without an underscore, which a type-like name must not have.
#[test]
fn variants_that_meet() {
    check(
        "variants_that_meet",
        "",
        r#"<x:element name="get"><x:simpleType><x:restriction base="x:string">
             <x:enumeration value="Y"/><x:enumeration value="y"/><x:enumeration value="None"/><x:enumeration value="NONE"/>
             <x:enumeration value="v 1"/><x:enumeration value="v-1"/><x:enumeration value="other"/>
           </x:restriction></x:simpleType></x:element>"#,
    );
}

/// Facets are merged along the derivation and shared; lists and unions; a union of texts is an open enumeration.
#[test]
fn simple_types() {
    check(
        "simple_types",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="code" type="t:Code"/><x:element name="short" type="t:ShortCode"/><x:element name="again" type="t:Again"/>
             <x:element name="rights" type="t:Rights"/><x:element name="ids" type="x:NMTOKENS"/><x:element name="when" type="t:When"/>
             <x:element name="open" type="t:Open"/><x:element name="count" type="x:positiveInteger"/>
             <x:element name="rate"><x:simpleType><x:restriction base="x:decimal"><x:fractionDigits value="2"/></x:restriction></x:simpleType></x:element>
           </x:sequence></x:complexType></x:element>
           <x:simpleType name="Code"><x:restriction base="x:token"><x:maxLength value="9"/><x:pattern value="[A-Z]+"/></x:restriction></x:simpleType>
           <x:simpleType name="ShortCode"><x:restriction base="t:Code"><x:maxLength value="3"/><x:pattern value="A.*"/></x:restriction></x:simpleType>
           <x:simpleType name="Again"><x:restriction base="t:Code"/></x:simpleType>
           <x:simpleType name="Rights"><x:list><x:simpleType><x:restriction base="x:string">
             <x:enumeration value="Read"/><x:enumeration value="Write"/></x:restriction></x:simpleType></x:list></x:simpleType>
           <x:simpleType name="When"><x:union memberTypes="x:date x:int"/></x:simpleType>
           <x:simpleType name="Known"><x:restriction base="x:string"><x:enumeration value="A"/></x:restriction></x:simpleType>
           <x:simpleType name="Open"><x:union memberTypes="t:Known x:string"/></x:simpleType>"#,
    );
}

/// Choices: in place, repeated, nested, optional, of sequences; and nested sequences as groups.
#[test]
fn choices() {
    check(
        "choices",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:choice><x:element name="card" type="x:string"/>
               <x:choice><x:element name="iban" type="x:string" nillable="true"/><x:element name="bic" type="x:string" minOccurs="0"/></x:choice>
               <x:sequence><x:element name="street" type="x:string"/><x:element name="city" type="x:string"/></x:sequence>
             </x:choice>
             <x:choice maxOccurs="unbounded"><x:element name="a" type="x:int" maxOccurs="9"/><x:element name="b" type="t:Tree"/></x:choice>
             <x:sequence minOccurs="0" maxOccurs="unbounded"><x:element name="key" type="x:string"/><x:element name="value" type="x:string"/></x:sequence>
             <x:sequence maxOccurs="unbounded"><x:element name="only" type="x:string"/></x:sequence>
             <x:group ref="t:pair"/><x:group ref="t:pair"/>
           </x:sequence></x:complexType></x:element>
           <x:group name="pair"><x:sequence><x:element name="left" type="x:int"/></x:sequence></x:group>
           <x:complexType name="Tree"><x:choice><x:element name="node" type="t:Tree"/><x:element name="leaf" type="x:int"/></x:choice></x:complexType>"#,
    );
}

/// Extension takes the base's fields first, restriction says its own; attributes are taken over by both; text content.
#[test]
fn derivation() {
    check(
        "derivation",
        "",
        r#"<x:element name="get"><x:complexType><x:complexContent><x:extension base="t:Mid">
             <x:sequence><x:element name="last" type="t:Price"/></x:sequence></x:extension></x:complexContent></x:complexType></x:element>
           <x:complexType name="Base"><x:sequence><x:element name="first"><x:complexType/></x:element></x:sequence>
             <x:attribute name="id" type="x:string"/><x:attribute name="gone" type="x:string"/></x:complexType>
           <x:complexType name="Mid"><x:complexContent><x:extension base="t:Base">
             <x:sequence><x:element name="second" type="t:Narrow"/></x:sequence></x:extension></x:complexContent></x:complexType>
           <x:complexType name="Narrow"><x:complexContent><x:restriction base="t:Base">
             <x:sequence/><x:attribute name="id" type="x:string" use="required"/><x:attribute name="gone" use="prohibited"/></x:restriction></x:complexContent></x:complexType>
           <x:complexType name="Price"><x:simpleContent><x:extension base="x:decimal"><x:attribute name="currency" type="x:string"/></x:extension></x:simpleContent></x:complexType>"#,
    );
}

/// A referenced type with derived types is an enum over them; an abstract one has no declared member; boxes break cycles.
#[test]
fn families() {
    check(
        "families",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="pet" type="t:Animal"/><x:element name="shape" type="t:Shape"/><x:element name="void" type="t:Void"/>
             <x:element ref="t:item" maxOccurs="unbounded"/>
           </x:sequence></x:complexType></x:element>
           <x:complexType name="Animal"><x:sequence><x:element name="friend" type="t:Animal" minOccurs="0"/></x:sequence></x:complexType>
           <x:complexType name="Dog"><x:complexContent><x:extension base="t:Animal"/></x:complexContent></x:complexType>
           <x:complexType name="Broken"><x:complexContent><x:extension base="t:Animal"><x:sequence><x:element ref="t:none"/></x:sequence></x:extension></x:complexContent></x:complexType>
           <x:complexType name="Shape" abstract="true"/>
           <x:complexType name="Circle"><x:complexContent><x:extension base="t:Shape"/></x:complexContent></x:complexType>
           <x:complexType name="Void" abstract="true"/>
           <x:element name="item" type="x:string" abstract="true"/>
           <x:element name="book" type="x:string" substitutionGroup="t:item"/>
           <x:element name="disc" substitutionGroup="t:item"/>"#,
    );
}

/// Array types are `Vec`s in the member, and types of their own only where they are repeated.
#[test]
fn arrays() {
    check(
        "arrays",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="names" type="t:ArrayOfstring" minOccurs="0" nillable="true"/>
             <x:element name="map" type="t:Dictionary"/>
             <x:element name="rows" type="t:ArrayOfArrayOfint"/>
             <x:element name="tokens" type="t:ArrayOfstring"/>
           </x:sequence></x:complexType></x:element>
           <x:complexType name="ArrayOfstring"><x:sequence><x:element name="string" type="x:string" nillable="true" minOccurs="0" maxOccurs="unbounded"/></x:sequence></x:complexType>
           <x:complexType name="ArrayOfint"><x:sequence><x:element name="int" type="x:int" minOccurs="0" maxOccurs="unbounded"/></x:sequence></x:complexType>
           <x:complexType name="ArrayOfArrayOfint"><x:sequence><x:element name="ArrayOfint" type="t:ArrayOfint" minOccurs="0" maxOccurs="unbounded"/></x:sequence></x:complexType>
           <x:complexType name="Dictionary"><x:annotation><x:appinfo><IsDictionary xmlns="http://schemas.microsoft.com/2003/10/Serialization/">true</IsDictionary></x:appinfo></x:annotation>
             <x:sequence><x:element name="Pair" minOccurs="0" maxOccurs="unbounded"><x:complexType><x:sequence><x:element name="Key" type="x:string"/></x:sequence></x:complexType></x:element></x:sequence></x:complexType>"#,
    );
}

/// Wildcards, mixed content, `anyType`, and the data set pattern keep raw XML.
#[test]
fn raw_content() {
    check(
        "raw_content",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence>
             <x:element name="rows"><x:complexType><x:sequence><x:element ref="x:schema"/><x:any/></x:sequence></x:complexType></x:element>
             <x:element name="text"><x:complexType mixed="true"><x:sequence><x:element name="b" type="x:string"/></x:sequence><x:attribute name="lang" type="x:language"/></x:complexType></x:element>
             <x:element name="anything"/><x:element name="simple" type="x:anySimpleType"/>
             <x:any namespace='##other' minOccurs="0" maxOccurs="unbounded"/>
           </x:sequence><x:anyAttribute/></x:complexType></x:element>"#,
    );
}

/// An attribute whose type is a complex one is text, as it is on the wire.
#[test]
fn attributes_of_complex_types() {
    check(
        "attributes_of_complex_types",
        "",
        r#"<x:element name="get"><x:complexType>
             <x:attribute name="any" type="x:anyType"/><x:attribute name="own" type="t:Own" use="required"/>
             <x:attribute name="bare" type="t:Bare" use="required"/>
             <x:attribute name="inner"><x:simpleType><x:restriction base="x:anyType"/></x:simpleType></x:attribute>
           </x:complexType></x:element>
           <x:simpleType name="Bare"><x:restriction base="x:anyType"/></x:simpleType>
           <x:complexType name="Own"><x:sequence><x:element name="a" type="x:string"/></x:sequence></x:complexType>"#,
    );
}

/// A member that its own type requires is made optional, and reported.
#[test]
fn endless() {
    check(
        "endless",
        "",
        r#"<x:element name="get"><x:complexType><x:sequence><x:element name="loop" type="t:Loop"/></x:sequence></x:complexType></x:element>
           <x:complexType name="Loop"><x:sequence><x:element name="next" type="t:Loop"/></x:sequence></x:complexType>"#,
    );
}

/// Hostile documentation is shown as text.
#[test]
fn documentation() {
    check(
        "documentation",
        "",
        r#"<x:element name="get"><x:annotation><x:documentation>
             Gets &lt;b&gt; [it].

                 fn main() { panic!() }
             ```
             see https://t.test/a_b
           </x:documentation></x:annotation><x:complexType><x:sequence>
             <x:element name="a" type="x:string"><x:annotation><x:documentation>The &#x202e;a.</x:documentation></x:annotation></x:element>
           </x:sequence></x:complexType></x:element>"#,
    );
}

/// A schema without a target namespace that two namespaces include has its nameless types once in each of them.
#[test]
fn nameless_types_of_two_namespaces() {
    let shared = br#"<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
        <x:complexType name="Row"><x:sequence><x:element name="cell"><x:complexType><x:sequence>
          <x:element name="code" type="Code"/></x:sequence></x:complexType></x:element>
          <x:choice><x:element name="yes" type="Code"/><x:element name="no" type="Code"/></x:choice>
        </x:sequence></x:complexType>
        <x:simpleType name="Code"><x:restriction base="x:string"><x:enumeration value="a"/></x:restriction></x:simpleType>
      </x:schema>"#;
    let schemas = r#"<x:schema targetNamespace="urn:t" xmlns:u="urn:u" elementFormDefault="qualified">
         <x:include schemaLocation="s.xsd"/><x:import namespace="urn:u"/>
         <x:element name="get"><x:complexType><x:sequence>
           <x:element name="one" type="t:Row"/><x:element name="two" type="u:Row"/>
         </x:sequence></x:complexType></x:element></x:schema>
       <x:schema targetNamespace="urn:u"><x:include schemaLocation="s.xsd"/></x:schema>"#;
    let messages = r#"<message name="in"><part name="p" element="t:get"/></message>
        <portType name="TPortType"><operation name="get"><input message="t:in"/></operation></portType>"#;
    let bound = r#"<operation name="get"><soap:operation soapAction=""/><input><soap:body use="literal"/></input></operation>"#;
    let text = wsdl(schemas, messages, bound);
    let text = lowered_with("", &text, &[("s.xsd", shared)]);
    for member in ["code", "yes"] {
        let of_two = |namespace| text.contains(&format!("element {{{namespace}}}{member}"));
        let (target, other) = (text.contains(&format!("{{NS}}{member}")), of_two("U_NS"));
        assert!(target && other, "{member}: {text}");
    }
}
