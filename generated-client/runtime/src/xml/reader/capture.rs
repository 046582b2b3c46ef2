//! Keeping elements raw: the text of the document, made independent of where it stood.
//!
//! Every captured element gets the declarations that it inherited and uses: prefixes in names, prefixes of
//! what looks like a qualified name in texts and attribute values, and the default namespace.

use super::skip::Step;
use super::{DecodeError, DecodeErrorKind, Reader, State};
use crate::xml::XSI_NAMESPACE;
use crate::xml::chars::{CLASS, CONTINUE, START, WIDE};
use crate::xml::fragment::{AnyAttribute, AnyElement, AnyType, MixedContent};
use crate::xml::namespaces::{BUILT_IN, NONE};
use crate::xml::writer::escape_attribute;

/// The outer declarations that a captured part uses.
#[derive(Debug)]
struct Uses {
    /// Declarations below this index are outer ones.
    outer_len: u32,
    /// The default namespace that the captured part starts with.
    default: u32,
    has_default: bool,
    /// Indices of prefix declarations, without repetition.
    prefixes: Vec<u32>,
}

impl Uses {
    fn new(outer_len: u32, default: u32) -> Self {
        Self {
            outer_len,
            default,
            has_default: false,
            prefixes: Vec::new(),
        }
    }

    fn note_index(&mut self, index: u32) {
        let is_outer = index >= BUILT_IN as u32 && index < self.outer_len;
        if is_outer && !self.prefixes.contains(&index) {
            self.prefixes.push(index);
        }
    }

    /// Notes the names of the pending element and of its attributes, and the values of these.
    fn note_start(&mut self, reader: &Reader<'_>) {
        let Some(top) = reader.stack.last() else {
            return;
        };
        if top.local > 0 {
            self.note_index(top.namespace);
        } else if top.namespace == self.default {
            self.has_default = true;
        }
        for attribute in reader.attributes.iter() {
            if attribute.local > 0 {
                self.note_index(attribute.namespace);
            }
            self.note_text(reader, attribute.value);
            let is_type = reader.namespaces.uri(attribute.namespace) == XSI_NAMESPACE
                && attribute.qname.ends_with(":type");
            let is_default = reader.namespaces.default() == self.default;
            if is_type && is_default && !attribute.value.contains(':') {
                self.has_default = true;
            }
        }
    }

    /// Notes the declared prefixes of what looks like a qualified name in `text`.
    fn note_text(&mut self, reader: &Reader<'_>, text: &str) {
        let bytes = text.as_bytes();
        let is = |at: usize, class: u8| {
            bytes
                .get(at)
                .is_some_and(|&byte| CLASS[byte as usize] & class != 0)
        };
        for colon in memchr::memchr_iter(b':', bytes) {
            if !is(colon + 1, START | WIDE) {
                continue;
            }
            let mut start = colon;
            while start > 0 && is(start - 1, CONTINUE | WIDE) {
                start -= 1;
            }
            if start < colon
                && let Some(index) = reader.namespaces.find(&text[start..colon])
            {
                self.note_index(index);
            }
        }
    }

    /// The prefixes and their namespaces, by prefix.
    fn declarations(&self, reader: &Reader<'_>) -> Vec<(String, String)> {
        let mut res: Vec<(String, String)> = self
            .prefixes
            .iter()
            .map(|&it| reader.namespaces.binding(it))
            .map(|it| (it.prefix.to_owned(), it.uri.clone().into_owned()))
            .collect();
        res.sort();
        res
    }
}

