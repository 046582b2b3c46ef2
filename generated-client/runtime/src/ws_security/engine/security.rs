//! [`Security`]: what messages are protected with, and what is demanded of those that come; set once.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use super::algorithm::{Cipher, DigestAlgorithm, KeyTransport, SignatureAlgorithm};
use super::certificate::Certificate;
use super::clock::Sources;
use super::keys::Identity;
use super::replay::Replays;
use super::trust::Trust;
use crate::transport::http_date::parse_http_date;
use crate::value::Secret;
use crate::ws_security::demands::{Offer, Password};
use crate::ws_security::policy::{KeyReference, Part, ProtectionOrder};
use crate::xml::AnyElement;

/// What messages are protected with, and what is demanded of those that come.
///
/// Set once on a client ([`Client::with_security`](crate::Client::with_security)) or given to a server's side
/// ([`DecodeOptions`](crate::DecodeOptions), [`AnswerOptions`](crate::AnswerOptions)); nonces, ids and times are made for
/// each message. What the contract's policy demands beside credentials (parts, algorithms, a timestamp) need not be said again.
/// Clones share what is remembered of messages that came.
///
/// ```
/// use std::time::Duration;
/// use soap_runtime::ws_security::Security;
///
/// let security = Security::new()
///     .with_user("alice", "pa&ss")
///     .with_timestamp(Duration::from_secs(300));
/// assert!(!format!("{security:?}").contains("pa&ss"));
/// ```
#[must_use]
#[derive(Clone)]
pub struct Security(pub(super) Arc<Settings>);

/// A user of ours.
#[derive(Clone)]
pub(super) struct User {
    pub(super) name: String,
    /// `None` for a name alone.
    pub(super) password: Option<(Secret<String>, Password)>,
    pub(super) nonce: bool,
}

/// The password of a user, for those who check it.
pub(super) type Users = dyn Fn(&str) -> Option<Secret<String>> + Send + Sync;

/// What was said; nothing by default.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) sources: Sources,
    pub(super) actor: Option<String>,
    pub(super) must_understand: bool,
    pub(super) user: Option<User>,
    pub(super) assertion: Option<AnyElement>,
    pub(super) timestamp: Option<Duration>,
    pub(super) identity: Option<Identity>,
    pub(super) signature: Option<SignatureAlgorithm>,
    pub(super) digest: Option<DigestAlgorithm>,
    pub(super) reference: Option<KeyReference>,
    pub(super) signed: Vec<Part>,
    pub(super) signed_tokens: bool,
    pub(super) recipient: Option<Certificate>,
    pub(super) recipient_reference: Option<KeyReference>,
    pub(super) encrypted: Vec<Part>,
    pub(super) encrypted_user: bool,
    pub(super) cipher: Option<Cipher>,
    pub(super) transport: Option<KeyTransport>,
    pub(super) order: Option<ProtectionOrder>,
    pub(super) encrypted_signature: bool,
    pub(super) symmetric: bool,
    pub(super) trust: Option<Trust>,
    pub(super) demanded: Vec<Part>,
    pub(super) demanded_encrypted: Vec<Part>,
    pub(super) demanded_timestamp: bool,
    pub(super) users: Option<Arc<Users>>,
    pub(super) sha1: bool,
    pub(super) cbc: bool,
    pub(super) unsigned_headers: bool,
    pub(super) unsigned_faults: bool,
    pub(super) skew: Duration,
    pub(super) replays: Arc<Mutex<Replays>>,
}

impl Security {
    /// Protects nothing and demands nothing.
    pub fn new() -> Self {
        Self(Arc::new(Settings {
            must_understand: true,
            skew: Duration::from_secs(60),
            ..Settings::default()
        }))
    }

    /// Sends a user name, and the password as it is: only TLS or encryption hides it on the way.
    pub fn with_user(self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.set_user(name.into(), Some((password.into(), Password::Text)))
    }

    /// Sends a user name, and the digest of the password with a nonce and the time.
    pub fn with_user_digest(self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.set_user(name.into(), Some((password.into(), Password::Digest)))
    }

    /// Sends a user name without a password.
    pub fn with_user_name(self, name: impl Into<String>) -> Self {
        self.set_user(name.into(), None)
    }

    /// Sends a nonce and the time beside a password's text too.
    pub fn with_user_nonce(self) -> Self {
        self.set(|it| {
            if let Some(user) = &mut it.user {
                user.nonce = true;
            }
        })
    }

