//! [`CallError`]: everything that can become of a call but its answer.
//!
//! No error holds the request, and no `Display` repeats its source.

use std::any::Any;
use std::error::Error;
use std::fmt;

use http::StatusCode;

use crate::bounded::{ERROR_BYTES, debug_bounded, write_bounded};
use crate::client::HookError;
use crate::soap::excerpt::write_escaped;
use crate::soap::{Excerpt, Fault, NoFault, NoHeaders, Operation, UnreadableAnswer};
use crate::transport::TransportError;
use crate::ws_security::SecurityError;
use crate::xml::error::cut;
use crate::xml::{DecodeError, Deviation, EncodeError};

/// The error of a call of operation `O`.
pub type OperationError<O> = CallError<<O as Operation>::Fault, <O as Operation>::ResponseHeaders>;

/// Why a call has no answer.
///
/// Operations without declared faults and without response headers share one type: `CallError`.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<F = NoFault, H = NoHeaders> {
    /// The request cannot be written. Nothing was sent.
    Encode(RequestError),
    /// The request or the answer got lost on the way.
    Transport(TransportError),
    /// The server answered with something that is not SOAP.
    Http(Box<HttpError>),
    /// The server answered with a fault.
    Fault(Box<Fault<F, H>>),
    /// The server answered without a fault, but says in a header block that it failed.
    Application(Box<Application<H>>),
    /// The answer says that it is a success, but cannot be read.
    Decode(Box<UnreadableAnswer>),
    /// The answer has a header block that must be understood and that the WSDL does not name.
    NotUnderstood(NotUnderstood),
    /// The answer is not protected as it has to be, so that nothing of it is believed.
    Security(SecurityError),
    /// A hook of the client rejects the answer.
    Rejected(Rejected),
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

    /// The fault, if it is one.
    pub fn fault(&self) -> Option<&Fault<F, H>> {
        match self {
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The failure reported in a header block, if it is one.
    pub fn application(&self) -> Option<&Application<H>> {
        match self {
            Self::Application(application) => Some(application),
            _ => None,
        }
    }

    /// Whether the time for the call ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
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

impl<F, H> fmt::Display for CallError<F, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encode(_) => f.write_str("the request cannot be written"),
            Self::Transport(_) => f.write_str("the exchange with the server failed"),
            Self::Http(error) => error.fmt(f),
            Self::Fault(fault) => fault.fmt(f),
            Self::Application(application) => application.fmt(f),
            Self::Decode(_) => f.write_str("the answer cannot be read"),
            Self::NotUnderstood(block) => block.fmt(f),
            Self::Security(_) => f.write_str("the answer is not believed"),
            Self::Rejected(error) => error.fmt(f),
        }
    }
}

impl<F: fmt::Debug, H: fmt::Debug> Error for CallError<F, H> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            Self::Transport(error) => Some(error),
            Self::Decode(answer) => Some(&answer.error),
            Self::Security(error) => Some(error),
            // The `Display` of these is this error's.
            Self::Http(error) => error.source(),
            Self::Rejected(error) => error.source(),
            Self::Fault(_) | Self::Application(_) | Self::NotUnderstood(_) => None,
        }
    }
}

impl<F, H> From<RequestError> for CallError<F, H> {
    fn from(error: RequestError) -> Self {
        Self::Encode(error)
    }
}

impl<F, H> From<TransportError> for CallError<F, H> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl<F, H> From<Rejected> for CallError<F, H> {
    fn from(error: Rejected) -> Self {
        Self::Rejected(error)
    }
}

impl<F, H> From<DecodeError> for CallError<F, H> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error.into()))
    }
}

/// Why a request cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// A value is one that the schema or XML forbids.
    Body(EncodeError),
    /// The `soapAction` of the WSDL has characters that HTTP does not carry.
    Action(&'static str),
    /// The request cannot be protected as the contract or the caller asks.
    Security(SecurityError),
    /// The endpoint cannot be called.
    Endpoint {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A hook of the client stops the call.
    Hook(HookError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(_) => f.write_str("a value is not allowed"),
            Self::Security(_) => f.write_str("it is not protected as it has to be"),
            Self::Action(action) => {
                f.write_str("the SOAP action \"")?;
                write_escaped(f, action)?;
                f.write_str("\" cannot be sent in an HTTP header")
            }
            Self::Endpoint { problem } => write!(f, "the endpoint cannot be called: {problem}"),
            Self::Hook(_) => f.write_str("a hook stops the call"),
        }
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Security(error) => Some(error),
            Self::Hook(error) => Some(&**error),
            Self::Action(_) | Self::Endpoint { .. } => None,
        }
    }
}

/// An answer that is not SOAP.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The `Content-Type`, if there is one.
    pub content_type: Option<String>,
    /// What is wrong.
    pub problem: HttpProblem,
    /// Where a redirect points to, without query and user information.
    pub location: Option<String>,
    /// The beginning of the body.
    pub excerpt: Excerpt,
    /// Why the body cannot be read, where it looks like XML.
    pub cause: Option<DecodeError>,
}

