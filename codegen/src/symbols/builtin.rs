//! The built-in types of XML Schema; XSD 1.0 part 2 §3, and those that XSD 1.1 adds.

use crate::names::QName;
use crate::namespaces::XSD;

const TYPES: &[&str] = &[
    "ENTITIES",
    "ENTITY",
    "ID",
    "IDREF",
    "IDREFS",
    "NCName",
    "NMTOKEN",
    "NMTOKENS",
    "NOTATION",
    "Name",
    "QName",
    "anyAtomicType",
    "anySimpleType",
    "anyType",
    "anyURI",
    "base64Binary",
    "boolean",
    "byte",
    "date",
    "dateTime",
    "dateTimeStamp",
    "dayTimeDuration",
    "decimal",
    "double",
    "duration",
    "float",
    "gDay",
    "gMonth",
    "gMonthDay",
    "gYear",
    "gYearMonth",
    "hexBinary",
    "int",
    "integer",
    "language",
    "long",
    "negativeInteger",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "normalizedString",
    "positiveInteger",
    "short",
    "string",
    "time",
    "token",
    "unsignedByte",
    "unsignedInt",
    "unsignedLong",
    "unsignedShort",
    "yearMonthDuration",
];

/// Whether `name` is a type that needs no declaration.
pub fn is_builtin_type(name: &QName) -> bool {
    name.namespace == XSD && is_builtin_name(&name.local)
}

/// Whether XML Schema has a type `local`, which SOAP encoding repeats.
pub(crate) fn is_builtin_name(local: &str) -> bool {
    TYPES.binary_search(&local).is_ok()
}

/// The local names of all built-in types, sorted.
pub(crate) fn builtin_types() -> &'static [&'static str] {
    TYPES
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted() {
        assert!(super::TYPES.is_sorted());
    }
}
