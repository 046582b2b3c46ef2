//! The content of an element: tags, and the text of elements that hold a value.

use std::borrow::Cow;

use super::{DecodeError, DecodeErrorKind, DeviationKind, NOTHING, Open, Reader, State};
use crate::xml::attributes::QName;
use crate::xml::chars::{self, CLASS, SUSPECT, TEXT_STOP};
use crate::xml::entities;
use crate::xml::namespaces::NONE;

/// What becomes of an element in a text.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Inner {
    Refused,
    LeftOut,
}

impl<'a> Reader<'a> {
    /// Reads on in an entered element that is not an empty-element tag, to a start tag or the end tag.
    #[inline]
    pub(super) fn next_child(&mut self, expected: (&str, &str)) -> Result<bool, DecodeError> {
        loop {
            self.pos = self.space(self.pos);
            let pos = self.pos;
            if self.byte(pos) != b'<' {
                self.stray_text()?;
                continue;
            }
            match self.byte(pos + 1) {
                b'/' => return Ok(false),
                b'!' => self.markup_between(pos)?,
                b'?' => self.pos = self.instruction(pos)?,
                _ => {
                    self.start_tag_expecting(expected)?;
                    return Ok(true);
                }
            }
        }
    }

    /// A comment or CDATA section between children.
    #[cold]
    fn markup_between(&mut self, pos: usize) -> Result<(), DecodeError> {
        if self.byte(pos + 2) != b'[' {
            self.pos = self.comment(pos)?;
            return Ok(());
        }
        let (text, end) = self.section(pos)?;
        if !chars::is_blank(text) {
            self.deviate_text(text.len())?;
        }
        self.pos = end;
        Ok(())
    }

    /// Text between children.
    #[cold]
    fn stray_text(&mut self) -> Result<(), DecodeError> {
        let start = self.pos;
        let end = self.run_end(start)?;
        let mut text = String::new();
        self.expand_text(&self.text[start..end], start, &mut text)?;
        if !chars::is_blank(&text) {
            self.deviate_text(end - start)?;
        }
        self.pos = end;
        Ok(())
    }

    /// The text itself may be a secret that came in a wrong place.
    fn deviate_text(&mut self, n_bytes: usize) -> Result<(), DecodeError> {
        let found = format_args!("text of {n_bytes} bytes");
        self.deviate(DeviationKind::UnexpectedText, "elements only", found)
    }

    /// The end of the text from `start` on, which is the next `<`; all is checked but the references.
    pub(super) fn run_end(&self, start: usize) -> Result<usize, DecodeError> {
        let mut pos = start;
        loop {
            pos = self.plain_end(pos)?;
            match self.bytes.get(pos) {
                Some(b'<') => return Ok(pos),
                Some(_) => pos += 1,
                None => return Err(self.fail(pos, "an end tag")),
            }
        }
    }

    /// The start tag at the position, which is at `<`; it becomes pending.
    #[inline(never)]
    pub(super) fn start_tag(&mut self) -> Result<(), DecodeError> {
        self.start_tag_expecting(NOTHING)
    }

    /// The same, where it most probably has this name, which is empty if nothing is expected.
    #[inline(always)]
    fn start_tag_expecting(&mut self, expected: (&str, &str)) -> Result<(), DecodeError> {
        let start = self.pos;
        let before = self
            .before
            .get(self.stack.len())
            .copied()
            .unwrap_or_default();
        let (mut is_called_so, mut is_called_as_expected) = (false, false);
        let name = if self.is_tag_of(start + 1, expected.1)
            && expected.1.len() <= self.limits.name_bytes
        {
            is_called_as_expected = true;
            QName {
                end: start + 1 + expected.1.len(),
                local: start + 1,
            }
        } else if self.is_tag_of(start + 1, before.qname) {
            is_called_so = true;
            let local = &before.qname.as_bytes()[before.local as usize..];
            is_called_as_expected = chars::is_same(local, expected.1.as_bytes());
            QName {
                end: start + 1 + before.qname.len(),
                local: start + 1 + before.local as usize,
            }
        } else {
            self.qname(start + 1)?
        };
        self.count_element(start)?;
        let (outer_len, outer_default) = (self.namespaces.len(), self.namespaces.default());
        self.attributes.clear();
        self.has_prefixes = false;
        self.default_span = None;
        self.attribute_read = None;
        let (end, is_empty) = match (self.byte(name.end), self.byte(name.end + 1)) {
            (b'>', _) => (name.end + 1, false),
            (b'/', b'>') => (name.end + 2, true),
            (_, _) => {
                let rest = self.tag_rest(name.end);
                if rest.is_err() {
                    // What was not checked is no example to follow.
                    self.attributes.forget();
                }
                rest?
            }
        };
        let namespace = if name.local == start + 1 {
            self.namespaces.default()
        } else {
            let prefix = &self.text[start + 1..name.local - 1];
            match self.namespaces.find(prefix) {
                Some(index) if index != NONE => index,
                Some(_) | None => return Err(self.unbound(start + 1, prefix)),
            }
        };
        // What is declared outside of both means the same for both.
        self.is_expected = is_called_as_expected && self.namespaces.uri(namespace) == expected.0;
        self.repeats_name = is_called_so && namespace == before.namespace && namespace < outer_len;
        self.stack.push(Open {
            qname: &self.text[start + 1..name.end],
            local: (name.local - start - 1) as u32,
            namespace,
            outer_len,
            outer_default,
            n_children: 0,
            is_empty,
            is_mixed: false,
            start,
        });
        self.pos = end;
        self.state = State::Pending;
        if self.stack.len() == self.outranking_depth {
            self.note_outranking();
        }
        Ok(())
    }

