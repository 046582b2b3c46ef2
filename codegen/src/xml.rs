//! Helpers over XML trees: attributes with spans, QNames with the scope of their element, documentation text.
//!
//! In: roxmltree nodes, which only this file and `document/` name. Out: [`Element`] and [`Attribute`], expanded names.
//! Knows no vocabulary but `xmlns` and the names of documentation elements it is given.

use roxmltree::Node;

use crate::names::QName;
use crate::namespaces::{XML, XSD, XSD_DRAFTS};
use crate::source::span::{FileId, Span};

/// The types of the drafts that got other names.
const DRAFT_TYPES: [(&str, &str); 11] = [
    ("CDATA", "normalizedString"),
    ("binary", "base64Binary"),
    ("month", "gYearMonth"),
    ("recurringDate", "gMonthDay"),
    ("recurringDay", "gDay"),
    ("timeDuration", "duration"),
    ("timeInstant", "dateTime"),
    ("ur-type", "anyType"),
    ("uri", "anyURI"),
    ("uriReference", "anyURI"),
    ("year", "gYear"),
];

/// An element of a loaded document.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    node: Node<'a, 'a>,
    file: FileId,
}

/// An attribute of an element.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    /// The namespace name; empty for none.
    pub namespace: &'a str,
    /// The local name.
    pub local: &'a str,
    /// The normalised value.
    pub value: &'a str,
    /// The value, without quotes.
    pub span: Span,
}

/// A prefix that is not declared where it is used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnboundPrefix(pub String);

impl<'a> Element<'a> {
    /// Wraps a node of `file`.
    pub(crate) fn new(node: Node<'a, 'a>, file: FileId) -> Self {
        Self { node, file }
    }

    /// The namespace name; empty for none. Drafts of XML Schema count as XML Schema.
    pub fn namespace(self) -> &'a str {
        without_drafts(self.node.tag_name().namespace().unwrap_or_default())
    }

    /// The namespace name as it stands, where it is that of a draft of XML Schema.
    pub fn draft(self) -> Option<&'a str> {
        (self.node.tag_name().namespace()).filter(|it| XSD_DRAFTS.contains(it))
    }

    /// The local name.
    pub fn local(self) -> &'a str {
        self.node.tag_name().name()
    }

    /// The expanded name.
    pub fn name(self) -> QName {
        QName::new(self.namespace(), self.local())
    }

    /// Whether the expanded name is this one.
    pub fn is(self, namespace: &str, local: &str) -> bool {
        self.local() == local && self.namespace() == namespace
    }

    /// The child elements, in document order.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> {
        let file = self.file;
        self.node
            .children()
            .filter(Node::is_element)
            .map(move |node| Element { node, file })
    }

    /// The first child element of this name.
    pub fn child(self, namespace: &str, local: &str) -> Option<Element<'a>> {
        self.children().find(|it| it.is(namespace, local))
    }

    /// All elements below this one, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'a>> {
        let file = self.file;
        self.node
            .descendants()
            .skip(1)
            .filter(Node::is_element)
            .map(move |node| Element { node, file })
    }

    /// The attributes, without namespace declarations.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'a>> {
        let file = self.file;
        self.node.attributes().map(move |it| Attribute {
            namespace: it.namespace().unwrap_or_default(),
            local: it.name(),
            value: it.value(),
            span: Span::of(file, it.range_value()),
        })
    }

    /// The attribute of this name in no namespace.
    pub fn attribute(self, local: &str) -> Option<Attribute<'a>> {
        self.attribute_in("", local)
    }

    /// The value of the attribute of this name in no namespace, without white space at both ends.
    pub fn value(self, local: &str) -> Option<&'a str> {
        Some(trim(self.attribute(local)?.value))
    }

    /// The attribute of this expanded name.
    pub fn attribute_in(self, namespace: &str, local: &str) -> Option<Attribute<'a>> {
        self.attributes()
            .find(|it| it.local == local && it.namespace == namespace)
    }

    /// The element's name in its start tag.
    pub fn span(self) -> Span {
        let range = self.node.range();
        let text = self.node.document().input_text();
        let start = range.start + 1;
        let rest = text.get(start..range.end).unwrap_or_default();
        let is_end = |it: char| is_space(it) || matches!(it, '/' | '>');
        let length = rest.find(is_end).unwrap_or(rest.len());
        Span::of(self.file, start..start + length)
    }

    /// The whole element with its tags.
    pub fn full_span(self) -> Span {
        Span::of(self.file, self.node.range())
    }

    /// The namespace that `prefix` stands for here; the default namespace for `None`.
    pub fn resolve_prefix(self, prefix: Option<&str>) -> Option<&'a str> {
        self.node.lookup_namespace_uri(prefix)
    }

    /// Resolves a QName by the declarations in scope here; without a prefix the default namespace applies
    /// (XSD 1.0 part 2 §3.2.18).
    ///
    /// # Errors
    /// The prefix is not declared here.
    pub fn resolve_qname(self, text: &str) -> Result<QName, UnboundPrefix> {
        let text = trim(text);
        match text.split_once(':') {
            None => Ok(expanded(
                self.resolve_prefix(None).unwrap_or_default(),
                text,
            )),
            Some(("xml", local)) => Ok(QName::new(XML, local)),
            Some((prefix, local)) => match self.resolve_prefix(Some(prefix)) {
                Some(namespace) => Ok(expanded(namespace, local)),
                None => Err(UnboundPrefix(prefix.to_owned())),
            },
        }
    }

    /// Whether text that is more than white space stands between its children.
    pub fn has_own_text(self) -> bool {
        let mut texts = self.node.children().filter(Node::is_text);
        texts.any(|it| !trim(it.text().unwrap_or_default()).is_empty())
    }

    /// All text below this element in document order, without markup.
    pub fn text(self) -> String {
        self.node
            .descendants()
            .filter(Node::is_text)
            .filter_map(|it| it.text())
            .collect()
    }
}

/// The text of the `documentation` elements among `elements`, with blank lines between; `None` where there is none.
pub fn documentation<'a>(elements: impl Iterator<Item = Element<'a>>) -> Option<String> {
    let mut docs = String::new();
    for element in elements {
        let text = element.text();
        let text = text.trim_matches(['\n', '\r']).trim_end();
        if text.trim().is_empty() {
            continue;
        }
        if !docs.is_empty() {
            docs.push_str("\n\n");
        }
        docs.push_str(text);
    }
    (!docs.is_empty()).then_some(docs)
}

/// The name that `local` in `namespace` has in XML Schema, where it is one of a draft.
fn expanded(namespace: &str, local: &str) -> QName {
    let standard = without_drafts(namespace);
    let renamed = DRAFT_TYPES.iter().find(|it| it.0 == local);
    match renamed.filter(|_| standard != namespace) {
        Some((_, local)) => QName::new(standard, *local),
        None => QName::new(standard, local),
    }
}

fn without_drafts(namespace: &str) -> &str {
    match XSD_DRAFTS.contains(&namespace) {
        true => XSD,
        false => namespace,
    }
}

/// Removes XML white space, and no other, at both ends; XSD 1.0 part 2 §4.3.6.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// The items of a list type; XSD 1.0 part 2 §4.3.6.
pub fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|it| !it.is_empty())
}

fn is_space(it: char) -> bool {
    matches!(it, ' ' | '\t' | '\n' | '\r')
}
