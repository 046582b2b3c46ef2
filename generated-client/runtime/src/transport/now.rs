//! [`now`]: what a future gives that waits for nothing.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What a future gives that waits for nothing but a transport that blocks, and its bodies.
pub(crate) fn now<R>(future: impl Future<Output = R>) -> R {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("blocking transports and bodies block the thread instead"),
    }
}
