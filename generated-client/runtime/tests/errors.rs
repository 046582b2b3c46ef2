//! What errors say: the operation, where it went, what kind, expected and found; in bounded text and without secrets.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::error::Error as _;

use soap_runtime::xml::{DecodeError, DecodeErrorKind};
use soap_runtime::{
    CallError, Error, ErrorKind, InProcess, NoFault, NoHeaders, Rejected, Report, RequestError,
    TransportError, TransportErrorKind, UnreadableAnswer,
};
use support::*;

const XML: &str = "text/xml; charset=utf-8";

/// The error of a call that is answered so.
async fn login_error(response: http::Response<bytes::Bytes>) -> CallError {
    let transport = InProcess::new(move |_| response.clone());
    login_over(transport).await
}

async fn login_over(transport: InProcess) -> CallError {
    let client = TechnicianConsoleClient::with_transport(transport)
        .with_endpoint("https://console.example/soap?key=s3cret#s3cret");
    let request = LoginRequest {
        password: Some("s3cret".into()),
        ..LoginRequest::default()
    };
    client.login(request).await.unwrap_err()
}

const WHERE: &str = "`loginTechnicianFromStandalone_v7_2` at https://console.example/soap: ";

fn login_body(attempts: &str) -> String {
    let name = "loginTechnicianFromStandalone_v7_2";
    envelope(&format!(
        "<s:Body><{name}Response xmlns='{NS}'><{name}Result>yes</{name}Result>\
         <iAttemptRemaining>{attempts}</iAttemptRemaining><iPasswordExpiresIn>1</iPasswordExpiresIn>\
         <bIsTCRunning>true</bIsTCRunning><minimumPasswordStrength>2</minimumPasswordStrength></{name}Response></s:Body>"
    ))
}

