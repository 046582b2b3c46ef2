//! What comes of a message: what was read, or why it could not be read or written.

use std::error::Error;
use std::fmt;

use serde_json::Value as Json;
use soap_runtime::xml::{Deviation, EncodeError};
use soap_runtime::{Attachment, CallError, Fault, RequestError, SoapVersion};

use super::json::JsonError;

/// A message that was read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// The body.
    pub body: Json,
    /// The header blocks that the contract declares, those that are not there as null.
    pub headers: Json,
    /// The version of SOAP; `None` for an answer without an envelope.
    pub version: Option<SoapVersion>,
    /// Where the message departs from the schema, in document order.
    pub deviations: Vec<Deviation>,
    /// The parts beside the envelope that no member holds, in order.
    pub attachments: Vec<Attachment>,
}

/// What is answered but no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnswerError {
    /// A fault.
    Fault {
        /// The fault, with its details as they came.
        fault: Box<Fault>,
        /// The first detail that the contract declares; null where there is none.
        detail: Json,
        /// The header blocks that the contract declares, those that are not there as null.
        headers: Json,
    },
    /// An answer with a header block that says that it is a failure.
    Application {
        /// The local name of the header block.
        block: String,
        /// What the server says of it.
        message: Option<String>,
        /// The answer, as far as it could be read.
        received: Box<Received>,
    },
    /// Anything else, such as an answer that cannot be read.
    Call(Box<CallError>),
}

/// A message cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The body is none of its type.
    Body(JsonError),
    /// The header blocks are none of their types.
    Headers(JsonError),
    /// The request is one that cannot be sent.
    Request(RequestError),
    /// The answer is one that the schema forbids.
    Answer(EncodeError),
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault { fault, .. } => fault.fmt(f),
            Self::Application { block, message, .. } => {
                write!(
                    f,
                    "the server reports a failure in its header block `{block}`"
                )?;
                match message {
                    Some(message) => write!(f, ": {message}"),
                    None => Ok(()),
                }
            }
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl Error for AnswerError {}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => write!(f, "the body is none of this operation: {error}"),
            Self::Headers(error) => {
                write!(f, "the header blocks are none of this operation: {error}")
            }
            Self::Request(error) => error.fmt(f),
            Self::Answer(error) => error.fmt(f),
        }
    }
}

impl Error for WriteError {}
