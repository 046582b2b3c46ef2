//! [`QName`]: `xs:QName`, an expanded name; XSD 1.0 part 2 §3.2.18.

use std::cmp::Ordering;
use std::fmt;

use super::facets::WhiteSpace;
use super::scalar::{LexicalError, Scalar};
use super::scope::{NoScope, Prefixes, Scope};
use crate::xml::is_name;

/// A namespace name and a local name. Prefixes exist only in the text.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct QName {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The local name.
    pub local: String,
}

impl QName {
    /// The name `local` in `namespace`, which is empty for none.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }
}

/// `{namespace}local`, or `local` alone.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            return f.write_str(&self.local);
        }
        write!(f, "{{{}}}{}", self.namespace, self.local)
    }
}

impl Scalar for QName {
    const XSD: &'static str = "xs:QName";
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
        let (prefix, local) = match text.split_once(':') {
            Some((prefix, local)) if is_name(prefix) => (prefix, local),
            Some(_) => return Err(LexicalError::new(Self::XSD)),
            None => ("", text),
        };
        if !is_name(local) {
            return Err(LexicalError::new(Self::XSD));
        }
        // Namespaces in XML 1.0 §3: `xml` is bound without a declaration.
        let resolved = scope.resolve(prefix).or_else(|| NoScope.resolve(prefix));
        match resolved {
            Some(namespace) => Ok(Self::new(namespace, local)),
            None if prefix.is_empty() => Ok(Self::new("", local)),
            None => Err(LexicalError::because(Self::XSD, "prefix not declared")),
        }
    }

    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
        if !self.namespace.is_empty() {
            let prefix = prefixes.prefix_for(&self.namespace);
            if !prefix.is_empty() {
                out.push_str(&prefix);
                out.push(':');
            }
        }
        out.push_str(&self.local);
    }

    /// Equal to its expanded name, and in no order with another.
    fn compare(&self, bound: &str) -> Option<Ordering> {
        (self.to_string() == bound).then_some(Ordering::Equal)
    }

    fn blank() -> Self {
        Self::default()
    }
}
