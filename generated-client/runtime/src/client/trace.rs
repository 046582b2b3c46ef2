//! [`Trace`]: what a call tells `tracing`, where that feature is on; nothing where it is off.
//!
//! A span `soap_call` for each call. Envelopes are events at TRACE, without what the contract's settings call secret and
//! without the values of header blocks, of which no schema knows all.

use std::future::Future;

use crate::client::hook::{CallEnd, CallInfo};

/// The span of a call.
#[derive(Clone)]
pub(super) struct Trace(#[cfg(feature = "tracing")] tracing::Span);

/// Which way an envelope goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Request,
    Answer,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(super) fn start(info: &CallInfo) -> Self {
        use tracing::field::Empty;

        Self(tracing::debug_span!(
            "soap_call",
            service = info.service,
            operation = info.operation,
            endpoint = &*info.endpoint,
            version = ?info.version,
            outcome = Empty,
            error = Empty,
            status = Empty,
            request_bytes = Empty,
            response_bytes = Empty,
            encode_us = Empty,
            exchange_us = Empty,
            decode_us = Empty,
            deviations = Empty,
        ))
    }

    pub(super) fn envelope(&self, way: Way, text: &str, secrets: &[&str]) {
        self.0.in_scope(|| {
            if tracing::enabled!(tracing::Level::TRACE) {
                let envelope = crate::soap::masked_envelope(text, secrets);
                tracing::trace!(?way, envelope, "envelope");
            }
        });
    }

    pub(super) fn end(&self, end: &CallEnd<'_>) {
        let micros =
            |time: std::time::Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let span = &self.0;
        span.record("outcome", tracing::field::debug(end.outcome));
        if let Some(error) = end.error {
            span.record("error", tracing::field::display(error));
        }
        if let Some(status) = end.status {
            span.record("status", status.as_u16());
        }
        span.record("request_bytes", end.request_bytes);
        if let Some(bytes) = end.response_bytes {
            span.record("response_bytes", bytes);
        }
        span.record("encode_us", micros(end.elapsed.encode));
        span.record("exchange_us", micros(end.elapsed.exchange));
        span.record("decode_us", micros(end.elapsed.decode));
        span.record("deviations", end.deviations.len());
        span.in_scope(|| {
            for deviation in end.deviations {
                tracing::debug!(path = deviation.path, kind = ?deviation.kind, "deviation");
            }
            match end.error {
                Some(_) => tracing::warn!(outcome = ?end.outcome, "the call failed"),
                None => tracing::debug!(outcome = ?end.outcome, "the call ended"),
            }
        });
    }

    /// `future` inside of the span.
    pub(super) fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(future, self.0)
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(super) fn start(_info: &CallInfo) -> Self {
        Self()
    }

    pub(super) fn envelope(&self, _way: Way, _text: &str, _secrets: &[&str]) {}

    pub(super) fn end(&self, _end: &CallEnd<'_>) {}

    pub(super) fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        future
    }
}
