//! [`Writer`]: writes well-formed XML only.
//!
//! In: names, values and raw fragments, in document order. Out: one UTF-8 text. An element whose namespace is not
//! the default one redeclares `xmlns` on itself, or takes a prefix that was declared for its namespace. Knows no
//! types; bad input is an error that names the path.
//!
//! ```text
//! start("urn:a", "A"); start("urn:a", "B"); text("1"); end(); start("", "C"); end(); end()
//! <A xmlns="urn:a"><B>1</B><C xmlns=""/></A>
//! ```

mod attributes;
mod escape;
mod fragments;
mod mixed;
mod parts;
mod prefixes;
mod scope;

use std::fmt::Display;

use super::chars;
use super::error::{EncodeError, EncodeErrorKind};
use super::limits::Limits;
use super::protocol::WriteProtocol;
use super::steps::Steps;
use crate::mime::Outgoing;

pub(crate) use escape::escape_attribute;
pub(super) use escape::escape_text;
use escape::{push_text, push_value};
pub use fragments::Fragment;
use scope::Scope;

/// Steps that the patterns of all values may take.
const MAX_PATTERN_STEPS: usize = match cfg!(test) {
    true => 1_000_000,
    false => Limits::response().pattern_steps,
};

/// Bytes of a value that a writer keeps the memory of.
const KEPT_BYTES: usize = 4 << 10;

/// An XML document being written.
///
/// ```
/// use soap_runtime::xml::Writer;
///
/// let mut writer = Writer::new();
/// writer.start("urn:a", "A")?;
/// writer.attribute("", "b", "1")?;
/// writer.text("1 < 2")?;
/// writer.end()?;
/// assert_eq!(writer.finish()?, r#"<A xmlns="urn:a" b="1">1 &lt; 2</A>"#);
/// # Ok::<(), soap_runtime::xml::EncodeError>(())
/// ```
#[derive(Debug, Default)]
pub struct Writer {
    buffer: String,
    stack: Vec<Tag>,
    /// Whether the start tag of the innermost element still lacks its `>`.
    is_open: bool,
    has_root: bool,
    scope: Scope,
    /// The attributes of the open tag: namespace, and where the local name stands in the buffer.
    attributes: Vec<(u32, usize, usize)>,
    protocol: Option<&'static WriteProtocol>,
    /// Whether values that an enumeration does not list are refused.
    refuses_unlisted: bool,
    /// What the patterns of values took.
    pattern_steps: Steps,
    /// What goes beside the document.
    parts: Outgoing,
    /// The `xmime:contentType` of the innermost element.
    media_type: Option<String>,
    /// An empty text whose memory the values use, one after the other.
    scratch: String,
    /// The text of the open elements of mixed content, outermost first.
    texts: Vec<mixed::Texts>,
    /// What went wrong in a call that returns no result.
    failure: Option<EncodeError>,
    /// A namespace name that is its own escaped form: the default one that was declared last.
    plain_namespace: String,
}

/// An element that is not closed yet. Its name is in the buffer already.
#[derive(Clone, Copy, Debug)]
struct Tag {
    name: usize,
    name_end: usize,
    outer: scope::Mark,
}

