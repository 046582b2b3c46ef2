//! TLS: rustls with the `ring` provider and the certificates that the system trusts.
//!
//! Set up by hand so that no process-wide provider has to be installed. Verification cannot be turned off.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

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

/// Trusts the system's roots and `extra` ones, and shows `identity` to servers that ask.
///
/// # Errors
/// One of `extra` is no certificate, or the key of `identity` is not that of its certificate.
pub(super) fn config(
    extra: Vec<CertificateDer<'static>>,
    identity: Option<Identity>,
) -> Result<Tls, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let only_extra = extra.clone();
    let (builder, problem) = match verifier(extra, provider) {
        Ok(verifier) => {
            let builder = builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier));
            (builder, None)
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
    let mut config = match identity {
        Some(it) => builder.with_client_auth_cert(it.certificates, it.key)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Tls { config, problem })
}

#[cfg(any(all(unix, not(target_os = "android")), target_os = "windows"))]
fn verifier(
    extra: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(extra, provider)
}

#[cfg(not(any(all(unix, not(target_os = "android")), target_os = "windows")))]
fn verifier(
    _extra: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
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
