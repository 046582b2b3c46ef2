//! What one side signs and encrypts, the other reads: all algorithms, all references, both orders.

use soap_runtime::ws_security::{
    Cipher, DigestAlgorithm, Identity, KeyReference, KeyTransport, Part, ProtectionOrder, Security,
    SecurityErrorKind, SignatureAlgorithm, Trust,
};
use soap_runtime::{
    DecodeOptions, EncodeOptions, Incoming, IncomingError, NoHeaders, SoapVersion, decode_request,
    encode_request,
};

use crate::keys::{Pair, keys};
use crate::service::{Order, Plain};

pub(crate) const REFERENCES: [KeyReference; 5] = [
    KeyReference::BinarySecurityToken,
    KeyReference::IssuerSerial,
    KeyReference::SubjectKeyIdentifier,
    KeyReference::Thumbprint,
    KeyReference::Certificate,
];

pub(crate) fn order() -> Order {
    Order {
        article: Some("tea & <b>".to_owned()),
        note: Some("one\r\ntwo".to_owned()),
    }
}

/// What is sent by whoever protects it so.
pub(crate) fn sent(security: &Security, version: SoapVersion) -> String {
    let options = EncodeOptions::new(version, "https://orders.example/")
        .with_addressing("urn:uuid:1")
        .with_security(security.clone());
    let request = encode_request::<Plain>(&order(), &NoHeaders, &options).unwrap();
    String::from_utf8(request.body().to_vec()).unwrap()
}

/// What is made of a text by whoever demands this.
pub(crate) fn received(text: &str, security: &Security) -> Result<Incoming<Plain>, IncomingError> {
    let options = DecodeOptions::default()
        .with_security(security.clone())
        .with_understood("http://www.w3.org/2005/08/addressing");
    decode_request::<Plain>(http::Request::new(text.to_owned().into()), &options)
}

/// The error that a text is refused with.
pub(crate) fn refusal(text: &str, security: &Security) -> SecurityErrorKind {
    match received(text, security) {
        Err(IncomingError::Security(error)) => error.kind(),
        other => panic!("{other:?}\n{text}"),
    }
}

pub(crate) fn pinned(pair: &Pair) -> Security {
    Security::new().with_trust(Trust::pinned([pair.certificate()]))
}

#[test]
fn every_reference_and_algorithm_is_verified() {
    use SignatureAlgorithm::*;
    let keys = keys();
    let cases = [
        (
            &keys.client,
            &[
                RsaSha256,
                RsaSha384,
                RsaSha512,
                RsaPssSha256,
                RsaPssSha384,
                RsaPssSha512,
            ][..],
        ),
        (&keys.curve256, &[EcdsaSha256]),
        (&keys.curve384, &[EcdsaSha384]),
    ];
    for (pair, algorithms) in cases {
        for &algorithm in algorithms {
            for reference in REFERENCES {
                let security = Security::new()
                    .with_identity(pair.identity())
                    .with_timestamp(std::time::Duration::from_secs(60))
                    .with_signature_algorithm(algorithm)
                    .with_key_reference(reference);
                for version in [SoapVersion::V11, SoapVersion::V12] {
                    let text = sent(&security, version);
                    assert!(text.contains(algorithm.uri()), "{text}");
                    let incoming = received(&text, &pinned(pair)).unwrap();
                    assert_eq!(incoming.body, order());
                    let signer = incoming.verified.unwrap().signer().cloned();
                    assert_eq!(signer, Some(pair.certificate()));
                }
            }
        }
    }
}

#[test]
fn digests_and_parts_are_those_that_were_asked_for() {
    let wsa = "http://www.w3.org/2005/08/addressing";
    for digest in [
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha384,
        DigestAlgorithm::Sha512,
    ] {
        let security = Security::new()
            .with_identity(keys().client.identity())
            .with_digest_algorithm(digest)
            .with_user("alice", "secret")
            .with_signed_tokens()
            .with_signed(Part::Body)
            .with_signed(Part::Header {
                namespace: wsa,
                local: "",
            });
        let text = sent(&security, SoapVersion::V12);
        // Four blocks of WS-Addressing, the body, the user name, our certificate.
        assert_eq!(text.matches("<ds:Reference ").count(), 7, "{text}");
        assert_eq!(text.matches(digest.uri()).count(), 7);
        let demanding = pinned(&keys().client)
            .with_demanded(Part::Header {
                namespace: wsa,
                local: "To",
            })
            .with_demanded(Part::Header {
                namespace: "urn:absent",
                local: "Absent",
            });
        received(&text, &demanding).unwrap();
    }
    let body_only = Security::new().with_identity(keys().client.identity());
    let demanding = pinned(&keys().client).with_demanded(Part::Header {
        namespace: wsa,
        local: "To",
    });
    let text = sent(&body_only, SoapVersion::V12);
    assert_eq!(refusal(&text, &demanding), SecurityErrorKind::Missing);
}

