//! [`Deviation`]: where a document is not what its schema says, though it could be read.

use std::fmt;

/// Deviations that are kept; how many more there were the last one says.
pub(crate) const KEPT_DEVIATIONS: usize = 1_000;

/// Which deviations from the schema are put up with; the others are errors.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Tolerance {
    /// All of them.
    #[default]
    All,
    /// Those by which services grow: elements, attributes and values that the schema does not have. What is missing,
    /// misplaced or cannot be read is an error. See [`DeviationKind::is_growth`].
    Growth,
    /// None.
    Nothing,
}

impl Tolerance {
    /// That of strict reading, or all.
    pub const fn from_strict(is_strict: bool) -> Self {
        match is_strict {
            true => Self::Nothing,
            false => Self::All,
        }
    }

    /// Whether a deviation of `kind` is put up with.
    pub fn takes(self, kind: DeviationKind) -> bool {
        match self {
            Self::All => true,
            Self::Growth => kind.is_growth(),
            Self::Nothing => false,
        }
    }
}

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

impl Deviation {
    /// Says that so many more are not listed.
    pub(crate) fn left_out(n_left_out: usize) -> Self {
        Self {
            path: String::new(),
            position: 0,
            kind: DeviationKind::LeftOut,
            expected: format!("at most {KEPT_DEVIATIONS} deviations"),
            found: format!("{n_left_out} more, which are not listed"),
        }
    }
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
    /// A text that is no value of its type, though it can only mean one: `2017-08-01 12:12:12`.
    Spelling,
    /// A text that is no value of its type. What holds it and can be absent, is: the member, or the record or list around it.
    Unreadable,
    /// A name in another namespace than that of the schema.
    Namespace,
    /// Bytes in another encoding than the message says.
    Encoding,
    /// A breach of XML itself that was mended.
    NotWellFormed,
    /// Deviations that were not kept: `found` says how many.
    LeftOut,
    /// Anything else.
    Other,
}

impl DeviationKind {
    /// Whether it is what services do every day as they grow: an element, an attribute or a value that the schema does
    /// not have.
    pub fn is_growth(self) -> bool {
        match self {
            Self::UnexpectedElement
            | Self::UnexpectedAttribute
            | Self::UnknownValue
            | Self::LeftOut => true,
            Self::UnexpectedText
            | Self::Order
            | Self::Repeated
            | Self::Missing
            | Self::Facet
            | Self::Nil
            | Self::Spelling
            | Self::Unreadable
            | Self::Namespace
            | Self::Encoding
            | Self::NotWellFormed
            | Self::Other => false,
        }
    }
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
