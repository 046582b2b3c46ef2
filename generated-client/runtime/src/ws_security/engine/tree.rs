//! [`Document`]: a whole document over the runtime's reader, with what canonical XML needs to know of it.
//!
//! In: the text of one document. Out: its elements, in document order, with the places where they stand in the text.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use crate::xml::reader::Event;
use crate::xml::{DecodeError, Limits, Reader, XML_NAMESPACE};

/// The index of an element, in document order; 0 is the root.
pub(super) type Id = usize;

/// A document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    /// The greatest number of bytes in a canonical form: declarations may be repeated in it any number of times.
    pub(super) max_canonical: usize,
    elements: Vec<Element<'a>>,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) parent: Option<Id>,
    /// The name as it is written.
    pub(super) qname: &'a str,
    pub(super) namespace: Rc<str>,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// The namespaces that it declares.
    pub(super) declarations: Vec<Declaration<'a>>,
    pub(super) content: Vec<Content<'a>>,
    /// The bytes of the whole element.
    pub(super) span: Range<usize>,
    /// The bytes between its tags; `None` for an empty-element tag.
    pub(super) inner: Option<Range<usize>>,
}

/// A namespace declaration: prefix, empty for the default, and name, empty for none.
pub(super) type Declaration<'a> = (&'a str, Rc<str>);

/// An attribute that declares no namespace.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub(super) qname: &'a str,
    pub(super) namespace: Rc<str>,
    pub(super) value: String,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Content<'a> {
    Element(Id),
    Text(Cow<'a, str>),
    Comment(&'a str),
    Instruction(&'a str),
}

impl<'a> Document<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// It is not well-formed or passes a limit.
    pub(super) fn parse(text: &'a str, limits: &Limits) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(text, limits)?;
        let mut elements: Vec<Element<'a>> = Vec::new();
        let mut open: Vec<(Id, usize)> = Vec::new();
        let mut scope: Vec<Declaration<'a>> = vec![("xml", XML_NAMESPACE.into())];
        while let Some(event) = reader.walk()? {
            let content = match event {
                Event::Start => {
                    let id = elements.len();
                    let parent = open.last().map(|(id, _)| *id);
                    let n_scope = scope.len();
                    elements.push(start(&mut reader, parent, &mut scope)?);
                    if let Some(parent) = parent {
                        elements[parent].content.push(Content::Element(id));
                    }
                    open.push((id, n_scope));
                    continue;
                }
                Event::End => {
                    if let Some((id, n_scope)) = open.pop() {
                        elements[id].close(text, reader.offset());
                        scope.truncate(n_scope);
                    }
                    continue;
                }
                Event::Text(text) => Content::Text(text),
                Event::Comment(text) => Content::Comment(text),
                Event::Instruction(text) => Content::Instruction(text),
            };
            if let Some(&(parent, _)) = open.last() {
                elements[parent].content.push(content);
            }
        }
        Ok(Self {
            text,
            max_canonical: limits.bytes.saturating_mul(8),
            elements,
        })
    }

    pub(super) fn element(&self, id: Id) -> &Element<'a> {
        &self.elements[id]
    }

    /// All elements, in document order; those in an element follow it.
    pub(super) fn elements(&self) -> impl Iterator<Item = (Id, &Element<'a>)> {
        self.elements.iter().enumerate()
    }

    /// The child elements.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        self.elements[id].content.iter().filter_map(|it| match it {
            Content::Element(child) => Some(*child),
            Content::Text(_) | Content::Comment(_) | Content::Instruction(_) => None,
        })
    }

    /// The child elements of this name.
    pub(super) fn named(&self, id: Id, namespace: &str, local: &str) -> impl Iterator<Item = Id> {
        self.children(id)
            .filter(move |&child| self.elements[child].is(namespace, local))
    }

    /// The only child element of this name; `None` if there are none or several.
    pub(super) fn only(&self, id: Id, namespace: &str, local: &str) -> Option<Id> {
        let mut named = self.named(id, namespace, local);
        named.next().filter(|_| named.next().is_none())
    }

    /// The text of an element without child elements, comments left out.
    pub(super) fn text_of(&self, id: Id) -> Option<String> {
        let mut res = String::new();
        for content in &self.elements[id].content {
            match content {
                Content::Text(text) => res.push_str(text),
                Content::Element(_) => return None,
                Content::Comment(_) | Content::Instruction(_) => {}
            }
        }
        Some(res)
    }

    /// The namespaces in scope outside of an element, outermost first; later ones hide earlier ones.
    pub(super) fn outer_scope(&self, id: Id) -> Vec<(&'a str, &str)> {
        let mut path = Vec::new();
        let mut at = self.elements[id].parent;
        while let Some(id) = at {
            path.push(id);
            at = self.elements[id].parent;
        }
        let declarations = path
            .iter()
            .rev()
            .flat_map(|&id| &self.elements[id].declarations);
        declarations
            .map(|(prefix, uri)| (*prefix, &**uri))
            .collect()
    }

    /// Whether `id` is `outer` or stands in it.
    pub(super) fn is_within(&self, id: Id, outer: Id) -> bool {
        let span = &self.elements[outer].span;
        span.contains(&self.elements[id].span.start)
    }
}

