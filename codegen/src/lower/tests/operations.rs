//! Operations, headers, faults, clients, and names that meet.

use super::{check_wsdl, wsdl};

const SCHEMA: &str = r#"<x:schema targetNamespace="urn:t" elementFormDefault="qualified">
  <x:element name="login"><x:complexType><x:sequence><x:element name="user" type="x:string"/></x:sequence></x:complexType></x:element>
  <x:element name="loginResponse"><x:complexType><x:sequence><x:element name="loginResult" type="x:int"/></x:sequence></x:complexType></x:element>
  <x:element name="ping"><x:complexType/></x:element>
  <x:element name="Ticket" type="x:string" nillable="true"/><x:element name="Succeeded" type="x:boolean"/>
  <x:element name="Failure"><x:complexType><x:sequence><x:element name="code" type="x:int"/></x:sequence></x:complexType></x:element>
  <x:element name="broken"><x:complexType><x:sequence><x:element ref="t:missing"/></x:sequence></x:complexType></x:element>
</x:schema>"#;

/// Wrapped and one-way operations, headers in and out, a fault, failure rules, a skipped operation and a notification.
#[test]
fn document_literal() {
    let messages = r#"
      <message name="login"><part name="p" element="t:login"/><part name="h" element="t:Ticket"/></message>
      <message name="loginOut"><part name="p" element="t:loginResponse"/></message>
      <message name="heads"><part name="s" element="t:Succeeded"/></message>
      <message name="ping"><part name="p" element="t:ping"/></message>
      <message name="fail"><part name="p" element="t:Failure"/></message>
      <message name="broken"><part name="p" element="t:broken"/></message>
      <message name="empty"/>
      <portType name="TPortType">
        <operation name="login"><documentation>Signs in.</documentation><input message="t:login"/><output message="t:loginOut"/><fault name="f" message="t:fail"/></operation>
        <operation name="ping"><input message="t:ping"/></operation>
        <operation name="new"><input message="t:empty"/><output message="t:empty"/></operation>
        <operation name="broken"><input message="t:broken"/></operation>
        <operation name="tell"><output message="t:ping"/></operation>
        <operation name="unbound"><input message="t:ping"/></operation>
      </portType>"#;
    let bound = r#"
      <operation name="login"><soap:operation soapAction="urn:login"/>
        <input><soap:header message="t:login" part="h" use="literal"/><soap:body use="literal"/></input>
        <output><soap:header message="t:heads" part="s" use="literal"/><soap:body use="literal"/></output></operation>
      <operation name="ping"><soap:operation soapAction="urn:ping"/><input><soap:body use="literal"/></input></operation>
      <operation name="new"><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
      <operation name="broken"><input><soap:body use="literal"/></input></operation>
      <operation name="tell"><output><soap:body use="literal"/></output></operation>"#;
    let settings = "[naming]\nresult-member = true\n[[failure]]\nheader = 'Succeeded'\nequals = 'false'\nmessage = 'Succeeded'\n[[failure]]\nheader = 'Nowhere'";
    check_wsdl("document_literal", settings, &wsdl(SCHEMA, messages, bound));
}

/// RPC wrappers stand in the body's namespace, their parts in none.
#[test]
fn rpc_literal() {
    let messages = r#"
      <message name="in"><part name="user" type="x:string"/><part name="PIN" type="x:string"/></message>
      <message name="out"><part name="return" type="x:int"/></message>
      <portType name="TPortType"><operation name="login"><input message="t:in"/><output message="t:out"/></operation></portType>"#;
    let bound = r#"<operation name="login"><soap:operation soapAction="" style="rpc"/>
      <input><soap:body use="literal" namespace="urn:rpc"/></input><output><soap:body use="literal" namespace="urn:rpc"/></output></operation>"#;
    check_wsdl("rpc_literal", "", &wsdl(SCHEMA, messages, bound));
}

