//! Wildcards: which names they let in, beside names and each other; XSD 1.0 §3.10, XSD 1.1 §3.10.

use std::collections::BTreeSet;

use crate::names::QName;
use crate::source::span::Span;
use crate::words::words;

use WildcardNamespaces::{Any, Not, OneOf, Other};

/// A wildcard; XSD 1.0 §3.10.
#[derive(Clone, Debug)]
pub struct Wildcard {
    /// The namespaces it lets in.
    pub namespaces: WildcardNamespaces,
    /// Names that it does not let in, by `notQName`.
    pub except: Vec<QName>,
    /// Whether names are not let in that the schemas declare: `##defined`.
    pub except_defined: bool,
    /// Whether names are not let in that the type declares itself: `##definedSibling`; they are in `except`.
    pub except_siblings: bool,
    /// How what it matches is validated.
    pub process: ProcessContents,
    /// The wildcard element.
    pub span: Span,
}

/// The namespaces of a wildcard, with `##targetNamespace` and `##local` resolved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum WildcardNamespaces {
    /// `##any`.
    Any,
    /// `##other`, with the target namespace that it excludes.
    Other(String),
    /// A list; the empty string is no namespace.
    OneOf(Vec<String>),
    /// All but a list, by `notNamespace`; XSD 1.1 §3.10.2.2.
    Not(Vec<String>),
}

words! {
    /// `processContents`, the strictest first.
    pub enum ProcessContents {
        /// Must be valid.
        Strict = "strict",
        /// Valid where declared.
        Lax = "lax",
        /// Only well-formed.
        Skip = "skip",
    }
}

impl WildcardNamespaces {
    /// Whether names of `namespace` are let in; XSD 1.0 §3.10.4.
    pub fn lets_in(&self, namespace: &str) -> bool {
        match self {
            Any => true,
            Other(target) => !namespace.is_empty() && namespace != target,
            OneOf(listed) => listed.iter().any(|it| it == namespace),
            Not(listed) => listed.iter().all(|it| it != namespace),
        }
    }

    /// What is listed, and whether it is what is kept out.
    fn set(&self) -> (bool, BTreeSet<&str>) {
        match self {
            Any => (true, BTreeSet::new()),
            // `##other` has neither the one namespace nor none.
            Other(target) => (true, BTreeSet::from(["", target])),
            OneOf(listed) => (false, listed.iter().map(String::as_str).collect()),
            Not(listed) => (true, listed.iter().map(String::as_str).collect()),
        }
    }

    fn all_but(listed: BTreeSet<&str>) -> Self {
        let mut listed: Vec<String> = listed.into_iter().map(str::to_owned).collect();
        match listed.as_mut_slice() {
            [] => Any,
            [none, target] if none.is_empty() => Other(std::mem::take(target)),
            _ => Not(listed),
        }
    }
}

impl Wildcard {
    /// Whether an element or attribute called `name` is let in, as far as names say it alone.
    pub fn lets_in(&self, name: &QName) -> bool {
        self.namespaces.lets_in(&name.namespace) && !self.except.contains(name)
    }

    /// The wildcard that lets in what one of both does; XSD 1.1 §3.10.6.3, attribute wildcard union.
    #[must_use]
    pub fn union(self, other: &Self) -> Self {
        let namespaces = match (self.namespaces.set(), other.namespaces.set()) {
            ((true, one), (true, other)) => {
                WildcardNamespaces::all_but(one.intersection(&other).copied().collect())
            }
            ((false, list), (true, not)) | ((true, not), (false, list)) => {
                WildcardNamespaces::all_but(not.difference(&list).copied().collect())
            }
            ((false, one), (false, other)) => {
                OneOf(one.union(&other).map(|&it| it.to_owned()).collect())
            }
        };
        let kept_out = |of: &Self, other: &Self| {
            let names = of.except.iter().filter(|name| !other.lets_in(name));
            names.cloned().collect::<Vec<QName>>()
        };
        let mut except = kept_out(&self, other);
        except.extend(kept_out(other, &self));
        except.sort();
        except.dedup();
        Self {
            namespaces,
            except,
            except_defined: self.except_defined && other.except_defined,
            ..self
        }
    }

    /// Whether it lets in nothing that `wide` keeps out; XSD 1.0 §3.10.6, cos-ns-subset.
    pub fn is_subset(&self, wide: &Self) -> bool {
        let is_subset = match (self.namespaces.set(), wide.namespaces.set()) {
            ((true, narrow), (true, wide)) => wide.is_subset(&narrow),
            ((true, _), (false, _)) => false,
            ((false, listed), _) => listed.iter().all(|it| wide.namespaces.lets_in(it)),
        };
        is_subset && !wide.except.iter().any(|name| self.lets_in(name))
    }

    /// Whether some namespace is let in by both.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (&self.namespaces, &other.namespaces) {
            (OneOf(listed), wide) | (wide, OneOf(listed)) => {
                listed.iter().any(|it| wide.lets_in(it))
            }
            (Any | Other(_) | Not(_), Any | Other(_) | Not(_)) => true,
        }
    }

    /// Whether it looks at what it lets in as closely as `wide` does; XSD 1.0 errata, E1-15.
    pub fn is_as_strict(&self, wide: &Self) -> bool {
        self.process <= wide.process
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::span::FileId;

    const SPAN: Span = Span::at(FileId(0), 0);

    fn wildcard(namespaces: WildcardNamespaces, except: &[&str]) -> Wildcard {
        Wildcard {
            namespaces,
            except: except.iter().map(|local| QName::new("t", *local)).collect(),
            except_defined: false,
            except_siblings: false,
            process: ProcessContents::Lax,
            span: SPAN,
        }
    }

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn the_wildcards_of_base_and_extension_are_one() {
        let one_of = |names: &[&str]| OneOf(list(names));
        let not = |names: &[&str]| Not(list(names));
        let other = |not: &str| Other(not.to_owned());
        for (base, own, both) in [
            (Any, one_of(&["a"]), Any),
            (
                one_of(&["b"]),
                one_of(&["a", "b", ""]),
                one_of(&["", "a", "b"]),
            ),
            (other("t"), other("t"), other("t")),
            (other("t"), other("u"), not(&[""])),
            (other("t"), one_of(&["a"]), other("t")),
            (one_of(&["t"]), other("t"), not(&[""])),
            (other("t"), one_of(&[""]), not(&["t"])),
            (not(&["a", "b"]), not(&["b", "c"]), not(&["b"])),
            (not(&["a"]), one_of(&["a"]), Any),
        ] {
            let union = wildcard(base, &[]).union(&wildcard(own, &[]));
            assert_eq!(union.namespaces, both);
        }
        let union = wildcard(Any, &["x", "y"]).union(&wildcard(one_of(&["t"]), &["y"]));
        assert_eq!(union.except, [QName::new("t", "y")]);
    }

    #[test]
    fn a_part_keeps_out_what_the_whole_keeps_out() {
        let is_subset = |narrow: (WildcardNamespaces, &[&str]),
                         wide: (WildcardNamespaces, &[&str])| {
            wildcard(narrow.0, narrow.1).is_subset(&wildcard(wide.0, wide.1))
        };
        assert!(is_subset(
            (Not(list(&["a", "b"])), &[]),
            (Not(list(&["a"])), &[])
        ));
        assert!(!is_subset((Any, &[]), (Not(list(&["a"])), &[])));
        assert!(is_subset((OneOf(list(&["t"])), &["x"]), (Any, &["x"])));
        assert!(!is_subset((OneOf(list(&["t"])), &[]), (Any, &["x"])));
    }
}
