//! [`Trust`]: whose signatures are believed.

use std::time::Duration;

use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{
    EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter, anchor_from_trusted_cert,
};

use super::certificate::Certificate;
use crate::ws_security::error::{SecurityError, untrusted};

/// Whose signatures are believed: given certificates, and those that given roots vouch for.
///
/// Validity is judged by the clock. Revocation is not asked for.
#[must_use]
#[derive(Clone, Debug, Default)]
pub struct Trust {
    pinned: Vec<Certificate>,
    roots: Vec<Certificate>,
    known: Vec<Certificate>,
}

impl Trust {
    /// Believes these certificates and no others.
    pub fn pinned(certificates: impl IntoIterator<Item = Certificate>) -> Self {
        Self {
            pinned: certificates.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Believes certificates that these roots vouch for, through intermediate ones that [`Trust::with_known`] names.
    pub fn roots(roots: impl IntoIterator<Item = Certificate>) -> Self {
        Self {
            roots: roots.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The same, knowing these certificates: intermediate ones, and such that messages name without sending them.
    pub fn with_known(mut self, certificates: impl IntoIterator<Item = Certificate>) -> Self {
        self.known.extend(certificates);
        self
    }

    /// The certificates that a message may name without sending them.
    pub(super) fn known(&self) -> impl Iterator<Item = &Certificate> {
        self.pinned.iter().chain(&self.known)
    }

    /// The certificate that signatures are of which name none.
    pub(super) fn only(&self) -> Option<&Certificate> {
        match (self.pinned.as_slice(), self.roots.as_slice()) {
            ([certificate], []) => Some(certificate),
            _ => None,
        }
    }

    /// Checks a certificate at a time since 1970.
    pub(super) fn check(
        &self,
        certificate: &Certificate,
        now: Duration,
    ) -> Result<(), SecurityError> {
        if !certificate.is_valid_at(now) {
            return Err(untrusted("its certificate has expired or is not valid yet"));
        }
        if self.pinned.contains(certificate) || self.is_vouched_for(certificate, now) {
            return Ok(());
        }
        Err(untrusted(
            "its certificate is neither pinned nor of a known root",
        ))
    }

    fn is_vouched_for(&self, certificate: &Certificate, now: Duration) -> bool {
        let roots: Vec<CertificateDer<'_>> =
            self.roots.iter().map(|it| it.as_der().into()).collect();
        let anchors: Vec<_> = roots
            .iter()
            .filter_map(|it| anchor_from_trusted_cert(it).ok())
            .collect();
        if anchors.is_empty() {
            return false;
        }
        let between: Vec<CertificateDer<'_>> =
            self.known.iter().map(|it| it.as_der().into()).collect();
        let der = CertificateDer::from(certificate.as_der());
        let Ok(end) = EndEntityCert::try_from(&der) else {
            return false;
        };
        let now = UnixTime::since_unix_epoch(now);
        end.verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            &anchors,
            &between,
            now,
            AnyUsage,
            None,
            None,
        )
        .is_ok()
    }
}

/// No usage of RFC 5280 §4.2.1.12 is that of signing messages: certificates for anything sign them.
struct AnyUsage;

impl ExtendedKeyUsageValidator for AnyUsage {
    fn validate(&self, mut usages: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        usages.try_for_each(|usage| usage.map(|_| ()))
    }
}
