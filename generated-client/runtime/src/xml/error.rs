//! Errors of reading and writing XML: what kind, where (path and byte position), what was expected and found.
//!
//! Neither error ever holds the document; `found` is cut and can be taken out where it may be a secret.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};

use crate::bounded::{ERROR_BYTES, cut, write_bounded};

/// Bytes of a path that are shown.
const PATH_BYTES: usize = ERROR_BYTES / 3;
/// Characters of a found text that are shown; the rest is cut.
const SHOWN_CHARACTERS: usize = 80;

/// A document could not be read.
///
/// One pointer in size, so that results stay small.
#[derive(Clone, Eq, PartialEq)]
pub struct DecodeError(Box<DecodeInner>);

#[derive(Clone, Eq, PartialEq)]
struct DecodeInner {
    kind: DecodeErrorKind,
    path: String,
    position: usize,
    expected: String,
    found: Option<String>,
}

/// Why a document could not be read.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum DecodeErrorKind {
    /// It breaks a rule of XML 1.0 or of Namespaces in XML.
    NotWellFormed,
    /// It ends before its root element does: it was cut.
    UnexpectedEnd,
    /// It holds a character that XML 1.0 forbids, raw or as a reference such as `&#x7;`.
    ForbiddenCharacter,
    /// It has a document type declaration; SOAP 1.1 §3 forbids one.
    Doctype,
    /// It passes one of the [`Limits`](crate::xml::Limits).
    Limit,
    /// Its bytes are not in the encoding they are said to be in, or that encoding is not known here.
    Encoding,
    /// A text is not a value of its type.
    Value,
    /// Something required is not there.
    Missing,
    /// Something is there more often than allowed.
    Repeated,
    /// Something is there that cannot be.
    Unexpected,
    /// A deviation that strict reading does not accept.
    Deviation,
}

impl DecodeError {
    /// An error of `kind` at `path` (`/Envelope/Body`, empty for none) and at byte `position`, 0-based.
    ///
    /// `expected` says what should be there; `found` is what is there, empty where that says nothing.
    pub fn new(
        kind: DecodeErrorKind,
        path: impl Into<String>,
        position: usize,
        expected: impl Display,
        found: impl Display,
    ) -> Self {
        let found = found.to_string();
        Self(Box::new(DecodeInner {
            kind,
            path: path.into(),
            position,
            expected: without_expected(expected.to_string()),
            found: (!found.is_empty()).then(|| shown(found)),
        }))
    }

    /// Why the document could not be read.
    pub fn kind(&self) -> DecodeErrorKind {
        self.0.kind
    }

    /// The element the error is in: `/Envelope/Body/login/sEmail`. Empty outside of the root element.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Byte offset in the decoded document, 0-based.
    pub fn position(&self) -> usize {
        self.0.position
    }

    /// The same error at another byte: what was read is a piece of the document.
    pub(crate) fn moved_to(mut self, position: usize) -> Self {
        self.0.position = position;
        self
    }

    /// What should be there.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What is there instead, cut and with control characters escaped; `None` where it is left out.
    pub fn found(&self) -> Option<&str> {
        self.0.found.as_deref()
    }

    /// The same error without what was found, for members that hold secrets.
    #[must_use]
    pub fn redact(mut self) -> Self {
        if self.0.found.is_some() {
            self.0.found = Some(String::from("a hidden value"));
        }
        // An expectation about a value may quote the value.
        if self.0.kind == DecodeErrorKind::Value {
            self.0.expected = String::from("another value");
        }
        self
    }

