//! [`Deviation`]: where a document is not what its schema says, though it could be read.

use std::fmt;

/// Deviations that are kept; more are only counted.
pub(super) const KEPT_DEVIATIONS: usize = 100;

/// One place where a document is not what its schema says, though it could be read.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Deviation {
    /// The element: `/Envelope/Body/login`.
    pub path: String,
    /// Byte offset in the decoded document, 0-based.
    pub position: usize,
    /// What is different.
    pub kind: DeviationKind,
    /// What the schema asks for.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// In what way a document differs from its schema.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum DeviationKind {
    /// Text where only elements belong.
    UnexpectedText,
    /// An element that the schema does not have there.
    UnexpectedElement,
    /// An attribute that the schema does not have there.
    UnexpectedAttribute,
    /// Elements in another order.
    Order,
    /// An element more often than allowed.
    Repeated,
    /// Something required that is not there.
    Missing,
    /// A value that the schema does not list.
    UnknownValue,
    /// A value that a facet forbids.
    Facet,
    /// `xsi:nil` where it may not be, or not a boolean.
    Nil,
    /// Anything else.
    Other,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "at {} (byte {}): expected {}",
            self.path, self.position, self.expected
        )?;
        if self.found.is_empty() {
            return Ok(());
        }
        write!(f, ", found {}", self.found)
    }
}
