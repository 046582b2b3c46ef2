//! Prefixes for namespaces in names and values, declared as they are needed.

use super::{KEPT_BYTES, Writer};
use crate::xml::error::{EncodeError, EncodeErrorKind};
use crate::xml::{XML_NAMESPACE, XMLNS_NAMESPACE, XSI_NAMESPACE};

const XSD_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";

impl Writer {
    /// Declares `prefix` for `namespace` on the open tag, unless it stands for it already.
    ///
    /// # Errors
    /// No tag is open, the prefix is declared on it for another namespace, or one of both cannot be declared.
    pub fn declare_prefix(&mut self, prefix: &str, namespace: &str) -> Result<(), EncodeError> {
        let uri = self.scope.intern(namespace);
        match self.scope.find(&self.buffer, prefix) {
            Some(binding) if binding.uri == uri => return Ok(()),
            Some(binding) if self.is_own(binding.index) => {
                let message = format!("prefix `{prefix}` is declared for another namespace");
                return Err(self.error(EncodeErrorKind::Name, message));
            }
            Some(_) | None => {}
        }
        if prefix == "xml" && namespace == XML_NAMESPACE {
            return Ok(());
        }
        self.check_open("a namespace declaration")?;
        self.check_name(prefix)?;
        self.check_namespace(namespace)?;
        if namespace.is_empty() || matches!(prefix, "xml" | "xmlns") {
            let message = format!("prefix `{prefix}` cannot be declared for `{namespace}`");
            return Err(self.error(EncodeErrorKind::Name, message));
        }
        self.buffer.push_str(" xmlns:");
        let start = self.buffer.len();
        self.buffer.push_str(prefix);
        self.scope.declare(start..self.buffer.len(), uri);
        self.buffer.push_str("=\"");
        self.push_value(namespace)?;
        self.buffer.push('"');
        Ok(())
    }

    /// A prefix for `namespace` in values such as QNames, declared on the open tag as needed.
    ///
    /// Empty for no namespace. Where that or the declaration is not possible, the next [`Writer::end`] fails.
    pub fn prefix_for(&mut self, namespace: &str) -> String {
        match self.prefix_in_scope(namespace) {
            Ok(prefix) => prefix,
            Err(error) => {
                self.failure.get_or_insert(error);
                String::new()
            }
        }
    }

    /// One message after the other declares the same namespace.
    pub(super) fn push_namespace(&mut self, namespace: &str) -> Result<(), EncodeError> {
        if self.plain_namespace == namespace {
            self.buffer.push_str(namespace);
            return Ok(());
        }
        let start = self.buffer.len();
        self.push_value(namespace)?;
        if self.buffer.len() - start == namespace.len() && namespace.len() <= KEPT_BYTES {
            self.plain_namespace.clear();
            self.plain_namespace.push_str(namespace);
        }
        Ok(())
    }

    pub(super) fn check_namespace(&self, namespace: &str) -> Result<(), EncodeError> {
        if matches!(namespace, XML_NAMESPACE | XMLNS_NAMESPACE) {
            let message = format!("`{namespace}` cannot be declared");
            return Err(self.error(EncodeErrorKind::Name, message));
        }
        Ok(())
    }

    /// Whether the declaration at `index` stands on the innermost tag.
    fn is_own(&self, index: usize) -> bool {
        self.is_open
            && self
                .stack
                .last()
                .is_some_and(|it| it.outer.is_before(index))
    }

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

    /// The customary prefix for `namespace`, else the first number behind those in scope that is not.
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
        let mut number = self.scope.numbered(&self.buffer) + 1;
        loop {
            let prefix = format!("n{number}");
            if is_free(&prefix) {
                return prefix;
            }
            number += 1;
        }
    }
}
