//! Retries: what is sent again and what is not, the pauses, the budget.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use soap_runtime::{InProcess, Retry, TransportError, TransportErrorKind};
use support::*;

type Answer = Result<http::Response<bytes::Bytes>, TransportError>;

fn good() -> Answer {
    Ok(parse_capture(LOGIN_11))
}

fn failed(kind: TransportErrorKind) -> Answer {
    Err(TransportError::new(kind))
}

fn busy(status: u16, after: &str) -> Answer {
    let mut res = answer(status, "text/plain", "busy");
    if !after.is_empty() {
        res.headers_mut()
            .insert("retry-after", after.parse().unwrap());
    }
    Ok(res)
}

/// Answers one call after the other so, and the last again and again; gives how often it was asked.
fn scripted(
    script: impl Fn(usize) -> Answer + Send + Sync + 'static,
) -> (InProcess, Arc<AtomicUsize>) {
    let n_calls = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&n_calls);
    let transport = InProcess::fallible(move |_| script(seen.fetch_add(1, Ordering::SeqCst)));
    (transport, n_calls)
}

/// Three attempts, and the pauses between them, which nobody waits for.
fn noting() -> (Retry, Arc<Mutex<Vec<Duration>>>) {
    let pauses: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let seen = Arc::clone(&pauses);
    let retry = Retry::new(3).with_sleep(move |pause| {
        seen.lock().unwrap().push(pause);
        std::future::ready(())
    });
    (retry, pauses)
}

/// Whether the call succeeds, and how often it was sent.
async fn outcome(
    script: impl Fn(usize) -> Answer + Send + Sync + 'static,
    idempotent: bool,
) -> (bool, usize) {
    let (transport, n_calls) = scripted(script);
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(noting().0);
    let call = client.login(LoginRequest::default()).idempotent(idempotent);
    let is_ok = call.await.is_ok();
    (is_ok, n_calls.load(Ordering::SeqCst))
}

#[tokio::test]
async fn only_what_never_left_or_may_be_done_twice_is_sent_again() {
    use TransportErrorKind as Kind;
    let first = |bad: fn() -> Answer| move |n| if n == 0 { bad() } else { good() };
    type Case = (fn() -> Answer, bool, bool);
    let cases: [Case; 9] = [
        (|| failed(Kind::Connect), true, true),
        (|| failed(Kind::Io), false, true),
        (|| failed(Kind::Timeout), false, false),
        (|| failed(Kind::Tls), false, false),
        (|| failed(Kind::Setup), false, false),
        (|| busy(503, ""), false, true),
        (|| busy(429, "0"), false, true),
        (|| busy(500, ""), false, false),
        (|| busy(401, ""), false, false),
    ];
    for (bad, plain, idempotent) in cases {
        let expected = |is_repeated| if is_repeated { (true, 2) } else { (false, 1) };
        let what = format!("{:?}", bad());
        assert_eq!(outcome(first(bad), false).await, expected(plain), "{what}");
        assert_eq!(
            outcome(first(bad), true).await,
            expected(idempotent),
            "{what}"
        );
    }
    // No more than three times, and not at all unless asked for.
    assert_eq!(outcome(|_| failed(Kind::Connect), false).await, (false, 3));
    let (transport, n_calls) = scripted(|_| failed(Kind::Connect));
    let client = TechnicianConsoleClient::with_transport(transport);
    client.login(LoginRequest::default()).await.unwrap_err();
    assert_eq!(n_calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn pauses_grow_unless_the_server_says_how_long() {
    let (transport, _) = scripted(|_| failed(TransportErrorKind::Connect));
    let (retry, pauses) = noting();
    let second = Duration::from_secs(1);
    let retry = retry.with_pauses(second, Duration::from_secs(60));
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
    client.login(LoginRequest::default()).await.unwrap_err();
    let pauses = pauses.lock().unwrap().clone();
    assert_eq!(pauses.len(), 2);
    assert!((second / 2..=second).contains(&pauses[0]), "{pauses:?}");
    assert!((second..=2 * second).contains(&pauses[1]), "{pauses:?}");

    for (after, expected) in [
        ("7", Some(7)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        // Longer than the call may take.
        ("3600", None),
    ] {
        let (transport, _) = scripted(move |_| busy(503, after));
        let (retry, pauses) = noting();
        let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
        let call = client.login(LoginRequest::default()).idempotent(true);
        let error = call.await.unwrap_err();
        assert_eq!(error.status().unwrap(), 503);
        let first = pauses.lock().unwrap().first().map(Duration::as_secs);
        assert_eq!(first, expected, "{after}");
    }
}

#[tokio::test]
async fn a_server_that_is_down_does_not_get_everything_many_times() {
    let (transport, n_calls) = scripted(|_| failed(TransportErrorKind::Connect));
    let retry = noting().0.with_budget(0.1);
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
    for _ in 0..100 {
        let call = client.clone();
        call.login(LoginRequest::default()).await.unwrap_err();
    }
    let n_calls = n_calls.load(Ordering::SeqCst);
    assert!((115..=121).contains(&n_calls), "{n_calls}");
    // The ten that there are to begin with are all given out.
    let (transport, n_calls) = scripted(|_| failed(TransportErrorKind::Connect));
    let retry = noting().0.with_budget(0.0);
    assert!(format!("{retry:?}").contains("attempts: 3"), "{retry:?}");
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
    for _ in 0..20 {
        let call = client.clone();
        call.login(LoginRequest::default()).await.unwrap_err();
    }
    assert_eq!(n_calls.load(Ordering::SeqCst), 30);
}

/// Callers that failed together would come together again.
#[tokio::test]
async fn pauses_are_not_the_same_for_all() {
    let (transport, _) = scripted(|_| failed(TransportErrorKind::Connect));
    let (retry, pauses) = noting();
    let retry = retry.with_pauses(Duration::from_secs(1), Duration::from_secs(1));
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
    for _ in 0..5 {
        let call = client.clone();
        call.login(LoginRequest::default()).await.unwrap_err();
    }
    let pauses = pauses.lock().unwrap().clone();
    assert!(pauses.iter().any(|it| *it != pauses[0]), "{pauses:?}");
}

#[test]
fn a_blocking_call_is_sent_again_too() {
    let (transport, n_calls) = scripted(|n| match n {
        0 => failed(TransportErrorKind::Connect),
        _ => good(),
    });
    let retry = Retry::new(2).with_pauses(Duration::from_millis(1), Duration::from_millis(1));
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
    client.login(LoginRequest::default()).call().unwrap();
    assert_eq!(n_calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_blocking_call_waits_for_no_future_inside_of_a_runtime_either() {
    let (transport, n_calls) = scripted(|n| match n {
        0 => failed(TransportErrorKind::Connect),
        _ => good(),
    });
    let retry = Retry::new(2)
        .with_pauses(Duration::from_millis(1), Duration::from_millis(1))
        .with_sleep(|_| std::future::pending());
    let client = TechnicianConsoleClient::with_transport(transport).with_retry(retry);
    client.login(LoginRequest::default()).call().unwrap();
    assert_eq!(n_calls.load(Ordering::SeqCst), 2);
}