    fn set_user(self, name: String, password: Option<(String, Password)>) -> Self {
        let nonce = matches!(password, Some((_, Password::Digest)));
        let password = password.map(|(password, form)| (Secret::new(password), form));
        self.set(|it| {
            it.user = Some(User {
                name,
                password,
                nonce,
            });
        })
    }

    /// Sends this assertion of SAML 1.1 or 2.0 as it is. A signature covers it.
    pub fn with_assertion(self, assertion: AnyElement) -> Self {
        self.set(|it| it.assertion = Some(assertion))
    }

    /// Sends a `Timestamp` that is valid for this time. A signature covers it.
    pub fn with_timestamp(self, valid: Duration) -> Self {
        self.set(|it| it.timestamp = Some(valid))
    }

    /// Signs with this key, and decrypts with it what was encrypted for its certificate.
    ///
    /// Signed are the parts of the policy and of [`Security::with_signed`], the body without either; and the timestamp.
    pub fn with_identity(self, identity: Identity) -> Self {
        self.set(|it| it.identity = Some(identity))
    }

    /// Signs so. Without it as the policy says, or else the key: RSA with SHA-256, ECDSA with the digest of its curve.
    pub fn with_signature_algorithm(self, algorithm: SignatureAlgorithm) -> Self {
        self.set(|it| it.signature = Some(algorithm))
    }

    /// Digests signed parts so. Without it as the policy says, or else SHA-256.
    pub fn with_digest_algorithm(self, algorithm: DigestAlgorithm) -> Self {
        self.set(|it| it.digest = Some(algorithm))
    }

    /// Refers to our certificate so. Without it as the policy says, or else [`KeyReference::BinarySecurityToken`].
    pub fn with_key_reference(self, reference: KeyReference) -> Self {
        self.set(|it| it.reference = Some(reference))
    }

    /// Signs this part too.
    pub fn with_signed(self, part: Part) -> Self {
        self.set(|it| it.signed.push(part))
    }

    /// Signs the tokens in the `Security` block too: the user name, and our certificate.
    pub fn with_signed_tokens(self) -> Self {
        self.set(|it| it.signed_tokens = true)
    }

    /// Encrypts for the owner of this certificate.
    ///
    /// Encrypted are the parts of the policy and of [`Security::with_encrypted`], the body's content without either.
    pub fn with_recipient(self, certificate: Certificate) -> Self {
        self.set(|it| it.recipient = Some(certificate))
    }

    /// Refers to the recipient's certificate so. Without it as the policy says, or else [`KeyReference::IssuerSerial`].
    pub fn with_recipient_reference(self, reference: KeyReference) -> Self {
        self.set(|it| it.recipient_reference = Some(reference))
    }

    /// Encrypts this part too: the body's content, whole header blocks.
    pub fn with_encrypted(self, part: Part) -> Self {
        self.set(|it| it.encrypted.push(part))
    }

    /// Encrypts the user name and password.
    pub fn with_encrypted_user(self) -> Self {
        self.set(|it| it.encrypted_user = true)
    }

    /// Encrypts so. Without it as the policy says, or else AES-256-GCM with RSA-OAEP.
    pub fn with_encryption_algorithms(self, cipher: Cipher, transport: KeyTransport) -> Self {
        self.set(|it| {
            it.cipher = Some(cipher);
            it.transport = Some(transport);
        })
    }

    /// Does this first where a part is signed and encrypted. Without it as the policy says, or else signs first.
    pub fn with_order(self, order: ProtectionOrder) -> Self {
        self.set(|it| it.order = Some(order))
    }

    /// Encrypts the signature too.
    pub fn with_encrypted_signature(self) -> Self {
        self.set(|it| it.encrypted_signature = true)
    }

    /// Signs and encrypts with one new key for each call, which is encrypted for the recipient; its answer has to be
    /// protected with the same key. What `wsHttpBinding` of WCF does with a user name.
    pub fn with_symmetric_key(self) -> Self {
        self.set(|it| it.symmetric = true)
    }

    /// Demands that what comes is signed by somebody who is trusted: the parts of the policy and of
    /// [`Security::with_demanded`], the body without either. What no signature covers is not handed over.
    pub fn with_trust(self, trust: Trust) -> Self {
        self.set(|it| it.trust = Some(trust))
    }

    /// Demands that this part of what comes is signed, where it is there; the body has to be.
    pub fn with_demanded(self, part: Part) -> Self {
        self.set(|it| it.demanded.push(part))
    }

