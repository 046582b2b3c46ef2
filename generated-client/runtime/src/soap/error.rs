//! [`CallError`]: everything that can become of a call but its answer.
//!
//! No error holds the request. `Display` says all that is known in one line: the operation, where it went, what kind of
//! failure it is, what was expected and what was found. `source()` leads to what stands behind that, of other crates.
//! Both `Display` and `Debug` take at most 4 KiB, whatever a server sent.

mod application;
mod erased;
mod http_error;
mod refused;
mod report;
mod request;

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

pub use application::{Application, ApplicationBody};
pub use erased::Error;
pub use http_error::{HttpError, HttpProblem};
pub use refused::{NotUnderstood, Rejected};
pub use report::Report;
pub use request::RequestError;

use crate::bounded::{debug_bounded, display_bounded};
use crate::soap::site::{CallSite, Located};
use crate::soap::{Fault, FaultCode, NoFault, NoHeaders, Operation, UnreadableAnswer};
use crate::transport::{TransportError, TransportErrorKind};
use crate::ws_security::SecurityError;
use crate::xml::DecodeError;
use crate::xml::EncodeError;

/// The error of a call of operation `O`.
pub type OperationError<O> = CallError<<O as Operation>::Fault, <O as Operation>::ResponseHeaders>;

/// Why a call has no answer.
///
/// Operations without declared faults and without response headers share one type: `CallError`.
/// Every one converts into [`Error`], which has no parameters.
#[non_exhaustive]
pub enum CallError<F = NoFault, H = NoHeaders> {
    /// The request cannot be written. Nothing was sent.
    Encode(Located<RequestError>),
    /// The request or the answer got lost on the way.
    Transport(Located<TransportError>),
    /// The server answered with something that is not SOAP.
    Http(Box<Located<HttpError>>),
    /// The server answered with a fault.
    Fault(Box<Located<Fault<F, H>>>),
    /// The server answered without a fault, but says in a header block that it failed.
    Application(Box<Located<Application<H>>>),
    /// The answer says that it is a success, but cannot be read.
    Decode(Box<Located<UnreadableAnswer>>),
    /// The answer has a header block that must be understood and that the WSDL does not name.
    NotUnderstood(Located<NotUnderstood>),
    /// The answer is not protected as it has to be, so that nothing of it is believed.
    Security(Located<SecurityError>),
    /// A hook of the client rejects the answer.
    Rejected(Located<Rejected>),
}

/// What kind of failure a [`CallError`] is: its variant, without what is in it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// [`CallError::Encode`].
    Encode,
    /// [`CallError::Transport`].
    Transport,
    /// [`CallError::Http`].
    Http,
    /// [`CallError::Fault`].
    Fault,
    /// [`CallError::Application`].
    Application,
    /// [`CallError::Decode`].
    Decode,
    /// [`CallError::NotUnderstood`].
    NotUnderstood,
    /// [`CallError::Security`].
    Security,
    /// [`CallError::Rejected`].
    Rejected,
}

/// `$value` of the error that is in any variant.
macro_rules! each {
    ($variant:expr, $error:ident => $value:expr) => {
        match $variant {
            CallError::Encode($error) => $value,
            CallError::Transport($error) => $value,
            CallError::Http($error) => $value,
            CallError::Fault($error) => $value,
            CallError::Application($error) => $value,
            CallError::Decode($error) => $value,
            CallError::NotUnderstood($error) => $value,
            CallError::Security($error) => $value,
            CallError::Rejected($error) => $value,
        }
    };
}