#[tokio::test]
async fn every_error_says_the_operation_the_host_and_what_is_wrong() {
    let refused = || {
        let os = std::io::Error::other("connection refused");
        TransportError::new(TransportErrorKind::Connect).with_source(os)
    };
    let gzip = {
        let mut res = answer(200, XML, &b"\x1f\x8b\x08\0junk"[..]);
        res.headers_mut()
            .insert("content-encoding", "gzip".parse().unwrap());
        res
    };
    let refusal = {
        let mut res = answer(401, "text/html", "who are you");
        for scheme in [
            "Negotiate",
            "Digest realm=\"a, b\", nonce=\"n\", Basic realm=\"c\"",
        ] {
            res.headers_mut()
                .append("www-authenticate", scheme.parse().unwrap());
        }
        res
    };
    let fault = envelope(
        "<s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>no such technician</faultstring></s:Fault></s:Body>",
    );
    let header = "<s:Header><t:Lease xmlns:t='urn:t' s:mustUnderstand='1'/></s:Header><s:Body>";
    let unknown = login_body("3").replace("<s:Body>", header);
    let cases = [
        (
            login_over(InProcess::fallible(move |_| Err(refused()))).await,
            ErrorKind::Transport,
            "cannot connect: connection refused",
        ),
        (
            login_error(gzip).await,
            ErrorKind::Decode,
            "the answer cannot be read: at byte 1: expected UTF-8, found byte 0x8B, in a body of Content-Encoding gzip",
        ),
        (
            login_error(refusal).await,
            ErrorKind::Http,
            "the server refused the request: HTTP 401 Unauthorized, text/html, asks for Negotiate or Digest or Basic: who are you",
        ),
        (
            login_error(answer(500, XML, fault)).await,
            ErrorKind::Fault,
            "fault `Client`: no such technician",
        ),
        (
            login_error(answer(200, XML, login_body("many"))).await,
            ErrorKind::Decode,
            "the answer cannot be read: at /Envelope/Body/loginTechnicianFromStandalone_v7_2Response/iAttemptRemaining",
        ),
        (
            login_error(answer(200, XML, unknown)).await,
            ErrorKind::NotUnderstood,
            "the header block `Lease` of `urn:t` must be understood and is not known; `with_understood` takes it for known",
        ),
    ];
    for (error, kind, text) in cases {
        assert_eq!(error.kind(), kind, "{error}");
        let shown = error.to_string();
        let rest = shown
            .strip_prefix(WHERE)
            .unwrap_or_else(|| panic!("{shown}"));
        assert!(rest.starts_with(text), "{rest}");
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        // The same without parameters.
        let error = Error::from(error);
        assert_eq!((error.to_string(), error.kind()), (shown, kind));
        assert_eq!(error.site().operation, "loginTechnicianFromStandalone_v7_2");
        let endpoint = error.site().endpoint.as_deref();
        assert_eq!(endpoint, Some("https://console.example/soap"));
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_within_reach_with_what_was_read_of_it() {
    let body = login_body("many");
    let error = login_error(answer(200, XML, body.clone())).await;
    let CallError::Decode(error) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(error.raw, body.as_bytes());
    let partial: &LoginResponse = error.partial_body().unwrap();
    assert_eq!(partial.result, "yes");
    assert!(!format!("{error:?}").contains("yes"), "{error:?}");
}

#[tokio::test]
async fn errors_are_short_whatever_a_server_sends() {
    let long = "\u{202e}".repeat(200_000);
    let detail: String = (0..5_000)
        .map(|n| format!("<d{n} a='{n}'>x</d{n}>"))
        .collect();
    let fault = format!(
        "<s:Body><s:Fault><faultcode>s:{}</faultcode><faultstring>{long}</faultstring><detail>{detail}</detail></s:Fault></s:Body>",
        "C".repeat(900)
    );
    let deep = format!("<s:Body>{}", format!("<{}>", "e".repeat(900)).repeat(80));
    let failed = format!(
        "<s:Header><ExceptionInfo xmlns='{USER_NS}'><Message>{long}</Message></ExceptionInfo></s:Header><s:Body/>"
    );
    let mut errors: Vec<Error> = Vec::new();
    for response in [
        answer(500, XML, envelope(&fault)),
        answer(502, &"t".repeat(9_000), long.clone()),
        answer(200, XML, envelope(&deep)),
    ] {
        errors.push(login_error(response).await.into());
    }
    let user =
        UserClient::with_transport(InProcess::new(move |_| answer(200, XML, envelope(&failed))))
            .with_endpoint("https://user.example/");
    let error = user
        .change_own_password(ChangeOwnPasswordRequest::default())
        .await;
    errors.push(error.unwrap_err().into());
    for error in errors {
        for text in [
            error.to_string(),
            error.report().to_string(),
            format!("{error:?}"),
            format!("{error:#?}"),
        ] {
            assert!(text.len() <= 4 << 10, "{} bytes: {text}", text.len());
            assert!(text.len() > 100, "{text}");
            assert!(!text.contains('\u{202e}'), "{text}");
        }
    }
}

/// What somebody else says at length, with causes that do so too.
#[derive(Debug)]
struct Long(String, Option<Box<Long>>);

impl std::fmt::Display for Long {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Long {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.1.as_deref()?)
    }
}

#[test]
fn errors_of_others_are_cut_too() {
    let long = || {
        Long(
            "l".repeat(9_000),
            Some(Box::new(Long("m".repeat(9_000), None))),
        )
    };
    let transport = || TransportError::new(TransportErrorKind::Io);
    let errors: [Box<dyn std::error::Error>; 9] = [
        Box::new(transport().with_message(long().0)),
        Box::new(transport().with_source(long())),
        Box::new(Rejected::new(long())),
        Box::new(RequestError::Hook(Box::new(long()))),
        Box::new(CallError::<NoFault, NoHeaders>::from(
            transport().with_source(long()),
        )),
        Box::new(CallError::<NoFault, NoHeaders>::from(Rejected::new(long()))),
        Box::new(CallError::<NoFault, NoHeaders>::from(RequestError::Hook(
            Box::new(long()),
        ))),
        Box::new(Error::from(CallError::<NoFault, NoHeaders>::from(
            Rejected::new(long()),
        ))),
        Box::new(UnreadableAnswer::from(DecodeError::new(
            DecodeErrorKind::Value,
            "/p".repeat(9_000),
            0,
            long(),
            long(),
        ))),
    ];
    for error in errors {
        let report = Report::new(&*error).to_string();
        for text in [
            error.to_string(),
            format!("{error:?}"),
            format!("{error:#?}"),
            report,
        ] {
            assert!(text.len() <= 4 << 10, "{} bytes: {text}", text.len());
            assert!(text.len() > 100, "{text}");
        }
    }
}

#[tokio::test]
async fn a_declared_failure_wins_over_a_body_that_cannot_be_read() {
    let header = format!(
        "<s:Header><ExceptionInfo xmlns='{USER_NS}'><Message>the ticket is old</Message></ExceptionInfo>\
         <Succeeded xmlns='{USER_NS}'>false</Succeeded></s:Header>"
    );
    let readable = format!(
        "<s:Body><ChangeOwnPasswordResponse xmlns='{USER_NS}'><Response>true</Response></ChangeOwnPasswordResponse></s:Body>"
    );
    let cases = [
        (200, readable.as_str(), false),
        (200, "<s:Body/>", true),
        (200, "<s:Body><oops", true),
        (500, "<s:Body><oops", true),
    ];
    for (status, body, is_broken) in cases {
        let text = match body.ends_with('>') {
            true => envelope(&format!("{header}{body}")),
            false => envelope(&format!("{header}{body}")).replace("</s:Envelope>", ""),
        };
        let client =
            UserClient::with_transport(InProcess::new(move |_| answer(status, XML, text.clone())))
                .with_endpoint("https://user.example/");
        let error = client
            .change_own_password(ChangeOwnPasswordRequest::default())
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "`ChangeOwnPassword` at https://user.example/: the server reports a failure in its header block \
             `Succeeded`: the ticket is old"
        );
        let failure = error.application().unwrap();
        assert_eq!(failure.cause.is_some(), is_broken, "{body}");
        let read: Option<&ChangeOwnPasswordResponse> = failure.body();
        assert_eq!(read.is_some(), !is_broken, "{body}");
        assert_eq!(failure.status, status);
    }
}

