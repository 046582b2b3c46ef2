//! [`HeaderBlock`]: a header block that the WSDL does not declare, as raw XML.
//!
//! In: an element. Out: the element as one version of SOAP wants it. Knows no particular block.

use std::fmt;

use crate::soap::SoapVersion;
use crate::xml::{AnyElement, DecodeError, EncodeError, Writer};

/// A header block that the WSDL does not declare: WS-Security, WS-Addressing, or one that only the manual names.
///
/// `Debug` shows its name and not what is in it, which may be a password.
///
/// ```
/// use soap_runtime::HeaderBlock;
///
/// let block = HeaderBlock::parse(r#"<t:Tenant xmlns:t="urn:acme">17</t:Tenant>"#)?.must_understand();
/// assert_eq!(block.name(), ("urn:acme", "Tenant"));
/// # Ok::<(), soap_runtime::xml::DecodeError>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct HeaderBlock {
    element: AnyElement,
    must_understand: bool,
}

impl HeaderBlock {
    /// The block that is this XML: one element with the namespaces it needs.
    ///
    /// # Errors
    /// The text is not well-formed.
    pub fn parse(xml: &str) -> Result<Self, DecodeError> {
        AnyElement::parse(xml).map(Self::from)
    }

    /// The block that was written.
    pub(crate) fn written(writer: Writer) -> Result<Self, EncodeError> {
        let element = AnyElement::parse(&writer.finish()?)
            .expect("the writer closes what it opens, and escapes the rest");
        Ok(element.into())
    }

    /// The same, to be refused by a service that does not know it: `mustUnderstand="1"` in the version's namespace.
    #[must_use]
    pub fn must_understand(mut self) -> Self {
        self.must_understand = true;
        self
    }

    /// Namespace (empty for none) and local name.
    pub fn name(&self) -> (&str, &str) {
        self.element.name()
    }

    /// The element as it is written in an envelope of this version.
    pub fn to_element(&self, version: SoapVersion) -> AnyElement {
        let plain = self.element.clone();
        if !self.must_understand {
            return plain;
        }
        let text = plain.as_str();
        let is_end = |it: char| it.is_whitespace() || matches!(it, '/' | '>');
        let Some(end) = text.find(is_end) else {
            return plain;
        };
        // A prefix of its own: what the element calls `soap` is its business.
        let mut prefix = String::from("must");
        while text.contains(&prefix) {
            prefix.push('x');
        }
        let (head, tail) = text.split_at(end);
        let namespace = version.namespace();
        let marked =
            format!("{head} xmlns:{prefix}=\"{namespace}\" {prefix}:mustUnderstand=\"1\"{tail}");
        // It fails only where the element has the attribute already, and then says so itself.
        AnyElement::parse(&marked).unwrap_or(plain)
    }
}

impl From<AnyElement> for HeaderBlock {
    fn from(element: AnyElement) -> Self {
        Self {
            element,
            must_understand: false,
        }
    }
}

impl fmt::Debug for HeaderBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (namespace, local) = self.name();
        write!(f, "HeaderBlock({{{namespace}}}{local})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_of_the_version_and_stands_once() {
        let block = HeaderBlock::parse("<must:a xmlns:must='u'/>").unwrap();
        assert_eq!(
            block.to_element(SoapVersion::V11).as_str(),
            block.element.as_str()
        );
        for version in [SoapVersion::V11, SoapVersion::V12] {
            let marked = block.clone().must_understand().to_element(version);
            let limits = crate::Limits::response();
            let mut reader = marked.reader(&limits).unwrap();
            assert!(reader.child().unwrap() && reader.is("u", "a"));
            let index = reader.find_attribute(version.namespace(), "mustUnderstand");
            assert_eq!(reader.attribute_value(index.unwrap()).unwrap(), "1");
            assert_eq!(
                HeaderBlock::from(marked.clone())
                    .must_understand()
                    .to_element(version),
                marked
            );
        }
    }
}
