//! Hooks of clients and calls: they see and change what goes out and comes in, and hear of every end.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::borrow::Cow;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex};
use std::task::Poll;

use bytes::Bytes;
use soap_runtime::{
    CallContext, CallEnd, CallError, CallInfo, ErrorKind, Exchange, Hook, HookError, InProcess,
    Outcome, RequestError, Transport, TransportError, TransportErrorKind,
};
use support::*;

const ANSWER: &str = "<s:Header><t:Sealed xmlns:t='urn:seal' s:mustUnderstand='1'/></s:Header>\
    <s:Body><loginTechnicianFromStandalone_v7_2Response xmlns='http://microsoft.com/webservices/'>\
    <loginTechnicianFromStandalone_v7_2Result>login_v2_OK</loginTechnicianFromStandalone_v7_2Result>\
    <iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>1</iPasswordExpiresIn><bIsTCRunning>true</bIsTCRunning>\
    <minimumPasswordStrength>2</minimumPasswordStrength>\
    </loginTechnicianFromStandalone_v7_2Response></s:Body>";

type Log = Arc<Mutex<Vec<String>>>;

fn log() -> Log {
    Log::default()
}

fn lines(log: &Log) -> Vec<String> {
    log.lock().unwrap().clone()
}

/// Wraps envelopes in a seal, and takes it off again.
struct Seal {
    name: &'static str,
    log: Log,
}

/// What a seal keeps from the request to the answer.
#[derive(Clone)]
struct Sealed(usize);

impl Seal {
    fn note(&self, exchange: &Exchange, what: &str) {
        let line = format!("{} {what} {}", self.name, exchange.info.operation);
        self.log.lock().unwrap().push(line);
    }
}

impl Hook for Seal {
    fn understood(&self) -> &[&'static str] {
        &["urn:seal"]
    }

    fn envelope(&self, exchange: &mut Exchange, text: &mut String) -> Result<(), HookError> {
        self.note(exchange, "envelope");
        exchange.state.insert(Sealed(text.len()));
        *text = format!("{text}<!--{}-->", self.name);
        Ok(())
    }

    fn request(
        &self,
        exchange: &mut Exchange,
        request: &mut http::Request<Bytes>,
    ) -> Result<(), HookError> {
        self.note(exchange, "request");
        request.headers_mut().insert("x-seal", self.name.parse()?);
        Ok(())
    }

    fn response(
        &self,
        exchange: &mut Exchange,
        response: &mut http::Response<Bytes>,
    ) -> Result<(), HookError> {
        self.note(
            exchange,
            &format!("response {}", response.status().as_u16()),
        );
        if response.headers_mut().remove("x-broken").is_some() {
            return Err("the seal is broken".into());
        }
        Ok(())
    }

    fn answer_envelope(
        &self,
        exchange: &mut Exchange,
        text: &mut Cow<'_, str>,
    ) -> Result<(), HookError> {
        let Sealed(bytes) = exchange.state.get().cloned().ok_or("nothing was kept")?;
        assert!(bytes > 0);
        self.note(exchange, "answer");
        let seal = format!("<!--{}-->", self.name);
        let plain = text.strip_suffix(&seal).ok_or("no such seal")?;
        *text = Cow::Owned(plain.to_owned());
        Ok(())
    }

    fn finished(&self, exchange: &Exchange, end: &CallEnd<'_>) {
        self.note(exchange, &format!("{:?}", end.outcome));
    }
}

#[tokio::test]
async fn hooks_wrap_envelopes_and_unwrap_answers_in_the_reverse_order() {
    let log = log();
    let transport = InProcess::new(|request| {
        let sent = std::str::from_utf8(request.body()).unwrap();
        assert!(
            sent.ends_with("Envelope><!--outer--><!--inner-->"),
            "{sent}"
        );
        // The last one that saw it wins, and a transport knows what is called.
        assert_eq!(request.headers()["x-seal"], "inner");
        let info = request.extensions().get::<CallInfo>().unwrap();
        assert_eq!(info.operation, "loginTechnicianFromStandalone_v7_2");
        assert_eq!(&*info.endpoint, "https://example.com/11");
        let answer = envelope(ANSWER) + "<!--outer--><!--inner-->";
        answer_with(answer, false)
    });
    let client = TechnicianConsoleClient::with_transport(transport)
        .with_endpoint("https://example.com/11?key=s3cret")
        .with_hook(Seal {
            name: "outer",
            log: log.clone(),
        });
    let inner = Seal {
        name: "inner",
        log: log.clone(),
    };
    let body = client
        .login(LoginRequest::default())
        .hook(inner)
        .await
        .unwrap();
    assert_eq!(body.attempts, 3);
    let operation = " loginTechnicianFromStandalone_v7_2";
    let seen: Vec<String> = lines(&log)
        .iter()
        .map(|line| line.strip_suffix(operation).unwrap().to_owned())
        .collect();
    assert_eq!(
        seen,
        [
            "outer envelope",
            "inner envelope",
            "outer request",
            "inner request",
            "inner response 200",
            "outer response 200",
            "inner answer",
            "outer answer",
            "inner Success",
            "outer Success",
        ]
    );
}

fn answer_with(body: String, is_broken: bool) -> http::Response<Bytes> {
    let mut res = answer(200, "text/xml", body);
    if is_broken {
        res.headers_mut().insert("x-broken", "1".parse().unwrap());
    }
    res
}

