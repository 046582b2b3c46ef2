//! [`PlainCall`]: a call whose answer is one value of the body.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use crate::client::Call;
use crate::soap::{Operation, OperationError};
use crate::transport::{BlockingTransport, Transport};

/// One call of operation `O`, to be awaited, of whose answer only an `R` is wanted.
#[must_use = "nothing is sent before the call is awaited"]
pub struct PlainCall<'c, O: Operation, T, R> {
    call: Call<'c, O, T>,
    pick: fn(O::Response) -> R,
}

impl<'c, O: Operation, T> Call<'c, O, T> {
    /// The same call, which gives what `pick` takes of the answer.
    pub fn map<R>(self, pick: fn(O::Response) -> R) -> PlainCall<'c, O, T, R> {
        PlainCall { call: self, pick }
    }
}

impl<'c, O: Operation, T, R> PlainCall<'c, O, T, R> {
    /// The same with what `change` sets: `client.add(2, 3).with(|call| call.timeout(time))`.
    pub fn with(self, change: impl FnOnce(Call<'c, O, T>) -> Call<'c, O, T>) -> Self {
        let pick = self.pick;
        change(self.call).map(pick)
    }
}

impl<O: Operation, T: BlockingTransport, R> PlainCall<'_, O, T, R> {
    /// Sends the request and blocks the thread until the answer is there.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn call(self) -> Result<R, OperationError<O>> {
        self.call.call().map(self.pick)
    }
}

impl<'c, O: Operation, T: Transport, R: 'c> IntoFuture for PlainCall<'c, O, T, R> {
    type Output = Result<R, OperationError<O>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        let (reply, pick) = (self.call.send(), self.pick);
        Box::pin(async move { Ok(pick(reply.await?.body)) })
    }
}

impl<O: Operation, T, R> fmt::Debug for PlainCall<'_, O, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
