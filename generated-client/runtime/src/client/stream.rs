//! [`StreamCall`]: a call whose answer is read while it arrives, and [`ItemStream`] and [`Items`], what comes of it.

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Response;

use crate::client::call::{Call, Prepared, Reading, failed};
use crate::client::hook::Outcome;
use crate::client::running::Running;
use crate::soap::{ItemReader, List, Operation, OperationError, Reply, Select, Step};
use crate::transport::{
    BlockingTransport, Body, Piece, Ready, Transport, TransportError, TransportErrorKind, now,
};

/// Bytes that an answer has at most, unless said otherwise.
pub(super) const MAX_BYTES: u64 = 16 << 30;

/// A call whose answer is read while it arrives: the items of one list one by one.
///
/// Made by [`Call::stream`]. `.await` gives the [`ItemStream`], [`StreamCall::call`] the [`Items`] of blocking clients.
#[must_use = "nothing is sent before the call is awaited"]
pub struct StreamCall<'c, O: Operation, T, I> {
    call: Call<'c, O, T>,
    select: Box<Select<O::Response, I>>,
    max_bytes: u64,
}

impl<'c, O: Operation, T> Call<'c, O, T> {
    /// Reads the answer while it arrives, and gives the items of the list that `select` names one by one:
    /// `client.list(request).stream(|answer| &mut answer.entries).await?`.
    ///
    /// What is held in memory is one item and what stands around the items, each at most `Limits::bytes`; the other limits
    /// hold for the items of each 64 KiB. The time of the call goes on until the last item is there.
    ///
    /// An answer is read as a whole, within [`Limits`](crate::Limits), and its items given then, where it has to be there
    /// before any of it counts: where it is held to signatures, where elements may refer to others (SOAP encoding), where it
    /// has parts beside the envelope or is mended, and where a hook sees it.
    pub fn stream<L: List + 'static>(
        self,
        select: impl Fn(&mut O::Response) -> &mut L + Send + Sync + 'static,
    ) -> StreamCall<'c, O, T, L::Item> {
        self.stream_within(move |answer| Some(select(answer)))
    }

    /// As [`Call::stream`], for a list in a member that may be absent: `|answer| Some(&mut answer.page.as_mut()?.entries)`.
    pub fn stream_within<L: List + 'static>(
        self,
        select: impl Fn(&mut O::Response) -> Option<&mut L> + Send + Sync + 'static,
    ) -> StreamCall<'c, O, T, L::Item> {
        StreamCall {
            call: self,
            select: Box::new(move |answer| select(answer)?.items()),
            max_bytes: MAX_BYTES,
        }
    }
}

impl<'c, O: Operation, T, I> StreamCall<'c, O, T, I> {
    /// The greatest number of bytes of the answer, unpacked; 16 GiB by default.
    pub fn max_bytes(mut self, max_bytes: u64) -> Self {
        self.max_bytes = max_bytes;
        self
    }
}

impl<'c, O: Operation, T: Transport, I: 'static> StreamCall<'c, O, T, I> {
    /// Sends the request and waits for the head of the answer.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError). What is wrong with the answer the stream says.
    pub fn send(
        self,
    ) -> impl Future<Output = Result<ItemStream<O, I>, OperationError<O>>> + Send + use<'c, O, T, I>
    {
        let transport = self.call.transport;
        let prepared = self.call.prepare();
        let how = (self.select, self.max_bytes);
        async move { open(prepared?, transport, how).await }
    }
}

impl<O: Operation, T: BlockingTransport, I> StreamCall<'_, O, T, I> {
    /// Sends the request and blocks the thread until the head of the answer is there.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError). What is wrong with the answer the iterator says.
    pub fn call(self) -> Result<Items<O, I>, OperationError<O>> {
        let transport = Ready(self.call.transport);
        let how = (self.select, self.max_bytes);
        now(open(self.call.prepare()?, &transport, how)).map(Items)
    }
}

/// Which list is meant, and how many bytes the answer has at most.
type How<O, I> = (Box<Select<<O as Operation>::Response, I>>, u64);

