//! [`Scalar`]: what a type must do to be the text of an element or attribute.
//!
//! In: text and the prefixes in scope. Out: a value or a [`LexicalError`]. Holds no type of its own.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::facets::{FacetError, Facets, WhiteSpace};
use super::scope::{Prefixes, Scope};
use crate::xml::{is_space, trim};

/// A value with a lexical form; XSD 1.0 part 2 §2.3.
pub trait Scalar: Sized {
    /// The name of the type in messages: `xs:int`.
    const XSD: &'static str;

    /// What happens to white space before the text is parsed; `None` keeps it.
    const WHITE_SPACE: Option<WhiteSpace>;

    /// Whether neither the value nor anything derived from it may be shown.
    const SECRET: bool = false;

    /// Whether the value is octets, which may travel as a part beside the document; XOP 1.0 §2.
    const OCTETS: bool = false;

    /// Bytes that each word of a text takes in memory, where the value is a list of them; 0 for what is no list.
    const ITEM_BYTES: usize = 0;

    /// Reads the value from `text`, whose white space was handled before.
    ///
    /// # Errors
    /// `text` is not in the lexical space of the type, or its value does not fit.
    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError>;

    /// The value where it is its own lexical form, so that [`Scalar::format`] need not copy it.
    fn as_text(&self) -> Option<&str> {
        None
    }

    /// Writes a lexical form of the value that reads back as the same value.
    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes);

    /// The lexical form that `text` can only have meant, where it is none: `2017-08-01T12:12:12` of
    /// `2017-08-01 12:12:12`. `None` where nothing or more than one thing can be meant.
    fn meant(text: &str) -> Option<String> {
        let _ = text;
        None
    }

    /// The first other lexical form of the same value that is allowed, for types whose facets or fixed value forbid the
    /// usual one: `1` where a pattern is `0|1`, `00042` where it is `\d{5}`. `facets` are those of the value, checked in
    /// `scope`.
    fn find_form(
        &self,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        let _ = (facets, scope, is_allowed);
        None
    }

    /// Reads the value from text that may be taken over instead of copied.
    ///
    /// # Errors
    /// As [`Scalar::parse`].
    fn parse_owned(text: Cow<'_, str>, scope: &dyn Scope) -> Result<Self, LexicalError> {
        Self::parse(&text, scope)
    }

    /// The value that has these octets, for types with [`Scalar::OCTETS`].
    fn from_octets(octets: &[u8]) -> Option<Self> {
        let _ = octets;
        None
    }

    /// The octets of the value, for types with [`Scalar::OCTETS`].
    fn octets(&self) -> Option<&[u8]> {
        None
    }

    /// The order relative to `bound`, given in lexical form; `None` where the type has no order or the
    /// order is indeterminate.
    fn compare(&self, bound: &str) -> Option<Ordering> {
        let _ = bound;
        None
    }

    /// The length that the length facets count: characters, octets or items; `None` where there is none.
    fn length(&self) -> Option<u64> {
        None
    }

    /// Checks every item of a list, whose text is `text`, by `facets`; what is no list has none.
    ///
    /// # Errors
    /// The first facet that an item breaks.
    fn check_items(
        &self,
        facets: &Facets<'_>,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        let _ = (facets, text, scope);
        Ok(())
    }

    /// Checks a value of a union, whose text is `text`, by the facets of the union's members; what is no union has none.
    ///
    /// # Errors
    /// The first facet that the value breaks, where no member of the union takes its text.
    fn check_member(&self, text: &str, scope: &dyn Scope) -> Result<(), FacetError> {
        let _ = (text, scope);
        Ok(())
    }

    /// Whether the value is one that the schema names; false for the texts that an open enumeration keeps.
    fn is_known(&self) -> bool {
        true
    }

    /// The value before anything was read.
    fn blank() -> Self;
}

/// A text is not in the lexical space of its type, or a part of a value is out of range.
///
/// Never holds the text, which may be a secret.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LexicalError {
    pub(super) expected: &'static str,
    pub(super) reason: Option<&'static str>,
}

impl LexicalError {
    /// An error that says which type was expected.
    pub const fn new(expected: &'static str) -> Self {
        Self {
            expected,
            reason: None,
        }
    }

    /// An error that also says what is wrong, as a lowercase phrase: `out of range`.
    pub const fn because(expected: &'static str, reason: &'static str) -> Self {
        Self {
            expected,
            reason: Some(reason),
        }
    }

