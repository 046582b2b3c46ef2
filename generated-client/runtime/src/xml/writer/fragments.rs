//! Writing captured XML again. Its text was checked when it was captured; only the surroundings are new.

use super::{EncodeErrorKind, Writer};
use crate::xml::error::EncodeError;
use crate::xml::fragment::{AnyElement, AnyType, MixedContent};

/// Captured XML that [`Writer::raw`] can write.
pub trait Fragment {
    /// Writes the fragment.
    ///
    /// # Errors
    /// As [`Writer::raw`].
    fn write_to(&self, writer: &mut Writer) -> Result<(), EncodeError>;
}

impl Fragment for AnyElement {
    fn write_to(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        if self.as_str().is_empty() {
            return Err(writer.error(
                EncodeErrorKind::Missing,
                "an element is required, there is none",
            ));
        }
        // A document may consist of one captured element.
        let is_root = writer.stack.is_empty();
        if is_root && writer.has_root {
            let message = "a document has one root element";
            return Err(writer.error(EncodeErrorKind::Structure, message));
        }
        writer.has_root = true;
        writer.close_tag();
        writer.text_before_child()?;
        writer.push_raw(self.as_str(), self.unset())
    }
}

impl Fragment for MixedContent {
    fn write_to(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        for (prefix, namespace) in self.namespaces() {
            writer.declare_prefix(prefix, namespace)?;
        }
        if self.is_empty() {
            return Ok(());
        }
        writer.begin_content()?;
        writer.push_raw(self.as_str(), self.unset())
    }
}

impl Fragment for AnyType {
    fn write_to(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        // First the prefixes that are fixed, then those that can be chosen.
        for (prefix, namespace) in self.content().namespaces() {
            writer.declare_prefix(prefix, namespace)?;
        }
        if let Some((namespace, local)) = self.xsi_type() {
            writer.xsi_type(namespace, local)?;
        }
        for attribute in self.attributes() {
            writer.attribute(&attribute.namespace, &attribute.local, &attribute.value)?;
        }
        self.content().write_to(writer)
    }
}

impl Writer {
    /// Appends `text`, with `xmlns=""` at the offsets `unset` where a default namespace is in scope.
    fn push_raw(&mut self, text: &str, unset: &[usize]) -> Result<(), EncodeError> {
        self.check_failure()?;
        self.check_characters(text)?;
        let mut done = 0;
        if self.scope.default() != 0 {
            for &offset in unset {
                self.buffer.push_str(&text[done..offset]);
                self.buffer.push_str(" xmlns=\"\"");
                done = offset;
            }
        }
        self.buffer.push_str(&text[done..]);
        Ok(())
    }
}
