//! Expanded names: namespace URI and local name. Prefixes never leave `xml.rs`.

use soap_runtime::value::pattern::Translated;

/// An expanded name; Namespaces in XML 1.0 §2.1. It is shown as `{namespace}local`, or `local` alone.
pub use soap_runtime::value::QName;

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
