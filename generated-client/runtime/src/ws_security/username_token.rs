//! [`UsernameToken`]: a user name and password; Web Services Security UsernameToken Profile 1.0.
//!
//! In: credentials, and for the digest form a nonce and the time. Out: a [`HeaderBlock`], or the element alone.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{WSSE, WSU};
use crate::soap::HeaderBlock;
use crate::value::Secret;
use crate::xml::{EncodeError, Writer};

const TEXT: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
#[cfg(feature = "ws-security")]
pub(super) const DIGEST: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
const BASE64: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

/// A user name and password for one `Security` header block made by hand.
///
/// With feature `ws-security` [`Client::with_security`](crate::Client) makes them for every call, with the time and a nonce.
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
#[must_use]
#[derive(Clone)]
pub struct UsernameToken {
    user: String,
    password: Option<Secret<String>>,
    #[cfg(feature = "ws-security")]
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
            password: Some(Secret::new(password.into())),
            #[cfg(feature = "ws-security")]
            is_digest: false,
            nonce: None,
            created: None,
            expires: None,
            must_understand: true,
        }
    }

    /// The user name without a password.
    pub fn name_only(user: impl Into<String>) -> Self {
        Self {
            password: None,
            ..Self::text(user, "")
        }
    }

    /// The password as `Base64(SHA-1(nonce + created + password))`.
    ///
    /// `nonce` is 16 random bytes or so, new for every message; `created` is the present time in UTC,
    /// e.g. `2026-01-31T12:00:00Z`. A service refuses a pair it has seen, and one that is too old.
    #[cfg(feature = "ws-security")]
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
    pub fn with_nonce(mut self, nonce: impl Into<Vec<u8>>, created: impl Into<String>) -> Self {
        self.nonce = Some(nonce.into());
        self.created = Some(created.into());
        self
    }

    /// The same with a `Timestamp` in front of the token, which WCF asks for; both times in UTC.
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
            write_timestamp(&mut writer, None, created, expires)?;
        }
        self.write(&mut writer, None)?;
        writer.end()?;
        let block = HeaderBlock::written(writer)?;
        Ok(match self.must_understand {
            true => block.must_understand(),
            false => block,
        })
    }

    /// Writes the element, with an `Id` if it gets one.
    pub(super) fn write(&self, writer: &mut Writer, id: Option<&str>) -> Result<(), EncodeError> {
        writer.start_prefixed("wsse", WSSE, "UsernameToken")?;
        if let Some(id) = id {
            writer.attribute(WSU, "Id", id)?;
        }
        leaf(writer, ("wsse", WSSE, "Username"), None, &self.user)?;
        if let Some((kind, password)) = self.password_text() {
            let kind = Some(("Type", kind));
            leaf(writer, ("wsse", WSSE, "Password"), kind, &password)?;
        }
        if let Some(nonce) = &self.nonce {
            let encoding = Some(("EncodingType", BASE64));
            let nonce = STANDARD.encode(nonce);
            leaf(writer, ("wsse", WSSE, "Nonce"), encoding, &nonce)?;
            let created = self.created.as_deref().unwrap_or_default();
            leaf(writer, ("wsu", WSU, "Created"), None, created)?;
        }
        writer.end()
    }

    /// The type and text of `Password`.
    fn password_text(&self) -> Option<(&'static str, String)> {
        let password = self.password.as_ref()?.expose();
        #[cfg(feature = "ws-security")]
        if self.is_digest {
            let nonce = self.nonce.as_deref().unwrap_or_default();
            let created = self.created.as_deref().unwrap_or_default();
            return Some((DIGEST, STANDARD.encode(digest_of(nonce, created, password))));
        }
        Some((TEXT, password.clone()))
    }
}

/// UsernameToken Profile 1.0 §3.1: the nonce counts as bytes, not as the base64 of them.
#[cfg(feature = "ws-security")]
pub(super) fn digest_of(nonce: &[u8], created: &str, password: &str) -> Vec<u8> {
    let bytes = [nonce, created.as_bytes(), password.as_bytes()].concat();
    super::DigestAlgorithm::Sha1.digest(&bytes)
}

/// Writes a `wsu:Timestamp`, with an `Id` if it gets one.
pub(super) fn write_timestamp(
    writer: &mut Writer,
    id: Option<&str>,
    created: &str,
    expires: &str,
) -> Result<(), EncodeError> {
    writer.start_prefixed("wsu", WSU, "Timestamp")?;
    if let Some(id) = id {
        writer.attribute(WSU, "Id", id)?;
    }
    leaf(writer, ("wsu", WSU, "Created"), None, created)?;
    leaf(writer, ("wsu", WSU, "Expires"), None, expires)?;
    writer.end()
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
            .field("created", &self.created)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
