//! [`Running`]: one call on its way, with what its hooks see and hear of it.
//!
//! In: what the stages of a call report. Out: calls of the hooks. Knows no operation's types, so that it exists once.

use std::borrow::Cow;
use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::client::hook::{CallEnd, CallInfo, Elapsed, Exchange, Hooks, Outcome};
use crate::client::trace::{Trace, Way};
use crate::clock::Stopwatch;
use crate::soap::{CallSite, Rejected, RequestError};
use crate::xml::Deviation;

/// One call on its way. Its hooks hear of its end, at the latest when it is dropped.
pub(super) struct Running {
    exchange: Exchange,
    hooks: Hooks,
    trace: Trace,
    clock: Stopwatch,
    elapsed: Elapsed,
    request_bytes: usize,
    response_bytes: Option<usize>,
    status: Option<StatusCode>,
    has_ended: bool,
}

impl Running {
    pub(super) fn new(info: CallInfo, hooks: Hooks) -> Self {
        Self {
            trace: Trace::start(&info),
            exchange: Exchange::new(info),
            hooks,
            clock: Stopwatch::start(),
            elapsed: Elapsed::default(),
            request_bytes: 0,
            response_bytes: None,
            status: None,
            has_ended: false,
        }
    }

    /// Nothing is sent, so there is no end to hear of.
    pub(super) fn never_sent(mut self) {
        self.has_ended = true;
    }

    pub(super) fn trace(&self) -> &Trace {
        &self.trace
    }

    pub(super) fn info(&self) -> &CallInfo {
        &self.exchange.info
    }

    pub(super) fn site(&self) -> CallSite {
        let info = &self.exchange.info;
        let endpoint = Some(&info.endpoint).filter(|endpoint| !endpoint.is_empty());
        CallSite::new(info.operation, endpoint.cloned())
    }

    pub(super) fn on_envelope(&mut self, text: &mut String) -> Result<(), RequestError> {
        for hook in self.hooks.outwards() {
            hook.envelope(&mut self.exchange, text)
                .map_err(RequestError::Hook)?;
        }
        self.trace
            .envelope(Way::Request, text, self.exchange.info.secrets);
        Ok(())
    }

    pub(super) fn on_request(
        &mut self,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), RequestError> {
        for hook in self.hooks.outwards() {
            hook.request(&mut self.exchange, request)
                .map_err(RequestError::Hook)?;
        }
        self.request_bytes = request.body().len();
        self.elapsed.encode = self.clock.lap();
        Ok(())
    }

    pub(super) fn on_response(
        &mut self,
        response: &mut http::Response<Bytes>,
    ) -> Result<(), Rejected> {
        self.elapsed.exchange = self.clock.lap();
        self.response_bytes = Some(response.body().len());
        self.status = Some(response.status());
        for hook in self.hooks.inwards() {
            hook.response(&mut self.exchange, response)
                .map_err(Rejected::new)?;
        }
        Ok(())
    }

    /// Whether a hook sees answers, which have to be there as a whole then.
    pub(super) fn sees_answers(&self) -> bool {
        self.hooks.outwards().any(|hook| hook.sees_answers())
    }

    /// The head of an answer is there, whose body arrives in pieces.
    pub(super) fn on_head(&mut self, status: StatusCode) {
        self.elapsed.exchange = self.clock.lap();
        self.response_bytes = Some(0);
        self.status = Some(status);
    }

    /// More of the body has arrived.
    pub(super) fn on_piece(&mut self, n_bytes: usize) {
        self.response_bytes = self.response_bytes.map(|n_before| n_before + n_bytes);
    }

    pub(super) fn on_answer_envelope(&mut self, text: &mut Cow<'_, str>) -> Result<(), Rejected> {
        for hook in self.hooks.inwards() {
            hook.answer_envelope(&mut self.exchange, text)
                .map_err(Rejected::new)?;
        }
        self.trace
            .envelope(Way::Answer, text, self.exchange.info.secrets);
        Ok(())
    }

    pub(super) fn end(
        mut self,
        outcome: Outcome,
        error: Option<&(dyn Error + 'static)>,
        deviations: &[Deviation],
    ) {
        self.elapsed.decode = match self.status {
            Some(_) => self.clock.lap(),
            None => Duration::ZERO,
        };
        self.tell(outcome, error, deviations);
    }

    fn tell(
        &mut self,
        outcome: Outcome,
        error: Option<&(dyn Error + 'static)>,
        deviations: &[Deviation],
    ) {
        self.has_ended = true;
        let end = CallEnd {
            outcome,
            error,
            status: self.status,
            deviations,
            request_bytes: self.request_bytes,
            response_bytes: self.response_bytes,
            elapsed: self.elapsed,
        };
        self.trace.end(&end);
        for hook in self.hooks.inwards() {
            hook.finished(&self.exchange, &end);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.has_ended {
            self.tell(Outcome::Dropped, None, &[]);
        }
    }
}
