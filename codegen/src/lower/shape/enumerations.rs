//! Enumerations: the literals of a simple type as variants.
//!
//! In: enumeration facets and the settings' prefixes. Out: variants in schema order, no two with one name.

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{Builtin, Enumeration, EnumerationBase, Variant, WhiteSpace};
use crate::naming;
use crate::naming::scope::{self, Claim};
use crate::xsd::model as xsd;

use crate::lower::docs;
use crate::lower::scalar::{Simple, Variety};
use crate::lower::setting::{Nameable, Setting};
use crate::lower::told::Told;

/// What the literals of `simple` are values of; XSD 1.0 part 2 §4.2.1, §4.3.6.
pub(crate) fn base(simple: &Simple<'_>) -> EnumerationBase {
    match (&simple.variety, simple.facets.white_space) {
        (Variety::Atomic(Builtin::String), Some(mode)) => EnumerationBase::Spaced(mode),
        // Octets and names are compared by their texts, as nobody writes them otherwise.
        (Variety::Atomic(Builtin::String | Builtin::QName | Builtin::Attachment), _) => {
            EnumerationBase::Text
        }
        (Variety::Atomic(builtin), _) => EnumerationBase::Values(*builtin),
        (Variety::BuiltinList(_) | Variety::List(..), _) => {
            EnumerationBase::Spaced(WhiteSpace::Collapse)
        }
        (Variety::Union(..), _) => EnumerationBase::Text,
    }
}

/// The enumeration of `literals`; `wire` is the type's name in settings and messages.
pub(crate) fn lower(
    told: &mut Told<'_>,
    literals: &[&xsd::Facet],
    wire: &str,
    base: EnumerationBase,
) -> Enumeration {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut literals: Vec<&xsd::Facet> = literals.to_vec();
    literals.retain(|literal| seen.insert(&literal.value));
    let texts: Vec<&str> = literals.iter().map(|it| it.value.as_str()).collect();
    let strips = told.settings.naming.strip_enum_prefixes;
    let shared = strips.then(|| naming::shared_prefix(&texts));
    let shared = shared.unwrap_or_default();
    if !shared.is_empty() {
        told.used(Setting::StripEnumPrefixes, "");
    }
    let mut claims: Vec<Claim> = Vec::new();
    for text in &texts {
        let names = names(told, wire, text, shared);
        claims.push(names);
    }
    let allocation = scope::allocate(&claims, &BTreeSet::new(), "");
    for (name, holders) in &allocation.met {
        let met = scope::shown(holders, &texts);
        let span = holders.last().map(|it| literals[*it].span);
        let message = format!("in enumeration `{wire}`, {met} would all be `{name}`");
        (told.diagnostics).note(Code::NameCollision, span, message);
    }
    let other_ident = free_other(&allocation.idents);
    let variants = allocation
        .idents
        .into_iter()
        .zip(&literals)
        .map(|(ident, it)| Variant {
            ident,
            literal: it.value.clone(),
            docs: docs::lines(it.docs.as_deref()),
        })
        .collect();
    Enumeration {
        variants,
        other_ident: Some(other_ident),
        base,
    }
}

/// `enumeration`, closed where the settings say so of its type `wire`: a value that it does not list cannot be read then.
pub(crate) fn closed(told: &mut Told<'_>, wire: &str, mut enumeration: Enumeration) -> Enumeration {
    let closed = &told.settings.types.closed;
    if closed.is_empty() || enumeration.variants.is_empty() {
        return enumeration;
    }
    told.offer(Nameable::Enumeration, wire);
    if told.is_listed(&Setting::Closed, closed, wire) {
        enumeration.other_ident = None;
    }
    enumeration
}

/// A name for what is not listed that is not among `idents`.
pub(crate) fn free_other(idents: &[String]) -> String {
    let wished = ["Other", "Unlisted", "Unrecognized"].map(str::to_owned);
    let free = wished.into_iter().find(|it| !idents.contains(it));
    free.unwrap_or_else(|| scope::numbered("Other", "", &idents.iter().cloned().collect()))
}

fn names(told: &mut Told<'_>, wire: &str, text: &str, shared: &str) -> Claim {
    if let Some(it) = told.renamed(&format!("{wire}.{text}")) {
        return Claim::new(vec![it], 0);
    }
    let mut prefix = shared;
    for it in &told.settings.naming.enum_prefixes {
        if text.starts_with(it.as_str()) {
            told.used(Setting::EnumPrefix, it);
            if it.len() > prefix.len() {
                prefix = it;
            }
        }
    }
    let rest = text.strip_prefix(prefix).unwrap_or(text);
    let usable = rest.starts_with(char::is_alphabetic);
    let mut names = Vec::new();
    if !prefix.is_empty() && usable {
        names.push(naming::variant(rest));
    }
    names.extend([
        naming::variant(text),
        naming::upper_camel_apart(text),
        naming::variant_spelled(text),
    ]);
    names.dedup();
    Claim::new(names, 1)
}