/// Encoded arrays are `Vec`s; arrays of several dimensions are not generated.
#[test]
fn rpc_encoded() {
    let schema = r#"<x:schema targetNamespace="urn:t" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:w="http://schemas.xmlsoap.org/wsdl/">
      <x:complexType name="Names"><x:complexContent><x:restriction base="e:Array"><x:attribute ref="e:arrayType" w:arrayType="x:string[]"/></x:restriction></x:complexContent></x:complexType>
      <x:complexType name="Grid"><x:complexContent><x:restriction base="e:Array"><x:attribute ref="e:arrayType" w:arrayType="x:int[,]"/></x:restriction></x:complexContent></x:complexType>
      </x:schema>"#;
    let messages = r#"
      <message name="in"><part name="names" type="t:Names"/><part name="n" type="x:int"/></message>
      <message name="grid"><part name="grid" type="t:Grid"/></message>
      <portType name="TPortType"><operation name="put"><input message="t:in"/></operation><operation name="draw"><input message="t:grid"/></operation></portType>"#;
    let body = r#"<input><soap:body use="encoded" namespace="urn:rpc" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></input>"#;
    let bound = format!(
        r#"<operation name="put"><soap:operation style="rpc"/>{body}</operation><operation name="draw"><soap:operation style="rpc"/>{body}</operation>"#
    );
    check_wsdl("rpc_encoded", "", &wsdl(schema, messages, &bound));
}

/// Fields name their types where a message is encoded, whatever else the service has; arrays are told by their base.
#[test]
fn encoded_types() {
    let schema = r#"<x:schema targetNamespace="urn:t" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:w="http://schemas.xmlsoap.org/wsdl/">
      <x:complexType name="Names"><x:complexContent><x:restriction base="e:Array">
        <x:sequence><x:element name="name" type="e:string" minOccurs="0" maxOccurs="unbounded"/></x:sequence>
        <x:attribute ref="e:arrayType" w:arrayType="x:string[]"/></x:restriction></x:complexContent></x:complexType>
      <x:complexType name="Lists"><x:complexContent><x:restriction base="e:Array"><x:attribute ref="e:arrayType" w:arrayType="t:Names[]"/></x:restriction></x:complexContent></x:complexType>
      <x:complexType name="Anything"><x:complexContent><x:restriction base="e:Array"/></x:complexContent></x:complexType>
      <x:complexType name="Person"><x:all><x:element name="names" type="t:Names"/><x:element name="raw" type="t:Anything"/>
        <x:element name="any" type="x:anyType"/><x:element name="code"><x:simpleType><x:restriction base="x:string"><x:maxLength value="2"/></x:restriction></x:simpleType></x:element></x:all></x:complexType>
      <x:element name="Ticket" type="x:string"/></x:schema>"#;
    let messages = r#"
      <message name="in"><part name="lists" type="t:Lists"/></message><message name="out"><part name="return" type="t:Person"/></message>
      <message name="head"><part name="session" type="x:string"/><part name="ticket" element="t:Ticket"/></message>
      <portType name="TPortType"><operation name="put"><input message="t:in"/><output message="t:out"/></operation></portType>"#;
    let bound = r#"<operation name="put"><soap:operation style="rpc"/>
      <input><soap:body use="encoded" namespace="urn:rpc"/><soap:header message="t:head" part="session" use="encoded" namespace="urn:head"/>
        <soap:header message="t:head" part="ticket" use="literal"/></input>
      <output><soap:body use="encoded" namespace="urn:rpc"/></output></operation>"#;
    check_wsdl("encoded_types", "", &wsdl(schema, messages, bound));
}

