//! [`Verified`]: what is known of a message that was opened.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::certificate::Certificate;
use super::exchange::Exchange;

/// What is known of a message that was opened: who sent it, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verified {
    pub(super) user: Option<String>,
    pub(super) created: Option<Duration>,
    pub(super) exchange: Exchange,
}

impl Verified {
    /// The certificate whose key signed the message; `None` if a shared key did, or nothing had to be signed.
    pub fn signer(&self) -> Option<&Certificate> {
        self.exchange.signer.as_ref()
    }

    /// The user whose password was right.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// When the message was made, by its timestamp.
    pub fn created(&self) -> Option<SystemTime> {
        self.created.map(|it| UNIX_EPOCH + it)
    }

    /// What its answer is protected with.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }
}