impl<F, H> CallError<F, H> {
    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Encode(_) => ErrorKind::Encode,
            Self::Transport(_) => ErrorKind::Transport,
            Self::Http(_) => ErrorKind::Http,
            Self::Fault(_) => ErrorKind::Fault,
            Self::Application(_) => ErrorKind::Application,
            Self::Decode(_) => ErrorKind::Decode,
            Self::NotUnderstood(_) => ErrorKind::NotUnderstood,
            Self::Security(_) => ErrorKind::Security,
            Self::Rejected(_) => ErrorKind::Rejected,
        }
    }

    /// Which call it ended.
    pub fn site(&self) -> &CallSite {
        each!(self, error => &error.site)
    }

    /// The same error as the end of this call.
    pub(crate) fn at(mut self, site: CallSite) -> Self {
        each!(&mut self, error => error.site = site);
        self
    }

    /// The fault, if it is one.
    pub fn fault(&self) -> Option<&Fault<F, H>> {
        match self {
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The code of the fault, if it is one.
    pub fn fault_code(&self) -> Option<&FaultCode> {
        Some(&self.fault()?.code)
    }

    /// The failure reported in a header block, if it is one.
    pub fn application(&self) -> Option<&Application<H>> {
        match self {
            Self::Application(application) => Some(application),
            _ => None,
        }
    }

    /// The failure of the transport, if it is one.
    pub fn transport(&self) -> Option<&TransportError> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the time for the call ran out.
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(TransportError::is_timeout)
    }

    /// Whether there was no connection to the server.
    pub fn is_connect(&self) -> bool {
        let kind = self.transport().map(TransportError::kind);
        kind == Some(TransportErrorKind::Connect)
    }

    /// Whether it is certain that the server has not seen the request, so that sending it again does nothing twice.
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Encode(_) => true,
            Self::Transport(error) => error.is_unsent(),
            _ => false,
        }
    }

    /// Whether the failure may be gone when the same call is made again: no connection, a broken one, no answer in time, or
    /// a server that says it is busy (HTTP 408, 425, 429, 502, 503, 504).
    ///
    /// The server may have done what it was asked to nevertheless, unless [`is_unsent`](Self::is_unsent): only a call that
    /// does no harm twice should be repeated.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => matches!(
                error.kind(),
                TransportErrorKind::Connect | TransportErrorKind::Timeout | TransportErrorKind::Io
            ),
            _ => self.status().is_some_and(is_busy),
        }
    }

    /// The HTTP status, where there is one worth knowing.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Http(error) => Some(error.status),
            Self::Fault(fault) => Some(fault.status),
            Self::Application(application) => Some(application.status),
            Self::Decode(answer) => answer.status,
            Self::Encode(_)
            | Self::Transport(_)
            | Self::NotUnderstood(_)
            | Self::Security(_)
            | Self::Rejected(_) => None,
        }
    }
}

/// Whether a status says that the same request may be answered later.
pub(crate) fn is_busy(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 502 | 503 | 504)
}

impl<F, H> fmt::Display for CallError<F, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self {
            Self::Encode(_) => "the request cannot be written: ",
            Self::Decode(_) => "the answer cannot be read: ",
            Self::Security(_) => "the answer is not believed: ",
            Self::Transport(_)
            | Self::Http(_)
            | Self::Fault(_)
            | Self::Application(_)
            | Self::NotUnderstood(_)
            | Self::Rejected(_) => "",
        };
        let site = self.site();
        each!(self, error => display_bounded(f, |f| write!(f, "{site}{what}{error}")))
    }
}

impl<F: fmt::Debug, H: fmt::Debug> fmt::Debug for CallError<F, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error: &dyn fmt::Debug = each!(self, error => error);
        let (kind, site) = (self.kind(), self.site());
        debug_bounded(f, |f| {
            f.debug_struct(&format!("{kind:?}"))
                .field("operation", &site.operation)
                .field("endpoint", &site.endpoint)
                .field("error", error)
                .finish()
        })
    }
}

impl<F: fmt::Debug, H: fmt::Debug> StdError for CallError<F, H> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // What these errors say is part of what this one says.
        match self {
            Self::Encode(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Rejected(error) => error.source(),
            Self::Http(_)
            | Self::Fault(_)
            | Self::Application(_)
            | Self::Decode(_)
            | Self::NotUnderstood(_)
            | Self::Security(_) => None,
        }
    }
}

impl<F, H> From<EncodeError> for CallError<F, H> {
    fn from(error: EncodeError) -> Self {
        RequestError::Body(error).into()
    }
}

impl<F, H> From<RequestError> for CallError<F, H> {
    fn from(error: RequestError) -> Self {
        Self::Encode(error.into())
    }
}

impl<F, H> From<TransportError> for CallError<F, H> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error.into())
    }
}

impl<F, H> From<HttpError> for CallError<F, H> {
    fn from(error: HttpError) -> Self {
        Self::Http(Box::new(error.into()))
    }
}

impl<F, H> From<Fault<F, H>> for CallError<F, H> {
    fn from(fault: Fault<F, H>) -> Self {
        Self::Fault(Box::new(fault.into()))
    }
}

impl<F, H> From<Application<H>> for CallError<F, H> {
    fn from(application: Application<H>) -> Self {
        Self::Application(Box::new(application.into()))
    }
}

impl<F, H> From<UnreadableAnswer> for CallError<F, H> {
    fn from(error: UnreadableAnswer) -> Self {
        Self::Decode(Box::new(error.into()))
    }
}

impl<F, H> From<DecodeError> for CallError<F, H> {
    fn from(error: DecodeError) -> Self {
        UnreadableAnswer::from(error).into()
    }
}

impl<F, H> From<NotUnderstood> for CallError<F, H> {
    fn from(block: NotUnderstood) -> Self {
        Self::NotUnderstood(block.into())
    }
}

impl<F, H> From<SecurityError> for CallError<F, H> {
    fn from(error: SecurityError) -> Self {
        Self::Security(error.into())
    }
}

impl<F, H> From<Rejected> for CallError<F, H> {
    fn from(error: Rejected) -> Self {
        Self::Rejected(error.into())
    }
}
