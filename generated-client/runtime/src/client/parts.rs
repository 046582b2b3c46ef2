//! [`PartsCall`]: a call whose attachments are read while they arrive, and [`PartStream`] and [`PartReader`], what comes of
//! it.

mod content;
mod opening;

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::client::call::Call;
use crate::client::stream::failed;
use crate::mime::{Attachment, Event};
use crate::soap::{Operation, OperationError, Reply};
use crate::transport::{BlockingBody, BlockingTransport, Body, Transport};
use content::Parts;
use opening::Opening;

/// Bytes that an answer has at most, unless said otherwise.
const MAX_BYTES: u64 = 16 << 30;

/// A call whose attachments are read while they arrive.
///
/// Made by [`Call::stream_parts`]. `.await` gives the [`PartStream`], [`PartsCall::call`] the [`PartReader`] of blocking
/// clients.
#[must_use = "nothing is sent before the call is awaited"]
pub struct PartsCall<'c, O: Operation, T> {
    call: Call<'c, O, T>,
    max_bytes: u64,
}

impl<'c, O: Operation, T> Call<'c, O, T> {
    /// Reads the envelope of the answer, and then its parts while they arrive: attachments, and octets that come beside the
    /// envelope (MTOM). Members that are such octets are empty; members that are attachments have their `Content-ID` only.
    ///
    /// The envelope has to be the first part. Where a hook sees answers, all is read before, within `Limits::bytes`.
    pub fn stream_parts(self) -> PartsCall<'c, O, T> {
        PartsCall {
            call: self,
            max_bytes: MAX_BYTES,
        }
    }
}

impl<O: Operation, T> PartsCall<'_, O, T> {
    /// The greatest number of bytes of the answer, unpacked; 16 GiB by default.
    pub fn max_bytes(mut self, max_bytes: u64) -> Self {
        self.max_bytes = max_bytes;
        self
    }
}

impl<'c, O: Operation, T: Transport> PartsCall<'c, O, T> {
    /// Sends the request and waits for the envelope of the answer.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn send(
        self,
    ) -> impl Future<Output = Result<PartStream<O>, OperationError<O>>> + Send + use<'c, O, T> {
        let prepared = self.call.prepare();
        let max_bytes = self.max_bytes;
        async move {
            let prepared = prepared?;
            let trace = prepared.reading.running.trace().clone();
            let request = prepared.request.map(Body::from);
            let sending = (prepared.transport).send_streaming(request, &prepared.context);
            let response = trace.around(sending).await;
            let (mut opening, mut body) = Opening::start::<O, _>(prepared.reading, response)?;
            let mut left = max_bytes;
            while !opening.is_whole {
                let piece = body.piece().await;
                if let Err(error) = opening.push(piece, &mut left) {
                    return Err(failed::<O>(opening.reading.running, error.into()));
                }
            }
            let (reply, parts) = opening.read::<O>(left)?;
            Ok(PartStream { reply, parts, body })
        }
    }
}

impl<'c, O: Operation, T: Transport> IntoFuture for PartsCall<'c, O, T> {
    type Output = Result<PartStream<O>, OperationError<O>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<O: Operation, T: BlockingTransport> PartsCall<'_, O, T> {
    /// Sends the request and blocks the thread until the envelope of the answer is there.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn call(self) -> Result<PartReader<O>, OperationError<O>> {
        let prepared = self.call.prepare()?;
        let trace = prepared.reading.running.trace().clone();
        let request = prepared.request.map(BlockingBody::from);
        let sending = || (prepared.transport).send_streaming_blocking(request, &prepared.context);
        let response = trace.inside(sending);
        let (mut opening, mut body) = Opening::start::<O, _>(prepared.reading, response)?;
        let mut left = self.max_bytes;
        while !opening.is_whole {
            if let Err(error) = opening.push(body.next(), &mut left) {
                return Err(failed::<O>(opening.reading.running, error.into()));
            }
        }
        let (reply, parts) = opening.read::<O>(left)?;
        Ok(PartReader { reply, parts, body })
    }
}