impl Element<'_> {
    /// The local name.
    pub(super) fn local(&self) -> &str {
        local(self.qname)
    }

    /// The prefix; empty for none.
    pub(super) fn prefix(&self) -> &str {
        prefix(self.qname)
    }

    pub(super) fn is(&self, namespace: &str, local: &str) -> bool {
        &*self.namespace == namespace && self.local() == local
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|it| &*it.namespace == namespace && it.local() == local)
            .map(|it| it.value.as_str())
    }

    /// The byte behind the name in the start tag.
    pub(super) fn name_end(&self) -> usize {
        self.span.start + 1 + self.qname.len()
    }

    fn close(&mut self, text: &str, end: usize) {
        self.span.end = end;
        if let Some(inner) = &mut self.inner {
            // The end tag is the last thing before `end` that starts with `</`.
            inner.end = text[..end].rfind("</").unwrap_or(inner.start);
        }
    }
}

impl Attribute<'_> {
    pub(super) fn local(&self) -> &str {
        local(self.qname)
    }

    pub(super) fn prefix(&self) -> &str {
        prefix(self.qname)
    }
}

fn local(qname: &str) -> &str {
    qname.split_once(':').map_or(qname, |(_, local)| local)
}

fn prefix(qname: &str) -> &str {
    qname.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// The pending element; its declarations go to `scope`.
fn start<'a>(
    reader: &mut Reader<'a>,
    parent: Option<Id>,
    scope: &mut Vec<Declaration<'a>>,
) -> Result<Element<'a>, DecodeError> {
    let own: Vec<(&'a str, &str)> = reader.own_prefixes().collect();
    let default = reader.own_default().map(|uri| ("", uri));
    let declarations = own.into_iter().chain(default);
    let declarations: Vec<Declaration<'a>> = declarations
        .map(|(prefix, uri)| (prefix, uri.into()))
        .collect();
    scope.extend(declarations.iter().cloned());
    // Names share the text of the declaration: a long one that many names use is kept once.
    let none: Rc<str> = "".into();
    let resolve = |prefix: &str| {
        let mut innermost_first = scope.iter().rev();
        let found = innermost_first.find(|(it, _)| *it == prefix);
        found.map_or_else(|| Rc::clone(&none), |(_, uri)| Rc::clone(uri))
    };
    let mut attributes = Vec::with_capacity(reader.attribute_count());
    for index in 0..reader.attribute_count() {
        let value = reader.attribute_value(index)?.into_owned();
        let qname = reader.raw_attribute(index).0;
        let namespace = match prefix(qname) {
            "" => Rc::clone(&none),
            prefix => resolve(prefix),
        };
        attributes.push(Attribute {
            qname,
            namespace,
            value,
        });
    }
    let qname = reader.wire_name();
    let (at, after) = (reader.position_of_tag(), reader.offset());
    Ok(Element {
        parent,
        qname,
        namespace: resolve(prefix(qname)),
        attributes,
        declarations,
        content: Vec::new(),
        span: at..after,
        inner: (!reader.is_empty_tag()).then_some(after..after),
    })
}
