//! The types of attributes in the schema for schemas, as patterns over their collapsed values.

use soap_runtime::value::pattern::Translated;

use crate::names::{NC_NAME, QNAME};

/// Name and pattern. An attribute has the type of its own name, unless its row names another.
const TYPES: &[(&str, &str)] = &[
    ("abstract", BOOLEAN),
    ("attributeFormDefault", FORM),
    ("base", QNAME),
    ("bit", "[01]"),
    ("block", BLOCK),
    ("blockDefault", BLOCK),
    ("boolean", BOOLEAN),
    (
        "derivations",
        r"#all|((extension|restriction)( (extension|restriction))*)?",
    ),
    ("elementFormDefault", FORM),
    (
        "final",
        r"#all|((list|union|restriction)( (list|union|restriction))*)?",
    ),
    (
        "finalDefault",
        r"#all|((extension|list|union|restriction)( (extension|list|union|restriction))*)?",
    ),
    ("form", FORM),
    ("id", NC_NAME),
    ("itemType", QNAME),
    ("maxOccurs", OCCURS),
    (
        "memberTypes",
        r"(([\i-[:]][\c-[:]]*:)?[\i-[:]][\c-[:]]*( ([\i-[:]][\c-[:]]*:)?[\i-[:]][\c-[:]]*)*)?",
    ),
    ("minOccurs", NUMBER),
    ("mixed", BOOLEAN),
    ("name", NC_NAME),
    (
        "namespace",
        r"##any|##other|((##targetNamespace|##local|#?[^#\s]\S*)( (##targetNamespace|##local|#?[^#\s]\S*))*)?",
    ),
    ("nillable", BOOLEAN),
    ("number", NUMBER),
    ("one", r"1"),
    ("positive", r"\+?0*[1-9]\d*"),
    ("processContents", "strict|lax|skip"),
    ("ref", QNAME),
    ("refer", QNAME),
    ("substitutionGroup", QNAME),
    ("targetNamespace", ".+"),
    ("type", QNAME),
    ("use", "optional|prohibited|required"),
    ("white", "preserve|replace|collapse"),
];

const BLOCK: &str =
    r"#all|((extension|restriction|substitution)( (extension|restriction|substitution))*)?";
const BOOLEAN: &str = "true|false|1|0";
const FORM: &str = "qualified|unqualified";
const NUMBER: &str = r"\+?\d+|-0+";
const OCCURS: &str = r"unbounded|\+?\d+|-0+";

/// The patterns of the tables here, of which there is a bounded number.
static PATTERNS: Translated = Translated::new();

/// Whether all of `text` matches `pattern`, which is one of a table.
pub(super) fn is_match(pattern: &'static str, text: &str) -> bool {
    is_plainly(pattern, text) || PATTERNS.is_match(pattern, text)
}

/// Whether `text` is one of the short values that nearly all attributes have: it is quicker to look at them than to ask.
fn is_plainly(pattern: &str, text: &str) -> bool {
    let is_name = |text: &str| {
        let mut bytes = text.bytes();
        text.starts_with(|it: char| it.is_ascii_alphabetic())
            && bytes.all(|it| it.is_ascii_alphanumeric() || b"_-.".contains(&it))
    };
    match pattern {
        NC_NAME => is_name(text),
        QNAME => {
            let parts = text.split_once(':');
            is_name(text) || parts.is_some_and(|it| is_name(it.0) && is_name(it.1))
        }
        BOOLEAN | FORM => pattern.split('|').any(|it| it == text),
        NUMBER | OCCURS => matches!(text, "0" | "1"),
        _ => false,
    }
}

/// The pattern of the type `name`; `None` where any text will do.
pub(super) fn pattern(name: &str) -> Option<&'static str> {
    let found = TYPES.binary_search_by(|it| it.0.cmp(name)).ok()?;
    Some(TYPES[found].1)
}

#[cfg(test)]
mod tests {
    use super::TYPES;

    #[test]
    fn the_table_is_sorted_and_its_patterns_compile() {
        assert!(TYPES.is_sorted_by_key(|it| it.0));
        for (name, pattern) in TYPES {
            assert_eq!(
                soap_runtime::value::pattern::check_syntax(pattern),
                Ok(()),
                "{name}"
            );
        }
    }
}