/// An answer whose parts arrive behind its envelope.
///
/// [`next`](Self::next) goes to a part, [`chunk`](Self::chunk) reads it; it is an `AsyncRead` of tokio as well, where feature
/// `hyper` is on.
pub struct PartStream<O: Operation> {
    /// The envelope.
    pub reply: Reply<O>,
    parts: Parts,
    body: Body,
}

impl<O: Operation> Unpin for PartStream<O> {}

impl<O: Operation> PartStream<O> {
    /// Goes to the next part, past what is left of the one before, and gives its head: an attachment without content.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub async fn next(&mut self) -> Option<Result<Attachment, OperationError<O>>> {
        self.parts.content.clear();
        loop {
            if let Some(head) = self.parts.next.take() {
                return Some(Ok(head));
            }
            match poll_fn(|context| self.poll_event(context)).await {
                Ok(Event::End) => return None,
                Ok(event) => drop(self.parts.content(event)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The next piece of the part; `None` at its end.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub async fn chunk(&mut self) -> Option<Result<Bytes, OperationError<O>>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, OperationError<O>>>> {
        if !self.parts.content.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.parts.content))));
        }
        if self.parts.next.is_some() {
            return Poll::Ready(None);
        }
        let event = ready!(self.poll_event(context));
        Poll::Ready(event.map(|event| self.parts.content(event)).transpose())
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Result<Event, OperationError<O>>> {
        loop {
            if let Some(event) = self.parts.step::<O>() {
                return Poll::Ready(event);
            }
            let piece = ready!(self.body.poll_piece(context));
            if let Err(error) = self.parts.push::<O>(piece) {
                return Poll::Ready(Err(error));
            }
        }
    }
}

#[cfg(feature = "hyper")]
impl<O: Operation> tokio::io::AsyncRead for PartStream<O> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        if let Some(chunk) = ready!(own.poll_chunk(context)) {
            let mut chunk = chunk.map_err(io::Error::other)?;
            out.put_slice(&chunk.split_to(chunk.len().min(out.remaining())));
            own.parts.content = chunk;
        }
        Poll::Ready(Ok(()))
    }
}

/// An answer whose parts arrive behind its envelope, for a thread that waits for them.
///
/// [`next`](Self::next) goes to a part; it is a [`Read`](io::Read) of its content.
pub struct PartReader<O: Operation> {
    /// The envelope.
    pub reply: Reply<O>,
    parts: Parts,
    body: BlockingBody,
}

impl<O: Operation> PartReader<O> {
    /// Goes to the next part, past what is left of the one before, and gives its head: an attachment without content.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    #[expect(
        clippy::should_implement_trait,
        reason = "it is no iterator: a part is read before the next"
    )]
    pub fn next(&mut self) -> Option<Result<Attachment, OperationError<O>>> {
        self.parts.content.clear();
        loop {
            if let Some(head) = self.parts.next.take() {
                return Some(Ok(head));
            }
            match self.event() {
                Ok(Event::End) => return None,
                Ok(event) => drop(self.parts.content(event)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn event(&mut self) -> Result<Event, OperationError<O>> {
        loop {
            if let Some(event) = self.parts.step::<O>() {
                return event;
            }
            self.parts.push::<O>(self.body.next())?;
        }
    }
}

impl<O: Operation> io::Read for PartReader<O> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.parts.content.is_empty() && self.parts.next.is_none() {
            let event = self.event().map_err(io::Error::other)?;
            self.parts.content = self.parts.content(event).unwrap_or_default();
        }
        let n_bytes = out.len().min(self.parts.content.len());
        out[..n_bytes].copy_from_slice(&self.parts.content.split_to(n_bytes));
        Ok(n_bytes)
    }
}

impl<O: Operation, T> fmt::Debug for PartsCall<'_, O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartsCall")
            .field("call", &self.call)
            .field("max_bytes", &self.max_bytes)
            .finish()
    }
}

impl<O: Operation> fmt::Debug for PartStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartStream(`{}`)", O::INFO.name)
    }
}

impl<O: Operation> fmt::Debug for PartReader<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartReader(`{}`)", O::INFO.name)
    }
}
