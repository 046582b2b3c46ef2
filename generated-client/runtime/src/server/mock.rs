//! [`Mock`]: a service that answers what a test says, and knows which calls came.
//!
//! Nothing here waits: a delay is compared with the call's own time, so that a test of a timeout takes no time.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use crate::opaque::opaque;
use crate::server::dispatch::written;
use crate::server::{Answer, Handled};
use crate::soap::{
    DecodeOptions, Fault, FaultKind, Incoming, NoFault, Operation, OperationInfo, SoapVersion,
    decode_request, encode_fault, peek_operation,
};
use crate::transport::{
    Answered, BlockingTransport, CallContext, Transport, TransportError, TransportErrorKind,
};

/// What a generated mock is made of.
#[derive(Debug, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    in_order: bool,
    expected: Vec<Expected>,
    /// The calls that nothing expected, in words.
    unexpected: Vec<String>,
}

/// Calls of one operation that are to come.
struct Expected {
    operation: &'static str,
    /// The calls still to come; `None` for any number.
    left: Option<usize>,
    answer: Box<TryAnswer>,
}

/// Answers a request; `None`: it is of another operation, or one that the expectation is not about.
type TryAnswer = dyn FnMut(&Request<Bytes>, &CallContext) -> Option<Answered<Bytes>> + Send;

type Accepts<O> = dyn Fn(&Incoming<O>) -> bool + Send;

/// A call that is to come, being described. It counts from the moment its answer is given.
#[must_use = "nothing is expected before the answer is given"]
pub struct Expectation<'m, O: Operation> {
    mock: &'m Mock,
    accepts: Vec<Box<Accepts<O>>>,
    times: Option<usize>,
    delay: Duration,
}

/// Hands requests to a [`Mock`].
#[derive(Clone)]
pub struct MockTransport(Arc<Mutex<State>>);

impl Mock {
    /// Expects a call of operation `O`.
    pub fn expect<O: Operation>(&self) -> Expectation<'_, O> {
        Expectation {
            mock: self,
            accepts: Vec::new(),
            times: Some(1),
            delay: Duration::ZERO,
        }
    }

    /// The same, where calls must come in the order in which they are expected.
    #[must_use]
    pub fn in_order(self) -> Self {
        lock(&self.state).in_order = true;
        self
    }

    /// The transport that calls this mock.
    pub fn transport(&self) -> MockTransport {
        MockTransport(Arc::clone(&self.state))
    }

    /// Checks now that every call that was expected came, and no other.
    ///
    /// # Panics
    /// One did not come, or another came.
    #[track_caller]
    pub fn verify(self) {
        let complaint = lock(&self.state).complaint();
        // The same must not be said again on dropping.
        *lock(&self.state) = State::default();
        assert!(complaint.is_empty(), "{complaint}");
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let complaint = lock(&self.state).complaint();
        // A second panic would end the whole test program.
        assert!(
            complaint.is_empty() || std::thread::panicking(),
            "{complaint}"
        );
    }
}

impl State {
    /// What is wrong, in words; empty where nothing is.
    fn complaint(&self) -> String {
        let mut res = String::new();
        for unexpected in &self.unexpected {
            res.push_str(unexpected);
            res.push('\n');
        }
        for expected in &self.expected {
            if let Some(left @ 1..) = expected.left {
                let calls = if left == 1 { "call" } else { "calls" };
                let operation = expected.operation;
                res.push_str(&format!("{left} {calls} of `{operation}` did not come\n"));
            }
        }
        res
    }

    fn answer(&mut self, request: &Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        let in_order = self.in_order;
        for expected in &mut self.expected {
            if expected.left == Some(0) {
                continue;
            }
            if let Some(answer) = (expected.answer)(request, context) {
                expected.left = expected.left.map(|left| left - 1);
                return answer;
            }
            if in_order && expected.left.is_some() {
                break;
            }
        }
        self.refuse(request)
    }

    /// Notes a call that nothing expected, and answers it with a fault that says so.
    fn refuse(&mut self, request: &Request<Bytes>) -> Answered<Bytes> {
        let peeked = peek_operation(request).ok();
        let version = peeked.as_ref().map_or(SoapVersion::V11, |it| it.version);
        let body = peeked.and_then(|it| it.body);
        let local = body.map_or_else(|| "nothing".to_owned(), |(_, local)| local);
        let waiting: Vec<&str> = self
            .expected
            .iter()
            .filter(|expected| expected.left != Some(0))
            .map(|expected| expected.operation)
            .collect();
        let waiting = match waiting.as_slice() {
            [] => "no call was expected any more".to_owned(),
            names => format!("expected was one of {}", names.join(", ")),
        };
        let complaint =
            format!("the mock met a call of `{local}` that no expectation takes; {waiting}");
        self.unexpected.push(complaint.clone());
        let fault = Fault::<NoFault>::new(version, FaultKind::Receiver, complaint);
        encode_fault(&fault, version).map_err(|error| {
            TransportError::new(TransportErrorKind::Io).with_message(error.to_string())
        })
    }
}

