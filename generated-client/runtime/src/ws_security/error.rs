//! [`SecurityError`]: why a message cannot be protected, or is not believed.

use std::error::Error;
use std::fmt;

use crate::bounded::{ERROR_BYTES, cut, write_bounded};

/// Why a message cannot be protected, or is not believed.
///
/// Holds no key, no password and nothing of what was encrypted.
#[derive(Clone, Eq, PartialEq)]
pub struct SecurityError {
    kind: SecurityErrorKind,
    detail: String,
}

/// The kinds of [`SecurityError`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SecurityErrorKind {
    /// The contract's policy demands what is not configured. Nothing was sent.
    Unmet,
    /// What is configured cannot be done: a key that cannot be read, a part that cannot be signed.
    Configuration,
    /// The message's `Security` header block is not what WS-Security says.
    Malformed,
    /// The message asks for an algorithm that is not known or not allowed.
    Algorithm,
    /// Something that has to be signed or encrypted is not.
    Missing,
    /// A signature or digest is wrong: the message was changed on the way, or is not of its sender.
    Signature,
    /// The key that signed is not trusted, or the user is not known.
    Untrusted,
    /// The message is too old, or not valid yet.
    Expired,
    /// The message came before.
    Replayed,
    /// What is encrypted cannot be decrypted.
    Decryption,
}

impl SecurityError {
    pub(crate) fn new(kind: SecurityErrorKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
        }
    }

    /// What kind of error it is.
    pub fn kind(&self) -> SecurityErrorKind {
        self.kind
    }
}

#[cfg(feature = "ws-security")]
pub(super) fn configuration(detail: impl Into<String>) -> SecurityError {
    SecurityError::new(SecurityErrorKind::Configuration, detail)
}

#[cfg(feature = "ws-security")]
pub(super) fn malformed(detail: &str) -> SecurityError {
    SecurityError::new(SecurityErrorKind::Malformed, detail)
}

#[cfg(feature = "ws-security")]
pub(super) fn algorithm(detail: &str) -> SecurityError {
    SecurityError::new(SecurityErrorKind::Algorithm, detail)
}

#[cfg(feature = "ws-security")]
pub(super) fn untrusted(detail: &str) -> SecurityError {
    SecurityError::new(SecurityErrorKind::Untrusted, detail)
}

impl fmt::Display for SecurityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            SecurityErrorKind::Unmet => "the contract's policy demands more than is configured",
            SecurityErrorKind::Configuration => "the message cannot be protected",
            SecurityErrorKind::Malformed => "the security header block cannot be read",
            SecurityErrorKind::Algorithm => "an algorithm is not allowed",
            SecurityErrorKind::Missing => "the message is not protected as demanded",
            SecurityErrorKind::Signature => "the signature is wrong",
            SecurityErrorKind::Untrusted => "the sender is not trusted",
            SecurityErrorKind::Expired => "the message is not valid now",
            SecurityErrorKind::Replayed => "the message came before",
            SecurityErrorKind::Decryption => "the message cannot be decrypted",
        };
        match self.detail.as_str() {
            "" => f.write_str(kind),
            detail => write_bounded(f, ERROR_BYTES / 2, format_args!("{kind}: {detail}")),
        }
    }
}

impl fmt::Debug for SecurityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecurityError")
            .field("kind", &self.kind)
            .field("detail", &cut(&self.detail, ERROR_BYTES / 2))
            .finish()
    }
}

impl Error for SecurityError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_no_more_than_four_kib() {
        let error = SecurityError::new(SecurityErrorKind::Algorithm, "x".repeat(100_000));
        for text in [
            format!("{error}"),
            format!("{error:?}"),
            format!("{error:#?}"),
        ] {
            assert!(text.len() <= ERROR_BYTES, "{} bytes", text.len());
        }
    }
}
