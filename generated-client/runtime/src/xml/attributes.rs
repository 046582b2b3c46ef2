//! Names and start tags: the tokenizer of everything between `<` and `>`.
//!
//! Part of [`Reader`]; XML 1.0 §3.1 and Namespaces in XML 1.0 §3 to §6.

use std::borrow::Cow;
use std::ops::Range;

use super::attribute::RawAttribute;
use super::chars::{self, CLASS, CONTINUE, START, SUSPECT, VALUE_STOP, WIDE};
use super::entities::{self, Place};
use super::error::{DecodeError, DecodeErrorKind};
use super::namespaces::{BUILT_IN, NONE};
use super::reader::Reader;
use super::{XML_NAMESPACE, XMLNS_NAMESPACE};

/// Attributes that are compared pair by pair; more are sorted.
const FEW_ATTRIBUTES: usize = 12;

/// A qualified name: its end, and where its local part starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct QName {
    pub(super) end: usize,
    pub(super) local: usize,
}

impl<'a> Reader<'a> {
    /// The qualified name at `start`; Namespaces in XML 1.0 §4.
    #[inline(always)]
    pub(super) fn qname(&self, start: usize) -> Result<QName, DecodeError> {
        let end = self.ncname(start)?;
        if self.byte(end) != b':' {
            self.check_name_size(start, end)?;
            return Ok(QName { end, local: start });
        }
        let local = end + 1;
        let end = self.ncname(local)?;
        if self.byte(end) == b':' {
            return Err(self.fail(end, "at most one colon in a name"));
        }
        self.check_name_size(start, end)?;
        Ok(QName { end, local })
    }

    #[inline(always)]
    fn check_name_size(&self, start: usize, end: usize) -> Result<(), DecodeError> {
        if end - start > self.limits.name_bytes {
            return Err(self.over_limit(
                start,
                self.limits.name_bytes,
                ("name_bytes", "bytes in a name"),
            ));
        }
        Ok(())
    }

    /// The end of the name without colon at `start`.
    #[inline(always)]
    fn ncname(&self, start: usize) -> Result<usize, DecodeError> {
        if CLASS[self.byte(start) as usize] & START == 0 {
            return self.wide_ncname(start);
        }
        let end = start + 1 + chars::within(CONTINUE, &self.bytes[start + 1..]);
        if CLASS[self.byte(end) as usize] & WIDE != 0 {
            return self.wide_ncname(start);
        }
        Ok(end)
    }

    #[cold]
    fn wide_ncname(&self, start: usize) -> Result<usize, DecodeError> {
        let rest = &self.text[start..];
        let mut chars = rest.chars();
        if !chars.next().is_some_and(chars::is_name_start) {
            return Err(self.fail(start, "a name"));
        }
        let len = chars
            .find_map(|it| (!chars::is_name_continue(it)).then_some(it.len_utf8()))
            .map_or(rest.len(), |last| rest.len() - chars.as_str().len() - last);
        Ok(start + len)
    }

    /// Skips white space from `pos` on.
    #[inline(always)]
    pub(super) fn space(&self, mut pos: usize) -> usize {
        while chars::is_space(self.byte(pos)) {
            pos += 1;
            if self.byte(pos) == b' ' {
                pos = self.blanks(pos + 1);
            }
        }
        pos
    }

    /// Skips blanks from `pos` on, eight at a time: what is indented has many.
    #[inline(always)]
    fn blanks(&self, mut pos: usize) -> usize {
        const BLANKS: u64 = u64::from_ne_bytes([b' '; 8]);
        while let Some(chunk) = self.bytes.get(pos..).and_then(<[u8]>::first_chunk::<8>) {
            let others = u64::from_le_bytes(*chunk) ^ BLANKS;
            if others != 0 {
                return pos + others.trailing_zeros() as usize / 8;
            }
            pos += 8;
        }
        pos
    }

    /// Reads attributes and declarations from `pos` on, up to and including `>`. Returns the end of the tag and
    /// whether it is an empty-element tag.
    #[inline(never)]
    pub(super) fn tag_rest(&mut self, mut pos: usize) -> Result<(usize, bool), DecodeError> {
        let n_declared = self.namespaces.len();
        let mut n_attributes = 0;
        // Whether the attributes so far have the names of those before, which were all different.
        let mut repeats = true;
        loop {
            // The next one of the same kind of element is mostly called the same.
            let known = (self.attributes.known()).and_then(|known| {
                let rest = self.bytes.get(pos..)?;
                let (head, rest) = rest.split_at_checked(known.head.len())?;
                chars::is_same(head, known.head.as_bytes()).then_some((known, rest))
            });
            let Some((known, rest)) = known else {
                let next = self.space(pos);
                match self.byte(next) {
                    b'>' => {
                        self.resolve_attributes(repeats)?;
                        return Ok((next + 1, false));
                    }
                    b'/' => {
                        if self.byte(next + 1) != b'>' {
                            return Err(self.fail(next + 1, "`>` after `/`"));
                        }
                        self.resolve_attributes(repeats)?;
                        return Ok((next + 2, true));
                    }
                    _ if next == pos => return Err(self.fail(pos, "white space, `/>` or `>`")),
                    _ => repeats = false,
                }
                n_attributes += 1;
                self.check_attribute_count(n_attributes, pos)?;
                pos = self.other_attribute(pos, n_declared)?;
                continue;
            };
            let position = pos + known.head.len();
            self.has_prefixes |= known.local > 0;
            n_attributes += 1;
            self.check_attribute_count(n_attributes, pos)?;
            let (end, is_plain) = self.value_end(position, rest)?;
            self.attributes
                .repeat(&self.text[position..end], position, is_plain);
            pos = end + 1;
        }
    }