impl Writer {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty document with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            buffer: String::with_capacity(capacity),
            ..Self::default()
        }
    }

    /// Makes it what `other` is, whose content has not begun, with room for `capacity` bytes: what many documents begin with
    /// is written once. The memory that it has is used again.
    pub(crate) fn begin_as(&mut self, other: &Self, capacity: usize) {
        self.buffer.clear();
        self.buffer.reserve(capacity);
        self.buffer.push_str(&other.buffer);
        self.stack.clone_from(&other.stack);
        self.is_open = other.is_open;
        self.has_root = other.has_root;
        self.scope.become_as(&other.scope);
        self.attributes.clone_from(&other.attributes);
        self.protocol = other.protocol;
        self.refuses_unlisted = other.refuses_unlisted;
        self.pattern_steps = Steps::default();
        self.media_type = None;
        self.texts.clear();
        self.failure = None;
    }

    /// Writes the XML declaration; does nothing where something was written before.
    pub fn declaration(&mut self) {
        if self.buffer.is_empty() {
            self.buffer
                .push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        }
    }

    /// Opens the element `local` of `namespace`, which is empty for none. The tag stays open for attributes.
    ///
    /// # Errors
    /// `local` is not a name, the nesting is too deep, or there is a root element already.
    pub fn start(&mut self, namespace: &str, local: &str) -> Result<(), EncodeError> {
        self.check_name(local)?;
        let outer = self.begin_element()?;
        let uri = self.scope.intern(namespace);
        if uri == self.scope.default() {
            let name = self.buffer.len();
            self.buffer.push_str(local);
            self.push_tag(name, outer);
            return Ok(());
        }
        let name = self.buffer.len();
        if let Some(prefix) = self.scope.prefix_of(&self.buffer, uri) {
            self.buffer.extend_from_within(prefix);
            self.buffer.push(':');
            self.buffer.push_str(local);
            self.push_tag(name, outer);
            return Ok(());
        }
        self.buffer.push_str(local);
        self.push_tag(name, outer);
        self.check_namespace(namespace)?;
        self.buffer.push_str(" xmlns=\"");
        self.push_namespace(namespace)?;
        self.buffer.push('"');
        self.scope.set_default(uri);
        Ok(())
    }

    /// Opens the element `prefix:local`; declares `prefix` for `namespace` if it is not.
    ///
    /// # Errors
    /// As [`Writer::start`] and [`Writer::declare_prefix`].
    pub fn start_prefixed(
        &mut self,
        prefix: &str,
        namespace: &str,
        local: &str,
    ) -> Result<(), EncodeError> {
        self.check_name(prefix)?;
        self.check_name(local)?;
        let outer = self.begin_element()?;
        let name = self.buffer.len();
        self.buffer.push_str(prefix);
        self.buffer.push(':');
        self.buffer.push_str(local);
        self.push_tag(name, outer);
        self.declare_prefix(prefix, namespace)
    }

    /// From here on values are written as the encoding of this protocol asks for; as literal XML without one.
    pub fn set_protocol(&mut self, protocol: Option<&'static WriteProtocol>) {
        self.protocol = protocol;
    }

    /// What the encoding of values adds to elements; `None` for literal XML.
    #[inline]
    pub fn protocol(&self) -> Option<&'static WriteProtocol> {
        self.protocol
    }

    /// An empty text for the form of a value. Given back, its memory is used for the next.
    pub(crate) fn take_scratch(&mut self) -> String {
        std::mem::take(&mut self.scratch)
    }

    /// Takes back the text of [`Writer::take_scratch`].
    pub(crate) fn keep_scratch(&mut self, mut scratch: String) {
        if scratch.capacity() <= KEPT_BYTES {
            scratch.clear();
            self.scratch = scratch;
        }
    }

    /// Takes back the memory of a document that was taken, for the next, and nothing of its text: it is overwritten, since it
    /// lives as long as who keeps the writer, and may have held a password.
    pub(crate) fn keep_document(&mut self, document: String) {
        self.buffer = emptied(document);
    }

    /// As [`Writer::keep_document`], for the text of the last values: no document need be given back for these to stay.
    pub(crate) fn forget_values(&mut self) {
        self.scratch = emptied(std::mem::take(&mut self.scratch));
    }

    /// Refuses values that an enumeration of the schema does not list, or writes them as by default.
    pub fn set_refuses_unlisted(&mut self, refuses: bool) {
        self.refuses_unlisted = refuses;
    }

    pub(crate) fn refuses_unlisted(&self) -> bool {
        self.refuses_unlisted
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Writes text into the innermost element.
    ///
    /// # Errors
    /// XML 1.0 cannot carry `value`, or no element is there.
    pub fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        if value.is_empty() {
            return Ok(());
        }
        self.begin_content()?;
        push_text(value, &mut self.buffer).map_err(|ch| self.forbidden(ch))
    }

    /// Writes captured XML: an element as the next child, content and attributes into the innermost element.
    ///
    /// # Errors
    /// The fragment is empty where an element is needed, or its prefixes clash with those of the open tag.
    pub fn raw(&mut self, fragment: &impl Fragment) -> Result<(), EncodeError> {
        fragment.write_to(self)
    }

    /// Closes the innermost element.
    ///
    /// # Errors
    /// There is none, or a call before went wrong and could not say so.
    #[inline]
    pub fn end(&mut self) -> Result<(), EncodeError> {
        self.end_called("")
    }

    /// As [`Writer::end`], of an element whose name, with or without its prefix, is `name`.
    pub(crate) fn end_called(&mut self, name: &str) -> Result<(), EncodeError> {
        self.check_failure()?;
        let Some(tag) = self.stack.pop() else {
            return Err(self.error(EncodeErrorKind::Structure, "no element is open"));
        };
        if self.is_open {
            self.buffer.push_str("/>");
            self.is_open = false;
            self.attributes.clear();
        } else {
            self.buffer.push_str("</");
            // Of the same length it is all of it.
            match tag.name_end - tag.name == name.len() {
                true => self.buffer.push_str(name),
                false => self.buffer.extend_from_within(tag.name..tag.name_end),
            }
            self.buffer.push('>');
        }
        self.scope.leave(tag.outer);
        Ok(())
    }

    /// The innermost element: `/Envelope/Body/login`.
    pub fn path(&self) -> String {
        let mut res = String::new();
        for tag in &self.stack {
            let qname = &self.buffer[tag.name..tag.name_end];
            res.push('/');
            res.push_str(qname.split_once(':').map_or(qname, |(_, local)| local));
        }
        res
    }

    /// An error at the current path.
    pub fn error(&self, kind: EncodeErrorKind, message: impl Display) -> EncodeError {
        EncodeError::new(kind, self.path(), message)
    }

    /// The document.
    ///
    /// # Errors
    /// An element is open, or there is no root element.
    pub fn finish(mut self) -> Result<String, EncodeError> {
        if !self.parts.is_empty() {
            let message = "a document alone cannot hold attachments, a message can";
            return Err(self.error(EncodeErrorKind::Structure, message));
        }
        self.take_document()
    }

    /// The document, of which nothing is left here.
    fn take_document(&mut self) -> Result<String, EncodeError> {
        self.check_failure()?;
        self.check_pattern_steps()?;
        if !self.stack.is_empty() {
            return Err(self.error(EncodeErrorKind::Structure, "an element is not closed"));
        }
        if !self.has_root {
            return Err(self.error(EncodeErrorKind::Structure, "there is no root element"));
        }
        Ok(std::mem::take(&mut self.buffer))
    }

    /// Counts steps of patterns. False once there are too many.
    pub(crate) fn take_pattern_steps(&self, n_steps: usize) -> bool {
        self.pattern_steps.take(n_steps, MAX_PATTERN_STEPS)
    }

    /// Says so, where patterns took too many steps.
    ///
    /// # Errors
    /// They did.
    pub(crate) fn check_pattern_steps(&self) -> Result<(), EncodeError> {
        if self.take_pattern_steps(0) {
            return Ok(());
        }
        let message = format!("the patterns of values take more than {MAX_PATTERN_STEPS} steps");
        Err(self.error(EncodeErrorKind::Limit, message))
    }

    /// Writes up to `<` of a new element.
    #[inline(always)]
    fn begin_element(&mut self) -> Result<scope::Mark, EncodeError> {
        if self.stack.len() >= Limits::MAX_DEPTH {
            let message = format!("more than {} levels of elements", Limits::MAX_DEPTH);
            return Err(self.error(EncodeErrorKind::Depth, message));
        }
        if self.stack.is_empty() {
            if self.has_root {
                let message = "a document has one root element";
                return Err(self.error(EncodeErrorKind::Structure, message));
            }
            self.has_root = true;
        }
        self.close_tag();
        if !self.texts.is_empty() {
            self.text_before_child()?;
        }
        self.buffer.push('<');
        Ok(self.scope.mark())
    }

    #[inline]
    fn push_tag(&mut self, name: usize, outer: scope::Mark) {
        self.stack.push(Tag {
            name,
            name_end: self.buffer.len(),
            outer,
        });
        self.is_open = true;
        self.media_type = None;
    }

    #[inline]
    fn close_tag(&mut self) {
        if self.is_open {
            self.buffer.push('>');
            self.is_open = false;
            self.attributes.clear();
        }
    }

    /// Closes the start tag of the innermost element, which must exist.
    #[inline]
    fn begin_content(&mut self) -> Result<(), EncodeError> {
        if self.stack.is_empty() {
            return Err(self.error(
                EncodeErrorKind::Structure,
                "text outside of the root element",
            ));
        }
        self.close_tag();
        Ok(())
    }

    #[inline]
    fn check_failure(&self) -> Result<(), EncodeError> {
        match &self.failure {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
    }

    fn check_open(&self, what: &str) -> Result<(), EncodeError> {
        if self.is_open {
            return Ok(());
        }
        let message = format!("{what} can only be written before the content of an element");
        Err(self.error(EncodeErrorKind::Structure, message))
    }

    #[inline]
    fn check_name(&self, name: &str) -> Result<(), EncodeError> {
        match super::is_name(name) {
            true => Ok(()),
            false => Err(self.no_name(name)),
        }
    }

    #[cold]
    fn no_name(&self, name: &str) -> EncodeError {
        let message = format!(
            "`{}` is not an XML name",
            super::error::shown(name.to_owned())
        );
        self.error(EncodeErrorKind::Name, message)
    }

    fn push_value(&mut self, value: &str) -> Result<(), EncodeError> {
        push_value(value, &mut self.buffer).map_err(|ch| self.forbidden(ch))
    }

    #[inline]
    fn check_characters(&self, value: &str) -> Result<(), EncodeError> {
        match chars::first_forbidden(value) {
            Some((_, ch)) => Err(self.forbidden(ch)),
            None => Ok(()),
        }
    }

    #[cold]
    fn forbidden(&self, ch: char) -> EncodeError {
        let message = format!("XML 1.0 cannot carry the character U+{:04X}", u32::from(ch));
        self.error(EncodeErrorKind::ForbiddenCharacter, message)
    }
}

/// The memory of `text`, empty and overwritten.
fn emptied(text: String) -> String {
    let mut zeros = overwritten(text);
    zeros.clear();
    String::from_utf8(zeros).unwrap_or_default()
}

/// All memory of `text`, as zeros.
fn overwritten(text: String) -> Vec<u8> {
    let mut memory = text.into_bytes();
    memory.clear();
    memory.resize(memory.capacity(), 0);
    memory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_is_kept_is_overwritten() {
        let mut text = String::with_capacity(64);
        text.push_str("hunter2");
        let zeros = overwritten(text.clone());
        assert_eq!(zeros, vec![0; zeros.capacity()]);
        let address = text.as_ptr();
        let empty = emptied(text);
        assert_eq!((empty.as_ptr(), empty.len()), (address, 0));
    }
}
