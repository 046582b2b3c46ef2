//! [`Scanner`]: where tags begin and end in a document that arrives in pieces.
//!
//! Says only that; whether the document is well-formed the reader finds out. It looks at every byte once, however the
//! pieces are cut.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem};

/// A tag that was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Tag {
    Start(Range<usize>),
    End(Range<usize>),
    /// An element without content: `<a/>`.
    Empty(Range<usize>),
}

/// What the scanner is inside of.
#[derive(Clone, Copy, Debug)]
enum Inside {
    Content,
    /// A tag that begins here, and the quote that is open in it.
    Tag(usize, Option<u8>),
    /// An end tag that begins here, which has no quotes.
    EndTag(usize),
    Comment,
    Section,
    Instruction,
}

/// Finds tags in a text that grows.
#[derive(Debug)]
pub(super) struct Scanner {
    /// What was looked at.
    pos: usize,
    inside: Inside,
}

impl Scanner {
    /// A scanner from the beginning of a text, outside of any tag.
    pub(super) fn new() -> Self {
        Self {
            pos: 0,
            inside: Inside::Content,
        }
    }

    /// The text lost its first `n` bytes, none of them of the tag that is open.
    pub(super) fn forget(&mut self, n: usize) {
        self.pos -= n;
        if let Inside::Tag(start, _) | Inside::EndTag(start) = &mut self.inside {
            *start -= n;
        }
    }

    /// The next tag; `None` if more has to arrive.
    pub(super) fn next(&mut self, text: &[u8]) -> Option<Tag> {
        loop {
            match self.inside {
                Inside::Content => {
                    let Some(at) = memchr(b'<', &text[self.pos..]) else {
                        self.pos = text.len();
                        return None;
                    };
                    self.pos += at;
                    let rest = &text[self.pos..];
                    match rest.get(1)? {
                        b'!' | b'?' => {
                            let (inside, len) = begins(rest, self.pos)?;
                            self.inside = inside;
                            self.pos += len;
                        }
                        b'/' => {
                            self.inside = Inside::EndTag(self.pos);
                            self.pos += 2;
                        }
                        _ => {
                            self.inside = Inside::Tag(self.pos, None);
                            self.pos += 1;
                        }
                    }
                }
                Inside::EndTag(start) => {
                    let Some(at) = memchr(b'>', &text[self.pos..]) else {
                        self.pos = text.len();
                        return None;
                    };
                    self.pos += at + 1;
                    self.inside = Inside::Content;
                    return Some(Tag::End(start..self.pos));
                }
                Inside::Comment => self.pass(text, b"-->")?,
                Inside::Section => self.pass(text, b"]]>")?,
                Inside::Instruction => self.pass(text, b"?>")?,
                Inside::Tag(start, quote) => {
                    let rest = &text[self.pos..];
                    let found = match quote {
                        None => memchr3(b'>', b'"', b'\'', rest),
                        Some(quote) => memchr2(quote, quote, rest),
                    };
                    let Some(at) = found else {
                        self.pos = text.len();
                        return None;
                    };
                    self.pos += at + 1;
                    self.inside = match (quote, rest[at]) {
                        (Some(_), _) => Inside::Tag(start, None),
                        (None, b'>') => Inside::Content,
                        (None, quote) => Inside::Tag(start, Some(quote)),
                    };
                    if let Inside::Content = self.inside {
                        let range = start..self.pos;
                        return Some(match text[..range.end].ends_with(b"/>") {
                            true => Tag::Empty(range),
                            false => Tag::Start(range),
                        });
                    }
                }
            }
        }
    }

    /// Goes behind `end`, if it is there.
    fn pass(&mut self, text: &[u8], end: &[u8]) -> Option<()> {
        match memmem::find(&text[self.pos..], end) {
            Some(at) => {
                self.pos += at + end.len();
                self.inside = Inside::Content;
                Some(())
            }
            None => {
                // The end may have begun.
                self.pos = self.pos.max(text.len().saturating_sub(end.len() - 1));
                None
            }
        }
    }
}

/// What begins with the `<` that `text`, at `pos`, begins with, and the bytes that say so; `None` if they are not all there.
fn begins(text: &[u8], pos: usize) -> Option<(Inside, usize)> {
    for (opening, inside) in [
        (&b"<!--"[..], Inside::Comment),
        (b"<![CDATA[", Inside::Section),
        (b"<?", Inside::Instruction),
    ] {
        if text.starts_with(opening) {
            return Some((inside, opening.len()));
        }
        if opening.starts_with(text) {
            return None;
        }
    }
    Some((Inside::Tag(pos, None), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tags of `text`, which arrives in pieces of `size` bytes.
    fn tags(text: &str, size: usize) -> Vec<String> {
        let mut scanner = Scanner::new();
        let mut res = Vec::new();
        let mut ends: Vec<usize> = (0..text.len()).step_by(size).collect();
        ends.push(text.len());
        for end in ends {
            let text = &text.as_bytes()[..end];
            while let Some(tag) = scanner.next(text) {
                let (kind, range) = match tag {
                    Tag::Start(range) => ("start", range),
                    Tag::End(range) => ("end", range),
                    Tag::Empty(range) => ("empty", range),
                };
                let tag = String::from_utf8_lossy(&text[range]);
                res.push(format!("{kind} {tag}"));
            }
        }
        res
    }

    #[test]
    fn finds_tags_however_they_arrive() {
        let text = r#"<?xml v="<a>"?><!-- <b> -> --><a x="1>2" y='"/>'>t<![CDATA[</a>]] >]]><b/><!----><c z=">"/></a >"#;
        let expected = [
            r#"start <a x="1>2" y='"/>'>"#,
            "empty <b/>",
            r#"empty <c z=">"/>"#,
            "end </a >",
        ];
        for size in 1..text.len() {
            assert_eq!(tags(text, size), expected, "in pieces of {size}");
        }
    }

    #[test]
    fn goes_on_where_the_text_lost_its_beginning() {
        let mut scanner = Scanner::new();
        assert_eq!(scanner.next(b"<a/><b x="), Some(Tag::Empty(0..4)));
        assert_eq!(scanner.next(b"<a/><b x="), None);
        scanner.forget(4);
        assert_eq!(scanner.next(b"<b x='>'>"), Some(Tag::Start(0..9)));
    }
}
