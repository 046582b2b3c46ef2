//! Attributes that steer the schema processor or the protocol, and are no data: `xsi:nil`, `xsi:type`, and what a protocol adds.

use super::{DecodeError, DecodeErrorKind, DeviationKind, Reader};
use crate::xml::protocol::ReadProtocol;
use crate::xml::{XSI_NAMESPACE, is_name, trim};

impl Reader<'_> {
    /// The document is one that this protocol carries.
    pub fn set_protocol(&mut self, protocol: &'static ReadProtocol) {
        self.protocol = Some(protocol);
        self.outranking_depth = protocol.outranking.0;
    }

    /// What the protocol adds to elements; `None` for plain XML.
    #[inline]
    pub fn protocol(&self) -> Option<&'static ReadProtocol> {
        self.protocol
    }

    /// Whether an element was passed whose name the protocol says to count more than all else.
    pub(crate) fn is_outranked(&self) -> bool {
        self.is_outranked
    }

    /// Notes whether the pending element is such a one.
    #[cold]
    pub(super) fn note_outranking(&mut self) {
        let local = self.protocol.map(|protocol| protocol.outranking.1);
        self.is_outranked |= local == Some(self.name().1);
    }

    /// Whether attributes of this namespace steer the schema processor or the protocol, and are no data.
    pub fn is_control(&self, namespace: &str) -> bool {
        let own = self.protocol.map_or(&[][..], |protocol| protocol.control);
        namespace == XSI_NAMESPACE || own.contains(&namespace)
    }

    /// Whether the pending element is marked `xsi:nil`; XSD 1.0 part 1 §2.6.2.
    ///
    /// # Errors
    /// The mark is not a boolean, in strict reading.
    #[inline]
    pub fn is_nil(&mut self) -> Result<bool, DecodeError> {
        // Most attributes have no prefix, and are not looked at.
        match self.has_prefixes {
            true => self.find_nil(),
            false => Ok(false),
        }
    }

    fn find_nil(&mut self) -> Result<bool, DecodeError> {
        let Some(index) = self.find_attribute(XSI_NAMESPACE, "nil") else {
            return Ok(false);
        };
        let value = self.normalized(&self.attributes[index])?;
        match trim(&value) {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            other => {
                self.deviate(
                    DeviationKind::Nil,
                    "xsi:nil as xs:boolean",
                    format_args!("\"{other}\""),
                )?;
                Ok(false)
            }
        }
    }

    /// Namespace and local name of the type that `xsi:type` gives the pending element; XSD 1.0 part 1 §2.6.1.
    ///
    /// # Errors
    /// It is not a qualified name, or its prefix is not declared.
    pub fn xsi_type(&self) -> Result<Option<(String, String)>, DecodeError> {
        let Some(index) = self.find_attribute(XSI_NAMESPACE, "type") else {
            return Ok(None);
        };
        let value = self.normalized(&self.attributes[index])?;
        let value = trim(&value);
        let (prefix, local, is_qname) = match value.split_once(':') {
            Some((prefix, local)) => (prefix, local, is_name(prefix) && is_name(local)),
            None => ("", value, is_name(value)),
        };
        match self.resolve_prefix(prefix) {
            Some(uri) if is_qname => Ok(Some((uri.to_owned(), local.to_owned()))),
            Some(_) | None => Err(self.error(
                DecodeErrorKind::Value,
                "xsi:type as a qualified name",
                format_args!("\"{value}\""),
            )),
        }
    }
}
