//! Keys and certificates for tests, made anew for each run, so that no private key lies in the repository.

use std::sync::OnceLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use rcgen::{BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use soap_runtime::ws_security::{Certificate, Identity};

/// Who takes part.
pub(crate) struct Keys {
    pub(crate) root: Certificate,
    pub(crate) client: Pair,
    pub(crate) service: Pair,
    /// P-256, of the same root.
    pub(crate) curve256: Pair,
    pub(crate) curve384: Pair,
    /// RSA, of a root that nobody trusts.
    pub(crate) stranger: Pair,
}

pub(crate) struct Pair {
    pub(crate) certificate_pem: String,
    pub(crate) key_pem: String,
    identity: Identity,
}

impl Pair {
    pub(crate) fn identity(&self) -> Identity {
        self.identity.clone()
    }

    pub(crate) fn certificate(&self) -> Certificate {
        self.identity.certificate().clone()
    }
}

/// The keys of this run.
pub(crate) fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let (root, issuer) = root("Root");
        let (_, other) = root_of_nobody();
        Keys {
            root,
            client: pair("Client, \"A+B\" GmbH", &rsa(), &issuer),
            service: pair("Service", &rsa(), &issuer),
            curve256: pair("Curve 256", &curve(&rcgen::PKCS_ECDSA_P256_SHA256), &issuer),
            curve384: pair("Curve 384", &curve(&rcgen::PKCS_ECDSA_P384_SHA384), &issuer),
            stranger: pair("Client, \"A+B\" GmbH", &rsa(), &other),
        }
    })
}

fn root_of_nobody() -> (Certificate, Issuer<'static, KeyPair>) {
    root("Root")
}

fn root(name: &str) -> (Certificate, Issuer<'static, KeyPair>) {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Acme, Inc.");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = curve(&rcgen::PKCS_ECDSA_P256_SHA256);
    let certificate = params.self_signed(&key).unwrap();
    let read = Certificate::from_der(certificate.der()).unwrap();
    (read, Issuer::new(params, key))
}

fn pair(name: &str, key: &KeyPair, issuer: &Issuer<'_, KeyPair>) -> Pair {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.distinguished_name.push(DnType::CountryName, "AT");
    params.use_authority_key_identifier_extension = true;
    params.custom_extensions.push(key_identifier(key));
    let certificate = params.signed_by(key, issuer).unwrap();
    let (certificate_pem, key_pem) = (certificate.pem(), key.serialize_pem());
    Pair {
        identity: Identity::from_pem(certificate_pem.as_bytes(), key_pem.as_bytes()).unwrap(),
        certificate_pem,
        key_pem,
    }
}

/// RFC 5280 §4.2.1.2: any 20 bytes that no other key has.
fn key_identifier(key: &KeyPair) -> CustomExtension {
    let sha256 = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, key.public_key_raw());
    let octets = [&[0x04, 20], &sha256.as_ref()[..20]].concat();
    CustomExtension::from_oid_content(&[2, 5, 29, 14], octets)
}

fn rsa() -> KeyPair {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let pkcs8 = pair.as_der().unwrap();
    let der = PrivatePkcs8KeyDer::from(pkcs8.as_ref());
    KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_RSA_SHA256).unwrap()
}

fn curve(algorithm: &'static rcgen::SignatureAlgorithm) -> KeyPair {
    KeyPair::generate_for(algorithm).unwrap()
}
