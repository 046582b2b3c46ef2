//! [`repair`]: what is not well-formed in a document and still common, mended before it is read.
//!
//! In: the text of a document, of whatever quality. Out: the same without what stands before its first tag, with U+FFFD
//! for characters that XML 1.0 forbids, and without prefixes that nothing declares; and what was done. All else is left to
//! the reader, which refuses it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::deviation::KEPT_DEVIATIONS;
use super::entities::{Problem, reference};
use super::{XSI_NAMESPACE, chars};

/// Prefixes that everybody uses for the same namespace.
const KNOWN: [(&str, &str); 3] = [
    ("xsd", "http://www.w3.org/2001/XMLSchema"),
    ("xs", "http://www.w3.org/2001/XMLSchema"),
    ("xsi", XSI_NAMESPACE),
];

/// What was expected, and what was there.
pub(crate) type Note = (String, String);

/// Mends `text`. Nothing is copied where nothing is to be done.
pub(crate) fn repair(text: Cow<'_, str>) -> (Cow<'_, str>, Vec<Note>) {
    let mut repair = Repair {
        declared: declared(&text),
        ..Repair::default()
    };
    let mut out = String::with_capacity(text.len());
    repair.document(&text, &mut out);
    let missing = (repair.known.iter()).map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""));
    let missing: String = missing.collect();
    if let Some(at) = repair.root_name_end {
        out.insert_str(at, &missing);
    }
    match repair.notes.is_empty() {
        true => (text, Vec::new()),
        false => (Cow::Owned(out), repair.notes.into_iter().collect()),
    }
}

#[derive(Default)]
struct Repair {
    declared: BTreeSet<String>,
    /// Known prefixes that are used and not declared.
    known: BTreeMap<&'static str, &'static str>,
    /// Where the name of the root's start tag ends in what was written.
    root_name_end: Option<usize>,
    notes: BTreeSet<Note>,
}

impl Repair {
    /// Keeps as many notes as anybody reads.
    fn note(&mut self, expected: &str, found: impl Into<String>) {
        if self.notes.len() < KEPT_DEVIATIONS {
            self.notes.insert((expected.to_owned(), found.into()));
        }
    }

