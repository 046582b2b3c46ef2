//! Who signs, and what: faults, keys that stay elsewhere, assertions, prefixes that only values use.

use std::sync::Arc;
use std::time::Duration;

use soap_runtime::ws_security::{
    Identity, Part, PrivateKey, Security, SecurityErrorKind, SignatureAlgorithm, Signer, Trust,
};
use soap_runtime::{
    CallError, Client, EncodeOptions, Fault, FaultKind, InProcess, NoFault, NoHeaders,
    RequestError, SoapVersion, encode_fault, encode_request,
};

use crate::keys::keys;
use crate::service::{Orders, Plain};
use crate::signing::order;

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

#[test]
fn what_is_to_be_signed_without_a_key_is_not_sent() {
    let options = EncodeOptions::new(SoapVersion::V11, "https://orders.example/")
        .with_security(Security::new().with_signed(Part::Body));
    let error = encode_request::<Plain>(&order(), &NoHeaders, &options).unwrap_err();
    let RequestError::Security(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), SecurityErrorKind::Configuration);
    assert!(error.to_string().contains("`with_identity`"), "{error}");
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
