//! [`Retry`]: when a call is sent again, and [`Retrying`], the transport that does it.
//!
//! Off unless a client is given one. Nothing is sent again that may have been done and may not be done twice.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Request, Response};

use crate::client::hook::CallInfo;
use crate::clock::{Stopwatch, since_1970};
use crate::soap::is_busy;
use crate::transport::http_date::parse_http_date;
use crate::transport::{
    Answered, BlockingBody, BlockingTransport, Body, CallContext, Ready, Transport,
    TransportErrorKind, now,
};

type Pause = Pin<Box<dyn Future<Output = ()> + Send>>;

/// When a call is sent again: where there was no connection, so that nothing was sent; and for operations that are
/// idempotent ([`Operation::IDEMPOTENT`](crate::Operation::IDEMPOTENT), [`Call::idempotent`](crate::Call::idempotent)) also
/// where the connection broke, or the server says that it is busy (HTTP 408, 425, 429, 502, 503, 504).
///
/// - All attempts share the time of the call; what does not fit in is not tried.
/// - Between attempts there is a pause that doubles, a random half of it; `Retry-After` of the server counts instead.
/// - The budget keeps a server that is down from getting all calls many times: every call pays in a part of an attempt, and
///   every repetition takes a whole one out.
/// - The same bytes are sent again: a `MessageID` or nonce that has been seen may be refused.
///
/// Clones share the budget.
#[must_use]
#[derive(Clone)]
pub struct Retry {
    attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
    per_call: f64,
    budget: Arc<Mutex<f64>>,
    sleep: Option<Arc<dyn Fn(Duration) -> Pause + Send + Sync>>,
}

/// Repetitions that the budget holds at the beginning, and at most.
const RESERVE: f64 = 10.0;

impl Retry {
    /// At most so many attempts, the first one counted; pauses of 100 ms to 10 s; a repetition for every fifth call.
    pub fn new(attempts: u32) -> Self {
        Self {
            attempts,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(10),
            per_call: 0.2,
            budget: Arc::new(Mutex::new(RESERVE)),
            sleep: None,
        }
    }

    /// The same with a pause of `first` before the second attempt, doubling up to `longest`. `Retry-After` is not bounded by
    /// it, but by the time of the call.
    pub fn with_pauses(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_pause, self.longest_pause) = (first, longest);
        self
    }

    /// The same with a budget of so many repetitions for every call, besides ten to begin with: `0.2` is one for every fifth.
    pub fn with_budget(mut self, per_call: f64) -> Self {
        self.per_call = per_call.max(0.0);
        self.budget = Arc::new(Mutex::new(RESERVE));
        self
    }

    /// The same with another way to wait than tokio's, e.g. that of another runtime. Blocking calls let the thread sleep.
    pub fn with_sleep<F>(mut self, sleep: impl Fn(Duration) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.sleep = Some(Arc::new(move |pause| Box::pin(sleep(pause))));
        self
    }

    fn pause(&self, pause: Duration) -> Pause {
        match &self.sleep {
            Some(sleep) => sleep(pause),
            #[cfg(feature = "hyper")]
            None => Box::pin(tokio::time::sleep(pause)),
            // Nothing here can wait without keeping others from their work.
            #[cfg(not(feature = "hyper"))]
            None => Box::pin(std::future::ready(())),
        }
    }

    fn pay_in(&self) {
        let mut budget = self.budget.lock().unwrap_or_else(PoisonError::into_inner);
        *budget = (*budget + self.per_call).min(RESERVE);
    }

    fn take_out(&self) -> bool {
        let mut budget = self.budget.lock().unwrap_or_else(PoisonError::into_inner);
        let has_one = *budget >= 1.0;
        if has_one {
            *budget -= 1.0;
        }
        has_one
    }

    fn backoff(&self, n_done: u32) -> Duration {
        let factor = 1_u32
            .checked_shl(n_done.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let full = self
            .first_pause
            .saturating_mul(factor)
            .min(self.longest_pause);
        full / 2 + (full / 2).mul_f64(random())
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("attempts", &self.attempts)
            .field("first_pause", &self.first_pause)
            .field("longest_pause", &self.longest_pause)
            .field("per_call", &self.per_call)
            .finish_non_exhaustive()
    }
}

/// From 0 to 1. The seeds of hash maps are random, and good enough to keep callers apart.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(bits >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}

/// What the server asks to wait; RFC 9110 §10.2.3.
fn retry_after<B>(response: &Response<B>) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = Duration::from_secs(parse_http_date(value)?);
    Some(at.saturating_sub(since_1970()?))
}

