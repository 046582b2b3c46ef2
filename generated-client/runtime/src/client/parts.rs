//! [`PartsCall`]: a call whose attachments are read while they arrive, and [`PartStream`] and [`PartReader`], what comes of
//! it.

mod content;
mod opening;

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::io;
use std::pin::Pin;
#[cfg(feature = "hyper")]
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::client::call::{Call, Prepared, failed};
use crate::client::stream::MAX_BYTES;
use crate::mime::Attachment;
use crate::soap::{Operation, OperationError, Reply};
use crate::transport::{BlockingTransport, Ready, Transport, now};
use content::Parts;
use opening::Opening;

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
        let transport = self.call.transport;
        let prepared = self.call.prepare();
        let max_bytes = self.max_bytes;
        async move {
            let (reply, parts) = open::<O>(prepared?, transport, max_bytes).await?;
            Ok(PartStream { reply, parts })
        }
    }
}

/// Sends the request and waits for the envelope of the answer.
async fn open<O: Operation>(
    prepared: Prepared,
    transport: &impl Transport,
    max_bytes: u64,
) -> Result<(Reply<O>, Parts), OperationError<O>> {
    let (reading, response) = prepared.open::<O>(transport).await?;
    let (mut opening, mut body) = Opening::start::<O>(reading, response)?;
    let mut left = max_bytes;
    while !opening.is_whole {
        let piece = body.piece().await;
        if let Err(error) = opening.push(piece, &mut left) {
            return Err(failed::<O>(opening.reading.running, error.into()));
        }
    }
    opening.read::<O>(left, body)
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
        let transport = Ready(self.call.transport);
        let (reply, parts) = now(open::<O>(self.call.prepare()?, &transport, self.max_bytes))?;
        Ok(PartReader { reply, parts })
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
}

impl<O: Operation> Unpin for PartStream<O> {}

impl<O: Operation> PartStream<O> {
    /// Goes to the next part, past what is left of the one before, and gives its head: an attachment without content.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub async fn next(&mut self) -> Option<Result<Attachment, OperationError<O>>> {
        self.parts.next::<O>().await
    }

    /// The next piece of the part; `None` at its end.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub async fn chunk(&mut self) -> Option<Result<Bytes, OperationError<O>>> {
        poll_fn(|context| self.parts.poll_chunk::<O>(context)).await
    }
}

#[cfg(feature = "hyper")]
impl<O: Operation> tokio::io::AsyncRead for PartStream<O> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let parts = &mut self.get_mut().parts;
        let bytes = ready!(parts.poll_read::<O>(context, out.remaining()))?;
        out.put_slice(&bytes);
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
        now(self.parts.next::<O>())
    }
}

impl<O: Operation> io::Read for PartReader<O> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = now(poll_fn(|context| {
            self.parts.poll_read::<O>(context, out.len())
        }))?;
        out[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
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
