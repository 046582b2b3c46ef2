//! Attributes of the open tag.

use super::{EncodeErrorKind, Writer};
use crate::xml::error::EncodeError;
use crate::xml::{XMLNS_NAMESPACE, XSI_NAMESPACE};

impl Writer {
    /// Writes an attribute on the open tag; `namespace` is empty for none, else a prefix is declared as needed.
    ///
    /// # Errors
    /// No tag is open, it has the attribute already, `local` is not a name, or XML 1.0 cannot carry `value`.
    pub fn attribute(
        &mut self,
        namespace: &str,
        local: &str,
        value: &str,
    ) -> Result<(), EncodeError> {
        self.check_open("an attribute")?;
        self.check_name(local)?;
        if local == "xmlns" && namespace.is_empty() || namespace == XMLNS_NAMESPACE {
            let message = "a namespace declaration is not an attribute";
            return Err(self.error(EncodeErrorKind::Name, message));
        }
        let uri = self.scope.intern(namespace);
        let is_repeated = self
            .attributes
            .iter()
            .any(|&(own, start, end)| own == uri && &self.buffer[start..end] == local);
        if is_repeated {
            let message = format!("attribute `{local}` occurs twice");
            return Err(self.error(EncodeErrorKind::Structure, message));
        }
        if namespace.is_empty() {
            self.buffer.push(' ');
        } else {
            let prefix = self.prefix_in_scope(namespace)?;
            self.buffer.push(' ');
            self.buffer.push_str(&prefix);
            self.buffer.push(':');
        }
        let start = self.buffer.len();
        self.buffer.push_str(local);
        self.attributes.push((uri, start, self.buffer.len()));
        self.buffer.push_str("=\"");
        self.push_value(value)?;
        self.buffer.push('"');
        self.note_media_type(namespace, local, value);
        Ok(())
    }

    /// Writes `xsi:nil="true"` on the open tag.
    ///
    /// # Errors
    /// As [`Writer::attribute`].
    pub fn nil(&mut self) -> Result<(), EncodeError> {
        self.attribute(XSI_NAMESPACE, "nil", "true")
    }

    /// Writes `xsi:type` on the open tag.
    ///
    /// # Errors
    /// As [`Writer::attribute`]; a type without namespace cannot be named where there is a default namespace.
    pub fn xsi_type(&mut self, namespace: &str, local: &str) -> Result<(), EncodeError> {
        self.check_open("xsi:type")?;
        self.check_name(local)?;
        let prefix = self.prefix_in_scope(namespace)?;
        if prefix.is_empty() {
            return self.attribute(XSI_NAMESPACE, "type", local);
        }
        self.attribute(XSI_NAMESPACE, "type", &format!("{prefix}:{local}"))
    }
}