/// Sends the request and waits for the head of the answer.
async fn open<O: Operation, I>(
    prepared: Prepared,
    transport: &impl Transport,
    how: How<O, I>,
) -> Result<ItemStream<O, I>, OperationError<O>> {
    let (reading, response) = prepared.open::<O>(transport).await?;
    Ok(ItemStream::start(reading, response, how))
}

impl<'c, O: Operation, T: Transport, I: 'static> IntoFuture for StreamCall<'c, O, T, I> {
    type Output = Result<ItemStream<O, I>, OperationError<O>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The items of an answer, as they arrive; a `Stream`, where feature `hyper` is on.
///
/// An error is the last of it. A fault, or a header block that says that the call failed, may come behind any number of
/// items: what was done with them has to wait for the end where that matters.
#[must_use = "nothing is read before an item is asked for"]
pub struct ItemStream<O: Operation, I> {
    reader: ItemReader<O, I>,
    /// `None` once the call has ended.
    running: Option<Running>,
    body: Body,
}

impl<O: Operation, I> Unpin for ItemStream<O, I> {}

impl<O: Operation, I> ItemStream<O, I> {
    fn start(reading: Reading, response: Response<Body>, (select, max_bytes): How<O, I>) -> Self {
        let mut running = reading.running;
        let (head, body) = response.into_parts();
        running.on_head(head.status);
        let why_whole = running.sees_answers().then_some("a hook sees it");
        Self {
            reader: ItemReader::new(head, reading.options, select, (max_bytes, why_whole)),
            running: Some(running),
            body,
        }
    }

    /// The next item; `None` behind the last.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub async fn next(&mut self) -> Option<Result<I, OperationError<O>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Reads to the end, past the items that are left, and gives the answer without its items.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub async fn finish(mut self) -> Result<Reply<O>, OperationError<O>> {
        while let Some(item) = self.next().await {
            item?;
        }
        self.reader.into_reply().ok_or_else(|| {
            let error = TransportError::new(TransportErrorKind::Io);
            error.with_message("the stream has failed before").into()
        })
    }

    fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<I, OperationError<O>>>> {
        loop {
            match self.reader.next() {
                Step::Item(item) => return Poll::Ready(Some(Ok(item))),
                Step::More => {
                    let piece = ready!(self.body.poll_piece(context));
                    self.push(piece);
                }
                Step::Failed(error) => {
                    return Poll::Ready(Some(Err(match self.running.take() {
                        Some(running) => failed::<O>(running, error),
                        None => error,
                    })));
                }
                Step::End => {
                    if let Some(running) = self.running.take() {
                        running.end(Outcome::Success, None, self.reader.deviations());
                    }
                    return Poll::Ready(None);
                }
            }
        }
    }

    /// Takes the next piece of the body, `None` at its end.
    fn push(&mut self, piece: Piece) {
        match piece {
            Some(Ok(piece)) => {
                if let Some(running) = &mut self.running {
                    running.on_piece(piece.len());
                }
                self.reader.push(piece);
            }
            Some(Err(error)) => self.reader.fail(error),
            None => self.reader.end(),
        }
    }
}

#[cfg(feature = "hyper")]
impl<O: Operation, I> futures_core::Stream for ItemStream<O, I> {
    type Item = Result<I, OperationError<O>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

/// The items of an answer, as they arrive: an iterator that blocks the thread until the next is there.
///
/// An error is the last of it; see [`ItemStream`].
#[must_use = "nothing is read before an item is asked for"]
pub struct Items<O: Operation, I>(ItemStream<O, I>);

impl<O: Operation, I> Items<O, I> {
    /// Reads to the end, past the items that are left, and gives the answer without its items.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn finish(self) -> Result<Reply<O>, OperationError<O>> {
        now(self.0.finish())
    }
}

impl<O: Operation, I> Iterator for Items<O, I> {
    type Item = Result<I, OperationError<O>>;

    fn next(&mut self) -> Option<Self::Item> {
        now(self.0.next())
    }
}

impl<O: Operation, T, I> fmt::Debug for StreamCall<'_, O, T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamCall")
            .field("call", &self.call)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}

impl<O: Operation, I> fmt::Debug for ItemStream<O, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemStream(`{}`)", O::INFO.name)
    }
}

impl<O: Operation, I> fmt::Debug for Items<O, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items(`{}`)", O::INFO.name)
    }
}