/// A transport that sends again what its [`Retry`] allows.
#[derive(Clone, Debug)]
pub struct Retrying<T> {
    inner: T,
    retry: Retry,
}

impl<T> Retrying<T> {
    /// Sends over `inner`, and again as `retry` says.
    pub fn new(inner: T, retry: Retry) -> Self {
        Self { inner, retry }
    }
}

/// The attempts of one call: which context the next one has, and whether there is one.
struct Attempts<'r> {
    retry: &'r Retry,
    context: &'r CallContext,
    is_idempotent: bool,
    clock: Stopwatch,
    n_done: u32,
}

impl<'r> Attempts<'r> {
    fn new<B>(retry: &'r Retry, request: &Request<B>, context: &'r CallContext) -> Self {
        retry.pay_in();
        let info = request.extensions().get::<CallInfo>();
        Self {
            retry,
            context,
            is_idempotent: info.is_some_and(|info| info.idempotent),
            clock: Stopwatch::start(),
            n_done: 0,
        }
    }

    fn time_left(&self) -> Duration {
        self.context.timeout.saturating_sub(self.clock.elapsed())
    }

    /// What the next attempt has to keep to.
    fn context(&self) -> CallContext {
        CallContext::new(self.time_left(), self.context.max_body)
    }

    /// How long to wait after an attempt that gave `answer`; `None` if it was the last.
    fn next<B>(&mut self, answer: &Answered<B>) -> Option<Duration> {
        self.n_done += 1;
        let is_worth_it = match answer {
            Err(error) => match error.kind() {
                TransportErrorKind::Connect => true,
                TransportErrorKind::Io => self.is_idempotent,
                _ => false,
            },
            Ok(response) => self.is_idempotent && is_busy(response.status()),
        };
        if !is_worth_it || self.n_done >= self.retry.attempts {
            return None;
        }
        let asked = answer.as_ref().ok().and_then(retry_after);
        let pause = asked.unwrap_or_else(|| self.retry.backoff(self.n_done));
        (pause < self.time_left() && self.retry.take_out()).then_some(pause)
    }
}

impl Attempts<'_> {
    /// Sends by `send`, and again after each `pause`, as long as that is worth it.
    async fn run<B, F: Future<Output = Answered<B>>>(
        mut self,
        send: impl Fn(CallContext) -> F,
        pause: impl Fn(Duration) -> Pause,
    ) -> Answered<B> {
        loop {
            let answer = send(self.context()).await;
            match self.next(&answer) {
                Some(time) => pause(time).await,
                None => return answer,
            }
        }
    }
}

impl Retry {
    async fn send(
        &self,
        inner: &impl Transport,
        request: &Request<Bytes>,
        context: &CallContext,
        pause: impl Fn(Duration) -> Pause,
    ) -> Answered<Bytes> {
        let send = |context| async move { inner.send(request.clone(), &context).await };
        Attempts::new(self, request, context).run(send, pause).await
    }

    /// Sent again is a body that is there as a whole; once the head of an answer is there nothing is.
    async fn send_streaming(
        &self,
        inner: &impl Transport,
        request: Request<Body>,
        context: &CallContext,
        pause: impl Fn(Duration) -> Pause,
    ) -> Answered<Body> {
        let attempts = Attempts::new(self, &request, context);
        let Some(bytes) = request.body().as_bytes().cloned() else {
            return inner.send_streaming(request, context).await;
        };
        let request = &request.map(|_| bytes);
        let send = |context| async move {
            let request = request.clone().map(Body::from);
            inner.send_streaming(request, &context).await
        };
        attempts.run(send, pause).await
    }
}

impl<T: Transport> Transport for Retrying<T> {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        let pause = |time| self.retry.pause(time);
        (self.retry.send(&self.inner, &request, context, pause)).await
    }

    async fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> Answered<Body> {
        let pause = |time| self.retry.pause(time);
        (self
            .retry
            .send_streaming(&self.inner, request, context, pause))
        .await
    }
}

impl<T: BlockingTransport> BlockingTransport for Retrying<T> {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        now((self.retry).send(&Ready(&self.inner), &request, context, block))
    }

    fn send_streaming_blocking(
        &self,
        request: Request<BlockingBody>,
        context: &CallContext,
    ) -> Answered<BlockingBody> {
        let (inner, request) = (Ready(&self.inner), request.map(|body| body.0));
        let answer = now((self.retry).send_streaming(&inner, request, context, block));
        answer.map(|response| response.map(BlockingBody))
    }
}

/// A pause that the thread sleeps through.
fn block(time: Duration) -> Pause {
    Box::pin(async move { std::thread::sleep(time) })
}
