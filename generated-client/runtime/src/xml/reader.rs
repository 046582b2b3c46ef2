//! [`Reader`]: a pull parser that checks well-formedness, namespaces and limits as it goes.
//!
//! In: the text of one document. Out: its elements one after the other, their attributes, their texts as slices
//! of the document wherever nothing has to be unescaped. Knows no types; it never recurses.
//!
//! ```text
//! <a><b>1</b><c/></a>
//!    ^ child() = true: <b> is pending; text() takes it through </b>
//!            ^ child() = true: <c> is pending; enter() goes inside, the next child() = false ends it
//! ```

mod attributes;
mod capture;
mod content;
mod control;
mod deviations;
mod document;
mod messages;
mod mixed;
mod notes;
mod parts;
mod skip;
mod spans;
mod walk;

use std::fmt::Display;
use std::ops::Range;

pub(crate) use notes::ItemNote;
pub use walk::Event;

use super::attribute::Attributes;
use super::decode::check_size;
use super::deviation::{Deviation, DeviationKind, Tolerance};
use super::error::{DecodeError, DecodeErrorKind};
use super::limits::Limits;
use super::namespaces::Namespaces;
use super::protocol::ReadProtocol;
use super::steps::Steps;
use crate::mime::Parts;

/// The name that is expected where none is.
const NOTHING: (&str, &str) = ("", "");

/// Bytes of a path that most have room in.
const USUAL_PATH: usize = 64;

/// Bytes of a document that offsets of 32 bits can name.
const MAX_BYTES: usize = u32::MAX as usize / 2;

/// A pull parser over one document.
///
/// ```
/// use soap_runtime::xml::{Limits, Reader};
///
/// let mut reader = Reader::new("<p:a xmlns:p='urn:a'><p:b>1 &lt; 2</p:b></p:a>", &Limits::response())?;
/// assert!(reader.child()? && reader.is("urn:a", "a"));
/// reader.enter();
/// assert!(reader.child()? && reader.is("urn:a", "b"));
/// assert_eq!(reader.text()?, "1 < 2");
/// assert!(!reader.child()?);
/// reader.finish()?;
/// # Ok::<(), soap_runtime::xml::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    /// Byte offset of what is read next.
    pos: usize,
    state: State,
    pub(super) limits: Limits,
    has_root: bool,
    stack: Vec<Open<'a>>,
    /// For the outer levels, the element that was closed there last: its next sibling is mostly called the same.
    before: [Before<'a>; LEVELS],
    /// Whether the pending element has the expanded name of the sibling before it.
    repeats_name: bool,
    /// Whether the pending element has the name that was expected.
    is_expected: bool,
    n_elements: usize,
    /// Bytes of the values that were made of elements.
    n_value_bytes: usize,
    /// What their patterns took.
    pattern_steps: Steps,
    pub(super) namespaces: Namespaces<'a>,
    pub(super) attributes: Attributes<'a>,
    /// Whether one of them has a prefix.
    pub(super) has_prefixes: bool,
    /// Where the pending element declares its default namespace, white space before it included.
    pub(super) default_span: Option<Range<usize>>,
    /// Byte offset that values of the innermost element are reported at.
    mark: usize,
    /// The attribute whose value is being read.
    attribute_read: Option<usize>,
    /// The parts of the package whose root this document is.
    parts: Option<Parts>,
    protocol: Option<&'static ReadProtocol>,
    /// Where elements may stand that count more than all else; 0 if nowhere.
    outranking_depth: usize,
    is_outranked: bool,
    tolerance: Tolerance,
    skips_items: bool,
    /// Where items of lists stand; `None` unless somebody asks.
    notes: Option<Vec<ItemNote>>,
    noted_depth: Option<usize>,
    /// The text of the elements of mixed content that are open, outermost first.
    texts: Vec<mixed::Texts>,
    deviations: Vec<Deviation>,
    n_deviations: usize,
    /// Deviations that were not kept.
    n_left_out: usize,
}

/// How far the innermost element was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// Only its start tag.
    Pending,
    /// Some of its content.
    Entered,
    /// All of it. It stays on the stack so that errors about its value name it and its prefixes resolve.
    Closed,
}

/// Levels of elements whose names are kept.
const LEVELS: usize = 12;

/// What is kept of an element that was closed.
#[derive(Clone, Copy, Debug, Default)]
struct Before<'a> {
    qname: &'a str,
    /// As in [`Open`].
    local: u32,
    namespace: u32,
}