#[test]
fn only_the_trusted_are_believed() {
    let keys = keys();
    let roots = Security::new().with_trust(Trust::roots([keys.root.clone()]));
    let known = |reference| {
        let trust = Trust::roots([keys.root.clone()]).with_known([keys.client.certificate()]);
        let security = Security::new()
            .with_identity(keys.client.identity())
            .with_key_reference(reference);
        received(
            &sent(&security, SoapVersion::V11),
            &Security::new().with_trust(trust),
        )
        .unwrap();
    };
    for reference in REFERENCES {
        known(reference);
    }
    let of = |pair: &Pair| Security::new().with_identity(pair.identity());
    let text = sent(&of(&keys.client), SoapVersion::V11);
    received(&text, &roots).unwrap();
    for (pair, security) in [
        (&keys.stranger, &roots),
        (&keys.stranger, &pinned(&keys.client)),
        (&keys.service, &pinned(&keys.client)),
    ] {
        let text = sent(&of(pair), SoapVersion::V11);
        assert_eq!(refusal(&text, security), SecurityErrorKind::Untrusted);
    }
    // A certificate of the trusted with the key of a stranger.
    let forged = Identity::new(
        keys.client.certificate(),
        soap_runtime::ws_security::PrivateKey::from_pem(keys.stranger.key_pem.as_bytes()).unwrap(),
    );
    let text = sent(&Security::new().with_identity(forged), SoapVersion::V11);
    assert_eq!(refusal(&text, &roots), SecurityErrorKind::Signature);
    let unsigned = sent(&Security::new(), SoapVersion::V11);
    assert_eq!(refusal(&unsigned, &roots), SecurityErrorKind::Missing);
}

#[test]
fn every_cipher_transport_reference_and_order_is_decrypted() {
    let keys = keys();
    for cipher in [
        Cipher::Aes128Gcm,
        Cipher::Aes256Gcm,
        Cipher::Aes128Cbc,
        Cipher::Aes256Cbc,
    ] {
        for transport in [KeyTransport::RsaOaep, KeyTransport::RsaOaepSha256] {
            for order_of in [
                ProtectionOrder::SignBeforeEncrypt,
                ProtectionOrder::EncryptBeforeSign,
            ] {
                let reference = match cipher {
                    Cipher::Aes128Gcm => KeyReference::BinarySecurityToken,
                    Cipher::Aes256Gcm => KeyReference::Thumbprint,
                    Cipher::Aes128Cbc => KeyReference::SubjectKeyIdentifier,
                    _ => KeyReference::IssuerSerial,
                };
                let wsa_to = Part::Header {
                    namespace: "http://www.w3.org/2005/08/addressing",
                    local: "To",
                };
                let security = Security::new()
                    .with_identity(keys.client.identity())
                    .with_recipient(keys.service.certificate())
                    .with_recipient_reference(reference)
                    .with_encryption_algorithms(cipher, transport)
                    .with_timestamp(std::time::Duration::from_secs(60))
                    .with_user("alice", "sentinel")
                    .with_signed_tokens()
                    .with_encrypted_user()
                    .with_encrypted_signature()
                    .with_order(order_of)
                    .with_signed(Part::Body)
                    .with_signed(wsa_to)
                    .with_encrypted(Part::Body)
                    .with_encrypted(wsa_to);
                let text = sent(&security, SoapVersion::V12);
                for secret in ["tea &amp;", "sentinel", ">alice<", "orders.example"] {
                    assert!(!text.contains(secret), "{secret}: {text}");
                }
                let server = pinned(&keys.client)
                    .with_identity(keys.service.identity())
                    .with_demanded(wsa_to)
                    .with_demanded_encryption(Part::Body)
                    .with_demanded_encryption(wsa_to)
                    .with_users(|user| (user == "alice").then(|| "sentinel".into()));
                if matches!(cipher, Cipher::Aes128Cbc | Cipher::Aes256Cbc) {
                    assert_eq!(refusal(&text, &server), SecurityErrorKind::Algorithm);
                }
                let incoming = received(&text, &server.with_cbc_allowed()).unwrap_or_else(|it| {
                    panic!("{cipher:?} {transport:?} {order_of:?} {it:?} {text}")
                });
                assert_eq!(incoming.body, order());
                assert_eq!(incoming.verified.unwrap().user(), Some("alice"));
                let other = pinned(&keys.client)
                    .with_identity(keys.stranger.identity())
                    .with_cbc_allowed();
                assert_eq!(refusal(&text, &other), SecurityErrorKind::Decryption);
            }
        }
    }
}

#[test]
fn what_has_to_be_encrypted_is_not_taken_plain() {
    let keys = keys();
    let security = Security::new().with_identity(keys.client.identity());
    let server = pinned(&keys.client)
        .with_identity(keys.service.identity())
        .with_demanded_encryption(Part::Body);
    let text = sent(&security, SoapVersion::V11);
    assert_eq!(refusal(&text, &server), SecurityErrorKind::Missing);
}
