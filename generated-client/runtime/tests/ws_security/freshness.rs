//! When messages are taken: once, in time, by which clock; and users, whose digests come once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use soap_runtime::ws_security::{Security, SecurityErrorKind, Trust};
use soap_runtime::{Client, InProcess, IncomingError, NoHeaders, SoapVersion, encode_response};

use crate::exchanges::{Said, users};
use crate::keys::keys;
use crate::service::{Order, Orders, Plain};
use crate::signing::order;

const NOON: Duration = Duration::from_secs(1_769_860_800);

#[test]
fn messages_are_taken_once_and_in_time() {
    let keys = keys();
    let now = Arc::new(AtomicU64::new(NOON.as_secs()));
    let clock = {
        let now = Arc::clone(&now);
        move || UNIX_EPOCH + Duration::from_secs(now.load(Ordering::Relaxed))
    };
    let signing = Security::new()
        .with_identity(keys.client.identity())
        .with_timestamp(Duration::from_secs(300))
        .with_clock(clock.clone());
    let text = crate::signing::sent(&signing, SoapVersion::V11);
    assert!(
        text.contains("<wsu:Created>2026-01-31T12:00:00.000Z</wsu:Created>"),
        "{text}"
    );
    assert!(
        text.contains("<wsu:Expires>2026-01-31T12:05:00.000Z</wsu:Expires>"),
        "{text}"
    );
    let server = || {
        Security::new()
            .with_trust(Trust::pinned([keys.client.certificate()]))
            .with_clock(clock.clone())
    };
    for (seconds, kind) in [
        (-61_i64, Some(SecurityErrorKind::Expired)),
        (-59, None),
        (0, None),
        (359, None),
        (360, Some(SecurityErrorKind::Expired)),
    ] {
        now.store(
            NOON.as_secs().saturating_add_signed(seconds),
            Ordering::Relaxed,
        );
        match (crate::signing::received(&text, &server()), kind) {
            (Ok(_), None) => {}
            (Err(IncomingError::Security(error)), Some(kind)) => assert_eq!(error.kind(), kind),
            (other, _) => panic!("{seconds}: {other:?}"),
        }
    }
    now.store(NOON.as_secs(), Ordering::Relaxed);
    let server = server();
    crate::signing::received(&text, &server).unwrap();
    assert_eq!(
        crate::signing::refusal(&text, &server),
        SecurityErrorKind::Replayed
    );
    let demanding = server.with_demanded_timestamp();
    let without = Security::new().with_identity(keys.client.identity());
    let text = crate::signing::sent(&without, SoapVersion::V11);
    assert_eq!(
        crate::signing::refusal(&text, &demanding),
        SecurityErrorKind::Missing
    );
}

#[test]
fn users_are_known_by_text_or_digest_and_digests_come_once() {
    let of = |security: Security| crate::signing::sent(&security, SoapVersion::V11);
    let server = || Security::new().with_users(users);
    let received = crate::signing::received;
    let refusal = crate::signing::refusal;
    let text = of(Security::new().with_user("alice", "sentinel-password"));
    let verified = received(&text, &server()).unwrap().verified.unwrap();
    assert_eq!(verified.user(), Some("alice"));
    let digest = of(Security::new().with_user_digest("alice", "sentinel-password"));
    assert!(!digest.contains("sentinel"));
    let server_of_one = server();
    received(&digest, &server_of_one).unwrap();
    assert_eq!(
        refusal(&digest, &server_of_one),
        SecurityErrorKind::Replayed
    );
    for wrong in [
        Security::new().with_user("alice", "sentinel-passwor"),
        Security::new().with_user("bob", "sentinel-password"),
        Security::new().with_user("bob", ""),
        Security::new().with_user_name("alice"),
        Security::new().with_user_digest("alice", "other"),
        Security::new().with_user_digest("bob", ""),
    ] {
        assert_eq!(refusal(&of(wrong), &server()), SecurityErrorKind::Untrusted);
    }
    assert_eq!(
        refusal(&of(Security::new()), &server()),
        SecurityErrorKind::Missing
    );
    let late = server().with_clock(|| std::time::SystemTime::now() + Duration::from_secs(500));
    let digest = of(Security::new().with_user_digest("alice", "sentinel-password"));
    assert_eq!(refusal(&digest, &late), SecurityErrorKind::Expired);
}

#[test]
fn the_clock_of_the_server_is_learnt() {
    let sent = Said::default();
    let noted = Arc::clone(&sent);
    let transport = InProcess::new(move |request| {
        let text = String::from_utf8(request.body().to_vec()).unwrap();
        noted.lock().unwrap().push(text);
        let mut answer =
            encode_response::<Plain>(&Order::default(), &NoHeaders, SoapVersion::V11).unwrap();
        // Six years behind.
        let date = "Tue, 31 Dec 2019 23:00:00 GMT".parse().unwrap();
        answer.headers_mut().insert("date", date);
        answer
    });
    let security = Security::new()
        .with_user_digest("admin", "sentinel-password")
        .with_clock(|| UNIX_EPOCH + NOON)
        .with_server_clock();
    let client = Client::<Orders, _>::new(transport).with_security(security);
    for _ in 0..2 {
        client.call::<Plain>(order()).call().unwrap();
    }
    let sent = sent.lock().unwrap();
    assert!(sent[0].contains("<wsu:Created>2026-01-31T12:00:00.000Z</wsu:Created>"));
    assert!(sent[1].contains("<wsu:Created>2019-12-31T23:00:00.000Z</wsu:Created>"));
    let nonce = |text: &str| text.split("<wsse:Nonce").nth(1).unwrap()[..200].to_owned();
    assert_ne!(nonce(&sent[0]), nonce(&sent[1]));
}
