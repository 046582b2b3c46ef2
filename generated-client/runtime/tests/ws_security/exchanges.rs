//! Whole exchanges between the runtime's client and its server's side: what policies ask of both, and what they get.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use soap_runtime::ws_security::{Security, SecurityErrorKind, Trust};
use soap_runtime::{
    CallError, Client, DecodeOptions, Fault, FaultKind, InProcess, IncomingError, NoFault,
    NoHeaders, Operation, RequestError, SoapVersion, decode_request, encode_fault, encode_response,
};

use crate::demanding::*;
use crate::keys::keys;
use crate::service::{Order, Orders, OverTls};
use crate::signing::order;

/// What a server says.
pub(crate) type Said = Arc<Mutex<Vec<String>>>;

/// A server of operation `O`; what it got is noted, or why it refused.
fn server<O: Operation<Request = Order, Response = Order, ResponseHeaders = NoHeaders>>(
    security: Security,
    said: Said,
) -> InProcess {
    InProcess::new(move |request| {
        let mut said = said.lock().unwrap();
        said.push(String::from_utf8(request.body().to_vec()).unwrap());
        let options = DecodeOptions::default().with_security(security.clone());
        let incoming = match decode_request::<O>(request, &options) {
            Ok(incoming) => incoming,
            Err(error) => {
                let reason = match &error {
                    IncomingError::Security(error) => format!("{:?}", error.kind()),
                    other => format!("{other:?}"),
                };
                let fault = Fault::<NoFault>::new(SoapVersion::V11, FaultKind::Sender, reason);
                return encode_fault(&fault, SoapVersion::V11).unwrap();
            }
        };
        let verified = incoming.verified.unwrap();
        let user = verified.user().unwrap_or("nobody").to_owned();
        let answer = Order {
            article: incoming.body.article,
            note: Some(user),
        };
        let answer = encode_response::<O>(&answer, &NoHeaders, incoming.version).unwrap();
        let answer = security
            .protect_response::<O>(answer, Some(&verified))
            .unwrap();
        said.push(String::from_utf8(answer.body().to_vec()).unwrap());
        answer
    })
}

fn client<O>(server_side: Security, client_side: Security) -> (Client<Orders, InProcess>, Said)
where
    O: Operation<Request = Order, Response = Order, ResponseHeaders = NoHeaders>,
{
    let said = Said::default();
    let transport = server::<O>(server_side, Arc::clone(&said));
    (Client::new(transport).with_security(client_side), said)
}

/// The password of the only user.
pub(crate) fn users(name: &str) -> Option<soap_runtime::value::Secret<String>> {
    (name == "alice").then(|| "sentinel-password".into())
}