/// An element whose start tag was read.
#[derive(Debug)]
struct Open<'a> {
    qname: &'a str,
    /// Where the local name starts in `qname`.
    local: u32,
    /// Index of its namespace.
    namespace: u32,
    /// Namespace declarations outside of it.
    outer_len: u32,
    /// Default namespace outside of it.
    outer_default: u32,
    n_children: u32,
    /// Whether it is an empty-element tag.
    is_empty: bool,
    /// Whether the text between its children is kept.
    is_mixed: bool,
    /// Byte offset of `<`.
    start: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `text`, which is looked at as it is read.
    ///
    /// # Errors
    /// `text` passes the limit of bytes, or has a bad XML declaration.
    pub fn new(text: &'a str, limits: &Limits) -> Result<Self, DecodeError> {
        let mut limits = limits.clone();
        limits.bytes = limits.bytes.min(MAX_BYTES);
        limits.depth = limits.depth.min(Limits::MAX_DEPTH);
        check_size(text.len(), &limits)?;
        let mut res = Self {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            state: State::Entered,
            limits,
            has_root: false,
            stack: Vec::with_capacity(LEVELS),
            before: [Before::default(); LEVELS],
            repeats_name: false,
            is_expected: false,
            n_elements: 0,
            n_value_bytes: 0,
            pattern_steps: Steps::default(),
            namespaces: Namespaces::new(),
            attributes: Attributes::default(),
            has_prefixes: false,
            default_span: None,
            mark: 0,
            attribute_read: None,
            parts: None,
            protocol: None,
            outranking_depth: 0,
            is_outranked: false,
            tolerance: Tolerance::All,
            skips_items: false,
            notes: None,
            noted_depth: None,
            texts: Vec::new(),
            deviations: Vec::new(),
            n_deviations: 0,
            n_left_out: 0,
        };
        res.declaration()?;
        Ok(res)
    }

    /// Goes to the next child of the innermost entered element, or to the root element.
    ///
    /// `true`: its start tag was read and it is pending; again `true` for as long as it is.
    /// `false`: the end tag of the entered element was read, or the end of the document, all checked.
    ///
    /// # Errors
    /// The document is not well-formed or passes a limit; strict reading also refuses text between children.
    #[inline]
    pub fn child(&mut self) -> Result<bool, DecodeError> {
        self.child_expecting(NOTHING)
    }

    /// As [`Reader::child`], where most probably an element of this name is next, of which no namespace is said in a prefix:
    /// what is expected is sooner told than what is not. The local name is in ASCII and checked, or empty where nothing is
    /// expected. See [`Reader::is_expected`].
    #[inline(always)]
    pub(crate) fn child_expecting(&mut self, name: (&str, &str)) -> Result<bool, DecodeError> {
        if !self.peek(name)? {
            self.close()?;
            return Ok(false);
        }
        Ok(true)
    }

    /// As [`Reader::child`], but leaves the end tag of the entered element where it is.
    ///
    /// # Errors
    /// As [`Reader::child`].
    #[inline]
    pub fn peek_child(&mut self) -> Result<bool, DecodeError> {
        self.peek(NOTHING)
    }

    #[inline(never)]
    fn peek(&mut self, expected: (&str, &str)) -> Result<bool, DecodeError> {
        match self.state {
            State::Pending => return Ok(true),
            State::Closed => self.pop(),
            State::Entered => {}
        }
        self.attribute_read = None;
        let Some(top) = self.stack.last() else {
            return self.document_child();
        };
        if top.is_empty {
            return Ok(false);
        }
        if top.is_mixed {
            return self.next_mixed_child();
        }
        self.next_child(expected)
    }

    /// Enters the pending element: [`Reader::child`] now walks its children. Does nothing if none is pending.
    #[inline]
    pub fn enter(&mut self) {
        if self.state == State::Pending {
            self.state = State::Entered;
        }
        self.attribute_read = None;
    }

    /// Takes the pending element to its end, if it is an empty-element tag.
    #[inline]
    pub(crate) fn end_empty(&mut self) -> bool {
        let is_it =
            self.state == State::Pending && self.stack.last().is_some_and(|top| top.is_empty);
        if is_it {
            self.attribute_read = None;
            self.mark = self.pos;
            self.state = State::Closed;
        }
        is_it
    }

    /// Whether the pending element has this expanded name; `namespace` is empty for none.
    #[inline]
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        match self.stack.last() {
            Some(top) => {
                let own = &top.qname.as_bytes()[top.local as usize..];
                own == local.as_bytes() && self.namespaces.uri(top.namespace) == namespace
            }
            None => false,
        }
    }

    /// Whether the pending element has the expanded name of its sibling before it. If not, it may have it all the same.
    #[inline]
    pub(crate) fn repeats_name(&self) -> bool {
        self.repeats_name
    }

    /// Whether the pending element has the name that was expected of it. If not, it may have it all the same.
    #[inline]
    pub(crate) fn is_expected(&self) -> bool {
        self.is_expected
    }

    /// Namespace and local name of the pending element, or of the innermost one; both empty outside of the root.
    #[inline]
    pub fn name(&self) -> (&str, &'a str) {
        match self.stack.last() {
            Some(top) => (
                self.namespaces.uri(top.namespace),
                &top.qname[top.local as usize..],
            ),
            None => ("", ""),
        }
    }

    /// The namespace of the element that the pending one stands in; empty for none, and for the root.
    pub fn parent_namespace(&self) -> &str {
        match self.stack.as_slice() {
            [.., parent, _] => self.namespaces.uri(parent.namespace),
            _ => "",
        }
    }

    /// Whether the pending element has neither attributes nor content.
    #[inline]
    pub(crate) fn is_bare(&self) -> bool {
        let is_empty = self.stack.last().is_some_and(|open| open.is_empty)
            || self.bytes[self.pos..].starts_with(b"</");
        self.state == State::Pending && self.attribute_count() == 0 && is_empty
    }

    /// The namespace that `prefix` stands for at the innermost element; the empty prefix is the default namespace.
    pub fn resolve_prefix(&self, prefix: &str) -> Option<&str> {
        let index = match prefix {
            "" => self.namespaces.default(),
            _ => self.namespaces.find(prefix)?,
        };
        Some(self.namespaces.uri(index))
    }

    /// Byte offset in the document, 0-based: of the value read last, of the pending start tag, else of what comes next.
    pub fn position(&self) -> usize {
        if let Some(attribute) = self.attribute_read.and_then(|it| self.attributes.get(it)) {
            return attribute.position;
        }
        match (self.state, self.stack.last()) {
            (State::Pending, Some(top)) => top.start,
            (State::Closed, Some(_)) => self.mark,
            (_, _) => self.pos,
        }
    }

    /// The innermost element: `/Envelope/Body/login/sEmail`, and `/@name` while an attribute is read.
    pub fn path(&self) -> String {
        let mut res = String::with_capacity(USUAL_PATH);
        for open in &self.stack {
            res.push('/');
            res.push_str(&open.qname[open.local as usize..]);
        }
        if let Some(attribute) = self.attribute_read.and_then(|it| self.attributes.get(it)) {
            res.push_str("/@");
            res.push_str(&attribute.qname[attribute.local as usize..]);
        }
        res
    }

    /// An error at the current path and position.
    pub fn error(
        &self,
        kind: DecodeErrorKind,
        expected: impl Display,
        found: impl Display,
    ) -> DecodeError {
        DecodeError::new(kind, self.path(), self.position(), expected, found)
    }

    /// How many elements are open, the pending one included.
    pub(crate) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Goes to the end of the element at `depth`, whatever of it was read.
    ///
    /// # Errors
    /// The document is not well-formed or passes a limit.
    pub(crate) fn leave(&mut self, depth: usize) -> Result<(), DecodeError> {
        while self.stack.len() > depth {
            self.skip()?;
            self.pop();
        }
        self.skip()
    }

    /// The limits that the document is held to.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts `n` elements that the document leaves out as if they stood there. `None` where the limits allow fewer.
    pub(crate) fn count_left_out(&mut self, n: usize) -> Option<()> {
        let all = self.n_elements.checked_add(n)?;
        if n > self.limits.children || all > self.limits.elements {
            return None;
        }
        self.n_elements = all;
        Some(())
    }

    /// Counts a value of `n_bytes` that the pending element is made. The engine counts the items of lists by their Rust type;
    /// what such a type holds elsewhere for any one element, as a record whose members are known only at run time, it counts.
    ///
    /// # Errors
    /// All that was counted passes [`Limits::value_bytes`](super::Limits::value_bytes).
    #[inline]
    pub fn count_value(&mut self, n_bytes: usize) -> Result<(), DecodeError> {
        self.n_value_bytes = self.n_value_bytes.saturating_add(n_bytes);
        match self.n_value_bytes > self.limits.value_bytes {
            true => Err(self.over_value_bytes()),
            false => Ok(()),
        }
    }

    #[cold]
    fn over_value_bytes(&self) -> DecodeError {
        let limit = self.limits.value_bytes;
        let setting = ("value_bytes", "bytes of values");
        self.over_limit(self.position(), limit, setting)
    }

    /// Counts steps of patterns. False once [`Limits::pattern_steps`](super::Limits::pattern_steps) allows no more.
    pub(crate) fn take_pattern_steps(&self, n_steps: usize) -> bool {
        (self.pattern_steps).take(n_steps, self.limits.pattern_steps)
    }

    /// Says so, where patterns took too many steps: what was found of the values since is not to be believed.
    ///
    /// # Errors
    /// They did.
    pub(crate) fn check_pattern_steps(&self) -> Result<(), DecodeError> {
        if self.take_pattern_steps(0) {
            return Ok(());
        }
        let setting = ("pattern_steps", "steps of patterns");
        Err(self.over_limit(self.position(), self.limits.pattern_steps, setting))
    }

    /// The byte at `pos`; zero, which no well-formed document holds, past the end.
    #[inline(always)]
    pub(super) fn byte(&self, pos: usize) -> u8 {
        match self.bytes.get(pos) {
            Some(&byte) => byte,
            None => 0,
        }
    }

    /// Leaves the innermost element.
    #[inline(always)]
    fn pop(&mut self) {
        if let Some(open) = self.stack.pop() {
            self.namespaces.leave(open.outer_len, open.outer_default);
            if let Some(before) = self.before.get_mut(self.stack.len()) {
                *before = Before {
                    qname: open.qname,
                    local: open.local,
                    namespace: open.namespace,
                };
            }
        }
        self.state = State::Entered;
    }
}

/// Checks a whole document: well-formedness, namespaces and limits.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(text: &str, limits: &Limits) -> Result<(), DecodeError> {
    Reader::new(text, limits)?.finish()
}
