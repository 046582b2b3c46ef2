//! [`Security`] at work: messages that go are protected, messages that come are opened.

use super::error::SecurityError;
use super::exchange::Exchange;
use super::open::{Opened, open};
use super::plan::Plan;
use super::policy::SecurityPolicy;
use super::protect::protect;
use super::security::Security;
use crate::xml::Limits;

impl Security {
    /// The text of an envelope with all that is to be in it, and what its answer is read with. `request` is what the
    /// message answers.
    ///
    /// # Errors
    /// A key cannot be used, or a value has a character that XML cannot carry.
    pub(crate) fn protect(
        &self,
        text: &str,
        policy: Option<&SecurityPolicy>,
        request: Option<&Exchange>,
    ) -> Result<(String, Exchange), SecurityError> {
        let plan = Plan::new(&self.0, policy);
        protect(&self.0, &plan, text, request)
    }

    /// A message that was believed. `None`: it is no envelope, or nothing is demanded of it.
    ///
    /// # Errors
    /// It is not protected as it has to be.
    pub(crate) fn open(
        &self,
        text: &str,
        limits: &Limits,
        demands: &[SecurityPolicy],
        exchange: &Exchange,
    ) -> Result<Option<Opened>, SecurityError> {
        open(&self.0, text, limits, demands, exchange)
    }
}
