//! The errors of the reader itself. They name tags, names and single characters, never the text of a document.

use std::fmt::Display;

use super::super::entities::{BadReference, Problem};
use super::Reader;
use crate::xml::chars;
use crate::xml::error::{DecodeError, DecodeErrorKind};

impl Reader<'_> {
    #[cold]
    pub(in crate::xml) fn failure(
        &self,
        kind: DecodeErrorKind,
        position: usize,
        expected: impl Display,
        found: impl Display,
    ) -> DecodeError {
        DecodeError::new(kind, self.path(), position, expected, found)
    }

    /// A rule of XML broken at `position`, or the end of the document where more has to come.
    #[cold]
    pub(in crate::xml) fn fail(&self, position: usize, expected: &str) -> DecodeError {
        match self.text.get(position..).and_then(|it| it.chars().next()) {
            Some(ch) if !chars::is_char(ch) => self.forbidden(position, ch),
            Some(ch) => self.failure(
                DecodeErrorKind::NotWellFormed,
                position,
                expected,
                format_args!("`{ch}`"),
            ),
            None => self.failure(
                DecodeErrorKind::UnexpectedEnd,
                self.bytes.len(),
                expected,
                "the end of the document",
            ),
        }
    }

    #[cold]
    pub(in crate::xml) fn forbidden(&self, position: usize, ch: char) -> DecodeError {
        self.failure(
            DecodeErrorKind::ForbiddenCharacter,
            position,
            "characters that XML 1.0 allows",
            format_args!("U+{:04X}", u32::from(ch)),
        )
    }

    #[cold]
    pub(in crate::xml) fn over_limit(
        &self,
        position: usize,
        limit: usize,
        (setting, unit): (&str, &str),
    ) -> DecodeError {
        self.failure(
            DecodeErrorKind::Limit,
            position,
            format_args!("at most {limit} {unit} (`Limits::{setting}`)"),
            "more",
        )
    }

    #[cold]
    pub(in crate::xml) fn bad_reference(&self, position: usize, bad: BadReference) -> DecodeError {
        let position = position + bad.offset;
        let (kind, expected) = match bad.problem {
            Problem::Syntax => (
                DecodeErrorKind::NotWellFormed,
                "a reference such as `&amp;` or `&#10;`",
            ),
            Problem::Undefined => (
                DecodeErrorKind::NotWellFormed,
                "one of the entities lt, gt, amp, apos, quot",
            ),
            Problem::Forbidden => (
                DecodeErrorKind::ForbiddenCharacter,
                "a reference to a character that XML 1.0 allows",
            ),
        };
        self.failure(kind, position, expected, "`&`")
    }
}