    fn document(&mut self, text: &str, out: &mut String) {
        let start = text.find('<').unwrap_or(text.len());
        let (before, mut rest) = text.split_at(start);
        if chars::is_blank(before) && !rest.starts_with("<?xml") {
            out.push_str(before);
        } else if !before.is_empty() {
            let found = format!("{} bytes", before.len());
            self.note("nothing in front of the document", found);
        }
        while !rest.is_empty() {
            let markup = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];
            let markup = markup.into_iter().find(|(open, _)| rest.starts_with(open));
            let len = match markup {
                Some((_, close)) => rest.find(close).map(|at| at + close.len()),
                None if rest.starts_with('<') => tag_len(rest),
                None => rest.find('<'),
            };
            let (part, more) = rest.split_at(len.unwrap_or(rest.len()));
            match (markup, part.starts_with('<')) {
                (Some(_), _) => self.characters(part, out),
                (None, true) => self.tag(part, out),
                (None, false) => self.references(part, out),
            }
            rest = more;
        }
    }

    /// A start or end tag: its names, and the values of its attributes.
    fn tag(&mut self, tag: &str, out: &mut String) {
        let name_start = if tag.starts_with("</") { 2 } else { 1 };
        out.push_str(&tag[..name_start]);
        let mut rest = self.name(&tag[name_start..], out);
        if name_start == 1 && self.root_name_end.is_none() {
            self.root_name_end = Some(out.len());
        }
        while let Some(at) = rest.find(['"', '\'']) {
            let quote = &rest[at..at + 1];
            let (names, value) = rest.split_at(at);
            let spaces = names.len() - names.trim_start().len();
            out.push_str(&names[..spaces]);
            let left = self.name(&names[spaces..], out);
            out.push_str(left);
            let end = value[1..].find(quote).map_or(value.len(), |end| end + 2);
            self.references(&value[..end], out);
            rest = &value[end..];
        }
        out.push_str(rest);
    }

    /// Writes the name that `text` begins with, and gives what follows.
    fn name<'t>(&mut self, text: &'t str, out: &mut String) -> &'t str {
        let is_end = |it: char| it.is_ascii_whitespace() || matches!(it, '/' | '>' | '=');
        let (name, rest) = text.split_at(text.find(is_end).unwrap_or(text.len()));
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let known = KNOWN.into_iter().find(|(it, _)| *it == prefix);
        if matches!(prefix, "" | "xml" | "xmlns") || self.declared.contains(prefix) {
            out.push_str(name);
            return rest;
        }
        self.note("every prefix declared", format!("`{prefix}`"));
        if let Some((prefix, uri)) = known {
            self.known.insert(prefix, uri);
            out.push_str(name);
        } else {
            out.push_str(local);
        }
        rest
    }

    fn references(&mut self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some(at) = rest.find("&#") {
            self.characters(&rest[..at], out);
            rest = &rest[at..];
            match reference(rest) {
                Err(Problem::Forbidden) => {
                    let len = rest.find(';').map_or(2, |at| at + 1);
                    self.note(
                        "characters that XML 1.0 allows",
                        format!("`{}`", &rest[..len]),
                    );
                    out.push(char::REPLACEMENT_CHARACTER);
                    rest = &rest[len..];
                }
                Ok(_) | Err(Problem::Syntax | Problem::Undefined) => {
                    out.push_str("&#");
                    rest = &rest[2..];
                }
            }
        }
        self.characters(rest, out);
    }

    fn characters(&mut self, text: &str, out: &mut String) {
        if chars::first_forbidden(text).is_none() {
            out.push_str(text);
            return;
        }
        for it in text.chars() {
            if chars::is_char(it) {
                out.push(it);
            } else {
                let found = format!("U+{:04X}", u32::from(it));
                self.note("characters that XML 1.0 allows", found);
                out.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// All prefixes that `text` declares anywhere.
fn declared(text: &str) -> BTreeSet<String> {
    let declarations = text
        .match_indices("xmlns:")
        .map(|(at, it)| &text[at + it.len()..]);
    // No more than to where the next declaration may begin.
    let is_end = |it: char| it.is_ascii_whitespace() || matches!(it, '=' | ':');
    declarations
        .filter_map(|rest| rest.split(is_end).next().map(str::to_owned))
        .collect()
}

/// How long the tag is that `text` begins with; quotes may hold `>`.
fn tag_len(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, it) in text.char_indices() {
        match (quote, it) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(it),
            (Some(open), it) if open == it => quote = None,
            (_, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, n_notes: usize) {
        let (repaired, notes) = repair(Cow::Borrowed(text));
        assert_eq!((&*repaired, notes.len()), (expected, n_notes), "{notes:?}");
    }

    #[test]
    fn well_formed_documents_stay() {
        for text in [
            "<?xml version='1.0'?><a/>",
            "\n<a:b xmlns:a='urn:a' a:c='>' d=\"'&#x41;\">&amp;&#10;<![CDATA[&#x7; <z:z>]]><!-- z: --></a:b>",
            "",
        ] {
            check(text, text, 0);
        }
    }

    #[test]
    fn common_mistakes_are_mended() {
        check(
            "\n <?xml version='1.0'?><a/>",
            "<?xml version='1.0'?><a/>",
            1,
        );
        check("Warning: busy\n<a/>", "<a/>", 1);
        check(
            "<a b='&#x1;'>&#x0;&#7;\u{8}x&#xFFFF;</a>",
            "<a b='\u{FFFD}'>\u{FFFD}\u{FFFD}\u{FFFD}x\u{FFFD}</a>",
            5,
        );
        check(
            "<p:a q:b='1' c='p:d'>p:e</p:a>",
            "<a b='1' c='p:d'>p:e</a>",
            2,
        );
        check(
            "<a><b xsi:nil='true'/></a>",
            "<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><b xsi:nil='true'/></a>",
            1,
        );
    }

    #[test]
    fn what_is_broken_stays_broken() {
        for text in [
            "<a",
            "<a><b></a>",
            "<a b='>",
            "<![CDATA[",
            "<!--",
            "&#",
            "<",
            "<a:",
            "é<é:é>",
        ] {
            let _ = repair(Cow::Borrowed(text));
        }
        check("<a>&undefined;&#zz;</a>", "<a>&undefined;&#zz;</a>", 0);
    }
}
