//! [`Ready`]: blocking transports behind code that is written once, for those that wait and those that block.
//!
//! In: a transport that blocks the thread. Out: one whose futures wait for nothing, for `now.rs`.

use bytes::Bytes;
use http::Request;

use super::{Answered, BlockingBody, BlockingTransport, Body, CallContext, Transport};

/// A blocking transport as one whose answers are there once they are asked for.
pub(crate) struct Ready<'t, T>(pub(crate) &'t T);

impl<T: BlockingTransport> Transport for Ready<'_, T> {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        self.0.send_blocking(request, context)
    }

    async fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> Answered<Body> {
        let request = request.map(BlockingBody);
        let response = self.0.send_streaming_blocking(request, context)?;
        Ok(response.map(|body| body.0))
    }
}
