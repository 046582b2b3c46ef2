//! WS-Security 1.0: the `Security` header block with a user name and password and a timestamp.
//!
//! In: credentials, and for the digest form a nonce and the time, which the caller makes: nothing here reads a clock
//! or random numbers. Out: a [`HeaderBlock`]. Signatures and encryption are not here.

pub(crate) mod demands;
mod error;
mod policy;
mod sha1;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub use error::{SecurityError, SecurityErrorKind};
pub use policy::{
    AlgorithmSuite, KeyReference, Layout, Part, ProtectionOrder, SecurityPolicy, TokenDemand,
    TokenKind, TokenPurpose,
};

use crate::soap::HeaderBlock;
use crate::value::Secret;
use crate::xml::{AnyElement, EncodeError, Writer};

/// The namespace of `Security` and `UsernameToken`.
pub const WSSE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
/// The namespace of `Timestamp`, `Created` and `Expires`.
pub const WSU: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

const TEXT: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
const DIGEST: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
const BASE64: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

/// A user name and password; Web Services Security UsernameToken Profile 1.0.
///
/// ```
/// use soap_runtime::ws_security::UsernameToken;
///
/// let token = UsernameToken::text("alice", "secret");
/// let security = token.to_header()?;
/// assert_eq!(security.name().1, "Security");
/// assert!(!format!("{token:?}{security:?}").contains("secret"));
/// # Ok::<(), soap_runtime::xml::EncodeError>(())
/// ```
#[derive(Clone)]
pub struct UsernameToken {
    user: String,
    password: Secret<String>,
    is_digest: bool,
    nonce: Option<Vec<u8>>,
    created: Option<String>,
    expires: Option<String>,
    must_understand: bool,
}

impl UsernameToken {
    /// The password as it is. Only TLS hides it on the way.
    pub fn text(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            user: user.into(),
            password: Secret::new(password.into()),
            is_digest: false,
            nonce: None,
            created: None,
            expires: None,
            must_understand: true,
        }
    }

    /// The password as `Base64(SHA-1(nonce + created + password))`.
    ///
    /// `nonce` is 16 random bytes or so, new for every message; `created` is the present time in UTC,
    /// e.g. `2026-01-31T12:00:00Z`. A service refuses a pair it has seen, and one that is too old.
    pub fn digest(
        user: impl Into<String>,
        password: impl Into<String>,
        nonce: impl Into<Vec<u8>>,
        created: impl Into<String>,
    ) -> Self {
        Self {
            is_digest: true,
            ..Self::text(user, password).with_nonce(nonce, created)
        }
    }

    /// The same with a nonce and a time, which some services ask for beside the password's text too.
    #[must_use]
    pub fn with_nonce(mut self, nonce: impl Into<Vec<u8>>, created: impl Into<String>) -> Self {
        self.nonce = Some(nonce.into());
        self.created = Some(created.into());
        self
    }

    /// The same with a `Timestamp` in front of the token, which WCF asks for; both times in UTC.
    #[must_use]
    pub fn with_timestamp(
        mut self,
        created: impl Into<String>,
        expires: impl Into<String>,
    ) -> Self {
        self.created = Some(created.into());
        self.expires = Some(expires.into());
        self
    }

    /// The same with or without `mustUnderstand="1"`. With it by default.
    #[must_use]
    pub fn with_must_understand(mut self, on: bool) -> Self {
        self.must_understand = on;
        self
    }

    /// The `Security` header block.
    ///
    /// # Errors
    /// The user name, the password or a time has a character that XML cannot carry.
    pub fn to_header(&self) -> Result<HeaderBlock, EncodeError> {
        let mut writer = Writer::new();
        writer.start_prefixed("wsse", WSSE, "Security")?;
        writer.declare_prefix("wsu", WSU)?;
        if let (Some(created), Some(expires)) = (&self.created, &self.expires) {
            writer.start_prefixed("wsu", WSU, "Timestamp")?;
            leaf(&mut writer, ("wsu", WSU, "Created"), None, created)?;
            leaf(&mut writer, ("wsu", WSU, "Expires"), None, expires)?;
            writer.end()?;
        }
        writer.start_prefixed("wsse", WSSE, "UsernameToken")?;
        leaf(&mut writer, ("wsse", WSSE, "Username"), None, &self.user)?;
        let (kind, password) = match self.is_digest {
            true => (DIGEST, self.digest_text()),
            false => (TEXT, self.password.expose().clone()),
        };
        let kind = Some(("Type", kind));
        leaf(&mut writer, ("wsse", WSSE, "Password"), kind, &password)?;
        if let Some(nonce) = &self.nonce {
            let encoding = Some(("EncodingType", BASE64));
            let nonce = STANDARD.encode(nonce);
            leaf(&mut writer, ("wsse", WSSE, "Nonce"), encoding, &nonce)?;
            let created = self.created.as_deref().unwrap_or_default();
            leaf(&mut writer, ("wsu", WSU, "Created"), None, created)?;
        }
        writer.end()?;
        writer.end()?;
        let text = writer.finish()?;
        let block = HeaderBlock::from(
            AnyElement::parse(&text)
                .expect("the writer closes what it opens, and escapes the rest"),
        );
        Ok(match self.must_understand {
            true => block.must_understand(),
            false => block,
        })
    }

    /// UsernameToken Profile 1.0 §3.1: the nonce counts as bytes, not as the base64 of them.
    fn digest_text(&self) -> String {
        let mut bytes = self.nonce.clone().unwrap_or_default();
        bytes.extend_from_slice(self.created.as_deref().unwrap_or_default().as_bytes());
        bytes.extend_from_slice(self.password.expose().as_bytes());
        STANDARD.encode(sha1::sha1(&bytes))
    }
}

fn leaf(
    writer: &mut Writer,
    (prefix, namespace, local): (&str, &str, &str),
    attribute: Option<(&str, &str)>,
    text: &str,
) -> Result<(), EncodeError> {
    writer.start_prefixed(prefix, namespace, local)?;
    if let Some((name, value)) = attribute {
        writer.attribute("", name, value)?;
    }
    writer.text(text)?;
    writer.end()
}

impl fmt::Debug for UsernameToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsernameToken")
            .field("user", &self.user)
            .field("password", &self.password)
            .field("is_digest", &self.is_digest)
            .field("created", &self.created)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