/// A type that is named as the request wrapper would be keeps its name; types of two namespaces are told apart; overloads too.
#[test]
fn names_that_meet() {
    let schema = r#"<x:schema targetNamespace="urn:t" elementFormDefault="qualified" xmlns:o="urn:one:common" xmlns:p="urn:two:shared">
        <x:import namespace="urn:one:common"/><x:import namespace="urn:two:shared"/>
        <x:element name="get"><x:complexType><x:sequence>
          <x:element name="r" type="t:GetRequest"/><x:element name="a" type="o:Money"/><x:element name="b" type="p:Money"/>
        </x:sequence></x:complexType></x:element>
        <x:complexType name="GetRequest"><x:sequence><x:element name="a" type="x:string"/></x:sequence></x:complexType>
        <x:complexType name="T"><x:sequence/></x:complexType><x:element name="other" type="t:T"/></x:schema>
      <x:schema targetNamespace="urn:one:common"><x:complexType name="Money"><x:sequence/></x:complexType></x:schema>
      <x:schema targetNamespace="urn:two:shared"><x:complexType name="Money"><x:sequence/></x:complexType></x:schema>"#;
    let messages = r#"<message name="in"><part name="p" element="t:get"/></message><message name="in2"><part name="p" element="t:other"/></message>
      <portType name="TPortType">
        <operation name="get"><input name="get" message="t:in"/></operation><operation name="get"><input name="getOther" message="t:in2"/></operation>
      </portType>"#;
    let bound = r#"<operation name="get"><input name="get"><soap:body use="literal"/></input></operation>
      <operation name="get"><input name="getOther"><soap:body use="literal"/></input></operation>"#;
    check_wsdl("names_that_meet", "", &wsdl(schema, messages, bound));
}

/// A soapAction that no header can carry keeps its operation out.
#[test]
fn hostile_action() {
    let messages = r#"<message name="in"><part name="p" element="t:ping"/></message>
      <portType name="TPortType"><operation name="ping"><input message="t:in"/></operation></portType>"#;
    let bound = r#"<operation name="ping"><soap:operation soapAction="urn:&#xA;x"/><input><soap:body use="literal"/></input></operation>"#;
    check_wsdl("hostile_action", "", &wsdl(SCHEMA, messages, bound));
}

/// Parts with a type in document style: the body has the type where SOAP allows it; else the part is an element.
#[test]
fn type_parts() {
    let schema = r#"<x:schema targetNamespace="urn:t" elementFormDefault="qualified">
      <x:complexType name="Base"><x:sequence><x:element name="a" type="x:int"/></x:sequence></x:complexType>
      <x:complexType name="Person"><x:complexContent><x:extension base="t:Base"><x:sequence><x:element name="b" type="x:string"/></x:sequence></x:extension></x:complexContent></x:complexType>
      <x:complexType name="Marked"><x:sequence/><x:attribute name="id" type="x:int"/></x:complexType></x:schema>"#;
    let messages = r#"
      <message name="in"><part name="personId" type="x:string"/></message>
      <message name="out"><part name="person" type="t:Person"/></message>
      <message name="marked"><part name="m" type="t:Marked"/></message>
      <portType name="TPortType"><operation name="find"><input message="t:in"/><output message="t:out"/></operation>
        <operation name="mark"><input message="t:marked"/></operation></portType>"#;
    let bound = r#"<operation name="find"><soap:operation soapAction=""/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
      <operation name="mark"><input><soap:body use="literal"/></input></operation>"#;
    check_wsdl("type_parts", "", &wsdl(schema, messages, bound));
}

/// `soap:body` names a part that is not there, `soap:header` no message, and the binding an operation that is not there.
#[test]
fn careless_bindings() {
    let messages = r#"
      <message name="in"><part name="head" element="t:Ticket"/><part name="bodyIn" element="t:login"/></message>
      <portType name="TPortType"><operation name="login"><input message="t:in"/></operation></portType>"#;
    let bound = r#"<operation name="login"><soap:operation soapAction=""/>
        <input><soap:header part="head" use="literal"/><soap:body parts="body" use="literal"/></input></operation>
      <operation name="logout"><input><soap:body use="literal"/></input></operation>"#;
    check_wsdl("careless_bindings", "", &wsdl(SCHEMA, messages, bound));
}

/// Where nothing can be called, one warning says so.
#[test]
fn no_client() {
    let abstract_only = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:t"><message name="m"/></definitions>"#;
    check_wsdl("no_client", "", abstract_only);
    let get = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:h="http://schemas.xmlsoap.org/wsdl/http/" targetNamespace="urn:t">
      <portType name="P"/><binding name="B" type="t:P"><h:binding verb="GET"/></binding>
      <service name="S"><port name="Get" binding="t:B"/></service></definitions>"#;
    check_wsdl("no_soap_port", "", get);
}