#[tokio::test]
async fn programs_can_ask_what_is_to_be_done() {
    let transport = |kind| async move {
        let transport = InProcess::fallible(move |_| Err(TransportError::new(kind)));
        Error::from(login_over(transport).await)
    };
    let connect = transport(TransportErrorKind::Connect).await;
    assert!(connect.is_connect() && connect.is_unsent() && connect.is_retryable());
    let timeout = transport(TransportErrorKind::Timeout).await;
    assert!(timeout.is_timeout() && !timeout.is_unsent() && timeout.is_retryable());
    let tls = transport(TransportErrorKind::Tls).await;
    assert!(tls.is_unsent() && !tls.is_retryable() && !tls.is_connect());
    for (status, is_retryable) in [(429, true), (503, true), (500, false), (404, false)] {
        let error = login_error(answer(status, "text/plain", "no")).await;
        assert_eq!(error.is_retryable(), is_retryable, "{status}");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(status));
        assert!(!error.is_unsent() && error.fault_code().is_none());
    }
    let fault = envelope(
        "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>busy</faultstring></s:Fault></s:Body>",
    );
    let error = Error::from(login_error(answer(500, XML, fault)).await);
    assert_eq!(error.fault_code().unwrap().local, "Server");
    assert_eq!(error.fault_reason(), Some("busy"));
    let typed: &CallError = error.downcast_ref().unwrap();
    assert_eq!(typed.fault().unwrap().reason(), "busy");
}

/// An error of a program around a call.
#[derive(Debug)]
struct Mine(Error);

impl From<Error> for Mine {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

#[tokio::test]
async fn errors_of_all_operations_become_one() {
    async fn both() -> Result<(), Error> {
        let transport = InProcess::new(|_| answer(503, "text/plain", "closed"));
        let client =
            UserClient::with_transport(transport.clone()).with_endpoint("https://a.example/");
        let console = TechnicianConsoleClient::with_transport(transport);
        if console.login(LoginRequest::default()).await.is_err() {
            client
                .change_own_password(ChangeOwnPasswordRequest::default())
                .await?;
        }
        console.notify(LoginRequest::default()).await?;
        Ok(())
    }
    async fn around() -> Result<(), Mine> {
        Ok(both().await?)
    }
    let Mine(error) = around().await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`ChangeOwnPassword` at https://a.example/: ")
    );
    assert!(matches!(
        error.downcast_ref::<soap_runtime::OperationError<ChangeOwnPassword>>(),
        Some(CallError::Http(_))
    ));
}

#[test]
fn a_report_has_every_cause_once() {
    let inner = std::io::Error::other("certificate expired");
    let error =
        TransportError::new(TransportErrorKind::Tls).with_source(std::io::Error::other(inner));
    assert_eq!(error.to_string(), "no safe connection: certificate expired");
    assert!(error.source().is_some());
    assert_eq!(
        Report::new(&error).to_string(),
        "no safe connection: certificate expired"
    );
}

#[tokio::test]
async fn a_limit_is_named_with_the_setting_that_raises_it() {
    type Set = fn(&mut soap_runtime::Limits);
    let cases: [(&str, Set); 8] = [
        ("bytes", |limits| limits.bytes = 100),
        ("depth", |limits| limits.depth = 2),
        ("elements", |limits| limits.elements = 2),
        ("children", |limits| limits.children = 1),
        ("attributes", |limits| limits.attributes = 0),
        ("namespaces", |limits| limits.namespaces = 0),
        ("name_bytes", |limits| limits.name_bytes = 5),
        ("text_bytes", |limits| limits.text_bytes = 1),
    ];
    for (name, set) in cases {
        let mut limits = soap_runtime::Limits::response();
        set(&mut limits);
        let body = login_body("3")
            .replace("<iAttempt", "<iAttempt a='1'")
            .replace(" a='1'Remaining", "Remaining a='1'");
        let transport = InProcess::new(move |_| answer(200, XML, body.clone()));
        let client = TechnicianConsoleClient::with_transport(transport).with_limits(limits);
        let error = client.login(LoginRequest::default()).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(&format!("`Limits::{name}`")),
            "{name}: {text}"
        );
    }
}

#[tokio::test]
async fn nothing_is_expected_twice_and_nothing_without_a_name() {
    let deviations = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = deviations.clone();
    let bodies = ["many", "9999", "", "<x/>", "1<iAttemptRemaining>"].map(login_body);
    for body in bodies {
        let transport = InProcess::new(move |_| answer(200, XML, body.clone()));
        let seen = seen.clone();
        let client = TechnicianConsoleClient::with_transport(transport)
            .on_deviations(move |_, list| seen.lock().unwrap().extend_from_slice(list));
        let error = client.login(LoginRequest::default()).await.unwrap_err();
        for text in [
            error.to_string(),
            format!("{:?}", deviations.lock().unwrap()),
        ] {
            assert!(
                !text.contains("expected expected") && !text.contains("``"),
                "{text}"
            );
        }
    }
}
