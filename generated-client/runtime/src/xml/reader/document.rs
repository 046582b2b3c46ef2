//! What stands around and between elements: XML declaration, comments, processing instructions, CDATA sections.

use memchr::memmem;

use super::{DecodeError, DecodeErrorKind, Reader, State};
use crate::xml::chars;

/// The XML declarations that most documents have.
const USUAL: [&[u8]; 2] = [
    br#"<?xml version="1.0" encoding="utf-8"?>"#,
    br#"<?xml version="1.0" encoding="UTF-8"?>"#,
];

impl<'a> Reader<'a> {
    /// Skips what is left and checks it, through the end of the document.
    ///
    /// # Errors
    /// As [`Reader::child`].
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        while !self.stack.is_empty() {
            self.skip()?;
            self.pop();
        }
        while self.child()? {
            self.skip()?;
        }
        Ok(())
    }

    /// The root element, or the end of the document after it; XML 1.0 §2.1, production 1.
    pub(super) fn document_child(&mut self) -> Result<bool, DecodeError> {
        loop {
            self.pos = self.space(self.pos);
            let pos = self.pos;
            match (self.byte(pos), self.byte(pos + 1)) {
                (_, _) if pos == self.bytes.len() && self.has_root => return Ok(false),
                (b'<', b'!') if self.bytes[pos..].starts_with(b"<!DOCTYPE") => {
                    return Err(self.failure(
                        DecodeErrorKind::Doctype,
                        pos,
                        "no document type declaration",
                        "`<!DOCTYPE`",
                    ));
                }
                (b'<', b'!') => self.pos = self.comment(pos)?,
                (b'<', b'?') => self.pos = self.instruction(pos)?,
                (b'<', _) if self.has_root => return Err(self.fail(pos, "one root element")),
                (b'<', _) => {
                    self.has_root = true;
                    self.start_tag()?;
                    return Ok(true);
                }
                (_, _) if self.has_root => {
                    return Err(self.fail(pos, "nothing after the root element"));
                }
                (_, _) => return Err(self.fail(pos, "a root element")),
            }
        }
    }

    /// The end of the comment at `pos`, which starts with `<!`; XML 1.0 §2.5.
    pub(super) fn comment(&self, pos: usize) -> Result<usize, DecodeError> {
        if self.byte(pos + 2) != b'-' || self.byte(pos + 3) != b'-' {
            let at = pos + 2 + usize::from(self.byte(pos + 2) == b'-');
            return Err(self.fail(at, "`<!--` or `<![CDATA[`"));
        }
        let start = pos + 4;
        match memmem::find(&self.bytes[start..], b"--") {
            Some(len) if self.byte(start + len + 2) == b'>' => {
                self.check_characters(start, start + len)?;
                Ok(start + len + 3)
            }
            Some(len) => Err(self.fail(start + len + 2, "`>` after `--` in a comment")),
            None => Err(self.fail(self.bytes.len(), "the end of a comment")),
        }
    }

    /// The end of the processing instruction at `pos`, which starts with `<?`; XML 1.0 §2.6.
    pub(super) fn instruction(&self, pos: usize) -> Result<usize, DecodeError> {
        let name = self.qname(pos + 2)?;
        let target = &self.text[pos + 2..name.end];
        if target.eq_ignore_ascii_case("xml") {
            let expected = "an XML declaration only at the very start, spelt `<?xml`";
            return Err(self.fail(pos, expected));
        }
        // Namespaces in XML 1.0 §7: targets have no colon.
        if name.local != pos + 2 {
            return Err(self.fail(name.local - 1, "a target without colon"));
        }
        match self
            .bytes
            .get(name.end..)
            .and_then(|it| memmem::find(it, b"?>"))
        {
            Some(0) => Ok(name.end + 2),
            Some(len) if chars::is_space(self.byte(name.end)) => {
                self.check_characters(name.end, name.end + len)?;
                Ok(name.end + len + 2)
            }
            Some(_) => Err(self.fail(name.end, "white space or `?>`")),
            None => Err(self.fail(self.bytes.len(), "the end of a processing instruction")),
        }
    }

    /// The content of the CDATA section at `pos`, which starts with `<!`, and its end; XML 1.0 §2.7.
    pub(super) fn section(&self, pos: usize) -> Result<(&'a str, usize), DecodeError> {
        const OPEN: &[u8] = b"<![CDATA[";
        let head = &self.bytes[pos..self.bytes.len().min(pos + OPEN.len())];
        if head != OPEN {
            let at = head.iter().zip(OPEN).take_while(|(a, b)| a == b).count();
            return Err(self.fail(pos + at, "`<![CDATA[`"));
        }
        let start = pos + OPEN.len();
        match memmem::find(&self.bytes[start..], b"]]>") {
            Some(len) => {
                self.check_characters(start, start + len)?;
                Ok((&self.text[start..start + len], start + len + 3))
            }
            None => Err(self.fail(self.bytes.len(), "the end of a CDATA section")),
        }
    }

    /// The XML declaration, if the document starts with one; XML 1.0 §2.8, productions 23 to 26, and §4.3.3.
    pub(super) fn declaration(&mut self) -> Result<(), DecodeError> {
        let is_there = self.bytes.starts_with(b"<?xml")
            && matches!(self.byte(5), b' ' | b'\t' | b'\n' | b'\r');
        if !is_there {
            return Ok(());
        }
        if let Some(usual) = USUAL.iter().find(|usual| self.bytes.starts_with(usual)) {
            self.pos = usual.len();
            return Ok(());
        }
        debug_assert!(
            self.state == State::Entered,
            "called before anything is read"
        );
        let mut pos = 5;
        // `version` first, then `encoding`, then `standalone`: the number of those that may still come.
        let mut next = 0;
        loop {
            let start = self.space(pos);
            if self.byte(start) == b'?' {
                break pos = start;
            }
            if start == pos {
                return Err(self.fail(pos, "white space or `?>` in the XML declaration"));
            }
            let rest = &self.text[start..];
            let known = [
                ("version", is_version as fn(&str) -> bool),
                ("encoding", is_encoding),
                ("standalone", is_standalone),
            ];
            let Some(at) = (next..known.len()).find(|&it| rest.starts_with(known[it].0)) else {
                return Err(self.fail(
                    start,
                    "version, encoding, standalone in the XML declaration",
                ));
            };
            if next == 0 && at != 0 {
                return Err(self.fail(start, "version first in the XML declaration"));
            }
            next = at + 1;
            let equals = self.space(start + known[at].0.len());
            if self.byte(equals) != b'=' {
                return Err(self.fail(equals, "`=` in the XML declaration"));
            }
            let open = self.space(equals + 1);
            let quote = self.byte(open);
            if !matches!(quote, b'"' | b'\'') {
                return Err(self.fail(open, "a value in quotes in the XML declaration"));
            }
            let Some(len) = memchr::memchr(quote, &self.bytes[open + 1..]) else {
                return Err(self.fail(
                    self.bytes.len(),
                    "the end of a value in the XML declaration",
                ));
            };
            if !known[at].1(&self.text[open + 1..open + 1 + len]) {
                return Err(self.fail(open + 1, known[at].0));
            }
            pos = open + len + 2;
        }
        if next == 0 {
            return Err(self.fail(pos, "version in the XML declaration"));
        }
        if self.byte(pos + 1) != b'>' {
            return Err(self.fail(pos + 1, "`?>` after the XML declaration"));
        }
        self.pos = pos + 2;
        Ok(())
    }
}

/// XML 1.0 §2.8, production 26. A document of another version 1.x is read as one of 1.0, and what 1.0 forbids is refused.
fn is_version(value: &str) -> bool {
    value
        .strip_prefix("1.")
        .is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

/// XML 1.0 §4.3.3, production 81.
fn is_encoding(value: &str) -> bool {
    value.starts_with(|it: char| it.is_ascii_alphabetic())
        && value
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'_' | b'-'))
}

fn is_standalone(value: &str) -> bool {
    matches!(value, "yes" | "no")
}