    /// Whether `qname`, which is no name if it is empty, stands at `start`, and ends there.
    #[inline(always)]
    fn is_tag_of(&self, start: usize, qname: &str) -> bool {
        let end = start + qname.len();
        let is_end = matches!(self.byte(end), b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r');
        let is_it = |name| chars::is_same(name, qname.as_bytes());
        is_end && !qname.is_empty() && self.bytes.get(start..end).is_some_and(is_it)
    }

    #[inline(always)]
    fn count_element(&mut self, start: usize) -> Result<(), DecodeError> {
        self.n_elements += 1;
        if self.n_elements > self.limits.elements {
            return Err(self.over_limit(start, self.limits.elements, ("elements", "elements")));
        }
        if self.stack.len() >= self.limits.depth {
            return Err(self.over_limit(start, self.limits.depth, ("depth", "levels of elements")));
        }
        if let Some(parent) = self.stack.last_mut() {
            parent.n_children += 1;
            if parent.n_children as usize > self.limits.children {
                return Err(self.over_limit(start, self.limits.children, ("children", "children")));
            }
        }
        Ok(())
    }

    /// Ends the innermost element, whose end tag is next.
    #[inline(never)]
    pub(super) fn close(&mut self) -> Result<(), DecodeError> {
        let Some(top) = self.stack.last() else {
            return Ok(());
        };
        if !top.is_empty {
            self.pos = self.end_tag(self.pos, top.qname)?;
        }
        self.mark = self.pos;
        self.state = State::Closed;
        Ok(())
    }

    /// The end of the end tag at `pos`, which starts with `</` and has to be that of `qname`.
    #[inline(always)]
    fn end_tag(&self, pos: usize, qname: &str) -> Result<usize, DecodeError> {
        let start = pos + 2;
        let end = start + qname.len();
        match self.bytes.get(start..end) {
            Some(name) if self.byte(end) == b'>' && chars::is_same(name, qname.as_bytes()) => {
                Ok(end + 1)
            }
            Some(_) | None => self.odd_end_tag(pos, qname),
        }
    }

    #[cold]
    fn odd_end_tag(&self, pos: usize, qname: &str) -> Result<usize, DecodeError> {
        let name = self.qname(pos + 2)?;
        let found = &self.text[pos + 2..name.end];
        if found != qname {
            if name.end == self.bytes.len() {
                return Err(self.fail(name.end, "an end tag"));
            }
            return Err(self.failure(
                DecodeErrorKind::NotWellFormed,
                pos,
                format_args!("`</{qname}>`"),
                format_args!("`</{found}`"),
            ));
        }
        let end = self.space(name.end);
        match self.byte(end) {
            b'>' => Ok(end + 1),
            _ => Err(self.fail(end, "`>` at the end of an end tag")),
        }
    }

    /// The content of the pending or innermost element as text, through its end tag.
    ///
    /// Comments and processing instructions do not end it.
    ///
    /// # Errors
    /// The document is not well-formed, passes a limit, or has an element in the text: what is left of a value without it
    /// is another value.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.text_with(Inner::Refused)
    }

