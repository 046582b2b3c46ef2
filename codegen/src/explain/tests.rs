//! Every code is explained, and by documents that do what the text says.

use super::texts::explanation;
use super::{Frame, explain, find};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::load::load_memory;
use crate::lower::lower;
use crate::settings::Settings;
use crate::symbols::resolve_symbols;

const WSDL: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:shop" targetNamespace="urn:shop"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"
    xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    xmlns:sp="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy">
  <types>
    <xs:schema targetNamespace="urn:shop" elementFormDefault="qualified">
      SCHEMA
      <xs:element name="Buy">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="account" type="xs:string" minOccurs="0"/>
            <xs:element name="order" type="tns:Order" minOccurs="0"/>
          </xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="Bought"><xs:complexType/></xs:element>
    </xs:schema>
  </types>
  <message name="BuyIn"><part name="body" element="tns:Buy"/></message>
  <message name="BuyOut"><part name="body" element="tns:Bought"/></message>
  <portType name="ShopPort">
    <operation name="Buy"><input message="tns:BuyIn"/><output message="tns:BuyOut"/></operation>
  </portType>
  <binding name="ShopSoap" type="tns:ShopPort">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Buy">
      <soap:operation soapAction="urn:shop:Buy"/>
      <input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output>
    </operation>
  </binding>
  <service name="Shop">
    <port name="ShopSoap" binding="tns:ShopSoap"><soap:address location="https://example.com/"/></port>
  </service>
  WSDL
</definitions>"#;

const ORDER: &str = r#"<xs:complexType name="Order"><xs:sequence/></xs:complexType>"#;
const GOODS: &str =
    r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:goods"/>"#;

/// The codes that a text gives in its frame.
fn codes(frame: Frame, text: &str) -> Vec<Code> {
    let order = if text.contains("name=\"Order\"") {
        ""
    } else {
        ORDER
    };
    let framed = |schema: &str, wsdl: &str| WSDL.replace("SCHEMA", schema).replace("WSDL\n", wsdl);
    let (document, settings) = match frame {
        Frame::Document => (text.to_owned(), ""),
        // Imports stand in front of all else in a schema.
        Frame::Schema => (framed(&format!("{text}\n{order}"), ""), ""),
        Frame::Wsdl => (framed(ORDER, text), ""),
        Frame::Settings => (framed(ORDER, ""), text),
        Frame::Commands => return Vec::new(),
    };
    let mut diagnostics = Diagnostics::default();
    let files = [
        ("Shop.wsdl", document.as_bytes()),
        ("types/goods.xsd", GOODS.as_bytes()),
    ];
    if let Some(loaded) = load_memory(&files, "Shop.wsdl", &mut diagnostics) {
        let symbols = resolve_symbols(&loaded.model, &mut diagnostics);
        let settings = Settings::parse(settings).unwrap();
        if !diagnostics.has_errors() {
            lower(&loaded.model, &symbols, &settings, &mut diagnostics);
        }
    }
    diagnostics.items.iter().map(|it| it.code).collect()
}

#[test]
fn wrong_documents_give_their_code_and_right_ones_nothing() {
    for code in Code::ALL {
        let it = explanation(code);
        if it.frame == Frame::Commands {
            continue;
        }
        let wrong = codes(it.frame, it.wrong);
        assert!(
            wrong.contains(&code),
            "{code}: the wrong document gives {wrong:?}"
        );
        let mut right = codes(it.frame, it.right);
        // A whole document may be too short to hold a service, of which no client comes.
        if code != Code::PortSkipped {
            right.retain(|it| *it != Code::PortSkipped);
        }
        assert!(
            right.is_empty(),
            "{code}: the right document gives {right:?}"
        );
    }
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        let text = explain(code);
        assert!(text.starts_with(&format!("{code}: ")), "{text}");
        let it = explanation(code);
        for part in [it.why, it.wrong, it.right, it.proceed] {
            assert!(!part.trim().is_empty(), "{code}");
        }
        assert_ne!(it.wrong, it.right);
        assert!(
            text.lines().all(|it| it.chars().count() <= 110),
            "{code} has lines that are too long"
        );
    }
}

#[test]
fn codes_are_found_by_their_spelling() {
    assert_eq!(find("cycle"), Ok(Code::Cycle));
    assert!(
        find("operation-skiped")
            .unwrap_err()
            .contains("`operation-skipped`")
    );
    assert!(find("?").unwrap_err().contains("lists them all"));
}
