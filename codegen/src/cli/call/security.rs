//! WS-Security of a call: what was given, in the form that the contract's policies ask for.
//!
//! In: one alternative of the demands on an operation. Out: the runtime's [`Security`], and what of the demands it leaves.

use std::path::PathBuf;
use std::time::Duration;

use soap_runtime::ws_security::{
    Certificate, Cipher, DigestAlgorithm, Identity, KeyReference, Part, ProtectionOrder, Security,
    SecurityError, Trust,
};
use wsdl_codegen::ir::{Demands, SecurityBinding, TokenKind, TokenRole};

/// How long a message is good for.
const VALID: Duration = Duration::from_secs(300);

#[derive(Debug, clap::Args)]
pub(super) struct KeyFlags {
    /// Sign the request with the certificate and key of this PEM file, and decrypt answers with the key.
    #[arg(long, value_name = "FILE")]
    sign: Option<PathBuf>,
    /// Encrypt the request for the certificate of this PEM file: the service's.
    #[arg(long, value_name = "FILE")]
    encrypt_for: Option<PathBuf>,
    /// Take only answers that a certificate of this PEM file signed.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
}

/// The keys that were given.
pub(super) struct Keys {
    identity: Option<Identity>,
    recipient: Option<Certificate>,
    trust: Option<Trust>,
}

impl KeyFlags {
    pub(super) fn read(&self) -> Result<Keys, String> {
        let recipient = given(self.encrypt_for.as_ref(), Certificate::from_pem)?;
        Ok(Keys {
            identity: given(self.sign.as_ref(), |pem| Identity::from_pem(pem, pem))?,
            recipient: recipient.and_then(|all| all.into_iter().next()),
            trust: given(self.trust.as_ref(), Certificate::from_pem)?.map(Trust::pinned),
        })
    }
}

/// What the PEM file at `path` holds, where one is named.
fn given<T>(
    path: Option<&PathBuf>,
    parse: impl Fn(&[u8]) -> Result<T, SecurityError>,
) -> Result<Option<T>, String> {
    let Some(path) = path else { return Ok(None) };
    let parsed = parse(&super::read(path)?);
    parsed
        .map(Some)
        .map_err(|error| format!("`{}`: {error}", path.display()))
}

impl Keys {
    fn is_empty(&self) -> bool {
        self.identity.is_none() && self.recipient.is_none() && self.trust.is_none()
    }

    /// `user` with the keys, as `demands` ask; `None` where there is nothing to send or to check.
    pub(super) fn applied(
        &self,
        user: Option<Security>,
        demands: Option<&Demands>,
    ) -> Option<Security> {
        if user.is_none() && self.is_empty() {
            return None;
        }
        let mut security = user.unwrap_or_default();
        if let Some(identity) = &self.identity {
            security = security.with_identity(identity.clone());
        }
        if let Some(recipient) = &self.recipient {
            security = security.with_recipient(recipient.clone());
        }
        if let Some(trust) = &self.trust {
            security = security.with_trust(trust.clone()).with_demanded(Part::Body);
        }
        Some(match demands {
            Some(demands) => self.asked(security, demands),
            // What is signed without a word of the contract is fresh.
            None if self.identity.is_some() => security.with_timestamp(VALID),
            None => security,
        })
    }

    fn asked(&self, mut security: Security, demands: &Demands) -> Security {
        let asked = &demands.security;
        if asked.timestamp {
            security = security.with_timestamp(VALID);
        }
        if let Some(suite) = &asked.algorithms {
            security = with_suite(security, suite);
        }
        let is_symmetric =
            asked.binding == Some(SecurityBinding::Symmetric) && self.recipient.is_some();
        if is_symmetric {
            security = security.with_symmetric_key();
        }
        if asked.encrypt_first {
            security = security.with_order(ProtectionOrder::EncryptBeforeSign);
        }
        if asked.encrypt_signature && self.recipient.is_some() {
            security = security.with_encrypted_signature();
        }
        // Without a key `missing` says that one is asked for, and TLS signs what a policy says beside it.
        if is_symmetric || self.identity.is_some() {
            for part in parts(&asked.request.signed) {
                security = security.with_signed(part);
            }
        }
        if asked.request.encrypted.body && self.recipient.is_some() {
            security = security.with_encrypted(Part::Body);
        }
        if asked.response.encrypted.body && self.identity.is_some() {
            security = security.with_demanded_encryption(Part::Body);
        }
        for token in &asked.tokens {
            let reference = token.reference.as_deref().and_then(reference);
            match token.role {
                TokenRole::Supporting {
                    signed,
                    encrypted,
                    endorsing,
                } => {
                    if signed {
                        security = security.with_signed_tokens();
                    }
                    if encrypted && !demands.https && self.recipient.is_some() {
                        security = security.with_encrypted_user();
                    }
                    if let (Some(reference), true) = (reference, endorsing) {
                        security = security.with_key_reference(reference);
                    }
                }
                TokenRole::Initiator => {
                    if let Some(reference) = reference {
                        security = security.with_key_reference(reference);
                    }
                }
                TokenRole::Recipient | TokenRole::Protection => {
                    if let Some(reference) = reference {
                        security = security.with_recipient_reference(reference);
                    }
                }
            }
        }
        security
    }

