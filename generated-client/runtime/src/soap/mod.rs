//! SOAP 1.1 and 1.2 without IO: envelopes, header blocks, faults, and the HTTP messages that carry them.
//!
//! In: an [`Operation`]'s table and its typed request, or the bytes of an answer. Out: an `http::Request`, or the
//! typed [`Reply`]. Knows no socket and no clock, and of transports their errors; the same tables serve the server's side.

mod answer;
mod challenge;
mod encode;
mod encoding;
mod envelope;
mod error;
mod excerpt;
mod failure;
mod fault;
mod fault_codec;
mod head;
mod header_block;
mod known;
#[cfg(feature = "server")]
mod masking;
mod operation;
mod options;
mod package;
mod references;
mod reply;
mod secrets;
mod server;
mod site;
mod stream;
mod unreadable;
pub mod untyped;
mod version;

pub use encode::{EncodeOptions, encode_request};
pub(crate) use encode::{Encoded, encode_layered};
pub(crate) use error::is_busy;
pub use error::{
    Application, ApplicationBody, CallError, Error, ErrorKind, HttpError, HttpProblem,
    NotUnderstood, OperationError, Rejected, Report, RequestError,
};
pub use excerpt::Excerpt;
#[cfg(feature = "tracing")]
pub(crate) use excerpt::masked_envelope;
pub use fault::{Fault, FaultCode, FaultKind, FaultReason};
pub use header_block::HeaderBlock;
pub(crate) use known::Known;
#[cfg(feature = "server")]
pub use masking::mask;
pub use operation::{
    FailureRule, FaultDetail, NoFault, NoHeaders, Operation, OperationInfo, Port, Service,
    ServiceInfo,
};
pub use options::DecodeOptions;
pub(crate) use reply::decode_rewritten;
pub use reply::{Reply, decode_response};
pub use server::{
    AnswerOptions, Incoming, IncomingError, Peeked, decode_request, encode_fault, encode_response,
    encode_response_with, peek_operation,
};
pub(crate) use site::shown_url;
pub use site::{CallSite, Located};
pub use stream::List;
pub(crate) use stream::{ItemReader, Select, Step};
pub use unreadable::UnreadableAnswer;
pub use version::SoapVersion;
