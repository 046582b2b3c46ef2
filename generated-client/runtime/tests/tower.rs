//! Services of `tower` as transports, and transports as services.
#![cfg(all(feature = "tower", feature = "hyper"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use soap_runtime::{
    CallContext, CallInfo, InProcess, TowerTransport, Transport, TransportError,
    TransportErrorKind, TransportService,
};
use support::*;
use tower::ServiceBuilder;
use tower::timeout::error::Elapsed;

type Answer = Result<http::Response<bytes::Bytes>, TransportError>;

fn good() -> Answer {
    Ok(parse_capture(LOGIN_11))
}

/// Waits as long as the call may take, if that is what it is told.
struct Slow;

impl Transport for Slow {
    async fn send(&self, request: http::Request<bytes::Bytes>, context: &CallContext) -> Answer {
        let info = request.extensions().get::<CallInfo>().unwrap();
        assert_eq!(info.operation, "loginTechnicianFromStandalone_v7_2");
        assert_eq!(info.timeout, Duration::from_secs(60));
        assert_eq!(context.timeout, Duration::from_secs(60));
        tokio::time::sleep(Duration::from_secs(30)).await;
        good()
    }
}

#[tokio::test]
async fn layers_of_tower_stand_between_a_client_and_its_transport() {
    let service = ServiceBuilder::new()
        .concurrency_limit(1)
        .timeout(Duration::from_millis(20))
        .service(TransportService::new(Slow));
    let transport = TowerTransport::new(service).with_kinds(|error| match error.is::<Elapsed>() {
        true => TransportErrorKind::Timeout,
        false => TransportErrorKind::Io,
    });
    let client = TechnicianConsoleClient::with_transport(transport).boxed();
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");

    // Retries of tower, and errors that come through as they are.
    let n_calls = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&n_calls);
    let failed = |kind| Err(TransportError::new(kind));
    let transport = InProcess::fallible(move |_| match seen.fetch_add(1, Ordering::SeqCst) {
        0 => failed(TransportErrorKind::Connect),
        1 => good(),
        _ => failed(TransportErrorKind::Setup),
    });
    let service = ServiceBuilder::new()
        .retry(Once)
        .service(TransportService::new(transport));
    let client = TechnicianConsoleClient::with_transport(TowerTransport::new(service));
    client.login(LoginRequest::default()).await.unwrap();
    assert_eq!(n_calls.load(Ordering::SeqCst), 2);
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    let kind = error.transport().unwrap().kind();
    assert_eq!(kind, TransportErrorKind::Setup);
    assert_eq!(n_calls.load(Ordering::SeqCst), 4);
}

/// A policy of tower: once more.
#[derive(Clone)]
struct Once;

type Sent = http::Request<bytes::Bytes>;

impl tower::retry::Policy<Sent, http::Response<bytes::Bytes>, TransportError> for Once {
    type Future = std::future::Ready<()>;

    fn retry(&mut self, request: &mut Sent, result: &mut Answer) -> Option<Self::Future> {
        let is_first = request
            .headers_mut()
            .insert("x-again", "1".parse().unwrap())
            .is_none();
        (is_first && result.is_err()).then(|| std::future::ready(()))
    }

    fn clone_request(&mut self, request: &Sent) -> Option<Sent> {
        Some(request.clone())
    }
}