    /// Demands that this part of what comes is encrypted.
    pub fn with_demanded_encryption(self, part: Part) -> Self {
        self.set(|it| it.demanded_encrypted.push(part))
    }

    /// Demands that what comes has a timestamp. One that is there has to be valid, and signed where a signature is demanded.
    pub fn with_demanded_timestamp(self) -> Self {
        self.set(|it| it.demanded_timestamp = true)
    }

    /// Demands that what comes has a user name whose password this gives; for the server's side. `None` for a user that is
    /// not known.
    pub fn with_users(
        self,
        password: impl Fn(&str) -> Option<Secret<String>> + Send + Sync + 'static,
    ) -> Self {
        self.set(|it| it.users = Some(Arc::new(password)))
    }

    /// Believes signatures and digests with SHA-1. Without it only where the contract's policy demands them.
    pub fn with_sha1_allowed(self) -> Self {
        self.set(|it| it.sha1 = true)
    }

    /// Decrypts what is encrypted in CBC mode, which whoever can send messages may be able to read. Without it only where
    /// the contract's policy demands it.
    pub fn with_cbc_allowed(self) -> Self {
        self.set(|it| it.cbc = true)
    }

    /// Hands header blocks over that no signature covers.
    pub fn with_unsigned_headers(self) -> Self {
        self.set(|it| it.unsigned_headers = true)
    }

    /// Hands faults over that are not signed at all: many services do not sign them. Anybody may have written them.
    pub fn with_unsigned_faults(self) -> Self {
        self.set(|it| it.unsigned_faults = true)
    }

    /// Takes times for valid that are off by this much; 60 s by default.
    pub fn with_skew(self, skew: Duration) -> Self {
        self.set(|it| it.skew = skew)
    }

    /// Addresses the `Security` block to this actor (SOAP 1.1) or role (SOAP 1.2), and reads the one addressed so.
    pub fn with_actor(self, actor: impl Into<String>) -> Self {
        self.set(|it| it.actor = Some(actor.into()))
    }

    /// With or without `mustUnderstand="1"` on the `Security` block. With it by default.
    pub fn with_must_understand(self, on: bool) -> Self {
        self.set(|it| it.must_understand = on)
    }

    /// Takes the time from here instead of the system.
    pub fn with_clock(self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.set(|it| it.sources.now = Some(Arc::new(now)))
    }

    /// Takes random bytes from here instead of the system: nonces, ids, keys. They have to be new for every message.
    pub fn with_random(self, fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        self.set(|it| it.sources.random = Some(Arc::new(fill)))
    }

    /// Learns from answers what time the server's clock shows, and writes times by it: from the `Date` header, or the
    /// `wsu:Created` of a timestamp. Whether answers are valid is judged by our own clock.
    pub fn with_server_clock(self) -> Self {
        self.set(|it| it.sources.offset = Some(Arc::default()))
    }

    /// What is there for a contract's policies.
    pub(crate) fn offer(&self, https: bool) -> Offer {
        let it = &*self.0;
        Offer {
            https,
            user: it.user.as_ref().map(|user| match &user.password {
                Some((_, form)) => *form,
                None => Password::None,
            }),
            signing_key: it.identity.is_some(),
            signature: it.signature.is_some(),
            encryption_key: it.recipient.is_some(),
            trust: it.trust.is_some(),
            decryption_key: it
                .identity
                .as_ref()
                .is_some_and(|identity| identity.decrypter.is_some()),
            assertion: it.assertion.is_some(),
            timestamp: true,
        }
    }

    /// Takes note of the time in the head of an answer.
    pub(crate) fn hear(&self, headers: &http::HeaderMap) {
        if self.0.sources.learns_offset()
            && let Some(date) = headers.get(http::header::DATE)
            && let Some(theirs) = date.to_str().ok().and_then(parse_http_date)
        {
            self.0.sources.hear(Duration::from_secs(theirs));
        }
    }

    /// Whether signatures are demanded of what comes.
    pub(crate) fn demands_signatures(&self) -> bool {
        self.0.trust.is_some() || self.0.symmetric
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

impl Default for Security {
    fn default() -> Self {
        Self::new()
    }
}

/// Equal to its clones.
impl PartialEq for Security {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Security {}

impl fmt::Debug for Security {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Security")
            .field("user", &self.0.user.as_ref().map(|it| &it.name))
            .field("identity", &self.0.identity)
            .field("recipient", &self.0.recipient)
            .field("trust", &self.0.trust)
            .finish_non_exhaustive()
    }
}
