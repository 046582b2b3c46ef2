//! Documentation attributes: one `#[doc]` a line, with a leading space.
//!
//! In: lines that lowering made harmless, and names of the wire. Out: lines and attributes.
//! Names of the wire stand in code spans, which no content can leave.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Api, Docs, Entry, EntryKind, Origin, TypeItem, WireName};
use crate::names::QName;

/// One `#[doc = " …"]` for each line.
pub(super) fn emit_docs(lines: &[String]) -> TokenStream {
    let texts = lines.iter().map(|it| literal(it));
    quote!(#(#[doc = #texts])*)
}

/// One `#![doc = " …"]` for each line: the documentation of a file.
pub(super) fn emit_file_docs(lines: &[String]) -> TokenStream {
    let texts = lines.iter().map(|it| literal(it));
    quote!(#(#![doc = #texts])*)
}

fn literal(line: &str) -> Literal {
    // A bare CR or a line end would leave the line comment that it is printed as.
    let line: String = line
        .chars()
        .map(|it| if is_harmless(it) { it } else { ' ' })
        .collect();
    let line = line.trim_end();
    if line.is_empty() {
        Literal::string("")
    } else {
        Literal::string(&format!(" {line}"))
    }
}

fn is_harmless(it: char) -> bool {
    !it.is_control()
        && !matches!(it, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` as a Markdown code span.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|it| if is_harmless(it) { it } else { '\u{FFFD}' })
        .collect();
    if text.trim().is_empty() {
        return "the empty text".to_owned();
    }
    // CommonMark §6.1: a span ends at a run of backticks as long as the one that opened it.
    let mut longest = 0;
    let mut run = 0;
    for it in text.chars() {
        run = if it == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    if longest == 0 {
        format!("`{text}`")
    } else {
        let fence = "`".repeat(longest + 1);
        format!("{fence} {text} {fence}")
    }
}

/// `docs`, a blank line, `line`.
pub(super) fn with_line(docs: &Docs, line: String) -> Docs {
    let mut lines = docs.clone();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(line);
    lines
}

/// The documentation of a type.
pub(super) fn of_type(api: &Api, item: &TypeItem) -> Docs {
    let line = match &item.origin {
        Origin::Type(it) => match component(api, &item.ident, it).as_str() {
            "" => return item.docs.clone(),
            name => format!("XML: type{name}."),
        },
        Origin::Element(it) => format!("XML: element{}.", component(api, "", it)),
        Origin::Inside(it) => format!("XML: inside {}.", code(it)),
        Origin::Family(it) => {
            let name = component(api, "", it);
            format!("XML:{name} and all that may stand for it.")
        }
        Origin::Headers(it) => format!("XML: header blocks of service {}.", code(it)),
        Origin::Faults(it) => format!("XML: fault details of operation {}.", code(it)),
    };
    with_line(&item.docs, line)
}

/// The component that `ident` is made of, behind a blank: its local name, where that is spelled otherwise, and the constant
/// of its namespace, where there are several.
fn component(api: &Api, ident: &str, name: &QName) -> String {
    let mut namespaces = api.namespaces.iter();
    let Some(namespace) = namespaces.find(|namespace| namespace.uri == name.namespace) else {
        return format!(" {}", code(&name.to_string()));
    };
    let mut text = String::new();
    if !is_spelling(ident, &name.local) {
        text = format!(" {}", code(&name.local));
    }
    if api.namespaces.len() > 1 {
        text = format!("{text} in {}", code(&namespace.ident));
    }
    text
}

/// The documentation of the field or alternative `ident`; an element that is called so needs no word of its name.
pub(super) fn of_entry(api: &Api, ident: &str, docs: &Docs, entry: &Entry) -> Docs {
    let limits = limits(api, entry);
    match &entry.kind {
        EntryKind::Element(name) if is_spelling(ident, &name.local) => with_limits(docs, &limits),
        _ => {
            let limits: String = limits.iter().map(|limit| format!(", {limit}")).collect();
            with_line(docs, format!("XML: {}{limits}.", place(entry)))
        }
    }
}

/// The beginning of the documentation: its first paragraph.
pub(super) fn beginning(docs: &Docs) -> Docs {
    let lines = docs.iter().take_while(|line| !line.is_empty());
    lines.cloned().collect()
}

/// `docs` and what the schema says of the value, nothing of its place.
pub(super) fn with_limits(docs: &Docs, limits: &[String]) -> Docs {
    if limits.is_empty() {
        return docs.clone();
    }
    let limits = limits.join(", ");
    let (first, rest) = limits.split_at(1);
    with_line(docs, format!("{}{rest}.", first.to_uppercase()))
}

/// Whether the Rust name is the name of the wire, but for case and underscores.
pub(super) fn is_spelling(ident: &str, wire: &str) -> bool {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|letter| *letter != '_');
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(ident) == letters(wire)
}

/// Where it stands in the XML.
fn place(entry: &Entry) -> String {
    let name = |it: &WireName| code(&it.local);
    match &entry.kind {
        EntryKind::Element(it) => name(it),
        EntryKind::Wrapper(it, item) => match &item.kind {
            EntryKind::Element(inner) => format!("{} in {}", name(inner), name(it)),
            _ => format!("the content of {}", name(it)),
        },
        EntryKind::Attribute(it) => format!("attribute {}", name(it)),
        EntryKind::Text => "the text".to_owned(),
        EntryKind::Choice(_) => "one of several elements".to_owned(),
        EntryKind::Group(_) => "several elements".to_owned(),
        EntryKind::Any(_) => "any elements".to_owned(),
        EntryKind::AnyAttributes(_) => "any attributes".to_owned(),
        EntryKind::Mixed => "text and elements, mixed".to_owned(),
        EntryKind::MixedText => "the text between the elements".to_owned(),
        EntryKind::Attachment(it) => format!("attachment {}", code(it)),
    }
}

/// What the schema says of its value: `always …`, `at most … long`.
pub(super) fn limits(api: &Api, entry: &Entry) -> Vec<String> {
    let value = entry.value.as_ref().map(|it| match it.fixed {
        true => format!("always {}", code(&it.text)),
        false => format!("by default {}", code(&it.text)),
    });
    let facets = entry.facets.map(|it| &api.facets[it].table);
    let length = facets.and_then(|it| match (it.length, it.min_length, it.max_length) {
        (Some(n), _, _) => Some(format!("of length {n}")),
        (None, Some(min), Some(max)) => Some(format!("{min} to {max} long")),
        (None, Some(min), None) => Some(format!("at least {min} long")),
        (None, None, Some(max)) => Some(format!("at most {max} long")),
        (None, None, None) => None,
    });
    value.into_iter().chain(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_holds_anything() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("``"), "``` `` ```");
        assert_eq!(code("a\n\rb"), "`a\u{FFFD}\u{FFFD}b`");
        assert_eq!(code(" "), "the empty text");
    }

    #[test]
    fn a_name_is_a_spelling_of_another_by_its_letters() {
        assert!(is_spelling("sip_profile", "sipProfile") && is_spelling("Ok", "OK"));
        assert!(!is_spelling("a_b", "a-b") && !is_spelling("r_2", "r"));
    }

    #[test]
    fn a_line_cannot_leave_its_comment() {
        let tokens = emit_docs(&["a\r\nfn canary() {}".to_owned(), String::new()]);
        let expected = quote!(#[doc = " a  fn canary() {}"] #[doc = ""]);
        assert_eq!(tokens.to_string(), expected.to_string());
    }
}
