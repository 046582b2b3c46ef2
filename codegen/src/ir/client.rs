//! Clients and their ports.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use super::{Docs, Operation, TypeId};

/// The client of one service: its operations over one port type, at the ports that bind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The Rust name, e.g. `TechnicianConsoleClient`.
    pub ident: String,
    /// The name of the marker type for its contract, e.g. `TechnicianConsole`; unlike any type or client of the module.
    pub service_ident: String,
    /// `wsdl:documentation` of service and port type.
    pub docs: Docs,
    /// The service's name on the wire.
    pub service: String,
    /// Whether the preferred port's binding has a policy that asks for MTOM.
    pub mtom: bool,
    /// The ports, the preferred one first; at most one a SOAP version.
    pub ports: Vec<Port>,
    /// The struct of request headers: one optional field for each header block of any operation; `None` where no operation has any.
    pub request_headers: Option<TypeId>,
    /// The struct of response headers, likewise.
    pub response_headers: Option<TypeId>,
    /// What marks an answer as a failure.
    pub failures: Vec<FailureRule>,
    /// The operations, in port type order.
    pub operations: Vec<Operation>,
}

/// A port.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// `wsdl:port`'s name.
    pub wire: String,
    /// The SOAP version.
    pub version: SoapVersion,
    /// `soap:address`.
    pub address: Option<String>,
}

/// The version of SOAP a port speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SoapVersion {
    /// 1.1.
    V11,
    /// 1.2.
    V12,
}

/// A sign of failure in an answer that is no fault.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureRule {
    /// This field of the response headers has this lexical value.
    HeaderEquals {
        /// The index of the field.
        field: usize,
        /// The value.
        text: String,
    },
    /// This field of the response headers is there, not nil and not empty.
    HeaderFilled {
        /// The index of the field.
        field: usize,
    },
}
