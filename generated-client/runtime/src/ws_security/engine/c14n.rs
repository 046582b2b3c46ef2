//! Canonical XML: the one text that stands for an element however it was written.
//!
//! In: an element of a [`Document`]. Out: its canonical form, with all that stands in it. Exclusive XML Canonicalization 1.0;
//! Canonical XML 1.0 and 1.1. Documents with a DTD never get here: the reader refuses them.

use std::collections::BTreeSet;

use super::tree::{Attribute, Content, Document, Element, Id};
use crate::xml::XML_NAMESPACE;

/// A method of canonicalisation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Method {
    pub(super) kind: Kind,
    /// Whether comments stay.
    pub(super) comments: bool,
    /// Exclusive: prefixes that are written as the inclusive method does, `InclusiveNamespaces`; empty for the default.
    pub(super) prefixes: BTreeSet<String>,
}

/// Which namespaces are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// Those that names use.
    Exclusive,
    /// All in scope; Canonical XML 1.0.
    Inclusive10,
    /// All in scope; Canonical XML 1.1.
    Inclusive11,
}

impl Method {
    /// Exclusive, without comments.
    pub(super) fn exclusive(prefixes: BTreeSet<String>) -> Self {
        Self {
            kind: Kind::Exclusive,
            comments: false,
            prefixes,
        }
    }

    /// The method that this URI names.
    pub(super) fn of_uri(uri: &str) -> Option<Self> {
        let (kind, comments) = match uri {
            super::names::EXC_C14N => (Kind::Exclusive, false),
            "http://www.w3.org/2001/10/xml-exc-c14n#WithComments" => (Kind::Exclusive, true),
            super::names::C14N => (Kind::Inclusive10, false),
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments" => {
                (Kind::Inclusive10, true)
            }
            "http://www.w3.org/2006/12/xml-c14n11" => (Kind::Inclusive11, false),
            "http://www.w3.org/2006/12/xml-c14n11#WithComments" => (Kind::Inclusive11, true),
            _ => return None,
        };
        Some(Self {
            kind,
            comments,
            prefixes: BTreeSet::new(),
        })
    }
}

/// The canonical form of an element. `None` where Canonical XML 1.1 would have to join `xml:base` of ancestors, and where
/// the form is many times larger than documents may be.
pub(super) fn canonicalize(document: &Document<'_>, id: Id, method: &Method) -> Option<String> {
    let inherited = inherited_attributes(document, id, method.kind)?;
    let mut writer = Writer {
        document,
        method,
        scope: document.outer_scope(id),
        rendered: Vec::new(),
        out: String::new(),
    };
    writer.element(id, &inherited, true);
    (writer.out.len() <= document.max_canonical).then_some(writer.out)
}

/// The prefixes that an element and what is in it could use: those in scope, and those declared inside.
///
/// Exclusive canonicalisation leaves declarations out that only values use, e.g. `xsi:type="a:B"`; named in
/// `InclusiveNamespaces` they stay.
pub(super) fn prefixes_of(document: &Document<'_>, id: Id) -> BTreeSet<String> {
    let inside = document
        .elements()
        .skip(id)
        .take_while(|&(it, _)| document.is_within(it, id))
        .flat_map(|(_, element)| element.declarations.iter().map(|(prefix, _)| *prefix));
    let outside = document
        .outer_scope(id)
        .into_iter()
        .map(|(prefix, _)| prefix);
    let all = inside.chain(outside).filter(|it| *it != "xml");
    all.map(str::to_owned).collect()
}

/// Canonical XML 1.0 §2.4: an element without its parent takes its attributes in the namespace `xml` along.
fn inherited_attributes<'d>(
    document: &'d Document<'_>,
    id: Id,
    kind: Kind,
) -> Option<Vec<&'d Attribute<'d>>> {
    let mut res: Vec<&Attribute<'_>> = Vec::new();
    let mut at = match kind {
        Kind::Exclusive => None,
        Kind::Inclusive10 | Kind::Inclusive11 => document.element(id).parent,
    };
    while let Some(ancestor) = at {
        let element = document.element(ancestor);
        for attribute in &element.attributes {
            if &*attribute.namespace != XML_NAMESPACE {
                continue;
            }
            // Canonical XML 1.1 §2.4: `xml:id` is not inherited, and `xml:base` is joined.
            match (kind, attribute.local()) {
                (Kind::Inclusive11, "id") => continue,
                (Kind::Inclusive11, "base") => return None,
                (_, local) => {
                    let own = document.element(id).attribute(XML_NAMESPACE, local);
                    if own.is_none() && !res.iter().any(|it| it.local() == local) {
                        res.push(attribute);
                    }
                }
            }
        }
        at = element.parent;
    }
    Some(res)
}

struct Writer<'d, 'a> {
    document: &'d Document<'a>,
    method: &'d Method,
    /// The declarations in scope, innermost last.
    scope: Vec<(&'d str, &'d str)>,
    /// The declarations that were written and are in scope in the output, innermost last.
    rendered: Vec<(&'d str, &'d str)>,
    out: String,
}

