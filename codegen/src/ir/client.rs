//! Clients and their ports.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use soap_runtime::SoapVersion;

use super::{Demands, Docs, Operation, Skipped, TypeId};

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
    /// What all calls must meet at the preferred port: alternatives, the first preferred; empty for nothing.
    pub demands: Vec<Demands>,
    /// The demands that its documentation shows code for: those that ask most of a caller, of all calls or of those of an
    /// operation; `None` where nothing is demanded.
    pub asks: Option<Demands>,
    /// The ports, the preferred one first; those of one SOAP version differ in their addresses only.
    pub ports: Vec<Port>,
    /// The struct of request headers: one optional field for each header block of any operation; `None` where no operation has any.
    pub request_headers: Option<TypeId>,
    /// The struct of response headers, likewise.
    pub response_headers: Option<TypeId>,
    /// What marks an answer as a failure.
    pub failures: Vec<FailureRule>,
    /// The constant in `operations` that holds them, e.g. `SHOP_FAILURES`; of no use where there are none.
    pub failures_ident: String,
    /// The operations, in port type order.
    pub operations: Vec<Operation>,
    /// What its documentation shows; `None` without operations that are always there.
    pub example: Option<Example>,
    /// The operations of the port type that are not generated, in its order.
    pub skipped: Vec<Skipped>,
}

impl Client {
    /// The version of SOAP that it speaks where nothing else is said: the preferred port's.
    pub fn version(&self) -> SoapVersion {
        self.ports.first().map_or(SoapVersion::V11, |it| it.version)
    }

    /// The trait that a server of it implements, e.g. `TechnicianConsoleServer`. It stands in a module of its own, beside
    /// endpoints and mocks: their endings keep all these names apart.
    pub fn server_ident(&self) -> String {
        format!("{}Server", self.service_ident)
    }

    /// What mounts such a server, e.g. `TechnicianConsoleEndpoint`.
    pub fn endpoint_ident(&self) -> String {
        format!("{}Endpoint", self.service_ident)
    }

    /// The stand-in for tests, e.g. `TechnicianConsoleMock`.
    pub fn mock_ident(&self) -> String {
        format!("{}Mock", self.service_ident)
    }
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

/// A call that shows how the client is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The operation, by its index among those of the client.
    pub operation: usize,
    /// What it is called with.
    pub request: ExampleRequest,
    /// The members of the request headers that it sets, by their Rust names; no headers where empty.
    pub headers: Vec<String>,
}

/// The request of an example.
#[derive(Clone, Debug, PartialEq)]
pub enum ExampleRequest {
    /// The method takes none.
    Absent,
    /// A parameter of the example: nothing short makes one.
    Parameter(TypeId),
    /// `Default`, with texts for these members, by their Rust names.
    Texts(TypeId, Vec<String>),
}

/// A sign of failure in an answer that is no fault.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureRule {
    /// The field of the response headers that is the sign, by its Rust name.
    pub header: String,
    /// The lexical value that means failure; `None`: the field being there, not nil and not empty.
    pub equals: Option<String>,
    /// Where the server says why.
    pub message: Option<FailureMessage>,
}

/// Where an answer says why it is a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureMessage {
    /// The field of the response headers, by its Rust name.
    pub header: String,
    /// The local names of the elements inside it that lead to the text.
    pub path: Vec<String>,
}
