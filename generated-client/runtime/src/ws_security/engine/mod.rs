//! What feature `ws-security` is: messages are protected, and opened.
//!
//! In: [`Security`], a policy, an envelope. Out: an envelope with its `Security` header block, or one that was believed.

mod algorithm;
mod c14n;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
mod c14n_tests;
mod certificate;
mod clock;
mod decrypt;
mod edits;
mod encrypt;
mod exchange;
mod header;
mod key_info;
mod keys;
mod message;
mod names;
mod open;
mod places;
mod plan;
mod protect;
mod rebuild;
mod replay;
mod security;
mod server_side;
mod sign;
mod timestamp;
mod tree;
mod trust;
mod user;
mod verified;
mod verify;

pub use algorithm::{Cipher, DigestAlgorithm, KeyTransport, SignatureAlgorithm};
pub use certificate::Certificate;
pub use exchange::Exchange;
pub use keys::{Decrypter, Identity, PrivateKey, Signer};
pub use security::Security;
pub use trust::Trust;
pub use verified::Verified;
