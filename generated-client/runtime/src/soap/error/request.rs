//! [`RequestError`]: why a request cannot be written.

use std::error::Error;
use std::fmt;

use crate::bounded::{ERROR_BYTES, debug_bounded, write_bounded};
use crate::soap::excerpt::Escaped;
use crate::ws_security::SecurityError;
use crate::xml::EncodeError;

/// Why a request cannot be written. Nothing was sent.
#[non_exhaustive]
pub enum RequestError {
    /// A value is one that the schema or XML forbids.
    Body(EncodeError),
    /// The `soapAction` of the WSDL has characters that HTTP does not carry.
    Action(String),
    /// The request cannot be protected as the contract or the caller asks.
    Security(SecurityError),
    /// The endpoint cannot be called.
    Endpoint {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The mark of a part that is uploaded is not beside the envelope, once.
    Upload,
    /// A hook of the client stops the call.
    Hook(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => write!(f, "a value is not allowed: {error}"),
            Self::Security(error) => write!(f, "it is not protected as it has to be: {error}"),
            Self::Action(action) => {
                let action = Escaped(action);
                write!(
                    f,
                    "the SOAP action \"{action}\" cannot be sent in an HTTP header"
                )
            }
            Self::Endpoint { problem } => write!(f, "the endpoint cannot be called: {problem}"),
            Self::Upload => f.write_str(
                "a part that is uploaded does not stand beside the envelope once; `mtom(MtomMode::ON)` puts octets there",
            ),
            Self::Hook(error) => write_bounded(
                f,
                ERROR_BYTES / 2,
                format_args!("a hook stops the call: {error}"),
            ),
        }
    }
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, |f| match self {
            Self::Body(error) => f.debug_tuple("Body").field(error).finish(),
            Self::Action(action) => f.debug_tuple("Action").field(action).finish(),
            Self::Security(error) => f.debug_tuple("Security").field(error).finish(),
            Self::Endpoint { problem } => f
                .debug_struct("Endpoint")
                .field("problem", problem)
                .finish(),
            Self::Upload => f.write_str("Upload"),
            Self::Hook(error) => f.debug_tuple("Hook").field(error).finish(),
        })
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Hook(error) => error.source(),
            Self::Body(_)
            | Self::Security(_)
            | Self::Action(_)
            | Self::Endpoint { .. }
            | Self::Upload => None,
        }
    }
}
