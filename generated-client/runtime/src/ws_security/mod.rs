//! WS-Security: tokens, signatures and encryption in the `Security` header block of messages.
//!
//! In: credentials and what a contract's policies demand. Out: protected messages, and messages that were believed.
//! Without feature `ws-security` there are the policies, their check, and [`UsernameToken`] with a password as text.
#![cfg_attr(
    all(feature = "ws-security", feature = "hyper"),
    doc = include_str!("../../WS_SECURITY.md")
)]

#[cfg(feature = "ws-security")]
mod algorithm;
#[cfg(feature = "ws-security")]
mod c14n;
#[cfg(all(test, feature = "ws-security"))]
#[allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
mod c14n_tests;
#[cfg(feature = "ws-security")]
mod certificate;
#[cfg(feature = "ws-security")]
mod clock;
#[cfg(feature = "ws-security")]
mod decrypt;
pub(crate) mod demands;
#[cfg(feature = "ws-security")]
mod edits;
#[cfg(feature = "ws-security")]
mod encrypt;
mod error;
#[cfg(feature = "ws-security")]
mod exchange;
#[cfg(feature = "ws-security")]
mod header;
#[cfg(feature = "ws-security")]
mod key_info;
#[cfg(feature = "ws-security")]
mod keys;
#[cfg(feature = "ws-security")]
mod message;
#[cfg(feature = "ws-security")]
mod names;
#[cfg(feature = "ws-security")]
mod open;
#[cfg(feature = "ws-security")]
mod places;
#[cfg(feature = "ws-security")]
mod plan;
mod policy;
#[cfg(feature = "ws-security")]
mod protect;
#[cfg(feature = "ws-security")]
mod rebuild;
#[cfg(feature = "ws-security")]
mod replay;
#[cfg(feature = "ws-security")]
mod security;
#[cfg(feature = "ws-security")]
mod server_side;
#[cfg(feature = "ws-security")]
mod sign;
#[cfg(feature = "ws-security")]
mod timestamp;
#[cfg(feature = "ws-security")]
mod tree;
#[cfg(feature = "ws-security")]
mod trust;
#[cfg(feature = "ws-security")]
mod user;
mod username_token;
#[cfg(feature = "ws-security")]
mod verified;
#[cfg(feature = "ws-security")]
mod verify;

#[cfg(feature = "ws-security")]
pub use algorithm::{Cipher, DigestAlgorithm, KeyTransport, SignatureAlgorithm};
#[cfg(feature = "ws-security")]
pub use certificate::Certificate;
pub use error::{SecurityError, SecurityErrorKind};
#[cfg(feature = "ws-security")]
pub use exchange::Exchange;
#[cfg(feature = "ws-security")]
pub use keys::{Decrypter, Identity, PrivateKey, Signer};
pub use policy::{
    AlgorithmSuite, KeyReference, Layout, Part, ProtectionOrder, SecurityPolicy, TokenDemand,
    TokenKind, TokenPurpose,
};
#[cfg(feature = "ws-security")]
pub use security::Security;
#[cfg(feature = "ws-security")]
pub use trust::Trust;
pub use username_token::UsernameToken;
#[cfg(feature = "ws-security")]
pub use verified::Verified;

/// The namespace of `Security` and `UsernameToken`.
pub const WSSE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
/// The namespace of `Timestamp`, `Created` and `Expires`.
pub const WSU: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
