//! A small shop, and one edit of it for each kind of change.

mod formats;
mod kinds;
mod revisions;
mod same;
mod whole;

use crate::diagnostic::Diagnostics;
use crate::emit::public_api;
use crate::ir::Api;
use crate::load::{Loaded, load_memory};
use crate::lower::lower;
use crate::settings::Settings;
use crate::symbols::resolve_symbols;

use super::{Change, Effect, Report, Subject, compare};

/// `Buy` asks with a header and answers, or fails; `Ping` only asks. `Item` is in requests and answers.
const SHOP: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
    xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:s="urn:shop" targetNamespace="urn:shop">
<types><x:schema targetNamespace="urn:shop" elementFormDefault="qualified">
<x:simpleType name="Color"><x:restriction base="x:string"><x:enumeration value="red"/><x:enumeration value="blue"/></x:restriction></x:simpleType>
<x:simpleType name="State"><x:restriction base="x:string"><x:enumeration value="paid"/><x:enumeration value="open"/></x:restriction></x:simpleType>
<x:simpleType name="Code"><x:restriction base="x:string"><x:maxLength value="8"/></x:restriction></x:simpleType>
<x:simpleType name="Size"><x:union memberTypes="x:int x:date"/></x:simpleType>
<x:complexType name="Item"><x:sequence><x:element name="name" type="x:string"/><x:element name="color" type="s:Color" minOccurs="0"/></x:sequence><x:attribute name="id" type="x:int"/></x:complexType>
<x:complexType name="Pet"><x:sequence><x:element name="age" type="x:int" minOccurs="0"/></x:sequence></x:complexType>
<x:complexType name="Dog"><x:complexContent><x:extension base="s:Pet"><x:sequence><x:element name="bark" type="x:int"/></x:sequence></x:extension></x:complexContent></x:complexType>
<x:element name="Buy"><x:complexType><x:sequence>
<x:element name="code" type="s:Code"/>
<x:element name="count" type="x:int" minOccurs="0"/>
<x:element name="note" type="x:string" minOccurs="0" nillable="true"/>
<x:element name="item" type="s:Item" minOccurs="0" maxOccurs="unbounded"/>
<x:element name="size" type="s:Size" minOccurs="0"/>
<x:choice><x:element name="card" type="x:string"/><x:element name="iban" type="x:string"/></x:choice>
</x:sequence></x:complexType></x:element>
<x:element name="BuyResponse"><x:complexType><x:sequence>
<x:element name="total" type="x:int"/><x:element name="state" type="s:State"/>
<x:element name="item" type="s:Item" minOccurs="0"/><x:element name="pet" type="s:Pet" minOccurs="0"/>
<x:any namespace="urn:a" minOccurs="0" processContents="lax"/>
</x:sequence></x:complexType></x:element>
<x:element name="Ping"><x:complexType><x:all><x:element name="a" type="x:int"/><x:element name="b" type="x:int"/></x:all></x:complexType></x:element>
<x:element name="Ticket" type="x:string"/><x:element name="Failed"><x:complexType><x:sequence><x:element name="why" type="x:string"/></x:sequence></x:complexType></x:element>
</x:schema></types>
<message name="BuyIn"><part name="p" element="s:Buy"/></message><message name="BuyOut"><part name="p" element="s:BuyResponse"/></message>
<message name="PingIn"><part name="p" element="s:Ping"/></message>
<message name="Head"><part name="t" element="s:Ticket"/></message><message name="Fault"><part name="f" element="s:Failed"/></message>
<portType name="Shop"><operation name="Buy"><input message="s:BuyIn"/><output message="s:BuyOut"/><fault name="f" message="s:Fault"/></operation>
<operation name="Ping"><input message="s:PingIn"/></operation></portType>
<binding name="B" type="s:Shop"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
<operation name="Buy"><soap:operation soapAction="urn:Buy"/><input><soap:header message="s:Head" part="t" use="literal"/><soap:body use="literal"/></input><output><soap:body use="literal"/></output><fault name="f"><soap:fault name="f" use="literal"/></fault></operation>
<operation name="Ping"><soap:operation soapAction="urn:Ping"/><input><soap:body use="literal"/></input></operation></binding>
<service name="Shop"><port name="P" binding="s:B"><soap:address location="https://shop.test/"/></port></service>
</definitions>"#;

/// What was lowered from one text.
struct Side {
    loaded: Loaded,
    api: Api,
}

impl Side {
    fn of(wsdl: &str, settings: &str) -> Self {
        let mut diagnostics = Diagnostics::default();
        let files = [("shop.wsdl", wsdl.as_bytes())];
        let loaded = load_memory(&files, "shop.wsdl", &mut diagnostics).unwrap();
        let symbols = resolve_symbols(&loaded.model, &mut diagnostics);
        let settings = Settings::parse(settings).unwrap();
        let api = lower(&loaded.model, &symbols, &settings, &mut diagnostics);
        assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.items);
        Self { loaded, api }
    }

    fn subject<'a>(&'a self, name: &'a str) -> Subject<'a> {
        Subject {
            name,
            api: &self.api,
            loaded: Some(&self.loaded),
        }
    }
}

/// [`SHOP`] with one text in place of another that it has once.
fn edited(from: &str, to: &str) -> String {
    assert_eq!(SHOP.matches(from).count(), 1, "`{from}` must be there once");
    SHOP.replace(from, to)
}

/// What changes from `old` to `new`.
fn report(old: &str, new: &str) -> Report {
    report_with(old, new, "", "")
}

fn report_with(old: &str, new: &str, old_settings: &str, new_settings: &str) -> Report {
    let (a, b) = (Side::of(old, old_settings), Side::of(new, new_settings));
    let report = compare(a.subject("old"), b.subject("new"));
    check_code(&a.api, &b.api, &report);
    report
}

/// The list of public items is made without the comparison: a line that is gone must be told as breaking code.
fn check_code(old: &Api, new: &Api, report: &Report) {
    // Ports, headers of operations and the wire values of variants are no code.
    let is_code = |it: &&str| {
        let words = [
            "port ",
            "request headers ",
            "response headers ",
            "headers ",
            "failure ",
        ];
        !words.iter().any(|word| it.starts_with(word)) && !it.contains(": service ")
    };
    let (old, new) = (public_api(old), public_api(new));
    let name = |it| str::split(it, " = ").next().unwrap_or_default();
    let new: Vec<&str> = new.lines().map(name).collect();
    let lost: Vec<&str> = old
        .lines()
        .map(name)
        .filter(|it| !new.contains(it))
        .filter(is_code)
        .collect();
    let is_told = report.count(Effect::BreaksCode) > 0;
    assert!(
        lost.is_empty() || is_told,
        "not told: {lost:#?}\n{report:#?}"
    );
}

/// One line a change: its effects, its kind, its item.
fn lines(report: &Report) -> Vec<String> {
    report.changes.iter().map(line).collect()
}

fn line(it: &Change) -> String {
    let effects: Vec<&str> = it
        .effects
        .iter()
        .map(|it| match it {
            Effect::BreaksRequests => "requests",
            Effect::BreaksCode => "code",
            Effect::Answers => "answers",
            Effect::New => "new",
            Effect::Harmless => "harmless",
        })
        .collect();
    format!("{} {} {}", effects.join("+"), it.kind.as_str(), it.item)
}
