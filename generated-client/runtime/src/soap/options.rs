//! [`DecodeOptions`]: how an answer is read.

use crate::soap::encoding;
use crate::soap::envelope::Understanding;
#[cfg(feature = "ws-security")]
use crate::ws_security::{Exchange, Security};
use crate::xml::{DecodeError, Limits, Reader, Tolerance};

/// How an answer is read.
#[must_use]
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// How much an answer may ask for.
    pub limits: Limits,
    /// Which deviations from the schema are put up with; all by default.
    pub tolerance: Tolerance,
    /// Whether an item of a list that cannot be read is a deviation and left out, instead of an error. Not by default.
    pub skips_items: bool,
    /// Whether an answer that is not well-formed in a common way is mended, with deviations: characters that XML forbids,
    /// text in front of the document, prefixes that nothing declares. Not by default.
    pub mends: bool,
    /// Namespaces whose header blocks are understood, whatever else knows them. A client adds those of the blocks it sends.
    pub understood: Vec<String>,
    /// Whether parts beside the envelope are still to come.
    pub(crate) defers_parts: bool,
    /// What messages are held to: signatures, encryption, users.
    #[cfg(feature = "ws-security")]
    pub security: Option<Security>,
    /// What the request left for reading the answer.
    #[cfg(feature = "ws-security")]
    pub(crate) exchange: Exchange,
}

impl DecodeOptions {
    /// A reader of an envelope that reads as these say.
    pub(super) fn reader<'t>(&self, text: &'t str) -> Result<Reader<'t>, DecodeError> {
        let mut reader = Reader::new(text, &self.limits)?;
        reader.set_protocol(&encoding::READ);
        reader.set_tolerance(self.tolerance);
        reader.set_skips_items(self.skips_items);
        Ok(reader)
    }

    /// What header blocks are understood, before any was read.
    pub(super) fn understanding(&self) -> Understanding<'_> {
        Understanding {
            namespaces: &self.understood,
            unknown: None,
        }
    }

    /// The same with other limits.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, taking all deviations for errors or none.
    pub fn with_strict(self, strict: bool) -> Self {
        self.with_tolerance(Tolerance::from_strict(strict))
    }

    /// The same, putting up with these deviations.
    pub fn with_tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The same, held to this.
    #[cfg(feature = "ws-security")]
    pub fn with_security(mut self, security: Security) -> Self {
        self.understood.push(crate::ws_security::WSSE.to_owned());
        self.security = Some(security);
        self
    }

    /// The same, leaving out items of lists that cannot be read, with a deviation, or refusing the answer for them.
    pub fn with_skipped_items(mut self, skips_items: bool) -> Self {
        self.skips_items = skips_items;
        self
    }

    /// The same, mending answers that are not well-formed in a common way, or refusing them.
    pub fn with_mending(mut self, mends: bool) -> Self {
        self.mends = mends;
        self
    }

    /// The same, taking header blocks of this namespace for understood: `mustUnderstand` on them is no error.
    pub fn with_understood(mut self, namespace: impl Into<String>) -> Self {
        self.understood.push(namespace.into());
        self
    }
}
