//! Every reference by name in a model, in document order.

use std::collections::BTreeSet;

use super::decl::Decl;
use super::walk::{Part, Reference, walk};
use super::{Model, Space, is_builtin_type};
use crate::document::builtin::is_builtin;

/// All references of a model.
pub fn references(model: &Model) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    for decl in model.decls() {
        let mut open = vec![decl];
        while let Some(decl) = open.pop() {
            walk(decl, |part| match part {
                Part::Reference(_, reference) => found.push(reference),
                Part::Array(array) => found.push(Reference {
                    space: Space::Type,
                    name: &array.item,
                    span: array.span,
                }),
                Part::Inner(decl) => open.push(Decl::Type(decl)),
                Part::Decl(_) | Part::Particle(_) | Part::Attribute | Part::Simple(_) => {}
            });
        }
    }
    found.sort_by_key(|it| it.span);
    found
}

/// The built-in namespaces that anything in `model` refers to and no loaded schema declares, sorted.
pub fn needed_builtins(model: &Model) -> Vec<String> {
    let declared: BTreeSet<&str> = (model.schemas.iter())
        .map(|it| it.target_namespace.as_str())
        .collect();
    let needed: BTreeSet<&str> = references(model)
        .into_iter()
        .filter(|it| !(it.space == Space::Type && is_builtin_type(it.name)))
        .map(|it| it.name.namespace.as_str())
        .filter(|it| is_builtin(it) && !declared.contains(it))
        .collect();
    needed.into_iter().map(str::to_owned).collect()
}
