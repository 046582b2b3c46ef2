//! [`Plan`]: what is done to one message, from what the user said and what the policy demands.

use std::time::Duration;

use super::algorithm::{Cipher, DigestAlgorithm, KeyTransport, SignatureAlgorithm};
use super::security::Settings;
use crate::ws_security::policy::{
    AlgorithmSuite, KeyReference, Layout, Part, ProtectionOrder, SecurityPolicy, TokenPurpose,
};

/// How long a timestamp is valid where nobody says.
const VALID: Duration = Duration::from_secs(300);

/// What is done to one message.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) timestamp: Option<Duration>,
    /// `None`: nothing is signed.
    pub(super) sign: Option<Sign>,
    pub(super) encrypt: Vec<Part>,
    pub(super) encrypt_user: bool,
    pub(super) encrypt_signature: bool,
    pub(super) cipher: Cipher,
    pub(super) transport: KeyTransport,
    pub(super) recipient_reference: KeyReference,
    pub(super) order: ProtectionOrder,
    /// Whether the timestamp is the first element of the block.
    pub(super) timestamp_first: bool,
    /// One key for both directions, which the client makes.
    pub(super) symmetric: bool,
}

/// What is signed, and how.
#[derive(Debug)]
pub(super) struct Sign {
    pub(super) parts: Vec<Part>,
    /// The user name and the assertion.
    pub(super) tokens: bool,
    /// The `BinarySecurityToken` of the key.
    pub(super) own_token: bool,
    pub(super) algorithm: SignatureAlgorithm,
    pub(super) digest: DigestAlgorithm,
    pub(super) reference: KeyReference,
}

impl Plan {
    pub(super) fn new(settings: &Settings, policy: Option<&SecurityPolicy>) -> Self {
        let policy = policy.unwrap_or(&SecurityPolicy::NONE);
        let suite = policy.suite;
        let purposes = || policy.tokens.iter().map(|token| token.purpose);
        let symmetric = settings.symmetric || purposes().any(|it| it == TokenPurpose::Protection);
        let cipher = settings
            .cipher
            .or(suite.and_then(AlgorithmSuite::cipher))
            .unwrap_or(Cipher::Aes256Gcm);
        let encrypted_user = purposes().any(|it| {
            matches!(
                it,
                TokenPurpose::Supporting {
                    encrypted: true,
                    ..
                }
            )
        });
        Self {
            timestamp: settings.timestamp.or(policy.timestamp.then_some(VALID)),
            sign: sign(settings, policy, symmetric),
            encrypt: match policy.https {
                true => settings.encrypted.clone(),
                false => encrypted(settings, policy),
            },
            encrypt_user: settings.encrypted_user || (encrypted_user && !policy.https),
            encrypt_signature: settings.encrypted_signature || policy.encrypt_signature,
            cipher,
            transport: settings.transport.unwrap_or(KeyTransport::RsaOaep),
            recipient_reference: settings
                .recipient_reference
                .or(reference(policy, |it| {
                    matches!(it, TokenPurpose::Recipient | TokenPurpose::Protection)
                }))
                .unwrap_or(KeyReference::IssuerSerial),
            order: match policy == &SecurityPolicy::NONE {
                true => settings.order.unwrap_or_default(),
                false => settings.order.unwrap_or(policy.order),
            },
            timestamp_first: policy.layout == Layout::LaxTimestampFirst,
            symmetric,
        }
    }
}

/// A recipient is there to be encrypted for; a server answers the one who asked.
fn encrypted(settings: &Settings, policy: &SecurityPolicy) -> Vec<Part> {
    let is_asked = settings.recipient.is_some()
        || !settings.encrypted.is_empty()
        || !policy.encrypted.is_empty();
    match is_asked {
        true => parts(&settings.encrypted, policy.encrypted),
        false => Vec::new(),
    }
}

fn sign(settings: &Settings, policy: &SecurityPolicy, symmetric: bool) -> Option<Sign> {
    let purposes = || policy.tokens.iter().map(|token| token.purpose);
    let endorses = |it| {
        matches!(
            it,
            TokenPurpose::Supporting {
                endorsing: true,
                ..
            }
        )
    };
    let identity = settings.identity.as_ref();
    if !symmetric && identity.is_none() {
        return None;
    }
    // Over TLS a key signs the timestamp, if anything; WS-SecurityPolicy 1.3 §8.3.
    let over_tls = policy.https && settings.signed.is_empty();
    if over_tls && !purposes().any(endorses) {
        return None;
    }
    let suite_digest = policy.suite.map(AlgorithmSuite::digest);
    let digest = settings
        .digest
        .or(suite_digest)
        .unwrap_or(DigestAlgorithm::Sha256);
    let algorithm = match (settings.signature, symmetric, identity) {
        (_, true, _) => digest.mac(),
        (Some(algorithm), false, _) => algorithm,
        (None, false, identity) => identity?.signer.algorithm(),
    };
    let signed_tokens =
        purposes().any(|it| matches!(it, TokenPurpose::Supporting { signed: true, .. }));
    Some(Sign {
        parts: match over_tls {
            true => Vec::new(),
            false => parts(&settings.signed, policy.signed),
        },
        tokens: settings.signed_tokens || signed_tokens || settings.assertion.is_some(),
        own_token: settings.signed_tokens || policy.protect_tokens,
        algorithm,
        digest,
        reference: settings
            .reference
            .or(reference(policy, |it| {
                it == TokenPurpose::Initiator || endorses(it)
            }))
            .unwrap_or_default(),
    })
}

/// The parts that either names; the body where none is named.
pub(super) fn parts(said: &[Part], demanded: &[Part]) -> Vec<Part> {
    let mut res: Vec<Part> = Vec::new();
    for part in said.iter().chain(demanded) {
        if !res.contains(part) {
            res.push(*part);
        }
    }
    if res.is_empty() {
        res.push(Part::Body);
    }
    res
}

fn reference(policy: &SecurityPolicy, is: impl Fn(TokenPurpose) -> bool) -> Option<KeyReference> {
    let mut tokens = policy.tokens.iter().filter(|token| is(token.purpose));
    tokens.find_map(|token| token.reference)
}

impl AlgorithmSuite {
    /// The cipher of content; `None` where it is none that is supported.
    pub(super) fn cipher(self) -> Option<Cipher> {
        match self {
            Self::Basic256 | Self::Basic256Rsa15 => Some(Cipher::Aes256Cbc),
            Self::Basic256Sha256 | Self::Basic256Sha256Rsa15 => Some(Cipher::Aes256Cbc),
            Self::Basic128 | Self::Basic128Rsa15 => Some(Cipher::Aes128Cbc),
            Self::Basic128Sha256 | Self::Basic128Sha256Rsa15 => Some(Cipher::Aes128Cbc),
            Self::Basic256GcmSha256 => Some(Cipher::Aes256Gcm),
            Self::Basic128GcmSha256 => Some(Cipher::Aes128Gcm),
            Self::Basic192
            | Self::Basic192Rsa15
            | Self::Basic192Sha256
            | Self::Basic192Sha256Rsa15
            | Self::TripleDes
            | Self::TripleDesRsa15
            | Self::TripleDesSha256
            | Self::TripleDesSha256Rsa15 => None,
        }
    }

    pub(super) fn digest(self) -> DigestAlgorithm {
        match self.is_sha1() {
            true => DigestAlgorithm::Sha1,
            false => DigestAlgorithm::Sha256,
        }
    }
}