#[test]
fn a_policy_is_satisfied_from_credentials_alone() {
    let keys = keys();
    let (client, said) = client::<Mutual>(
        Security::new()
            .with_identity(keys.service.identity())
            .with_trust(Trust::pinned([keys.client.certificate()]))
            .with_users(users),
        Security::new()
            .with_identity(keys.client.identity())
            .with_recipient(keys.service.certificate())
            .with_trust(Trust::roots([keys.root.clone()]))
            .with_user_digest("alice", "sentinel-password"),
    );
    for _ in 0..3 {
        let reply = client.call::<Mutual>(order()).call_for_reply().unwrap();
        assert_eq!(reply.body.article, order().article);
        assert_eq!(reply.body.note.as_deref(), Some("alice"));
        let signer = reply.verified.unwrap().signer().cloned();
        assert_eq!(signer, Some(keys.service.certificate()));
    }
    for text in said.lock().unwrap().iter() {
        for secret in ["tea &amp;", "sentinel-password", ">alice<"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert!(
            text.contains("xmlenc#aes256-cbc") && !text.contains("<ds:Signature"),
            "{text}"
        );
    }
}

#[test]
fn an_answer_keeps_to_the_alternative_of_its_request() {
    let keys = keys();
    let server = Security::new()
        .with_identity(keys.service.identity())
        .with_trust(Trust::pinned([keys.client.certificate()]))
        .with_users(users);
    let security = Security::new()
        .with_identity(keys.client.identity())
        .with_recipient(keys.service.certificate())
        .with_trust(Trust::pinned([keys.service.certificate()]))
        .with_user_digest("alice", "sentinel-password");
    let (client, said) = client::<Either>(server, security);
    // Without TLS only the second alternative is satisfied.
    let client = client.with_endpoint("http://orders.example/");
    client.call::<Either>(order()).call().unwrap();
    let said = said.lock().unwrap();
    assert!(
        said.iter().all(|it| it.contains("xmlenc#aes256-cbc")),
        "{said:?}"
    );
}

#[test]
fn a_server_holds_requests_to_its_policy_whatever_it_was_given() {
    let keys = keys();
    let read = |text: &str, security: Security| {
        let options = DecodeOptions::default()
            .with_security(security)
            .with_understood(soap_runtime::ws_addressing::NAMESPACE);
        let request = http::Request::new(text.to_owned().into());
        match decode_request::<Mutual>(request, &options) {
            Err(IncomingError::Security(error)) => error.kind(),
            other => panic!("{other:?}"),
        }
    };
    // Who says nothing of trust believes nobody.
    let identity = || Security::new().with_identity(keys.service.identity());
    let unsigned = crate::signing::sent(&Security::new(), SoapVersion::V11);
    assert_eq!(read(&unsigned, identity()), SecurityErrorKind::Missing);
    let signing = Security::new().with_identity(keys.client.identity());
    let signed = crate::signing::sent(&signing, SoapVersion::V11);
    assert_eq!(read(&signed, identity()), SecurityErrorKind::Untrusted);
    // A key that anybody can make is no certificate, whoever knows a password.
    let made = Security::new()
        .with_recipient(keys.service.certificate())
        .with_symmetric_key()
        .with_timestamp(Duration::from_secs(60))
        .with_user("alice", "sentinel-password");
    let made = crate::signing::sent(&made, SoapVersion::V11);
    let trusting = identity()
        .with_trust(Trust::pinned([keys.client.certificate()]))
        .with_users(users)
        .with_cbc_allowed();
    assert_eq!(read(&made, trusting), SecurityErrorKind::Untrusted);
}

#[test]
fn what_a_policy_demands_and_nobody_gives_is_named() {
    let transport = || InProcess::new(|_| panic!("nothing may be sent"));
    let gaps = |security: Security| {
        let client = Client::<Orders, _>::new(transport()).with_security(security);
        match client.call::<Mutual>(order()).call() {
            Err(CallError::Encode(error)) => match &*error {
                RequestError::Security(error) => error.to_string(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    let all = gaps(Security::new());
    for part in [
        "the client's key",
        "the service's certificate",
        "a user name and password, sent as digest",
        "to verify answers",
        "to decrypt answers",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let text = gaps(
        Security::new()
            .with_identity(keys().client.identity())
            .with_recipient(keys().service.certificate())
            .with_trust(Trust::pinned([keys().service.certificate()]))
            .with_user("alice", "x"),
    );
    assert!(
        text.ends_with("configured: a user name and password, sent as digest"),
        "{text}"
    );
}

#[test]
fn one_key_protects_both_directions() {
    let keys = keys();
    let (client, said) = client::<Symmetric>(
        Security::new()
            .with_identity(keys.service.identity())
            .with_symmetric_key()
            .with_users(users),
        Security::new()
            .with_recipient(keys.service.certificate())
            .with_user("alice", "sentinel-password"),
    );
    for _ in 0..2 {
        let reply = client.call::<Symmetric>(order()).call_for_reply().unwrap();
        assert_eq!(reply.body.note.as_deref(), Some("alice"));
    }
    let said = said.lock().unwrap();
    assert!(said.iter().all(|it| it.contains("xmldsig#hmac-sha1")));
    assert!(said[1].contains("#EncryptedKeySHA1") && !said[1].contains("<xenc:EncryptedKey "));
    assert!(said.iter().all(|it| !it.contains("sentinel-password")));
    // An answer that another key protects, or none, is not taken.
    let replayed = said[1].clone();
    let replaying = InProcess::new(move |_| http::Response::new(replayed.clone().into()));
    let plain = InProcess::new(|_| {
        encode_response::<Symmetric>(&Order::default(), &NoHeaders, SoapVersion::V11).unwrap()
    });
    for (transport, kind) in [
        (replaying, SecurityErrorKind::Decryption),
        (plain, SecurityErrorKind::Missing),
    ] {
        let client = Client::<Orders, _>::new(transport).with_security(
            Security::new()
                .with_recipient(keys.service.certificate())
                .with_user("alice", "sentinel-password"),
        );
        match client.call::<Symmetric>(order()).call() {
            Err(CallError::Security(error)) => assert_eq!(error.kind(), kind),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_policy_over_tls_wants_no_more_than_its_tokens() {
    let (client, said) = client::<OverTls>(
        Security::new().with_users(users).with_demanded_timestamp(),
        Security::new().with_user("alice", "sentinel-password"),
    );
    client.call::<OverTls>(order()).call().unwrap();
    let said = said.lock().unwrap();
    assert!(
        said[0].contains("<wsu:Timestamp") && !said[0].contains("Signature"),
        "{}",
        said[0]
    );
}
