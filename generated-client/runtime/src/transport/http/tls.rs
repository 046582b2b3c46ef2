//! TLS: rustls with the `ring` provider and the certificates that the system trusts.
//!
//! Set up by hand so that no process-wide provider has to be installed. Verification cannot be turned off; what is not
//! trusted by the system is trusted by a root certificate, or one certificate by its fingerprint.

mod pinned;

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

pub(super) use pinned::Fingerprint;

/// Whom a transport trusts, and who it is.
#[derive(Default)]
pub(super) struct Trust {
    /// Roots besides those of the system.
    pub(super) roots: Vec<CertificateDer<'static>>,
    /// The certificates that alone are accepted, whoever signed them; those that roots lead to where there is none.
    pub(super) pinned: Vec<Fingerprint>,
    pub(super) identity: Option<Identity>,
}

/// The settings of TLS, and what is wrong with them if no certificate can be verified.
pub(super) struct Tls {
    pub(super) config: ClientConfig,
    pub(super) problem: Option<String>,
}

/// Who we are, to servers that ask: the certificate with those that lead to its root, and its key.
pub(super) struct Identity {
    pub(super) certificates: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

/// The settings for connections that speak one of `protocols`, the preferred first.
///
/// # Errors
/// A root is no certificate, or the key of the identity is not that of its certificate.
pub(super) fn config(trust: Trust, protocols: &[&str]) -> Result<Tls, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let only_extra = trust.roots.clone();
    let verifier: Result<Arc<dyn ServerCertVerifier>, _> = match trust.pinned.is_empty() {
        true => verifier(trust.roots, Arc::clone(&provider)).map(|it| Arc::new(it) as Arc<_>),
        false => Ok(Arc::new(pinned::verifier(trust.pinned, &provider))),
    };
    let (builder, problem) = match verifier {
        Ok(verifier) => {
            let dangerous = builder.dangerous();
            (dangerous.with_custom_certificate_verifier(verifier), None)
        }
        Err(error) => {
            // A system without roots: plain http still works, and so do the roots given.
            let mut roots = RootCertStore::empty();
            for certificate in only_extra {
                roots.add(certificate)?;
            }
            let problem = roots.is_empty().then(|| error.to_string());
            (builder.with_root_certificates(roots), problem)
        }
    };
    let mut config = match trust.identity {
        Some(it) => builder.with_client_auth_cert(it.certificates, it.key)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = protocols
        .iter()
        .map(|name| name.as_bytes().to_vec())
        .collect();
    Ok(Tls { config, problem })
}

#[cfg(any(all(unix, not(target_os = "android")), target_os = "windows"))]
fn verifier(
    extra: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(extra, provider)
}

#[cfg(not(any(all(unix, not(target_os = "android")), target_os = "windows")))]
fn verifier(
    _extra: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new(provider)
}

/// The first private key in a PEM file.
pub(super) fn parse_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, String> {
    // The error names what is wrong with the form, never what is in it.
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| error.to_string())
}

/// All certificates in a PEM file.
pub(super) fn parse_pem(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    if certificates.is_empty() {
        return Err(String::from("there is no certificate in the PEM text"));
    }
    Ok(certificates)
}

/// The first key in a PKCS#12 file with its certificate and those that lead to its root.
#[cfg(feature = "pkcs12")]
pub(super) fn parse_pkcs12(file: &[u8], password: &str) -> Result<Identity, String> {
    let opened = crate::pkcs12::open(file, password)?;
    let certificates = opened.certificates.into_iter();
    Ok(Identity {
        certificates: certificates.map(CertificateDer::from).collect(),
        key: PrivateKeyDer::try_from(opened.key)?,
    })
}
