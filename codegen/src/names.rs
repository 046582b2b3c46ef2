//! Expanded names: namespace URI and local name. Prefixes never leave `xml.rs`.

use std::fmt;

use soap_runtime::value::pattern::Translated;

/// An expanded name; Namespaces in XML 1.0 §2.1.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct QName {
    /// The namespace name; empty for no namespace.
    pub namespace: String,
    /// The local name.
    pub local: String,
}

impl QName {
    /// The name `local` in `namespace`.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            f.write_str(&self.local)
        } else {
            write!(f, "{{{}}}{}", self.namespace, self.local)
        }
    }
}

/// The pattern of names without prefix; Namespaces in XML 1.0 §3.
pub(crate) const NC_NAME: &str = r"[\i-[:]][\c-[:]]*";

/// The pattern of names that may have a prefix; Namespaces in XML 1.0 §4.
pub(crate) const QNAME: &str = r"([\i-[:]][\c-[:]]*:)?[\i-[:]][\c-[:]]*";

/// The pattern of the names below.
static NAMES: Translated = Translated::new();

/// Whether `text` is a name that a document can hold, without prefix; Namespaces in XML 1.0 §3, `NCName`.
pub fn is_ncname(text: &str) -> bool {
    NAMES.is_match(NC_NAME, text)
}
