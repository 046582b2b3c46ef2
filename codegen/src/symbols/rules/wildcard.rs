//! Wildcards beside names and each other; XSD 1.0 §3.10.6.

use crate::xsd::model::{ProcessContents, Wildcard, WildcardNamespaces};

use WildcardNamespaces::{Any, OneOf, Other};

/// Whether a name in `namespace` is let in; XSD 1.0 §3.10.4.
pub(super) fn allows(wildcard: &Wildcard, namespace: &str) -> bool {
    match &wildcard.namespaces {
        Any => true,
        Other(target) => !namespace.is_empty() && namespace != target,
        OneOf(listed) => listed.iter().any(|it| it == namespace),
    }
}

/// Whether `narrow` lets in nothing that `wide` keeps out; XSD 1.0 §3.10.6, cos-ns-subset.
pub(super) fn is_subset(narrow: &Wildcard, wide: &Wildcard) -> bool {
    match (&narrow.namespaces, &wide.namespaces) {
        (_, Any) => true,
        (Any, _) => false,
        (Other(one), Other(other)) => one == other,
        (Other(_), OneOf(_)) => false,
        (OneOf(listed), _) => listed.iter().all(|it| allows(wide, it)),
    }
}

/// Whether some namespace is let in by both.
pub(super) fn overlap(one: &Wildcard, other: &Wildcard) -> bool {
    match (&one.namespaces, &other.namespaces) {
        (OneOf(listed), _) => listed.iter().any(|it| allows(other, it)),
        (_, OneOf(listed)) => listed.iter().any(|it| allows(one, it)),
        (Any | Other(_), Any | Other(_)) => true,
    }
}

/// Whether `narrow` looks at what it lets in as closely as `wide` does; XSD 1.0 errata, E1-15.
pub(super) fn is_as_strict(narrow: &Wildcard, wide: &Wildcard) -> bool {
    let strictness = |it: &Wildcard| match it.process {
        ProcessContents::Skip => 0,
        ProcessContents::Lax => 1,
        ProcessContents::Strict => 2,
    };
    strictness(narrow) >= strictness(wide)
}