    #[inline(always)]
    fn check_attribute_count(&self, n_attributes: usize, pos: usize) -> Result<(), DecodeError> {
        let limit = self.limits.attributes;
        match n_attributes > limit {
            true => Err(self.over_limit(self.space(pos), limit, ("attributes", "attributes"))),
            false => Ok(()),
        }
    }

    /// Reads an attribute or declaration of whatever name; white space and its name are at `pos`. Returns its end.
    #[inline(never)]
    fn other_attribute(&mut self, pos: usize, n_declared: u32) -> Result<usize, DecodeError> {
        let start = self.space(pos);
        let name = self.qname(start)?;
        let equals = self.space(name.end);
        if self.byte(equals) != b'=' {
            return Err(self.fail(equals, "`=` after the name of an attribute"));
        }
        let open = self.space(equals + 1);
        if !matches!(self.byte(open), b'"' | b'\'') {
            return Err(self.fail(open, "an attribute value in quotes"));
        }
        let position = open + 1;
        let (end, is_plain) = self.value_end(position, &self.bytes[position..])?;
        let attribute = RawAttribute {
            qname: &self.text[start..name.end],
            head: &self.text[pos..position],
            local: (name.local - start) as u32,
            namespace: NONE,
            value: &self.text[position..end],
            is_plain,
            position,
        };
        if attribute.qname == "xmlns" || attribute.qname.starts_with("xmlns:") {
            self.declare(&attribute, pos..end + 1, n_declared)?;
        } else {
            self.has_prefixes |= attribute.local > 0;
            self.attributes.push(attribute);
        }
        Ok(end + 1)
    }

    /// The end of the attribute value at `position`, where `rest` begins, behind its quote; and whether it needs no
    /// unescaping and no normalisation.
    #[inline(always)]
    fn value_end(&self, position: usize, rest: &[u8]) -> Result<(usize, bool), DecodeError> {
        let len = chars::until(VALUE_STOP | SUSPECT, rest);
        let is_end = rest.get(len) == Some(&self.byte(position - 1));
        match is_end && len <= self.limits.attribute_bytes {
            true => Ok((position + len, true)),
            false => self.odd_value_end(position, position + len),
        }
    }

    /// The same, where the value has more than plain characters up to `end`, or too many.
    #[inline(never)]
    fn odd_value_end(&self, position: usize, mut end: usize) -> Result<(usize, bool), DecodeError> {
        let quote = self.byte(position - 1);
        let (mut has_reference, mut has_space) = (false, false);
        loop {
            match self.bytes.get(end) {
                Some(&byte) if byte == quote => break,
                Some(b'<') => return Err(self.fail(end, "no `<` in an attribute value")),
                Some(b'&') => has_reference = true,
                Some(b'\t' | b'\n' | b'\r') => has_space = true,
                Some(b'"' | b'\'' | b']') => {}
                Some(_) => self.check_character(end)?,
                None => return Err(self.fail(end, "the end of an attribute value")),
            }
            end += 1;
            end += chars::until(VALUE_STOP | SUSPECT, &self.bytes[end..]);
        }
        if end - position > self.limits.attribute_bytes {
            let limit = self.limits.attribute_bytes;
            return Err(self.over_limit(
                position,
                limit,
                ("attribute_bytes", "bytes in an attribute value"),
            ));
        }
        if has_reference {
            entities::check(&self.text[position..end])
                .map_err(|bad| self.bad_reference(position, bad))?;
        }
        Ok((end, !has_reference && !has_space))
    }

