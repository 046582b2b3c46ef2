//! A hand-written service in the form of generated code, with lists in all places.
#![allow(
    unreachable_pub,
    reason = "generated code is public, and this stands for it"
)]

use bytes::Bytes;
use soap_runtime::field::required;
use soap_runtime::{
    Client, FailureRule, NoFault, NoHeaders, Operation, OperationInfo, Port, Service, ServiceInfo,
    SoapVersion,
};

pub use crate::pieces_transport::Pieces;

pub const NS: &str = "urn:lists";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {}
soap_runtime::record!(Ask, {});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub id: i32,
    pub name: Option<String>,
    pub tags: Vec<String>,
}
soap_runtime::record!(Entry, {
    id: required_attribute("", "id"),
    name: optional(NS, "name"),
    tags: repeated(NS, "tag"),
});

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Circle(i32),
    Square(String),
}
soap_runtime::choice!(Shape, blank Circle, {
    Circle: required(NS, "circle"),
    Square: required(NS, "square"),
});

/// Two elements without one around them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pair {
    pub key: String,
    pub value: Option<i32>,
}
soap_runtime::record!(Pair, {
    key: required(NS, "key"),
    value: optional(NS, "value"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub title: String,
    pub entries: Vec<Entry>,
}
soap_runtime::record!(Page, {
    title: required_attribute("", "title"),
    entries: repeated(NS, "entry").at_least(1),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    pub before: i32,
    pub page: Option<Page>,
    pub wrapped: Option<Vec<Entry>>,
    pub numbers: Vec<i32>,
    pub shapes: Vec<Shape>,
    pub pairs: Vec<Pair>,
    pub after: i32,
}
soap_runtime::record!(Lists, {
    before: required(NS, "before"),
    page: optional(NS, "page"),
    wrapped: wrapper(NS, "wrapped", &repeated(NS, "entry")),
    numbers: repeated(NS, "number"),
    shapes: choice::<Shape>().occurs(0, u32::MAX),
    pairs: group::<Pair>().occurs(0, u32::MAX),
    after: required(NS, "after"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headers {
    pub failed: Option<bool>,
}
soap_runtime::record!(Headers, {
    failed: optional(NS, "failed"),
});

#[derive(Clone, Copy, Debug)]
pub struct List;
impl Operation for List {
    type Request = Ask;
    type Response = Lists;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = Headers;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("list", required(NS, "list"))
        .response(required(NS, "listResponse"))
        .failures(&[FailureRule::equals(NS, "failed", "true")]);
}

/// As [`List`], in SOAP encoding.
#[derive(Clone, Copy, Debug)]
pub struct Encoded;
impl Operation for Encoded {
    type Request = Ask;
    type Response = Lists;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = Headers;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("encoded", required(NS, "encoded"))
        .response(required(NS, "listResponse"))
        .encoded();
}

#[derive(Clone, Copy, Debug)]
pub struct Lister;
impl Service for Lister {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "Lister",
        &[Port::new("Lister", SoapVersion::V11).address("https://lists.example/")],
    );
}

/// A client that gets `answer` in pieces of `size` bytes.
pub fn client(answer: impl Into<Bytes>, size: usize) -> Client<Lister, Pieces> {
    Client::new(Pieces {
        content_type: "text/xml",
        status: 200,
        answer: answer.into(),
        size,
        breaks: false,
    })
}

/// An envelope with these header blocks and this content of the answer.
pub fn envelope(header: &str, content: &str) -> String {
    format!(
        "<?xml version='1.0'?>\n<!-- <listResponse> --><s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><s:Header>{header}</s:Header>\
         <s:Body><l:listResponse xmlns:l='urn:lists' xmlns='urn:lists'>{content}</l:listResponse></s:Body></s:Envelope>"
    )
}
