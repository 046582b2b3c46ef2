//! Transports: they carry a request to its endpoint and bring the answer, and know nothing of SOAP.
//!
//! [`HttpTransport`] is the default one (feature `hyper`), [`InProcess`] answers from a closure. Your own is one
//! `impl Transport`; all a transport has to keep to is the [`CallContext`].

mod any;
mod body;
mod error;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod http;
pub(crate) mod http_date;
mod in_process;
mod now;
mod ready;
#[cfg(feature = "tower")]
mod tower;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ::http::{Request, Response};
use bytes::Bytes;

#[cfg(feature = "blocking")]
pub use self::http::BlockingHttpTransport;
#[cfg(feature = "hyper")]
pub use self::http::HttpTransport;
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub use self::http::HttpTransportBuilder;
#[cfg(feature = "tower")]
pub use self::tower::{TowerTransport, TransportService};
pub use any::{AnyBlockingTransport, AnyTransport};
#[cfg(feature = "hyper")]
pub(crate) use body::PIECE;
pub use body::{BlockingBody, Body};
pub(crate) use body::{Piece, pieces_of};
pub use error::{TransportError, TransportErrorKind};
pub use in_process::InProcess;
pub(crate) use now::now;
pub(crate) use ready::Ready;

/// What becomes of a request.
pub(crate) type Answered<B> = Result<Response<B>, TransportError>;

/// What a transport has to keep to for one call.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct CallContext {
    /// The time for the whole call, from connecting to the last byte of the body.
    pub timeout: Duration,
    /// The greatest number of bytes in the body of the answer.
    pub max_body: usize,
}

impl CallContext {
    /// A context.
    pub fn new(timeout: Duration, max_body: usize) -> Self {
        Self { timeout, max_body }
    }

    /// The error of a call whose time ran out.
    #[cfg(any(feature = "blocking", feature = "hyper", feature = "server"))]
    pub(crate) fn out_of_time(&self) -> TransportError {
        let time = self.timeout;
        TransportError::new(TransportErrorKind::Timeout).with_message(format!(
            "no whole answer in {time:?}; `timeout` of the call or `with_timeout` of the client allows more"
        ))
    }

    /// The answer, if its body is no greater than allowed.
    pub(crate) fn within(&self, response: Response<Bytes>) -> Answered<Bytes> {
        match response.body().len() <= self.max_body {
            true => Ok(response),
            false => Err(TransportError::too_large(self.max_body)),
        }
    }
}

/// Carries requests.
///
/// An implementation sends every request at most once, follows no redirect, and gives an answer only when its
/// body is whole.
pub trait Transport: Send + Sync {
    /// Sends `request` and waits for the whole answer, whatever its status.
    ///
    /// # Errors
    /// There is no whole answer within what `context` allows.
    fn send(
        &self,
        request: Request<Bytes>,
        context: &CallContext,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send;

    /// As [`send`](Self::send), but sends a body that need not be there as a whole, and gives the answer once its head is
    /// there. Whoever reads the body counts it: [`CallContext::max_body`] does not hold for one that arrives in pieces.
    ///
    /// A transport that does not say otherwise puts both bodies together before it passes them on.
    ///
    /// # Errors
    /// There is no answer within what `context` allows, or the body of the request cannot be had.
    fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> impl Future<Output = Result<Response<Body>, TransportError>> + Send {
        async move {
            let (parts, body) = request.into_parts();
            let request = Request::from_parts(parts, body.whole(usize::MAX).await?);
            Ok(self.send(request, context).await?.map(Body::from))
        }
    }
}

/// Carries requests and blocks the thread meanwhile.
pub trait BlockingTransport: Send + Sync {
    /// Sends `request` and waits for the whole answer, whatever its status.
    ///
    /// # Errors
    /// There is no whole answer within what `context` allows.
    fn send_blocking(
        &self,
        request: Request<Bytes>,
        context: &CallContext,
    ) -> Result<Response<Bytes>, TransportError>;

    /// As [`send_blocking`](Self::send_blocking), but sends a body that need not be there as a whole, and gives the answer
    /// once its head is there; see [`Transport::send_streaming`].
    ///
    /// # Errors
    /// There is no answer within what `context` allows, or the body of the request cannot be had.
    fn send_streaming_blocking(
        &self,
        request: Request<BlockingBody>,
        context: &CallContext,
    ) -> Result<Response<BlockingBody>, TransportError> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, body.whole(usize::MAX)?);
        Ok(self
            .send_blocking(request, context)?
            .map(BlockingBody::from))
    }
}

impl<T: Transport> Transport for Arc<T> {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        (**self).send(request, context).await
    }

    async fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> Answered<Body> {
        (**self).send_streaming(request, context).await
    }
}

impl<T: BlockingTransport> BlockingTransport for Arc<T> {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        (**self).send_blocking(request, context)
    }

    fn send_streaming_blocking(
        &self,
        request: Request<BlockingBody>,
        context: &CallContext,
    ) -> Answered<BlockingBody> {
        (**self).send_streaming_blocking(request, context)
    }
}

/// The transport of a client that is made with `new()`.
#[cfg(feature = "hyper")]
pub type DefaultTransport = HttpTransport;

/// The transport of a client without one: it has no value. Feature `hyper` puts a real one in its place.
#[cfg(not(feature = "hyper"))]
pub type DefaultTransport = NoTransport;

/// A transport without a value.
#[derive(Clone, Copy, Debug)]
pub enum NoTransport {}

impl Transport for NoTransport {
    async fn send(&self, _request: Request<Bytes>, _context: &CallContext) -> Answered<Bytes> {
        match *self {}
    }
}