#[tokio::test]
async fn a_hook_rejects_answers_with_its_own_reason() {
    for is_broken in [true, false] {
        let transport = InProcess::new(move |_| answer_with(envelope(ANSWER), is_broken));
        let log = log();
        let client = TechnicianConsoleClient::with_transport(transport).with_hook(Seal {
            name: "outer",
            log: log.clone(),
        });
        let error = client.login(LoginRequest::default()).await.unwrap_err();
        let CallError::Rejected(rejected) = &error else {
            panic!("{error:?}");
        };
        let expected = match is_broken {
            true => "the seal is broken",
            false => "no such seal",
        };
        assert_eq!(rejected.reason().to_string(), expected);
        let last = lines(&log).pop().unwrap();
        assert!(last.starts_with("outer Failed(Rejected)"), "{last}");
    }
}

/// Sends nothing.
struct Refuse;

impl Hook for Refuse {
    fn request(&self, _: &mut Exchange, _: &mut http::Request<Bytes>) -> Result<(), HookError> {
        Err("not on a Sunday".into())
    }
}

#[tokio::test]
async fn a_hook_stops_a_call_before_it_is_sent() {
    let transport = InProcess::new(|_| panic!("nothing is sent"));
    let client = TechnicianConsoleClient::with_transport(transport).with_hook(Refuse);
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    let CallError::Encode(error) = error else {
        panic!("{error:?}");
    };
    assert!(
        matches!(&*error, RequestError::Hook(reason) if reason.to_string() == "not on a Sunday"),
        "{error:?}"
    );
}

/// The outcome, the bytes of the request and of the answer, the status.
type Heard = (Outcome, usize, Option<usize>, Option<u16>);

/// Keeps what it hears.
#[derive(Clone, Default)]
struct Metrics(Arc<Mutex<Vec<Heard>>>);

impl Hook for Metrics {
    fn finished(&self, _: &Exchange, end: &CallEnd<'_>) {
        let failed = matches!(end.outcome, Outcome::Failed(_));
        assert_eq!(end.error.is_some(), failed);
        self.0.lock().unwrap().push((
            end.outcome,
            end.request_bytes,
            end.response_bytes,
            end.status.map(|status| status.as_u16()),
        ));
    }
}

impl Metrics {
    fn only(&self) -> (Outcome, usize, Option<usize>, Option<u16>) {
        let list = self.0.lock().unwrap();
        assert_eq!(list.len(), 1, "{list:?}");
        list[0]
    }
}

/// Never answers.
struct Never;

impl Transport for Never {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn every_end_is_heard_of_once() {
    let metrics = Metrics::default();
    let transport = InProcess::new(|_| answer(500, "text/plain", "busy"));
    let client = TechnicianConsoleClient::with_transport(transport).with_hook(metrics.clone());
    let bytes = client.login(LoginRequest::default()).to_http().unwrap();
    let bytes = bytes.body().len();
    assert!(metrics.0.lock().unwrap().is_empty(), "nothing was sent");
    client.login(LoginRequest::default()).await.unwrap_err();
    let failed = Outcome::Failed(ErrorKind::Http);
    assert_eq!(metrics.only(), (failed, bytes, Some(4), Some(500)));

    let metrics = Metrics::default();
    let transport = InProcess::fallible(|_| Err(TransportError::new(TransportErrorKind::Io)));
    let client = TechnicianConsoleClient::with_transport(transport).with_hook(metrics.clone());
    client.login(LoginRequest::default()).await.unwrap_err();
    let failed = Outcome::Failed(ErrorKind::Transport);
    assert_eq!(metrics.only(), (failed, bytes, None, None));

    let metrics = Metrics::default();
    let client = TechnicianConsoleClient::with_transport(Never).with_hook(metrics.clone());
    {
        let mut call = Box::pin(client.login(LoginRequest::default()).send());
        poll_fn(|context| {
            assert!(call.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
    }
    assert_eq!(metrics.only(), (Outcome::Dropped, bytes, None, None));
}

#[tokio::test]
async fn deviations_reach_whoever_only_awaits() {
    let transport = InProcess::new(|_| {
        let more = ANSWER.replace("<iAttempt", "<new/><iAttempt");
        answer(200, "text/xml", envelope(&more))
    });
    let log = log();
    let seen = log.clone();
    let client = TechnicianConsoleClient::with_transport(transport)
        .with_understood("urn:seal")
        .on_deviations(move |info, list| {
            for it in list {
                let line = format!("{}: {it}", info.operation);
                seen.lock().unwrap().push(line);
            }
        });
    client.login(LoginRequest::default()).await.unwrap();
    let lines = lines(&log);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("loginTechnicianFromStandalone_v7_2: at "));
    assert!(lines[0].contains("new"), "{lines:?}");
}

/// What a program keeps, whatever carries its calls.
struct Program {
    console: TechnicianConsoleClient<soap_runtime::AnyTransport>,
    blocking: TechnicianConsoleClient<soap_runtime::AnyBlockingTransport>,
}

#[tokio::test]
async fn a_program_forgets_the_type_of_its_transport() {
    let transport = || InProcess::new(|_| answer_with(envelope(ANSWER), false));
    let client = || TechnicianConsoleClient::with_transport(transport());
    let program = Program {
        console: client().with_understood("urn:seal").boxed(),
        blocking: client().with_understood("urn:seal").boxed_blocking(),
    };
    let reply = program.console.clone().login(LoginRequest::default()).await;
    assert_eq!(reply.unwrap().attempts, 3);
    let reply = program.blocking.login(LoginRequest::default()).call();
    assert_eq!(reply.unwrap().attempts, 3);
}