/// What is wrong with an answer that is not SOAP.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum HttpProblem {
    /// The status is an error's, and the body holds no fault that can be read.
    Status,
    /// A redirect. They are not followed: the request may hold credentials.
    Redirect,
    /// There is no body although the operation has an answer.
    Empty,
    /// The content type is not XML's, and the content is no envelope.
    ContentType,
    /// The body is XML, but no SOAP envelope.
    NotSoap,
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bounded(f, ERROR_BYTES, format_args!("{}", HttpSummary(self)))
    }
}

struct HttpSummary<'e>(&'e HttpError);

impl fmt::Display for HttpSummary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        let problem = match error.problem {
            HttpProblem::Status => "the server refused the request",
            HttpProblem::Redirect => "the server redirects, which is not followed",
            HttpProblem::Empty => "the answer is empty",
            HttpProblem::ContentType => "the answer is not XML",
            HttpProblem::NotSoap => "the answer is not SOAP",
        };
        write!(f, "{problem}: HTTP {}", error.status)?;
        if let Some(content_type) = &error.content_type {
            f.write_str(", ")?;
            write_escaped(f, cut(content_type, 200))?;
        }
        if let Some(location) = &error.location {
            f.write_str(", to ")?;
            write_escaped(f, cut(location, 200))?;
        }
        if error.excerpt.total_bytes() > 0 {
            write!(f, ": {}", error.excerpt)?;
        }
        Ok(())
    }
}

impl fmt::Debug for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let excerpt = self.excerpt.to_string();
        f.debug_struct("HttpError")
            .field("status", &self.status)
            .field(
                "content_type",
                &self.content_type.as_deref().map(|it| cut(it, 200)),
            )
            .field("problem", &self.problem)
            .field("location", &self.location.as_deref().map(|it| cut(it, 200)))
            // The cause has its own words.
            .field(
                "excerpt",
                &format_args!("{}", cut(&excerpt, ERROR_BYTES / 3)),
            )
            .field("cause", &self.cause.as_ref().map(DecodeError::kind))
            .finish()
    }
}

impl Error for HttpError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            Some(cause) => Some(cause),
            None => None,
        }
    }
}

/// A failure that the server reports in a header block of an answer without a fault.
#[non_exhaustive]
pub struct Application<H = NoHeaders> {
    /// The header block that says so: its local name.
    pub field: &'static str,
    /// All header blocks of the answer.
    pub headers: H,
    /// The HTTP status.
    pub status: StatusCode,
    /// Where the answer departs from the schema.
    pub deviations: Vec<Deviation>,
    body: Box<dyn ApplicationBody>,
}

impl<H> Application<H> {
    pub(super) fn new(
        field: &'static str,
        headers: H,
        status: StatusCode,
        deviations: Vec<Deviation>,
        body: impl ApplicationBody,
    ) -> Self {
        Self {
            field,
            headers,
            status,
            deviations,
            body: Box::new(body),
        }
    }

    /// The body that came with the failure, if it is a `B`: the response type of the operation.
    pub fn body<B: Any>(&self) -> Option<&B> {
        let body: &dyn Any = &*self.body;
        body.downcast_ref()
    }
}

impl<H> fmt::Display for Application<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the server reports a failure in its header block `{}`",
            self.field
        )
    }
}

impl<H: fmt::Debug> fmt::Debug for Application<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, &ApplicationMembers(self))
    }
}

struct ApplicationMembers<'a, H>(&'a Application<H>);

impl<H: fmt::Debug> fmt::Debug for ApplicationMembers<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(application) = self;
        f.debug_struct("Application")
            .field("field", &application.field)
            .field("headers", &application.headers)
            .field("status", &application.status)
            .field("deviations", &application.deviations.len())
            .field("body", &application.body)
            .finish()
    }
}

impl<H: fmt::Debug> Error for Application<H> {}

/// What the body of an [`Application`] failure can be.
pub trait ApplicationBody: Any + fmt::Debug + Send + Sync {}

impl<T: Any + fmt::Debug + Send + Sync> ApplicationBody for T {}

/// A header block that must be understood and is not.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct NotUnderstood {
    /// The namespace name of the block.
    pub namespace: String,
    /// Its local name.
    pub local: String,
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the header block `")?;
        write_escaped(f, cut(&self.local, 200))?;
        f.write_str("` of `")?;
        write_escaped(f, cut(&self.namespace, 200))?;
        f.write_str("` must be understood and is not known")
    }
}

impl fmt::Debug for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotUnderstood")
            .field("namespace", &cut(&self.namespace, 200))
            .field("local", &cut(&self.local, 200))
            .finish()
    }
}

impl Error for NotUnderstood {}

/// Why a hook of the client rejects an answer.
#[derive(Debug)]
pub struct Rejected(HookError);

impl Rejected {
    /// The rejection for this reason.
    pub fn new(reason: impl Into<HookError>) -> Self {
        Self(reason.into())
    }

    /// The reason, to be downcast to what the hook gave.
    pub fn reason(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hook rejects the answer")
    }
}

impl Error for Rejected {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}