    /// The same error one step further down: in the element `step`, or in the attribute where it is `@name`.
    ///
    /// Does nothing where the path ends in `step` already.
    #[must_use]
    pub fn under(mut self, step: &str) -> Self {
        let path = &mut self.0.path;
        let is_there = path
            .strip_suffix(step)
            .is_some_and(|head| head.ends_with('/'));
        if !is_there {
            path.push('/');
            path.push_str(step);
        }
        self
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if inner.path.is_empty() {
            write!(f, "at byte {}: ", inner.position)?;
        } else {
            let path = shown_path(&inner.path);
            write!(f, "at {path} (byte {}): ", inner.position)?;
        }
        write_bounded(
            f,
            ERROR_BYTES / 2,
            format_args!("expected {}", inner.expected),
        )?;
        match &inner.found {
            Some(found) => write!(f, ", found {found}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let expected = cut(&inner.expected, ERROR_BYTES / 2);
        f.debug_struct("DecodeError")
            .field("kind", &inner.kind)
            .field("path", &shown_path(&inner.path))
            .field("position", &inner.position)
            .field("expected", &expected)
            .field("found", &inner.found)
            .finish()
    }
}

impl Error for DecodeError {}

/// A value could not be written.
#[derive(Clone, Eq, PartialEq)]
pub struct EncodeError(Box<EncodeInner>);

#[derive(Clone, Eq, PartialEq)]
struct EncodeInner {
    kind: EncodeErrorKind,
    path: String,
    message: String,
}

/// Why a value could not be written.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum EncodeErrorKind {
    /// A text holds a character that XML 1.0 cannot carry.
    ForbiddenCharacter,
    /// A name is not an XML name, or a prefix cannot be declared.
    Name,
    /// The elements are nested too deep.
    Depth,
    /// The patterns of the values take too much work: more than [`Limits::pattern_steps`](crate::xml::Limits::pattern_steps)
    /// of a response.
    Limit,
    /// A facet forbids the value.
    Facet,
    /// A required member has no value.
    Missing,
    /// A member has too few or too many items.
    Occurrence,
    /// A value that the schema forbids.
    Value,
    /// Start and end tags do not match, or a call came where it cannot: a mistake of the caller.
    Structure,
}

impl EncodeError {
    /// An error of `kind` at `path`: `/Envelope/Body/login`, empty for none.
    pub fn new(kind: EncodeErrorKind, path: impl Into<String>, message: impl Display) -> Self {
        Self(Box::new(EncodeInner {
            kind,
            path: path.into(),
            message: message.to_string(),
        }))
    }

    /// Why the value could not be written.
    pub fn kind(&self) -> EncodeErrorKind {
        self.0.kind
    }

    /// The element that was being written.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The same error without its message, for members that hold secrets.
    #[must_use]
    pub fn redact(mut self) -> Self {
        match self.0.kind {
            EncodeErrorKind::Facet | EncodeErrorKind::Value => {
                self.0.message = String::from("the schema forbids the hidden value");
            }
            EncodeErrorKind::ForbiddenCharacter
            | EncodeErrorKind::Name
            | EncodeErrorKind::Depth
            | EncodeErrorKind::Limit
            | EncodeErrorKind::Missing
            | EncodeErrorKind::Occurrence
            | EncodeErrorKind::Structure => {}
        }
        self
    }
}

impl Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if !inner.path.is_empty() {
            write!(f, "at {}: ", shown_path(&inner.path))?;
        }
        write_bounded(f, ERROR_BYTES / 2, format_args!("{}", inner.message))
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("EncodeError")
            .field("kind", &inner.kind)
            .field("path", &shown_path(&inner.path))
            .field("message", &cut(&inner.message, ERROR_BYTES / 2))
            .finish()
    }
}

impl Error for EncodeError {}

/// The end of a path that is too long for a message: the outermost elements say the least.
pub(super) fn shown_path(path: &str) -> Cow<'_, str> {
    let start = path.len().saturating_sub(PATH_BYTES);
    if start == 0 {
        return Cow::Borrowed(path);
    }
    let start = (start..path.len()).find(|start| path.is_char_boundary(*start));
    Cow::Owned(format!("…{}", &path[start.unwrap_or(path.len())..]))
}

/// What is expected, out of a text that may be the message of an error that says so already.
pub(super) fn without_expected(text: String) -> String {
    match text.strip_prefix("expected ") {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// `text` as a message shows it: at most 80 characters, control and invisible characters escaped.
pub(super) fn shown(text: String) -> String {
    if text.len() <= SHOWN_CHARACTERS && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text;
    }
    let mut res = String::with_capacity(text.len().min(2 * SHOWN_CHARACTERS));
    for (n_chars, ch) in text.chars().enumerate() {
        if n_chars == SHOWN_CHARACTERS {
            res.push('…');
            break;
        }
        if ch.is_control() || is_invisible(ch) {
            res.extend(ch.escape_default());
        } else {
            res.push(ch);
        }
    }
    res
}

/// Characters that reorder or hide text in a terminal.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
