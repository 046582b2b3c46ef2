//! Keys: [`PrivateKey`] from a file, and [`Signer`] and [`Decrypter`] for keys that stay elsewhere.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey, PublicEncryptingKey,
};
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    RsaKeyPair,
};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject as _;

use super::algorithm::{KeyTransport, SignatureAlgorithm};
use super::certificate::Certificate;
use crate::ws_security::error::{SecurityError, configuration};

/// Makes signatures: a key in a file, a token, a key management service.
pub trait Signer: Send + Sync {
    /// The algorithm that is used where neither the caller nor the contract's policy names one.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// The signature of `message`, which is not hashed yet. That of ECDSA is `r` and `s`, each as long as the curve's
    /// order; XML Signature 1.1 §6.4.3.
    ///
    /// # Errors
    /// The key cannot sign so, or is not to be had. The text may be seen by users.
    fn sign(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>>;
}

/// Decrypts keys that were encrypted for a certificate.
pub trait Decrypter: Send + Sync {
    /// The key in `wrapped`.
    ///
    /// # Errors
    /// It cannot be decrypted; why not is told to nobody.
    fn decrypt(
        &self,
        transport: KeyTransport,
        wrapped: &[u8],
    ) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>>;
}

/// A private key in memory: RSA, or ECDSA on P-256 or P-384. Nothing shows it.
pub struct PrivateKey(Kind);

enum Kind {
    Rsa(Box<RsaKeyPair>, Box<OaepPrivateDecryptingKey>),
    Ecdsa(Box<EcdsaKeyPair>, SignatureAlgorithm),
}

impl PrivateKey {
    /// The first private key of a PEM file: PKCS #8, PKCS #1 or SEC 1, not encrypted.
    ///
    /// # Errors
    /// There is none, or one of a kind that is not supported.
    pub fn from_pem(pem: &[u8]) -> Result<Self, SecurityError> {
        match PrivateKeyDer::from_pem_slice(pem) {
            Ok(der) => Self::from_der(der.secret_der()),
            Err(_) => Err(configuration(
                "no private key in PEM: `-----BEGIN PRIVATE KEY-----`",
            )),
        }
    }

    /// A private key from DER: PKCS #8, PKCS #1 or SEC 1.
    ///
    /// # Errors
    /// It is none, or of a kind that is not supported.
    pub fn from_der(der: &[u8]) -> Result<Self, SecurityError> {
        Self::read(der).ok_or_else(|| {
            configuration("no private key of RSA with 2048 bits or more, P-256 or P-384")
        })
    }

    fn read(der: &[u8]) -> Option<Self> {
        if let Ok(pair) = RsaKeyPair::from_pkcs8(der).or_else(|_| RsaKeyPair::from_der(der)) {
            let pkcs8 = pair.as_der().ok()?;
            let decrypting = PrivateDecryptingKey::from_pkcs8(pkcs8.as_ref()).ok()?;
            let decrypting = OaepPrivateDecryptingKey::new(decrypting).ok()?;
            return Some(Self(Kind::Rsa(Box::new(pair), Box::new(decrypting))));
        }
        let curves = [
            (
                &ECDSA_P256_SHA256_FIXED_SIGNING,
                SignatureAlgorithm::EcdsaSha256,
            ),
            (
                &ECDSA_P384_SHA384_FIXED_SIGNING,
                SignatureAlgorithm::EcdsaSha384,
            ),
        ];
        curves.into_iter().find_map(|(curve, algorithm)| {
            let pair = EcdsaKeyPair::from_pkcs8(curve, der)
                .or_else(|_| EcdsaKeyPair::from_private_key_der(curve, der));
            Some(Self(Kind::Ecdsa(Box::new(pair.ok()?), algorithm)))
        })
    }
}

impl Signer for PrivateKey {
    fn algorithm(&self) -> SignatureAlgorithm {
        match &self.0 {
            Kind::Rsa(..) => SignatureAlgorithm::RsaSha256,
            Kind::Ecdsa(_, algorithm) => *algorithm,
        }
    }