impl Reader<'_> {
    /// The pending element, raw, through its end tag.
    ///
    /// # Errors
    /// As [`Reader::skip`].
    pub fn capture_element(&mut self) -> Result<AnyElement, DecodeError> {
        self.check_pending()?;
        let (namespace, local) = self.name();
        let (namespace, local) = (namespace.to_owned(), local.to_owned());
        let mut text = String::new();
        let mut unset = Vec::new();
        self.append_element(&mut text, &mut unset)?;
        Ok(AnyElement::from_parts(namespace, local, text, unset))
    }

    /// Attributes and content of the pending element, raw, through its end tag.
    ///
    /// # Errors
    /// As [`Reader::skip`], and as [`Reader::xsi_type`].
    pub fn capture_content(&mut self) -> Result<AnyType, DecodeError> {
        self.check_pending()?;
        let xsi_type = self.xsi_type()?;
        let mut attributes = Vec::with_capacity(self.attributes.len());
        let mut uses = Uses::new(self.namespaces.len(), self.namespaces.default());
        for index in 0..self.attributes.len() {
            if self.attribute(index) == (XSI_NAMESPACE, "type") {
                continue;
            }
            attributes.push(self.capture_attribute(index)?);
            uses.note_text(self, self.attributes[index].value);
        }
        let content = self.capture_with(uses)?;
        Ok(AnyType::from_parts(attributes, xsi_type, content))
    }

    /// The content of the pending or innermost element, raw, through its end tag.
    ///
    /// # Errors
    /// As [`Reader::skip`].
    pub fn capture_mixed(&mut self) -> Result<MixedContent, DecodeError> {
        self.capture_with(Uses::new(self.namespaces.len(), self.namespaces.default()))
    }

    /// An attribute of the pending element.
    ///
    /// # Errors
    /// As [`Reader::attribute_value`].
    ///
    /// # Panics
    /// `index` is not less than [`Reader::attribute_count`].
    pub fn capture_attribute(&mut self, index: usize) -> Result<AnyAttribute, DecodeError> {
        let value = self.normalized(&self.attributes[index])?.into_owned();
        let (namespace, local) = self.attribute(index);
        Ok(AnyAttribute {
            namespace: namespace.to_owned(),
            local: local.to_owned(),
            value,
        })
    }

    fn check_pending(&self) -> Result<(), DecodeError> {
        match self.state {
            State::Pending => Ok(()),
            State::Entered | State::Closed => {
                Err(self.error(DecodeErrorKind::Missing, "an element", "none"))
            }
        }
    }

    fn capture_with(&mut self, mut uses: Uses) -> Result<MixedContent, DecodeError> {
        self.enter();
        let mut text = String::new();
        let mut unset = Vec::new();
        if self.state == State::Entered && !self.stack.is_empty() {
            loop {
                match self.step()? {
                    Step::Text(start, end) => {
                        uses.note_text(self, &self.text[start..end]);
                        text.push_str(&self.text[start..end]);
                    }
                    Step::Other(start, end) => text.push_str(&self.text[start..end]),
                    Step::Start if self.is_include_in_raw() => {
                        text.push_str(&self.include_text()?);
                    }
                    Step::Start => {
                        self.append_element(&mut text, &mut unset)?;
                        self.pop();
                    }
                    Step::End => break,
                }
                if text.len() > self.limits.text_bytes {
                    return Err(self.too_much_text(self.pos));
                }
            }
        }
        let namespaces = uses.declarations(self);
        let sizes = namespaces
            .iter()
            .map(|(prefix, uri)| prefix.len() + uri.len());
        self.count_value(sizes.sum())?;
        Ok(MixedContent::from_parts(text, unset, namespaces))
    }

    /// Appends the pending element, independent of where it stands, and closes it. Where it needs to be without
    /// a default namespace, the place for `xmlns=""` goes to `unset`.
    fn append_element(
        &mut self,
        out: &mut String,
        unset: &mut Vec<usize>,
    ) -> Result<(), DecodeError> {
        let Some(top) = self.stack.last() else {
            return Ok(());
        };
        let start = top.start;
        let name_end = start + 1 + top.qname.len();
        let default = self.namespaces.default();
        let own_default = self.default_span.clone();
        let mut uses = Uses::new(top.outer_len, default);
        let depth = self.stack.len();
        uses.note_start(self);
        self.enter();
        // What stands in another part of the message: where it is referred to, and its text.
        let mut included: Vec<(usize, usize, String)> = Vec::new();
        loop {
            match self.step()? {
                Step::Start if self.is_include_in_raw() => {
                    let start = self.stack.last().map_or(self.pos, |it| it.start);
                    let text = self.include_text()?;
                    included.push((start, self.pos, text));
                }
                Step::Start => {
                    uses.note_start(self);
                    self.enter();
                }
                Step::Text(start, end) => uses.note_text(self, &self.text[start..end]),
                Step::Other(_, _) => {}
                Step::End if self.stack.len() == depth => break,
                Step::End => self.pop(),
            }
        }
        let out_len = out.len();
        out.push_str(&self.text[start..name_end]);
        let mut rest = name_end;
        match (default, own_default) {
            (NONE, own_default) => {
                if uses.has_default {
                    unset.push(out.len());
                }
                // Written again only where a default namespace is in scope, so that one text stands for one value.
                if let Some(span) = own_default {
                    out.push_str(&self.text[rest..span.start]);
                    rest = span.end;
                }
            }
            (_, Some(_)) => {}
            (_, None) if uses.has_default => {
                push_declaration(out, "", self.namespaces.uri(default));
            }
            (_, None) => {}
        }
        for (prefix, uri) in uses.declarations(self) {
            push_declaration(out, &prefix, &uri);
        }
        // What each element has of the declarations around all may be many times as long as it.
        self.count_value(out.len() - out_len)?;
        for (start, end, text) in included {
            out.push_str(&self.text[rest..start]);
            out.push_str(&text);
            rest = end;
        }
        out.push_str(&self.text[rest..self.pos]);
        Ok(())
    }
}

fn push_declaration(out: &mut String, prefix: &str, uri: &str) {
    out.push_str(" xmlns");
    if !prefix.is_empty() {
        out.push(':');
        out.push_str(prefix);
    }
    out.push_str("=\"");
    escape_attribute(uri, out);
    out.push('"');
}
