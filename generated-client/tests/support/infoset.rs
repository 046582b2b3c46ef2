//! Compares two XML texts as infosets: elements, attributes by expanded name, text.
//!
//! In: two texts. Out: the first difference, with its path. Prefixes, `xmlns` declarations, comments, the order of
//! attributes and white space between elements make none.

use roxmltree::{Document, Node, ParsingOptions};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Asserts that `actual` and `expected` have the same infoset.
#[track_caller]
pub(crate) fn assert_same(actual: &str, expected: &str) {
    if let Some(difference) = difference(actual, expected) {
        panic!("{difference}\n--- actual\n{actual}\n--- expected\n{expected}");
    }
}

/// The first difference between the two; `None` if they have the same infoset.
pub(crate) fn difference(actual: &str, expected: &str) -> Option<String> {
    let actual = parse(actual, "actual");
    let expected = parse(expected, "expected");
    compare(actual.root_element(), expected.root_element(), "")
}

/// The document of `text`.
#[track_caller]
pub(crate) fn parse<'a>(text: &'a str, what: &str) -> Document<'a> {
    let options = ParsingOptions::default();
    // A byte order mark is no part of the document.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Document::parse_with_options(text, options)
        .unwrap_or_else(|error| panic!("{what} is not well-formed: {error}\n{text}"))
}

/// `{namespace}local`, or `local` where there is no namespace.
pub(crate) fn expanded_name(node: Node<'_, '_>) -> String {
    let name = node.tag_name();
    expanded(name.namespace(), name.name())
}

fn expanded(namespace: Option<&str>, local: &str) -> String {
    match namespace {
        Some(namespace) if !namespace.is_empty() => format!("{{{namespace}}}{local}"),
        _ => local.to_owned(),
    }
}

fn compare(actual: Node<'_, '_>, expected: Node<'_, '_>, parent: &str) -> Option<String> {
    let (name, wanted) = (expanded_name(actual), expanded_name(expected));
    if name != wanted {
        return Some(format!(
            "in {parent}/: expected element {wanted}, found {name}"
        ));
    }
    let path = format!("{parent}/{}", actual.tag_name().name());
    let (attributes, wanted) = (attributes_by_name(actual), attributes_by_name(expected));
    if attributes != wanted {
        return Some(format!(
            "{path}: expected attributes {wanted:?}, found {attributes:?}"
        ));
    }
    let (text, wanted) = (text(actual), text(expected));
    if text != wanted {
        return Some(format!("{path}: expected text {wanted:?}, found {text:?}"));
    }
    let mut children = actual.children().filter(Node::is_element);
    let mut wanted = expected.children().filter(Node::is_element);
    loop {
        match (children.next(), wanted.next()) {
            (None, None) => return None,
            (Some(it), Some(wanted)) => {
                if let Some(difference) = compare(it, wanted, &path) {
                    return Some(difference);
                }
            }
            (Some(it), None) => {
                let found = expanded_name(it);
                return Some(format!("{path}: expected its end, found {found}"));
            }
            (None, Some(wanted)) => {
                let wanted = expanded_name(wanted);
                return Some(format!("{path}: expected {wanted}, found its end"));
            }
        }
    }
}

fn attributes_by_name(node: Node<'_, '_>) -> Vec<(String, String)> {
    let mut attributes: Vec<_> = node
        .attributes()
        .map(|it| {
            let value = match it.namespace() {
                Some(XSI) if it.name() == "type" => expanded_value(node, it.value()),
                _ => it.value().to_owned(),
            };
            (expanded(it.namespace(), it.name()), value)
        })
        .collect();
    attributes.sort();
    attributes
}

/// The name that the value of `xsi:type` stands for.
fn expanded_value(node: Node<'_, '_>, value: &str) -> String {
    let value = value.trim_matches([' ', '\t', '\r', '\n']);
    match value.split_once(':') {
        Some((prefix, local)) => expanded(node.lookup_namespace_uri(Some(prefix)), local),
        None => expanded(node.lookup_namespace_uri(None), value),
    }
}

/// The text directly in the element; without white space between child elements.
fn text(node: Node<'_, '_>) -> String {
    let has_elements = node.children().any(|it| it.is_element());
    let pieces = node
        .children()
        .filter_map(|it| it.text().filter(|_| it.is_text()));
    pieces
        .filter(|it| !has_elements || !it.trim_matches([' ', '\t', '\r', '\n']).is_empty())
        .collect()
}