    /// What was expected: `xs:int`.
    pub const fn expected(&self) -> &'static str {
        self.expected
    }

    /// What is wrong, where it is known: `out of range`.
    pub const fn reason(&self) -> Option<&'static str> {
        self.reason
    }

    /// The error without anything that depends on the value.
    pub const fn redacted(self) -> Self {
        Self::new(self.expected)
    }
}

impl fmt::Display for LexicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        match self.reason {
            Some(reason) => write!(f, " ({reason})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for LexicalError {}

/// Appends the `Display` form of `value`.
pub(crate) fn display(value: &impl fmt::Display, out: &mut String) {
    // Writing to a string does not fail.
    let _ = fmt::write(out, format_args!("{value}"));
}

/// `text` after white space handling; XSD 1.0 part 2 §4.3.6. Copies only when something inside changes.
#[inline]
pub fn white_space(text: Cow<'_, str>, facet: Option<WhiteSpace>) -> Cow<'_, str> {
    match facet {
        None => text,
        Some(WhiteSpace::Replace) => replace(text),
        Some(WhiteSpace::Collapse) => collapse(text),
    }
}

/// Whether [`white_space`] leaves `text` as it is; if not, it may do so all the same.
#[inline]
pub(crate) fn stays_as_is(text: &str, facet: Option<WhiteSpace>) -> bool {
    facet.is_none() || !has_space(text)
}

fn replace(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(['\t', '\n', '\r']) {
        return text;
    }
    Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
}

#[inline]
fn collapse(text: Cow<'_, str>) -> Cow<'_, str> {
    match has_space(&text) {
        true => collapse_spaces(text),
        false => text,
    }
}

fn collapse_spaces(text: Cow<'_, str>) -> Cow<'_, str> {
    let trimmed = trim(&text);
    if is_collapsed(trimmed) {
        let (start, length) = (
            trimmed.as_ptr() as usize - text.as_ptr() as usize,
            trimmed.len(),
        );
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[start..start + length]),
            Cow::Owned(mut text) => {
                text.truncate(start + length);
                text.drain(..start);
                Cow::Owned(text)
            }
        };
    }
    let mut collapsed = String::with_capacity(trimmed.len());
    for word in words(trimmed) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

fn is_collapsed(trimmed: &str) -> bool {
    if !has_space(trimmed) {
        return true;
    }
    let mut after_space = false;
    for byte in trimmed.bytes() {
        if is_space(byte) && (byte != b' ' || after_space) {
            return false;
        }
        after_space = byte == b' ';
    }
    true
}

/// Whether there may be white space in `text`, as in most values is none; of long ones whole blocks of bytes are asked at once.
#[inline]
fn has_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.len() < 16 {
        true => bytes.iter().any(|byte| *byte <= b' '),
        false => has_space_somewhere(bytes),
    }
}

#[inline(never)]
fn has_space_somewhere(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |acc, byte| acc | (*byte <= b' '))
}

/// The runs of `text` between XML white space.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_xml_white_space_only() {
        let cases = [
            (" a\t\n b ", None, " a\t\n b "),
            (" a\t\n b ", Some(WhiteSpace::Replace), " a   b "),
            (" a\t\n b ", Some(WhiteSpace::Collapse), "a b"),
            ("  a b  ", Some(WhiteSpace::Collapse), "a b"),
            ("\u{a0}a\u{a0}", Some(WhiteSpace::Collapse), "\u{a0}a\u{a0}"),
            (" \r\n", Some(WhiteSpace::Collapse), ""),
        ];
        for (text, facet, expected) in cases {
            assert_eq!(
                white_space(Cow::Borrowed(text), facet),
                expected,
                "{text:?}"
            );
            assert_eq!(
                white_space(Cow::Owned(text.into()), facet),
                expected,
                "{text:?}"
            );
        }
    }

    #[test]
    fn white_space_does_not_copy_what_stays() {
        for facet in [None, Some(WhiteSpace::Replace), Some(WhiteSpace::Collapse)] {
            let out = white_space(Cow::Borrowed("a b"), facet);
            assert!(matches!(out, Cow::Borrowed(_)));
        }
        let out = white_space(Cow::Borrowed("  a b\n"), Some(WhiteSpace::Collapse));
        assert!(matches!(out, Cow::Borrowed("a b")));
    }
}
