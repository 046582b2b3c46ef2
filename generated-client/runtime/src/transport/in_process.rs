//! [`InProcess`]: a transport that answers from a closure, for tests and mocks.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;

use crate::opaque::opaque;
use crate::transport::{
    Answered, BlockingBody, BlockingTransport, Body, CallContext, Transport, TransportError,
};

type Answer = dyn Fn(http::Request<Bytes>) -> Answered<Bytes> + Send + Sync;

/// A transport that answers from a closure.
///
/// ```
/// use soap_runtime::InProcess;
///
/// let transport = InProcess::new(|request| {
///     assert_eq!(request.method(), "POST");
///     http::Response::new("<Envelope/>".into())
/// });
/// ```
#[derive(Clone)]
pub struct InProcess(Arc<Answer>);

impl InProcess {
    /// A transport that answers every request with what `answer` makes of it.
    pub fn new(
        answer: impl Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        Self::fallible(move |request| Ok(answer(request)))
    }

    /// A transport that can fail.
    pub fn fallible(
        answer: impl Fn(http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(answer))
    }
}

impl Transport for InProcess {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        self.send_blocking(request, context)
    }

    async fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> Answered<Body> {
        let answer = self.send_streaming_blocking(request.map(BlockingBody), context);
        answer.map(|response| response.map(|body| body.0))
    }
}

impl BlockingTransport for InProcess {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        context.within((self.0)(request)?)
    }

    /// The answer is there as a whole; whoever streams it counts it, as with any other transport.
    fn send_streaming_blocking(
        &self,
        request: Request<BlockingBody>,
        _: &CallContext,
    ) -> Answered<BlockingBody> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, body.whole(usize::MAX)?);
        (self.0)(request).map(|response| response.map(BlockingBody::from))
    }
}

opaque!(InProcess);