    /// What `demands` ask for and was not given, or is not done, in words.
    pub(super) fn missing(&self, demands: &Demands) -> Vec<String> {
        let asked = &demands.security;
        let mut words = Vec::new();
        let mut add = |is_missing: bool, text: &str| {
            if is_missing && !words.iter().any(|known| known == text) {
                words.push(text.to_owned());
            }
        };
        for token in &asked.tokens {
            let signs = match token.role {
                TokenRole::Initiator => true,
                TokenRole::Supporting { endorsing, .. } => endorsing,
                TokenRole::Recipient | TokenRole::Protection => false,
            };
            let is_key = token.kind == TokenKind::X509;
            add(
                is_key && signs && self.identity.is_none(),
                "a key (`--sign`)",
            );
            let is_protection = token.role == TokenRole::Protection;
            add(
                is_protection && self.recipient.is_none(),
                "the service's certificate (`--encrypt-for`)",
            );
            add(token.derived_keys, "derived keys, which are not made");
            match &token.kind {
                TokenKind::Saml { .. } => add(true, "a SAML assertion, which is not sent"),
                TokenKind::Other(name) => add(true, &format!("`sp:{name}`, which is not known")),
                TokenKind::UserName(_) | TokenKind::X509 => {}
            }
        }
        let encrypts = asked.request.encrypted.body && !demands.https;
        add(
            encrypts && self.recipient.is_none(),
            "the service's certificate (`--encrypt-for`)",
        );
        let encrypted = &asked.request.encrypted;
        add(
            !encrypted.headers.is_empty() || encrypted.all_headers,
            "encrypted header blocks, which are not made",
        );
        for protection in [&asked.request.signed, encrypted] {
            add(
                !protection.elements.is_empty(),
                "parts by XPath, which are neither signed nor encrypted",
            );
        }
        for name in &asked.others {
            add(true, &format!("`sp:{name}`, which is not known"));
        }
        if let Some(suite) = &asked.algorithms {
            let is_known = cipher(suite).is_some() && !suite.ends_with("Rsa15");
            add(
                !is_known,
                &format!("the algorithms `{suite}`, which are not made"),
            );
        }
        words
    }
}

/// What of a message is signed. Which header blocks are is said by all of them: more signed than asked for is no harm.
fn parts(parts: &wsdl_codegen::ir::Parts) -> Vec<Part> {
    let headers = Part::Header {
        namespace: "",
        local: "",
    };
    let has_headers = parts.all_headers || !parts.headers.is_empty();
    let all = [
        (parts.body, Part::Body),
        (has_headers, headers),
        (parts.attachments, Part::Attachments),
    ];
    let asked = all.into_iter().filter(|(is_asked, _)| *is_asked);
    asked.map(|(_, part)| part).collect()
}

/// WS-SecurityPolicy 1.3 §6.1.
fn with_suite(mut security: Security, suite: &str) -> Security {
    let cipher = cipher(suite);
    if let Some(cipher) = cipher {
        let transport = soap_runtime::ws_security::KeyTransport::RsaOaep;
        security = security.with_encryption_algorithms(cipher, transport);
    }
    if matches!(cipher, Some(Cipher::Aes128Cbc | Cipher::Aes256Cbc)) {
        security = security.with_cbc_allowed();
    }
    match suite.contains("Sha256") {
        true => security.with_digest_algorithm(DigestAlgorithm::Sha256),
        false => security
            .with_digest_algorithm(DigestAlgorithm::Sha1)
            .with_sha1_allowed(),
    }
}

fn cipher(suite: &str) -> Option<Cipher> {
    match suite {
        "Basic256GCMSha256" => Some(Cipher::Aes256Gcm),
        "Basic128GCMSha256" => Some(Cipher::Aes128Gcm),
        _ if suite.starts_with("Basic256") => Some(Cipher::Aes256Cbc),
        _ if suite.starts_with("Basic128") => Some(Cipher::Aes128Cbc),
        _ => None,
    }
}

fn reference(assertion: &str) -> Option<KeyReference> {
    match assertion {
        "RequireIssuerSerialReference" => Some(KeyReference::IssuerSerial),
        "RequireKeyIdentifierReference" => Some(KeyReference::SubjectKeyIdentifier),
        "RequireThumbprintReference" => Some(KeyReference::Thumbprint),
        "RequireEmbeddedTokenReference" => Some(KeyReference::Certificate),
        _ => None,
    }
}
