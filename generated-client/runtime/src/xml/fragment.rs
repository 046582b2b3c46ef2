//! XML that is kept as it is: for `xs:any`, `xs:anyType`, `xs:anyAttribute` and mixed content.
//!
//! In: what the reader captured, or XML text. Out: the same text, for the writer or for another reader. The text
//! carries the namespace declarations it needs, so it means the same wherever it is written.

use std::borrow::Cow;

use super::error::{DecodeError, EncodeError};
use super::limits::Limits;
use super::reader::Reader;
use super::writer::{Writer, escape_text};

/// One element of any name, kept raw; XSD 1.0 §3.10.
///
/// The default has no element and cannot be written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AnyElement {
    namespace: String,
    local: String,
    text: String,
    unset: Vec<usize>,
}

/// Attributes and content of one element, kept raw: a value of `xs:anyType`; XSD 1.0 §3.4.7.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AnyType {
    attributes: Vec<AnyAttribute>,
    xsi_type: Option<(String, String)>,
    content: MixedContent,
}

/// Text and elements, kept raw; XSD 1.0 §3.4.1, `mixed`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MixedContent {
    text: String,
    /// Where `xmlns=""` goes if a default namespace is in scope.
    unset: Vec<usize>,
    /// Prefixes that the text itself uses, with their namespaces, by prefix.
    namespaces: Vec<(String, String)>,
}

/// One attribute of any name; XSD 1.0 §3.4.1.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AnyAttribute {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The local name.
    pub local: String,
    /// The value, unescaped.
    pub value: String,
}

impl AnyElement {
    /// The root element of the document `text`.
    ///
    /// # Errors
    /// `text` is not well-formed or passes the limits of a response.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(text, &Limits::response())?;
        reader.child()?;
        let res = reader.capture_element()?;
        reader.finish()?;
        Ok(res)
    }

    /// Namespace (empty for none) and local name.
    pub fn name(&self) -> (&str, &str) {
        (&self.namespace, &self.local)
    }

    /// The element as a document of its own.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text of an element that has no child elements, unescaped.
    pub fn text(&self) -> Option<String> {
        only_text(&self.text)
    }

    /// A reader of the element, for which it is the root.
    ///
    /// # Errors
    /// The element passes `limits`, or is the default, which is none.
    pub fn reader(&self, limits: &Limits) -> Result<Reader<'_>, DecodeError> {
        Reader::new(&self.text, limits)
    }

    pub(super) fn from_parts(
        namespace: String,
        local: String,
        text: String,
        unset: Vec<usize>,
    ) -> Self {
        Self {
            namespace,
            local,
            text,
            unset,
        }
    }

    pub(super) fn unset(&self) -> &[usize] {
        &self.unset
    }
}

impl AnyType {
    /// A value that is only text.
    pub fn from_text(text: &str) -> Self {
        Self {
            content: MixedContent::from_text(text),
            ..Self::default()
        }
    }

    /// A value with this content and without attributes.
    pub fn from_content(content: MixedContent) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }

    /// The same value with an attribute more; one of the same name is replaced.
    #[must_use]
    pub fn with_attribute(mut self, attribute: AnyAttribute) -> Self {
        self.attributes
            .retain(|it| (&it.namespace, &it.local) != (&attribute.namespace, &attribute.local));
        self.attributes.push(attribute);
        self
    }

    /// The same value with `xsi:type`.
    #[must_use]
    pub fn with_type(mut self, namespace: impl Into<String>, local: impl Into<String>) -> Self {
        self.xsi_type = Some((namespace.into(), local.into()));
        self
    }

    /// The attributes, in document order; `xsi:type` is not among them.
    pub fn attributes(&self) -> &[AnyAttribute] {
        &self.attributes
    }

    /// Namespace and local name in `xsi:type`.
    pub fn xsi_type(&self) -> Option<(&str, &str)> {
        let (namespace, local) = self.xsi_type.as_ref()?;
        Some((namespace, local))
    }

    /// Text and elements.
    pub fn content(&self) -> &MixedContent {
        &self.content
    }

    /// The raw content.
    pub fn as_str(&self) -> &str {
        self.content.as_str()
    }

    /// The text of a value without elements, unescaped.
    pub fn text(&self) -> Option<String> {
        self.content.text()
    }

    /// The value as an element of the given name, which can be read again.
    ///
    /// # Errors
    /// `local` is not a name, or a text holds what XML cannot carry.
    pub fn to_element(&self, namespace: &str, local: &str) -> Result<AnyElement, EncodeError> {
        let mut writer = Writer::new();
        writer.start(namespace, local)?;
        writer.raw(self)?;
        writer.end()?;
        let text = writer.finish()?;
        Ok(AnyElement {
            namespace: namespace.to_owned(),
            local: local.to_owned(),
            text,
            unset: Vec::new(),
        })
    }

    pub(super) fn from_parts(
        attributes: Vec<AnyAttribute>,
        xsi_type: Option<(String, String)>,
        content: MixedContent,
    ) -> Self {
        Self {
            attributes,
            xsi_type,
            content,
        }
    }
}

impl MixedContent {
    /// Content that is only text.
    pub fn from_text(text: &str) -> Self {
        let mut raw = String::with_capacity(text.len());
        escape_text(text, &mut raw);
        Self {
            text: raw,
            ..Self::default()
        }
    }

    /// The content that `text` is: characters, references, elements, comments.
    ///
    /// # Errors
    /// `text` is not well-formed as content, uses prefixes it does not declare, or passes the limits of a response.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        let document = wrapped(text);
        let mut reader = Reader::new(&document, &Limits::response())?;
        reader.child()?;
        let res = reader.capture_mixed()?;
        reader.finish()?;
        Ok(res)
    }

    /// The raw content.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text of content without elements, unescaped.
    pub fn text(&self) -> Option<String> {
        if !self
            .text
            .bytes()
            .any(|it| matches!(it, b'<' | b'&' | b'\r'))
        {
            return Some(self.text.clone());
        }
        only_text(&wrapped(&self.text))
    }

    pub(super) fn from_parts(
        text: String,
        unset: Vec<usize>,
        namespaces: Vec<(String, String)>,
    ) -> Self {
        Self {
            text,
            unset,
            namespaces,
        }
    }

    pub(super) fn unset(&self) -> &[usize] {
        &self.unset
    }

    pub(super) fn namespaces(&self) -> &[(String, String)] {
        &self.namespaces
    }
}

impl From<AnyElement> for MixedContent {
    fn from(element: AnyElement) -> Self {
        Self::from_parts(element.text, element.unset, Vec::new())
    }
}

impl AnyAttribute {
    /// An attribute; `namespace` is empty for none.
    pub fn new(
        namespace: impl Into<String>,
        local: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
            value: value.into(),
        }
    }
}

fn wrapped(content: &str) -> String {
    format!("<x>{content}</x>")
}

/// The text of the root element of `document`, if that has no children.
fn only_text(document: &str) -> Option<String> {
    let mut reader = Reader::new(document, &Limits::schema()).ok()?;
    reader.set_strict(true);
    reader.child().ok()?;
    reader.text().map(Cow::into_owned).ok()
}
