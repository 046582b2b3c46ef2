//! A transport that answers in pieces.
#![allow(unreachable_pub, reason = "tests name it from where they are")]

use bytes::Bytes;
use soap_runtime::{BlockingBody, BlockingTransport, Body, CallContext, Transport, TransportError};

/// Answers in pieces.
#[derive(Clone, Debug)]
pub struct Pieces {
    pub content_type: &'static str,
    pub status: u16,
    pub answer: Bytes,
    pub size: usize,
    /// Whether the connection breaks behind the last piece.
    pub breaks: bool,
}

impl Pieces {
    fn head<B>(&self, body: B) -> http::Response<B> {
        let response = http::Response::builder().status(self.status);
        let response = response.header("Content-Type", self.content_type);
        response.body(body).unwrap()
    }

    fn pieces(&self) -> impl Iterator<Item = Result<Bytes, TransportError>> + Send + use<> {
        let pieces: Vec<Bytes> = (self.answer.chunks(self.size))
            .map(|piece| self.answer.slice_ref(piece))
            .collect();
        let end = TransportError::new(soap_runtime::TransportErrorKind::Io);
        let end = self.breaks.then_some(Err(end));
        pieces.into_iter().map(Ok).chain(end)
    }
}

impl Transport for Pieces {
    async fn send(
        &self,
        _request: http::Request<Bytes>,
        _context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        Ok(self.head(self.answer.clone()))
    }

    async fn send_streaming(
        &self,
        _request: http::Request<Body>,
        _context: &CallContext,
    ) -> Result<http::Response<Body>, TransportError> {
        let mut pieces = self.pieces();
        Ok(self.head(Body::from_poll(move |_| pieces.next().into())))
    }
}

impl BlockingTransport for Pieces {
    fn send_blocking(
        &self,
        _request: http::Request<Bytes>,
        _context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        Ok(self.head(self.answer.clone()))
    }

    fn send_streaming_blocking(
        &self,
        _request: http::Request<BlockingBody>,
        _context: &CallContext,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        Ok(self.head(BlockingBody::from_pieces(self.pieces())))
    }
}