    /// Namespaces in XML 1.0 §3: declares what `attribute` says.
    fn declare(
        &mut self,
        attribute: &RawAttribute<'a>,
        span: Range<usize>,
        n_declared: u32,
    ) -> Result<(), DecodeError> {
        let position = attribute.position;
        let uri = entities::attribute_value(attribute.value, attribute.is_plain)
            .map_err(|bad| self.bad_reference(position, bad))?;
        // Names are compared with each other, and long ones that begin alike take their length each time.
        if uri.len() > self.limits.name_bytes {
            let setting = ("name_bytes", "bytes in a namespace name");
            return Err(self.over_limit(position, self.limits.name_bytes, setting));
        }
        let prefix = attribute.qname.get(6..).unwrap_or_default();
        let is_xml = uri == XML_NAMESPACE;
        if prefix == "xmlns" || uri == XMLNS_NAMESPACE {
            return Err(self.fail(position, "no declaration of `xmlns` or of its namespace"));
        }
        if (prefix == "xml") != is_xml {
            return Err(self.fail(position, "`xml` and its namespace only for each other"));
        }
        if prefix.is_empty() {
            if self.default_span.is_some() {
                return Err(self.fail(span.start, "`xmlns` only once"));
            }
            self.default_span = Some(span);
        } else {
            if uri.is_empty() {
                return Err(self.fail(position, "a namespace name for the prefix"));
            }
            let is_repeated = (n_declared..self.namespaces.len())
                .any(|it| self.namespaces.binding(it).prefix == prefix);
            if is_repeated {
                return Err(self.fail(span.start, "every prefix declared only once"));
            }
        }
        self.namespaces.declare(prefix, uri);
        if self.namespaces.len() as usize - BUILT_IN > self.limits.namespaces {
            let limit = self.limits.namespaces;
            return Err(self.over_limit(
                position,
                limit,
                ("namespaces", "namespace declarations in scope"),
            ));
        }
        Ok(())
    }

    /// Gives the attributes their namespaces and checks that no two have one expanded name. `repeats`: no two have one name.
    #[inline(always)]
    fn resolve_attributes(&mut self, repeats: bool) -> Result<(), DecodeError> {
        // Without prefixes the whole name is the expanded one.
        match self.has_prefixes || !repeats && self.attributes.len() > 1 {
            true => self.resolve_each(),
            false => Ok(()),
        }
    }

    fn resolve_each(&mut self) -> Result<(), DecodeError> {
        for index in 0..self.attributes.len() {
            let attribute = &self.attributes[index];
            if attribute.local > 0 {
                let prefix = &attribute.qname[..attribute.local as usize - 1];
                let Some(namespace) = self.namespaces.find(prefix) else {
                    return Err(self.unbound(attribute.position, prefix));
                };
                self.attributes[index].namespace = namespace;
            }
        }
        let attributes = &self.attributes;
        if attributes.len() <= FEW_ATTRIBUTES {
            for (index, attribute) in attributes.iter().enumerate() {
                let name = self.expanded(attribute);
                if attributes[..index]
                    .iter()
                    .any(|it| self.expanded(it) == name)
                {
                    return Err(self.repeated(attribute));
                }
            }
            return Ok(());
        }
        let mut sorted: Vec<&RawAttribute<'a>> = attributes.iter().collect();
        sorted.sort_by(|a, b| self.expanded(a).cmp(&self.expanded(b)));
        match sorted
            .windows(2)
            .find(|pair| self.expanded(pair[0]) == self.expanded(pair[1]))
        {
            Some(pair) => Err(self.repeated(pair[1])),
            None => Ok(()),
        }
    }

    /// Local name and namespace, in that order, as local names differ sooner.
    fn expanded(&self, attribute: &RawAttribute<'a>) -> (&'a str, &str) {
        (
            &attribute.qname[attribute.local as usize..],
            self.namespaces.uri(attribute.namespace),
        )
    }

    #[cold]
    fn repeated(&self, attribute: &RawAttribute<'a>) -> DecodeError {
        self.failure(
            DecodeErrorKind::NotWellFormed,
            attribute.position,
            "every attribute only once",
            format_args!("`{}` again", attribute.qname),
        )
    }

    #[cold]
    pub(super) fn unbound(&self, position: usize, prefix: &str) -> DecodeError {
        self.failure(
            DecodeErrorKind::NotWellFormed,
            position,
            "a prefix that is declared",
            format_args!("`{prefix}`"),
        )
    }

    /// The value of an attribute, unescaped and normalised; XML 1.0 §3.3.3.
    #[inline]
    pub(super) fn normalized(
        &self,
        attribute: &RawAttribute<'a>,
    ) -> Result<Cow<'a, str>, DecodeError> {
        entities::attribute_value(attribute.value, attribute.is_plain)
            .map_err(|bad| self.bad_reference(attribute.position, bad))
    }

    /// Appends the text that `raw`, at byte `position`, stands for.
    pub(super) fn expand_text(
        &self,
        raw: &str,
        position: usize,
        out: &mut String,
    ) -> Result<(), DecodeError> {
        entities::expand(raw, Place::Text, out).map_err(|bad| self.bad_reference(position, bad))
    }
}
