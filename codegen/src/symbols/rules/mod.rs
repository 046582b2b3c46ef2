//! Whether the components of a model are those that XML Schema allows; XSD 1.0 part 1 §3 ("Constraints on ... Components"),
//! part 2 §4.3.
//!
//! In: a [`Model`] and its symbols. Out: notes: what is wrong can be read all the same, and nothing depends on them. What one
//! document shows by itself was checked there (`xsd/rules`).

pub(crate) mod attributes;
mod content;
mod defaults;
mod derivation;
mod equality;
mod facets;
mod gather;
pub(crate) mod literal;
pub(crate) mod particles;
mod restriction;
mod simple;
pub(crate) mod types;

use soap_runtime::value::pattern::Translated;

use super::{Model, SymbolTable};
use crate::diagnostic::Diagnostics;
use crate::xsd::model::TypeBody;

/// Notes what is wrong with the components of `model`.
pub(super) fn check_components(
    model: &Model,
    table: &SymbolTable<'_>,
    diagnostics: &mut Diagnostics,
) {
    // What has no end is an error by itself, and no rule could be followed through it.
    if !table.endless.is_empty() {
        return;
    }
    let found = gather::gather(model);
    let (patterns, steps) = (Translated::new(), types::Steps::default());
    let types = types::Types {
        table,
        patterns: &patterns,
        scope: &steps,
    };
    for decl in &found.types {
        if let TypeBody::Simple(simple) = &decl.body {
            simple::check(types, simple, diagnostics);
        }
        facets::check(types, decl, diagnostics);
        if let TypeBody::Complex(complex) = &decl.body {
            // What extends a type has its content too: seen there, a chain of extensions is looked through once.
            let content = match types.is_extended(decl) {
                true => None,
                false => particles::content(types, types::Ty::Decl(decl)),
            };
            attributes::check(types, complex, diagnostics);
            derivation::check(types, (decl, complex), diagnostics);
            content::check(types, complex, content.as_ref(), diagnostics);
            restriction::check(types, (decl, complex), diagnostics);
        }
    }
    for decl in &found.elements {
        defaults::check_element(types, decl, diagnostics);
        derivation::check_substitution(types, decl, diagnostics);
    }
    for decl in &found.attributes {
        defaults::check_attribute(types, decl, diagnostics);
    }
}
