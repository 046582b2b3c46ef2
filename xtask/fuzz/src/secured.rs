//! Any text as a protected message: it is refused, or read as what was signed. Keys are made anew for each process, so that
//! none lies in the repository; messages of an earlier one are still good for their structure.

use std::sync::LazyLock;
use std::time::Duration;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use soap_runtime::field::required;
use soap_runtime::ws_security::{
    Cipher, Identity, KeyReference, KeyTransport, Part, Security, Trust,
};
use soap_runtime::{
    DecodeOptions, EncodeOptions, NoFault, NoHeaders, Operation, OperationInfo, SoapVersion,
    decode_request, encode_request,
};

use crate::plain::assert_plain;

#[derive(Clone, Debug, Default, PartialEq)]
struct Order {
    article: Option<String>,
    note: Option<String>,
}
soap_runtime::record!(Order, {
    article: optional("urn:orders", "article"),
    note: optional("urn:orders", "note"),
});

#[derive(Clone, Copy, Debug)]
struct Plain;
impl Operation for Plain {
    type Request = Order;
    type Response = Order;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("order", required("urn:orders", "order"))
        .soap_action("urn:orders/order")
        .response(required("urn:orders", "ordered"));
}

static KEYS: LazyLock<[Identity; 2]> = LazyLock::new(|| [identity("Client"), identity("Service")]);

fn identity(name: &str) -> Identity {
    let pair = KeyPair::generate(KeySize::Rsa2048).expect("there is randomness");
    let pkcs8 = pair.as_der().expect("it is a key");
    let der = rustls_pki_types::PrivatePkcs8KeyDer::from(pkcs8.as_ref());
    let key = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_RSA_SHA256)
        .expect("it is a key");
    let mut params = rcgen::CertificateParams::default();
    params
        .distinguished_name
        .push(rcgen::DnType::CommonName, name);
    let certificate = params.self_signed(&key).expect("it can sign");
    Identity::from_pem(certificate.pem().as_bytes(), key.serialize_pem().as_bytes())
        .expect("it is a certificate")
}

fn order() -> Order {
    Order {
        article: Some("tea & <b>".to_owned()),
        note: Some("one\r\ntwo".to_owned()),
    }
}

/// Who sends: a signature, a signature and encryption, a user.
fn senders() -> Vec<Security> {
    let [client, service] = &*KEYS;
    let signed = |reference| {
        Security::new()
            .with_identity(client.clone())
            .with_key_reference(reference)
            .with_timestamp(Duration::from_secs(60 * 60 * 24 * 365))
            .with_signed(Part::Body)
    };
    let hidden = |cipher, transport| {
        signed(KeyReference::IssuerSerial)
            .with_recipient(service.certificate().clone())
            .with_encrypted(Part::Body)
            .with_encryption_algorithms(cipher, transport)
    };
    vec![
        signed(KeyReference::BinarySecurityToken),
        signed(KeyReference::Thumbprint),
        signed(KeyReference::IssuerSerial).with_user("alice", "secret"),
        hidden(Cipher::Aes128Gcm, KeyTransport::RsaOaep),
        hidden(Cipher::Aes256Gcm, KeyTransport::RsaOaepSha256).with_encrypted_signature(),
        Security::new()
            .with_user("alice", "secret")
            .with_timestamp(Duration::from_secs(60)),
    ]
}

/// Protected messages of this process.
pub fn seeds() -> Vec<Vec<u8>> {
    let sent = |(index, security): (usize, Security)| {
        let version = [SoapVersion::V11, SoapVersion::V12][index % 2];
        let options = EncodeOptions::new(version, "https://orders.test/").with_security(security);
        let request =
            encode_request::<Plain>(&order(), &NoHeaders, &options).expect("it can be protected");
        request.body().to_vec()
    };
    senders().into_iter().enumerate().map(sent).collect()
}

/// Reads `data` as one that demands a signed body, and as one that demands a user.
pub fn run(data: &[u8]) {
    let [client, service] = &*KEYS;
    let demanding = Security::new()
        .with_trust(Trust::pinned([client.certificate().clone()]))
        .with_identity(service.clone())
        .with_demanded(Part::Body)
        .with_demanded_timestamp();
    let users =
        Security::new().with_users(|user| (user == "alice").then(|| "secret".to_owned().into()));
    for (security, is_signed) in [(demanding, true), (users, false)] {
        let options = DecodeOptions::default().with_security(security);
        let request = http::Request::new(bytes::Bytes::copy_from_slice(data));
        match decode_request::<Plain>(request, &options) {
            Ok(incoming) if is_signed => assert_eq!(incoming.body, order()),
            Ok(incoming) => {
                let verified = incoming.verified.expect("it was looked at");
                assert_eq!(verified.user(), Some("alice"));
            }
            Err(error) => {
                assert_plain(&error);
                assert!(!format!("{error:?}").contains(">secret<"), "{error:?}");
            }
        }
    }
}