    /// As [`Reader::text`], for messages to people: elements in the text are a deviation and left out.
    ///
    /// # Errors
    /// The document is not well-formed or passes a limit; strict reading also refuses elements.
    pub fn loose_text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.text_with(Inner::LeftOut)
    }

    #[inline]
    fn text_with(&mut self, inner: Inner) -> Result<Cow<'a, str>, DecodeError> {
        let start = self.pos;
        self.mark = start;
        self.attribute_read = None;
        let Some(top) = self.stack.last() else {
            return Err(self.fail(start, "an element that is open"));
        };
        if top.is_empty || self.state == State::Closed {
            self.state = State::Closed;
            return Ok(Cow::Borrowed(""));
        }
        self.state = State::Entered;
        let end = self.plain_end(start)?;
        if self.byte(end) == b'<' && self.byte(end + 1) == b'/' {
            if end - start > self.limits.text_bytes {
                return Err(self.too_much_text(start));
            }
            self.pos = self.end_tag(end, top.qname)?;
            self.state = State::Closed;
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        self.mixed_text(inner)
    }

    /// The next `<`, `&` or CR from `start` on, or the end of the document. What goes before may stand in a text as it is.
    #[inline(always)]
    pub(super) fn plain_end(&self, start: usize) -> Result<usize, DecodeError> {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let end = start + chars::text_run(rest);
        if CLASS[self.byte(end) as usize] & SUSPECT == 0 {
            return Ok(end);
        }
        self.plain_end_from(end)
    }

    /// As [`Reader::plain_end`], from what is suspect, or the end of the document.
    #[cold]
    fn plain_end_from(&self, mut pos: usize) -> Result<usize, DecodeError> {
        loop {
            match self.bytes.get(pos) {
                // XML 1.0 §2.4: that is for CDATA sections alone.
                Some(b']') if self.bytes[pos..].starts_with(b"]]>") => {
                    return Err(self.fail(pos, "no `]]>` in text"));
                }
                Some(&byte) if CLASS[byte as usize] & TEXT_STOP == 0 => {
                    self.check_character(pos)?
                }
                Some(_) | None => return Ok(pos),
            }
            pos += 1;
            pos += chars::text_run(&self.bytes[pos..]);
        }
    }

    /// XML 1.0 §2.2: checks the character at `pos`, which is where one begins.
    #[cold]
    pub(in crate::xml) fn check_character(&self, pos: usize) -> Result<(), DecodeError> {
        let ch = self.text.get(pos..).and_then(|rest| rest.chars().next());
        match ch.filter(|ch| !chars::is_char(*ch)) {
            Some(ch) => Err(self.forbidden(pos, ch)),
            None => Ok(()),
        }
    }

    /// The same for all characters between two offsets.
    pub(super) fn check_characters(&self, start: usize, end: usize) -> Result<(), DecodeError> {
        match chars::first_forbidden(&self.text[start..end]) {
            Some((at, ch)) => Err(self.forbidden(start + at, ch)),
            None => Ok(()),
        }
    }

    /// Text with references, carriage returns, sections, comments or child elements in it.
    #[cold]
    fn mixed_text(&mut self, inner: Inner) -> Result<Cow<'a, str>, DecodeError> {
        let start = self.pos;
        let mut res = String::new();
        loop {
            let pos = self.pos;
            match (self.byte(pos), self.byte(pos + 1)) {
                (b'<', b'/') => {
                    self.close()?;
                    self.mark = start;
                    return Ok(Cow::Owned(res));
                }
                (b'<', b'!') if self.byte(pos + 2) == b'[' => {
                    let (text, end) = self.section(pos)?;
                    // A section has no references, only line ends.
                    push_lines(text, &mut res);
                    self.pos = end;
                }
                (b'<', b'!') => self.pos = self.comment(pos)?,
                (b'<', b'?') => self.pos = self.instruction(pos)?,
                (b'<', _) => {
                    self.start_tag()?;
                    if self.is_include() {
                        res.push_str(&self.include_text()?);
                    } else if inner == Inner::LeftOut {
                        self.skip_unexpected("text only")?;
                        self.pop();
                    } else {
                        return Err(self.element_in_text());
                    }
                }
                (_, _) => {
                    let end = self.run_end(pos)?;
                    res.reserve(end - pos);
                    self.expand_text(&self.text[pos..end], pos, &mut res)?;
                    self.pos = end;
                }
            }
            if res.len() > self.limits.text_bytes {
                return Err(self.too_much_text(start));
            }
        }
    }

    #[cold]
    pub(super) fn too_much_text(&self, start: usize) -> DecodeError {
        self.over_limit(
            start,
            self.limits.text_bytes,
            ("text_bytes", "bytes of text"),
        )
    }

    /// Checks the references of the text from `start` to `end`.
    pub(super) fn check_text(&self, start: usize, end: usize) -> Result<(), DecodeError> {
        entities::check(&self.text[start..end]).map_err(|bad| self.bad_reference(start, bad))
    }
}

/// Appends `text` with its line ends as LF; XML 1.0 §2.11.
fn push_lines(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
}
