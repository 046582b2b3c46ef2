//! Dispatch: which operation a request is for, and what is answered where there is none.
//!
//! In: an HTTP request. Out: an HTTP response, always: what cannot be taken is a fault.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;

use crate::record::Record;
use crate::record::shape::Shaped;
use crate::server::{Answer, Handled};
use crate::soap::{
    DecodeOptions, Fault, FaultCode, FaultDetail, FaultKind, Incoming, IncomingError, NoFault,
    Operation, OperationInfo, Peeked, SoapVersion, decode_request, encode_fault, encode_response,
    peek_operation,
};
use crate::transport::{Answered, CallContext, Transport};

/// A service that answers requests.
///
/// ```no_run
/// # use soap_runtime::server::Endpoint;
/// # async fn example(endpoint: impl Endpoint, request: http::Request<bytes::Bytes>) {
/// // In a handler of axum, hyper or whatever reads the request whole.
/// let response: http::Response<bytes::Bytes> = endpoint.handle(request).await;
/// # }
/// ```
pub trait Endpoint: Send + Sync {
    /// Answers one request. What cannot be taken is answered with a fault.
    fn handle(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = http::Response<Bytes>> + Send;

    /// A transport that hands requests to this endpoint, without a network.
    fn into_transport(self) -> InProcessEndpoint<Self>
    where
        Self: Sized,
    {
        InProcessEndpoint(Arc::new(self))
    }
}

/// A transport that hands requests to an [`Endpoint`] in the same process.
#[derive(Debug)]
pub struct InProcessEndpoint<E>(Arc<E>);

impl<E> Clone for InProcessEndpoint<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E: Endpoint> Transport for InProcessEndpoint<E> {
    async fn send(&self, request: http::Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        context.within(self.0.handle(request).await)
    }
}

/// Finds the operation that a request is for: by its body and its action, then by the body, then by the action.
///
/// Servers disagree on which of the two decides, and some contracts use one element for several operations.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fit<'p> {
    peeked: Option<&'p Peeked>,
    best: Option<(usize, u8)>,
    n_asked: usize,
}

impl<'p> Fit<'p> {
    /// Nothing asked yet.
    pub fn new(peeked: Option<&'p Peeked>) -> Self {
        Self {
            peeked,
            best: None,
            n_asked: 0,
        }
    }

    /// Asks about the next operation.
    pub fn ask(&mut self, info: &OperationInfo) {
        let Some(peeked) = self.peeked else {
            return;
        };
        let of_body = peeked.body.as_ref().is_some_and(|(namespace, local)| {
            namespace == info.request.namespace && local == info.request.local
        });
        let action = peeked.action.as_deref().unwrap_or_default();
        let of_action = !action.is_empty() && action == info.soap_action;
        // The body counts more than the action.
        let strength = 2 * u8::from(of_body) + u8::from(of_action);
        if strength > self.best.map_or(0, |(_, best)| best) {
            self.best = Some((self.n_asked, strength));
        }
        self.n_asked += 1;
    }

    /// The position of the operation among those asked about.
    pub fn best(&self) -> Option<usize> {
        self.best.map(|(index, _)| index)
    }
}

/// Reads a request, has it handled, and writes the answer.
#[doc(hidden)]
pub async fn respond<O, F>(
    request: http::Request<Bytes>,
    handle: impl FnOnce(Incoming<O>) -> F + Send,
) -> http::Response<Bytes>
where
    O: Operation,
    F: Future<Output = Handled<O>> + Send,
{
    let version = match peek_operation(&request) {
        Ok(peeked) => peeked.version,
        Err(error) => return refused(&error),
    };
    let options = DecodeOptions::default().with_strict(true);
    let handled = match decode_request::<O>(request, &options) {
        Ok(incoming) => handle(incoming).await,
        Err(error) => return refuse(version, &error),
    };
    written::<O>(handled, version)
}

/// The answer as HTTP.
pub(super) fn written<O: Operation>(
    handled: Handled<O>,
    version: SoapVersion,
) -> http::Response<Bytes> {
    let written = match handled {
        Ok(Answer { body, headers }) => encode_response::<O>(&body, &headers, version),
        Err(fault) => return fault_response(*fault, version),
    };
    written.unwrap_or_else(|error| {
        let reason = format!("the answer cannot be written: {error}");
        answer_fault(version, FaultKind::Receiver, reason)
    })
}

/// The answer to a request that no operation is for, or that is no SOAP.
#[doc(hidden)]
pub fn unmatched(peeked: Result<Peeked, IncomingError>) -> http::Response<Bytes> {
    let peeked = match peeked {
        Ok(peeked) => peeked,
        Err(error) => return refused(&error),
    };
    let asked = match (&peeked.body, &peeked.action) {
        (Some((namespace, local)), _) => format!("`{local}` of `{namespace}`"),
        (None, Some(action)) => format!("the action `{action}`"),
        (None, None) => "an empty body without an action".to_owned(),
    };
    let reason = format!("no operation of this service takes {asked}");
    answer_fault(peeked.version, FaultKind::Sender, reason)
}

/// The answer to what is no envelope: its version is not known, so it is that of SOAP 1.1.
pub(super) fn refused(error: &IncomingError) -> http::Response<Bytes> {
    let mut response = refuse(SoapVersion::V11, error);
    if let IncomingError::NotSoap = error {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    response
}

/// The answer where one was made that cannot be protected.
#[cfg(feature = "ws-security")]
pub(super) fn unprotected() -> http::Response<Bytes> {
    let reason = "the answer cannot be protected";
    answer_fault(SoapVersion::V11, FaultKind::Receiver, reason)
}

/// The answer to a request that cannot be read.
#[doc(hidden)]
pub fn refuse(version: SoapVersion, error: &IncomingError) -> http::Response<Bytes> {
    let kind = match error {
        IncomingError::NotUnderstood(_) => FaultKind::MustUnderstand,
        IncomingError::Decode(_) | IncomingError::NotSoap | IncomingError::Security(_) => {
            FaultKind::Sender
        }
    };
    // Why a message is not believed helps whoever forges one.
    let is_told = !matches!(error, IncomingError::Security(_));
    let reason = match error.source().filter(|_| is_told) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    };
    answer_fault(version, kind, reason)
}

/// A fault without a detail.
fn answer_fault(
    version: SoapVersion,
    kind: FaultKind,
    reason: impl Into<String>,
) -> http::Response<Bytes> {
    fault_response(Fault::<NoFault>::new(version, kind, reason), version)
}

/// A fault in the version of the request, whatever version it was made in.
fn fault_response<D: FaultDetail, H: Record + Shaped + fmt::Debug>(
    mut fault: Fault<D, H>,
    version: SoapVersion,
) -> http::Response<Bytes> {
    match fault.kind() {
        FaultKind::Other => {}
        kind => fault.code = FaultCode::standard(version, kind),
    }
    encode_fault(&fault, version).unwrap_or_else(|_| {
        // Its own detail cannot be written; what is left of it can, since it is text that was escaped.
        let mut response = http::Response::new(Bytes::from_static(b"the fault cannot be written"));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
