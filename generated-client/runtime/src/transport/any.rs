//! [`AnyTransport`]: a transport whose type is no part of the client's.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;

use crate::opaque::opaque;
use crate::transport::{Answered, BlockingBody, BlockingTransport, Body, CallContext, Transport};

type Answering<'a, B> = Pin<Box<dyn Future<Output = Answered<B>> + Send + 'a>>;

/// Any transport, so that a program names `Client<S, AnyTransport>` once and is generic nowhere. Clones share it.
#[derive(Clone)]
pub struct AnyTransport(Arc<dyn DynTransport>);

/// A [`Transport`] as an object.
trait DynTransport: Send + Sync {
    fn send_boxed<'a>(
        &'a self,
        request: Request<Bytes>,
        context: &'a CallContext,
    ) -> Answering<'a, Bytes>;

    fn send_streaming_boxed<'a>(
        &'a self,
        request: Request<Body>,
        context: &'a CallContext,
    ) -> Answering<'a, Body>;
}

impl<T: Transport> DynTransport for T {
    fn send_boxed<'a>(
        &'a self,
        request: Request<Bytes>,
        context: &'a CallContext,
    ) -> Answering<'a, Bytes> {
        Box::pin(self.send(request, context))
    }

    fn send_streaming_boxed<'a>(
        &'a self,
        request: Request<Body>,
        context: &'a CallContext,
    ) -> Answering<'a, Body> {
        Box::pin(self.send_streaming(request, context))
    }
}

impl AnyTransport {
    /// Forgets the type of `transport`.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl Transport for AnyTransport {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        self.0.send_boxed(request, context).await
    }

    async fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> Answered<Body> {
        self.0.send_streaming_boxed(request, context).await
    }
}

opaque!(AnyTransport);

/// Any transport that blocks. Clones share it.
#[derive(Clone)]
pub struct AnyBlockingTransport(Arc<dyn BlockingTransport>);

impl AnyBlockingTransport {
    /// Forgets the type of `transport`.
    pub fn new(transport: impl BlockingTransport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl BlockingTransport for AnyBlockingTransport {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        self.0.send_blocking(request, context)
    }

    fn send_streaming_blocking(
        &self,
        request: Request<BlockingBody>,
        context: &CallContext,
    ) -> Answered<BlockingBody> {
        self.0.send_streaming_blocking(request, context)
    }
}

opaque!(AnyBlockingTransport);