    fn sign(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        let random = SystemRandom::new();
        match &self.0 {
            Kind::Rsa(pair, _) => {
                let encoding: &'static dyn signature::RsaEncoding = match algorithm {
                    SignatureAlgorithm::RsaSha256 => &signature::RSA_PKCS1_SHA256,
                    SignatureAlgorithm::RsaSha384 => &signature::RSA_PKCS1_SHA384,
                    SignatureAlgorithm::RsaSha512 => &signature::RSA_PKCS1_SHA512,
                    SignatureAlgorithm::RsaPssSha256 => &signature::RSA_PSS_SHA256,
                    SignatureAlgorithm::RsaPssSha384 => &signature::RSA_PSS_SHA384,
                    SignatureAlgorithm::RsaPssSha512 => &signature::RSA_PSS_SHA512,
                    SignatureAlgorithm::RsaSha1
                    | SignatureAlgorithm::EcdsaSha256
                    | SignatureAlgorithm::EcdsaSha384
                    | SignatureAlgorithm::HmacSha1
                    | SignatureAlgorithm::HmacSha256 => {
                        return Err("a key of RSA does not sign so".into());
                    }
                };
                let mut value = vec![0; pair.public_modulus_len()];
                pair.sign(encoding, &random, message, &mut value)
                    .map_err(|_| "signing with RSA failed")?;
                Ok(value)
            }
            Kind::Ecdsa(pair, own) if *own == algorithm => {
                let value = pair
                    .sign(&random, message)
                    .map_err(|_| "signing with ECDSA failed")?;
                Ok(value.as_ref().to_vec())
            }
            Kind::Ecdsa(..) => Err("a key of this curve does not sign so".into()),
        }
    }
}

impl Decrypter for PrivateKey {
    fn decrypt(
        &self,
        transport: KeyTransport,
        wrapped: &[u8],
    ) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        let Kind::Rsa(_, key) = &self.0 else {
            return Err("only a key of RSA decrypts keys".into());
        };
        let mut buffer = vec![0; key.min_output_size()];
        let plain = key
            .decrypt(transport.oaep(), wrapped, &mut buffer, None)
            .map_err(|_| "no key")?;
        Ok(plain.to_vec())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

/// Encrypts a key for the owner of a certificate.
pub(super) fn wrap(
    certificate: &Certificate,
    transport: KeyTransport,
    key: &[u8],
) -> Result<Vec<u8>, SecurityError> {
    let wrapped = PublicEncryptingKey::from_der(certificate.key_info())
        .ok()
        .and_then(|public| OaepPublicEncryptingKey::new(public).ok())
        .and_then(|public| {
            let mut buffer = vec![0; public.ciphertext_size()];
            let wrapped = public
                .encrypt(transport.oaep(), key, &mut buffer, None)
                .ok()?;
            Some(wrapped.to_vec())
        });
    wrapped.ok_or_else(|| configuration("the certificate has no key of RSA to encrypt for"))
}

/// A key with its certificate: who we are.
#[must_use]
#[derive(Clone)]
pub struct Identity {
    pub(super) certificate: Certificate,
    pub(super) signer: Arc<dyn Signer>,
    pub(super) decrypter: Option<Arc<dyn Decrypter>>,
}

impl Identity {
    /// A certificate, and a key in memory that belongs to it.
    pub fn new(certificate: Certificate, key: PrivateKey) -> Self {
        let key = Arc::new(key);
        Self {
            certificate,
            signer: Arc::clone(&key) as Arc<dyn Signer>,
            decrypter: Some(key),
        }
    }

    /// A certificate, and whoever signs with the key that belongs to it.
    pub fn with_signer(certificate: Certificate, signer: Arc<dyn Signer>) -> Self {
        Self {
            certificate,
            signer,
            decrypter: None,
        }
    }

    /// The same with whoever decrypts with the key.
    pub fn with_decrypter(mut self, decrypter: Arc<dyn Decrypter>) -> Self {
        self.decrypter = Some(decrypter);
        self
    }

    /// The first certificate and the first private key of PEM files; one file may hold both.
    ///
    /// # Errors
    /// One of them is missing or cannot be read.
    pub fn from_pem(certificate: &[u8], key: &[u8]) -> Result<Self, SecurityError> {
        let mut certificates = Certificate::from_pem(certificate)?;
        Ok(Self::new(
            certificates.swap_remove(0),
            PrivateKey::from_pem(key)?,
        ))
    }

    /// The first private key of a PKCS#12 file (`.p12`, `.pfx`) with its certificate.
    ///
    /// # Errors
    /// The password is wrong, the file is broken, or its key is of a kind that is not supported.
    #[cfg(feature = "pkcs12")]
    pub fn from_pkcs12(file: &[u8], password: &str) -> Result<Self, SecurityError> {
        let opened = crate::pkcs12::open(file, password).map_err(configuration)?;
        let certificate = opened
            .certificates
            .first()
            .ok_or_else(|| configuration("there is no certificate in the PKCS#12 file"))?;
        Ok(Self::new(
            Certificate::from_der(certificate)?,
            PrivateKey::from_der(&opened.key)?,
        ))
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identity").field(&self.certificate).finish()
    }
}
