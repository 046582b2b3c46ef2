//! Prefixes for namespaces in names and values, declared as they are needed.

use super::Writer;
use crate::xml::error::{EncodeError, EncodeErrorKind};
use crate::xml::{XML_NAMESPACE, XSI_NAMESPACE};

const XSD_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";

impl Writer {
    /// A prefix for `namespace`, declared on the open tag if there is none; empty for no namespace.
    pub(super) fn prefix_in_scope(&mut self, namespace: &str) -> Result<String, EncodeError> {
        let uri = self.scope.intern(namespace);
        if namespace.is_empty() {
            if self.scope.default() == uri {
                return Ok(String::new());
            }
            let message =
                "a name without namespace cannot be a value where there is a default namespace";
            return Err(self.error(EncodeErrorKind::Name, message));
        }
        if namespace == XML_NAMESPACE {
            return Ok(String::from("xml"));
        }
        if let Some(prefix) = self.scope.prefix_of(&self.buffer, uri) {
            return Ok(self.buffer[prefix].to_owned());
        }
        let prefix = self.free_prefix(namespace);
        self.declare_prefix(&prefix, namespace)?;
        Ok(prefix)
    }

    /// The customary prefix for `namespace`, else the first number that is not in scope.
    fn free_prefix(&self, namespace: &str) -> String {
        let customary = match namespace {
            XSI_NAMESPACE => Some("xsi"),
            XSD_NAMESPACE => Some("xsd"),
            _ => None,
        };
        let is_free = |it: &str| self.scope.find(&self.buffer, it).is_none();
        if let Some(prefix) = customary.filter(|it| is_free(it)) {
            return prefix.to_owned();
        }
        let mut number = 1;
        loop {
            let prefix = format!("n{number}");
            if is_free(&prefix) {
                return prefix;
            }
            number += 1;
        }
    }
}
