//! Whole exchanges between the runtime's client and its server's side: requests and answers, policies, users, clocks, faults.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use soap_runtime::ws_security::{
    Certificate, Identity, KeyTransport, PrivateKey, ProtectionOrder, Security, SecurityErrorKind,
    SignatureAlgorithm, Signer, Trust,
};
use soap_runtime::{
    CallError, Client, DecodeOptions, Fault, FaultKind, InProcess, IncomingError, NoFault,
    NoHeaders, Operation, RequestError, SoapVersion, decode_request, encode_fault, encode_response,
};

use crate::demanding::*;
use crate::keys::keys;
use crate::service::{Order, Orders, OverTls, Plain};
use crate::signing::order;

const NOON: Duration = Duration::from_secs(1_769_860_800);

/// What a server says.
type Said = Arc<Mutex<Vec<String>>>;

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

fn users(name: &str) -> Option<soap_runtime::value::Secret<String>> {
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

#[test]
fn faults_are_signed_too_or_not_believed() {
    let keys = keys();
    let fault = || {
        let fault = Fault::<NoFault>::new(SoapVersion::V11, FaultKind::Receiver, "no tea");
        encode_fault(&fault, SoapVersion::V11).unwrap()
    };
    let service = Security::new()
        .with_identity(keys.service.identity())
        .with_timestamp(Duration::from_secs(60));
    let signed = InProcess::new(move |_| service.protect_response::<Plain>(fault(), None).unwrap());
    let unsigned = InProcess::new(move |_| fault());
    let security = || Security::new().with_trust(Trust::pinned([keys.service.certificate()]));
    let call = |transport: &InProcess, security: Security| {
        let client = Client::<Orders, _>::new(transport.clone()).with_security(security);
        client.call::<Plain>(order()).call().unwrap_err()
    };
    assert_eq!(
        call(&signed, security()).fault().unwrap().reason(),
        "no tea"
    );
    assert!(matches!(
        call(&unsigned, security()),
        CallError::Security(_)
    ));
    let error = call(&unsigned, security().with_unsigned_faults());
    assert_eq!(error.fault().unwrap().reason(), "no tea");
    // Nor is a fault heard from the beginning of a message that breaks off.
    let broken = InProcess::new(move |_| {
        let whole = fault().body().clone();
        http::Response::builder()
            .status(500)
            .body(whole.slice(..whole.len() - 8))
            .unwrap()
    });
    assert!(matches!(call(&broken, security()), CallError::Security(_)));
}

/// A key that stays elsewhere.
struct Elsewhere(PrivateKey);

impl Signer for Elsewhere {
    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::RsaSha512
    }

    fn sign(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        self.0.sign(algorithm, message)
    }
}

#[test]
fn keys_can_stay_elsewhere_and_assertions_are_signed() {
    let keys = keys();
    let key = PrivateKey::from_pem(keys.client.key_pem.as_bytes()).unwrap();
    let identity = Identity::with_signer(keys.client.certificate(), Arc::new(Elsewhere(key)));
    let assertion = "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a1\" Version=\"2.0\">\
                     <saml:Issuer>https://idp.example/</saml:Issuer></saml:Assertion>";
    let security = Security::new()
        .with_identity(identity)
        .with_assertion(soap_runtime::xml::AnyElement::parse(assertion).unwrap());
    let text = crate::signing::sent(&security, SoapVersion::V12);
    assert!(
        text.contains(assertion) && text.contains("URI=\"#_a1\"") && text.contains("rsa-sha512"),
        "{text}"
    );
    let trusting = || crate::signing::pinned(&keys.client);
    crate::signing::received(&text, &trusting()).unwrap();
    let forged = text.replace("idp.example", "evil.example");
    assert_eq!(
        crate::signing::refusal(&forged, &trusting()),
        SecurityErrorKind::Signature
    );
}

#[test]
fn a_header_block_keeps_the_prefixes_that_only_values_use() {
    // The writer declares `xsd` on the envelope; the signed form has it, so that a changed one is noticed.
    let security = Security::new().with_identity(keys().client.identity());
    let text = crate::signing::sent(&security, SoapVersion::V11);
    assert!(text.contains(" soap wsu xsd xsi\""), "{text}");
}

#[test]
fn nothing_shows_a_secret() {
    let keys = keys();
    let secrets: Vec<String> = keys
        .client
        .key_pem
        .lines()
        .skip(1)
        .take(3)
        .map(str::to_owned)
        .collect();
    let security = Security::new()
        .with_identity(keys.client.identity())
        .with_user_digest("alice", "sentinel-password")
        .with_trust(Trust::pinned([keys.service.certificate()]));
    let client =
        Client::<Orders, _>::new(InProcess::new(|_| panic!())).with_security(security.clone());
    let key = PrivateKey::from_pem(keys.client.key_pem.as_bytes()).unwrap();
    let call = client.call::<Plain>(Order::default());
    let mut shown = vec![
        format!(
            "{security:?} {client:?} {key:?} {:?} {call:?}",
            keys.client.identity()
        ),
        format!(
            "{:?}",
            Certificate::from_pem(keys.client.key_pem.as_bytes()).unwrap_err()
        ),
        format!("{:?}", PrivateKey::from_der(&[0; 40]).unwrap_err()),
    ];
    // What is wrong in plain text that was encrypted is not told.
    use soap_runtime::ws_security::Cipher;
    for cipher in [Cipher::Aes128Gcm, Cipher::Aes128Cbc] {
        let sender = Security::new()
            .with_recipient(keys.service.certificate())
            .with_encryption_algorithms(cipher, KeyTransport::RsaOaep)
            .with_order(ProtectionOrder::SignBeforeEncrypt);
        let text = crate::signing::sent(&sender, SoapVersion::V11);
        let at = text.rfind("<xenc:CipherValue>").unwrap() + "<xenc:CipherValue>".len();
        let changed = format!(
            "{}{}{}",
            &text[..at + 40],
            if &text[at + 40..=at + 40] == "A" {
                "B"
            } else {
                "A"
            },
            &text[at + 41..]
        );
        let receiver = Security::new()
            .with_identity(keys.service.identity())
            .with_cbc_allowed();
        match crate::signing::received(&changed, &receiver) {
            Err(error) => shown.push(format!("{error:?} {error}")),
            // CBC does not notice every change.
            Ok(_) => assert_eq!(cipher, Cipher::Aes128Cbc),
        }
    }
    let error = Security::new().with_user("alice", "sentinel-password\u{1}");
    let options = soap_runtime::EncodeOptions::new(SoapVersion::V11, "https://a.example/")
        .with_security(error);
    let error = soap_runtime::encode_request::<Plain>(&order(), &NoHeaders, &options).unwrap_err();
    shown.push(format!("{error:?} {error}"));
    for text in shown {
        assert!(
            !text.contains("sentinel-password") && !text.contains("tea"),
            "{text}"
        );
        assert!(
            secrets.iter().all(|it| !text.contains(it.as_str())),
            "{text}"
        );
    }
}
