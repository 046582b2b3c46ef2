//! [`Hook`]: sees and changes what a client sends and gets, and hears how every call ended.
//!
//! In: a call on its way. Out: the same, changed, or a reason to stop. Knows neither operations' types nor transports.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Extensions, StatusCode};

use crate::soap::{ErrorKind, SoapVersion};
use crate::xml::Deviation;

/// Why a hook stops a call.
pub type HookError = Box<dyn Error + Send + Sync>;

/// Sees and changes what a client sends and gets; given to [`Client::with_hook`](crate::Client::with_hook) or
/// [`Call::hook`](crate::Call::hook).
///
/// A call passes the methods in the order in which they stand here.
/// Of several hooks, the first that was added sees a request first and an answer last, so that what the last one wrapped
/// around an envelope it takes off first.
/// What a hook has to remember from the request to the answer goes into [`Exchange::state`].
///
/// Envelopes hold the secrets of a call: a hook that logs them has to mask them.
///
/// ```
/// use soap_runtime::{Exchange, Hook, HookError};
///
/// /// Answers of a server that puts a comment where none belongs.
/// struct Repair;
///
/// impl Hook for Repair {
///     fn answer_envelope(&self, _: &mut Exchange, text: &mut std::borrow::Cow<'_, str>) -> Result<(), HookError> {
///         if text.contains("<!-- debug -->") {
///             *text = text.replace("<!-- debug -->", "").into();
///         }
///         Ok(())
///     }
/// }
/// ```
pub trait Hook: Send + Sync {
    /// Namespaces whose header blocks this hook takes care of in answers: `mustUnderstand` on them is no error.
    fn understood(&self) -> &[&'static str] {
        &[]
    }

    /// Whether it sees answers, by [`response`](Self::response) or [`answer_envelope`](Self::answer_envelope). A call whose
    /// answer is streamed has none as a whole: for a hook that sees answers it is read as one, within the limits.
    fn sees_answers(&self) -> bool {
        true
    }

    /// Sees and changes the envelope that was written, before it is packed into an HTTP request, with parts beside it or not.
    ///
    /// # Errors
    /// The call ends with [`RequestError::Hook`](crate::RequestError::Hook) and nothing is sent.
    fn envelope(&self, exchange: &mut Exchange, text: &mut String) -> Result<(), HookError> {
        let _ = (exchange, text);
        Ok(())
    }

    /// Sees and changes the HTTP request that is sent. A transport adds its own headers later.
    ///
    /// # Errors
    /// The call ends with [`RequestError::Hook`](crate::RequestError::Hook) and nothing is sent.
    fn request(
        &self,
        exchange: &mut Exchange,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), HookError> {
        let _ = (exchange, request);
        Ok(())
    }

    /// Sees and changes the HTTP answer as it came, whatever its status.
    ///
    /// # Errors
    /// The call ends with [`CallError::Rejected`](crate::CallError::Rejected).
    fn response(
        &self,
        exchange: &mut Exchange,
        response: &mut http::Response<Bytes>,
    ) -> Result<(), HookError> {
        let _ = (exchange, response);
        Ok(())
    }

    /// Sees and changes the envelope of the answer: the text that was in the body, or in its first part, before it is read.
    ///
    /// It need not be well-formed, nor an envelope: the server decides what it sends.
    ///
    /// # Errors
    /// The call ends with [`CallError::Rejected`](crate::CallError::Rejected).
    fn answer_envelope(
        &self,
        exchange: &mut Exchange,
        text: &mut Cow<'_, str>,
    ) -> Result<(), HookError> {
        let _ = (exchange, text);
        Ok(())
    }

    /// Hears how the call ended: once for every call, also for one that is dropped before its end.
    fn finished(&self, exchange: &Exchange, end: &CallEnd<'_>) {
        let _ = (exchange, end);
    }
}

/// One call as its hooks see it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// What is called.
    pub info: CallInfo,
    /// What hooks keep for the rest of the call, by its type.
    pub state: Extensions,
}

impl Exchange {
    pub(crate) fn new(info: CallInfo) -> Self {
        Self {
            info,
            state: Extensions::new(),
        }
    }
}

/// What is called; also in the extensions of the [`http::Request`] that a transport gets.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The service's name in the WSDL.
    pub service: &'static str,
    /// The operation's name in the WSDL.
    pub operation: &'static str,
    /// The `soapAction`, empty for none.
    pub soap_action: &'static str,
    /// The version of SOAP that is spoken.
    pub version: SoapVersion,
    /// The URL that is called, without user information, query and fragment, which may be secret.
    pub endpoint: Arc<str>,
    /// The time for the whole call.
    pub timeout: Duration,
    /// Whether the call may be made twice: nothing is done by it that is not the same done once.
    pub idempotent: bool,
    /// The names of elements and attributes that hold secrets in messages of the service.
    pub secrets: &'static [&'static str],
}

/// How a call ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallEnd<'e> {
    /// What became of it.
    pub outcome: Outcome,
    /// The error, unless the call succeeded or was dropped.
    pub error: Option<&'e (dyn Error + 'static)>,
    /// The HTTP status, if an answer came.
    pub status: Option<StatusCode>,
    /// Where the answer departs from the schema.
    pub deviations: &'e [Deviation],
    /// Bytes in the body of the request, 0 if none was written.
    pub request_bytes: usize,
    /// Bytes in the body of the answer, if one came.
    pub response_bytes: Option<usize>,
    /// The time it took.
    pub elapsed: Elapsed,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// There is an answer.
    Success,
    /// There is an error of this kind.
    Failed(ErrorKind),
    /// It was dropped before its end; whether the server has taken the request is not known.
    Dropped,
}

/// The time that the parts of a call took; zero for those that it did not reach, and where the platform has no clock.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Elapsed {
    /// Writing the request.
    pub encode: Duration,
    /// From handing the request to the transport until the whole answer is there.
    pub exchange: Duration,
    /// Reading the answer.
    pub decode: Duration,
}

/// The hooks of a client or a call, in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct Hooks(Vec<Arc<dyn Hook>>);

impl Hooks {
    pub(super) fn push(&mut self, hook: Arc<dyn Hook>) {
        self.0.push(hook);
    }

    pub(super) fn outwards(&self) -> impl Iterator<Item = &dyn Hook> {
        self.0.iter().map(|hook| &**hook)
    }

    pub(super) fn inwards(&self) -> impl Iterator<Item = &dyn Hook> {
        self.0.iter().rev().map(|hook| &**hook)
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} hooks]", self.0.len())
    }
}

/// Tells a closure about the deviations of every answer that has some.
pub(super) struct OnDeviations<F>(pub(super) F);

impl<F: Fn(&CallInfo, &[Deviation]) + Send + Sync> Hook for OnDeviations<F> {
    fn sees_answers(&self) -> bool {
        false
    }

    fn finished(&self, exchange: &Exchange, end: &CallEnd<'_>) {
        if !end.deviations.is_empty() {
            (self.0)(&exchange.info, end.deviations);
        }
    }
}
