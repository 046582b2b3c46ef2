//! The built-in types of XML Schema; XSD 1.0 part 2 §3, and those that XSD 1.1 adds.

use crate::names::QName;
use crate::namespaces::XSD;

/// Each with what it is derived from, sorted.
const TYPES: &[(&str, &str)] = &[
    ("ENTITIES", "anySimpleType"),
    ("ENTITY", "NCName"),
    ("ID", "NCName"),
    ("IDREF", "NCName"),
    ("IDREFS", "anySimpleType"),
    ("NCName", "Name"),
    ("NMTOKEN", "token"),
    ("NMTOKENS", "anySimpleType"),
    ("NOTATION", "anySimpleType"),
    ("Name", "token"),
    ("QName", "anySimpleType"),
    ("anyAtomicType", "anySimpleType"),
    ("anySimpleType", "anyType"),
    ("anyType", ""),
    ("anyURI", "anySimpleType"),
    ("base64Binary", "anySimpleType"),
    ("boolean", "anySimpleType"),
    ("byte", "short"),
    ("date", "anySimpleType"),
    ("dateTime", "anySimpleType"),
    ("dateTimeStamp", "dateTime"),
    ("dayTimeDuration", "duration"),
    ("decimal", "anySimpleType"),
    ("double", "anySimpleType"),
    ("duration", "anySimpleType"),
    ("float", "anySimpleType"),
    ("gDay", "anySimpleType"),
    ("gMonth", "anySimpleType"),
    ("gMonthDay", "anySimpleType"),
    ("gYear", "anySimpleType"),
    ("gYearMonth", "anySimpleType"),
    ("hexBinary", "anySimpleType"),
    ("int", "long"),
    ("integer", "decimal"),
    ("language", "token"),
    ("long", "integer"),
    ("negativeInteger", "nonPositiveInteger"),
    ("nonNegativeInteger", "integer"),
    ("nonPositiveInteger", "integer"),
    ("normalizedString", "string"),
    ("positiveInteger", "nonNegativeInteger"),
    ("short", "int"),
    ("string", "anySimpleType"),
    ("time", "anySimpleType"),
    ("token", "normalizedString"),
    ("unsignedByte", "unsignedShort"),
    ("unsignedInt", "unsignedLong"),
    ("unsignedLong", "nonNegativeInteger"),
    ("unsignedShort", "unsignedInt"),
    ("yearMonthDuration", "duration"),
];

/// Whether `name` is a type that needs no declaration.
pub fn is_builtin_type(name: &QName) -> bool {
    name.namespace == XSD && is_builtin_name(&name.local)
}

/// Whether XML Schema has a type `local`, which SOAP encoding repeats.
pub(crate) fn is_builtin_name(local: &str) -> bool {
    builtin_type(local).is_some()
}

/// The name of the built-in type `local`, and what that is derived from.
pub(crate) fn builtin_type(local: &str) -> Option<(&'static str, Option<&'static str>)> {
    let index = TYPES.binary_search_by_key(&local, |it| it.0).ok()?;
    let (name, base) = TYPES[index];
    Some((name, Some(base).filter(|base| !base.is_empty())))
}

/// The local names of all built-in types, sorted.
pub(crate) fn builtin_types() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|it| it.0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted() {
        assert!(super::TYPES.is_sorted());
    }
}