impl<'d, 'a> Writer<'d, 'a> {
    fn element(&mut self, id: Id, inherited: &[&'d Attribute<'a>], is_apex: bool)
    where
        'a: 'd,
    {
        if self.out.len() > self.document.max_canonical {
            return;
        }
        let element = self.document.element(id);
        let (n_scope, n_rendered) = (self.scope.len(), self.rendered.len());
        for (prefix, uri) in &element.declarations {
            self.scope.push((prefix, uri));
        }
        self.out.push('<');
        self.out.push_str(element.qname);
        self.namespaces(element, is_apex);
        self.attributes(element, inherited);
        self.out.push('>');
        for content in &element.content {
            match content {
                Content::Element(child) => self.element(*child, &[], false),
                Content::Text(text) => escape_text(text, &mut self.out),
                Content::Comment(text) if self.method.comments => push_lines(text, &mut self.out),
                Content::Comment(_) => {}
                Content::Instruction(text) => push_instruction(text, &mut self.out),
            }
        }
        self.out.push_str("</");
        self.out.push_str(element.qname);
        self.out.push('>');
        self.scope.truncate(n_scope);
        self.rendered.truncate(n_rendered);
    }

    /// Writes the declarations of an element, by prefix.
    fn namespaces(&mut self, element: &'d Element<'a>, is_apex: bool) {
        let mut prefixes: BTreeSet<&'d str> = BTreeSet::new();
        let own = element.declarations.iter().map(|(prefix, _)| *prefix);
        match self.method.kind {
            Kind::Exclusive => {
                prefixes.insert(element.prefix());
                let used = element.attributes.iter().map(Attribute::prefix);
                prefixes.extend(used.filter(|it| !it.is_empty()));
                let listed = |it: &&str| self.method.prefixes.contains(*it);
                match is_apex {
                    true => prefixes.extend(self.method.prefixes.iter().map(String::as_str)),
                    false => prefixes.extend(own.filter(listed)),
                }
            }
            Kind::Inclusive10 | Kind::Inclusive11 => match is_apex {
                true => prefixes.extend(self.scope.iter().map(|(prefix, _)| *prefix)),
                false => prefixes.extend(own),
            },
        }
        prefixes.remove("xml");
        for prefix in prefixes {
            let uri = find(&self.scope, prefix);
            // A prefix of the list that is not declared is not written; the default namespace is undeclared by a value.
            let uri = match (prefix, uri) {
                ("", uri) => uri.unwrap_or_default(),
                (_, Some(uri)) => uri,
                (_, None) => continue,
            };
            let before = find(&self.rendered, prefix).unwrap_or_default();
            if before == uri {
                continue;
            }
            self.rendered.push((prefix, uri));
            self.out.push_str(" xmlns");
            if !prefix.is_empty() {
                self.out.push(':');
                self.out.push_str(prefix);
            }
            self.out.push_str("=\"");
            escape_attribute(uri, &mut self.out);
            self.out.push('"');
        }
    }

    /// Writes the attributes of an element, by namespace and local name.
    fn attributes(&mut self, element: &'d Element<'a>, inherited: &[&'d Attribute<'a>]) {
        let mut attributes: Vec<&Attribute<'_>> = element.attributes.iter().collect();
        attributes.extend(inherited);
        attributes.sort_by_key(|it| (&*it.namespace, it.local()));
        for attribute in attributes {
            self.out.push(' ');
            self.out.push_str(attribute.qname);
            self.out.push_str("=\"");
            escape_attribute(&attribute.value, &mut self.out);
            self.out.push('"');
        }
    }
}

fn find<'d>(scope: &[(&str, &'d str)], prefix: &str) -> Option<&'d str> {
    let mut innermost_first = scope.iter().rev();
    innermost_first
        .find(|(it, _)| *it == prefix)
        .map(|(_, uri)| *uri)
}

/// Canonical XML 1.0 §2.3, text nodes.
fn escape_text(text: &str, out: &mut String) {
    escape(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    });
}

/// Canonical XML 1.0 §2.3, attribute nodes.
fn escape_attribute(value: &str, out: &mut String) {
    escape(value, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    });
}

fn escape(text: &str, out: &mut String, entity: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (index, byte) in text.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            out.push_str(&text[done..index]);
            out.push_str(entity);
            done = index + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// XML 1.0 §2.11: lines end with LF.
fn push_lines(text: &str, out: &mut String) {
    match text.contains('\r') {
        true => out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n")),
        false => out.push_str(text),
    }
}

/// One blank stands between target and data; Canonical XML 1.0 §2.3.
fn push_instruction(text: &str, out: &mut String) {
    let inner = &text["<?".len()..text.len() - "?>".len()];
    let (target, data) = inner
        .split_once([' ', '\t', '\r', '\n'])
        .unwrap_or((inner, ""));
    out.push_str("<?");
    out.push_str(target);
    let data = data.trim_start_matches([' ', '\t', '\r', '\n']);
    if !data.is_empty() {
        out.push(' ');
        push_lines(data, out);
    }
    out.push_str("?>");
}