impl<O: Operation> Expectation<'_, O> {
    /// Takes only requests of which this holds.
    pub fn with(mut self, accepts: impl Fn(&O::Request) -> bool + Send + 'static) -> Self {
        let accepts = move |incoming: &Incoming<O>| accepts(&incoming.body);
        self.accepts.push(Box::new(accepts));
        self
    }

    /// Takes only requests whose header blocks satisfy this.
    pub fn with_headers(
        mut self,
        accepts: impl Fn(&O::RequestHeaders) -> bool + Send + 'static,
    ) -> Self {
        let accepts = move |incoming: &Incoming<O>| accepts(&incoming.headers);
        self.accepts.push(Box::new(accepts));
        self
    }

    /// Expects this many calls, each with the same answer.
    pub fn times(mut self, n_calls: usize) -> Self {
        self.times = Some(n_calls);
        self
    }

    /// Takes any number of calls, none among them.
    pub fn any_times(mut self) -> Self {
        self.times = None;
        self
    }

    /// Answers after this time: a call with less time for all of it fails with a timeout. Nothing waits.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Answers with this body.
    pub fn returns(self, body: O::Response) {
        self.answers_with(Answer::new(body));
    }

    /// Answers with this body and these header blocks.
    pub fn returns_with_headers(self, body: O::Response, headers: O::ResponseHeaders) {
        self.answers_with(Answer::new(body).with_headers(headers));
    }

    fn answers_with(self, answer: Answer<O>) {
        self.answers(move |_| Ok(answer.clone()));
    }

    /// Answers with a fault; [`Fault::with_detail`] gives it a declared detail.
    pub fn faults(self, fault: Fault<O::Fault>) {
        let fault = Box::new(fault);
        self.answers(move |_| Err(fault.clone()));
    }

    /// Answers with what `handle` makes of the request.
    pub fn answers(self, mut handle: impl FnMut(Incoming<O>) -> Handled<O> + Send + 'static) {
        self.register(move |incoming| {
            let version = incoming.version;
            Ok(written::<O>(handle(incoming), version))
        });
    }

    /// Fails on the way, as a network does.
    pub fn fails(self, kind: TransportErrorKind) {
        self.register(move |_| Err(TransportError::new(kind)));
    }

    fn register(self, mut answer: impl FnMut(Incoming<O>) -> Answered<Bytes> + Send + 'static) {
        let (accepts, delay) = (self.accepts, self.delay);
        let answer = move |request: &Request<Bytes>, context: &CallContext| {
            let incoming = incoming::<O>(request)?;
            if !accepts.iter().all(|accepts| accepts(&incoming)) {
                return None;
            }
            Some(match delay >= context.timeout {
                true => Err(context.out_of_time()),
                false => answer(incoming),
            })
        };
        lock(&self.mock.state).expected.push(Expected {
            operation: O::INFO.name,
            left: self.times,
            answer: Box::new(answer),
        });
    }
}

impl<O: Operation> fmt::Debug for Expectation<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("operation", &O::INFO.name)
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}

/// The request, where it is one of operation `O`.
fn incoming<O: Operation>(request: &Request<Bytes>) -> Option<Incoming<O>> {
    let peeked = peek_operation(request).ok()?;
    let info: OperationInfo = O::INFO;
    let is_of_action = |action: &String| action == info.soap_action;
    if !info.soap_action.is_empty() && !peeked.action.as_ref().is_none_or(is_of_action) {
        return None;
    }
    let options = DecodeOptions::default().with_strict(true);
    decode_request::<O>(request.clone(), &options).ok()
}

impl Transport for MockTransport {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        self.send_blocking(request, context)
    }
}

impl BlockingTransport for MockTransport {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        lock(&self.0).answer(&request, context)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // A test whose own closure panicked goes on to say what else was wrong.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State")
            .field("unexpected", &self.unexpected)
            .field("waiting", &self.complaint())
            .finish_non_exhaustive()
    }
}

opaque!(MockTransport);
