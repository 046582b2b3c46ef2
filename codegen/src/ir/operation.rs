//! Operations and their messages.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use crate::source::span::Span;

use super::{Demands, Docs, Entry, RustType, TypeId};

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The method's name, e.g. `change_password_v7_2`.
    pub method_ident: String,
    /// The marker type's name in `operations`, e.g. `ChangePasswordV72`.
    pub marker_ident: String,
    /// The name on the wire.
    pub wire: String,
    /// Where the port type declares it.
    pub span: Span,
    /// `wsdl:documentation`.
    pub docs: Docs,
    /// `soapAction`, free of control characters.
    pub soap_action: String,
    /// The action of requests by WS-Addressing; never empty.
    pub action: String,
    /// What a call must meet, with what all must: alternatives, the first preferred; empty for nothing.
    pub demands: Vec<Demands>,
    /// What the runtime checks of that: an index into [`Api::policies`](super::Api::policies).
    pub policies: Option<usize>,
    /// The request.
    pub request: Message,
    /// The answer; `None` for a one-way operation.
    pub response: Option<Message>,
    /// The enum of declared fault details; `None` where none is declared.
    pub fault: Option<TypeId>,
    /// The fields of the client's request headers that this operation sends, by their Rust names, in wire order.
    pub request_headers: Vec<String>,
    /// Those of them that use SOAP encoding.
    pub encoded_headers: Vec<String>,
    /// What is not generated of it, in words; for documentation.
    pub losses: Vec<String>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
    /// Whether a call may be made twice, as the settings say.
    pub idempotent: bool,
    /// What its method takes and gives, where the settings have it unwrapped.
    pub unwrapped: Option<Unwrapped>,
}

/// The form of a method that takes the members of a request and gives the only member of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Unwrapped {
    /// The other method, which takes the request and gives the answer, e.g. `add_with`.
    pub request_ident: String,
    /// For each field of the request whether its argument is taken as it is, not converted; `None` where the argument is
    /// the request.
    pub arguments: Option<Vec<bool>>,
    /// Whether it gives the answer's only field, not the answer.
    pub single: bool,
}

/// An operation that is not generated.
#[derive(Clone, Debug, PartialEq)]
pub struct Skipped {
    /// The name on the wire.
    pub wire: String,
    /// Where the port type declares it.
    pub span: Span,
    /// Why.
    pub reason: Reason,
}

/// Why an operation is not generated.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The settings leave it out.
    Settings,
    /// It cannot be generated, in words.
    Problem(String),
}

impl Operation {
    /// The request, and the answer where there is one.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        std::iter::once(&self.request).chain(&self.response)
    }

    /// The method that takes the request, e.g. `change_password_v7_2`.
    pub fn request_method(&self) -> &str {
        let unwrapped = self.unwrapped.as_ref();
        unwrapped.map_or(&self.method_ident, |it| &it.request_ident)
    }

    /// The mock's method, e.g. `expect_change_password_v7_2`. A prefix of its own keeps it apart from all others.
    pub fn expect_ident(&self) -> String {
        format!("expect_{}", self.method_ident.trim_start_matches('_'))
    }
}

/// The body of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The Rust type.
    pub ty: RustType,
    /// How it stands in `soap:Body`: an element, or a group of several.
    pub entry: Entry,
    /// Whether it is an empty record, so that the method takes no argument.
    pub is_empty: bool,
    /// SOAP encoding is used; SOAP 1.1 §5.
    pub encoded: bool,
}
