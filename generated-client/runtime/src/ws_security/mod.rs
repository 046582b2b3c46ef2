//! WS-Security: tokens, signatures and encryption in the `Security` header block of messages.
//!
//! In: credentials and what a contract's policies demand. Out: protected messages, and messages that were believed.
//! Without feature `ws-security` there are the policies, their check, and [`UsernameToken`] with a password as text.
#![cfg_attr(
    all(feature = "ws-security", feature = "hyper"),
    doc = include_str!("../../WS_SECURITY.md")
)]

pub(crate) mod demands;
#[cfg(feature = "ws-security")]
mod engine;
mod error;
mod policy;
mod username_token;

#[cfg(feature = "ws-security")]
pub use engine::{
    Certificate, Cipher, Decrypter, DigestAlgorithm, Exchange, Identity, KeyTransport, PrivateKey,
    Security, SignatureAlgorithm, Signer, Trust, Verified,
};
pub use error::{SecurityError, SecurityErrorKind};
pub use policy::{
    AlgorithmSuite, KeyReference, Layout, Part, ProtectionOrder, SecurityPolicy, TokenDemand,
    TokenKind, TokenPurpose,
};
pub use username_token::UsernameToken;

/// The namespace of `Security` and `UsernameToken`.
pub const WSSE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
/// The namespace of `Timestamp`, `Created` and `Expires`.
pub const WSU: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
