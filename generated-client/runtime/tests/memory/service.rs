//! A hand-written service in the form of generated code.
#![allow(
    unreachable_pub,
    reason = "generated code is public, and this stands for it"
)]

use soap_runtime::field::required;
use soap_runtime::value::Base64Binary;
use soap_runtime::{
    NoFault, NoHeaders, Operation, OperationInfo, Port, Service, ServiceInfo, SoapVersion,
};

use crate::server::NS;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {
    pub octets: Option<Base64Binary>,
}
soap_runtime::record!(Ask, {
    octets: optional(NS, "octets"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub id: i64,
    pub name: String,
    pub price: Option<String>,
    pub tags: Vec<String>,
}
soap_runtime::record!(Entry, {
    id: required_attribute("", "id"),
    name: required(NS, "name"),
    price: optional(NS, "price"),
    tags: repeated(NS, "tag"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    pub entries: Vec<Entry>,
    pub total: i64,
}
soap_runtime::record!(Entries, {
    entries: repeated(NS, "entry"),
    total: required(NS, "total"),
});

#[derive(Clone, Copy, Debug)]
pub struct List;
impl Operation for List {
    type Request = Ask;
    type Response = Entries;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo =
        OperationInfo::new("list", required(NS, "list")).response(required(NS, "listResponse"));
}

#[derive(Clone, Copy, Debug)]
pub struct Lister;
impl Service for Lister {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new("Lister", &[Port::new("Lister", SoapVersion::V11)]);
}
