//! Types that no message names while something takes values of any type: they may come by `xsi:type`, and are generated
//! only where the settings ask for them.
//!
//! In: the IR and the model. Out: one advice, or none.

use std::collections::BTreeSet;

use crate::ir::{Api, Builtin, Origin, RustType};
use crate::names::QName;
use crate::symbols::{Model, is_builtin_schema};

/// How many types are named one by one; of more, their namespaces are.
const MAX_NAMED: usize = 5;

/// What to put into the settings, where values of types that are not generated may come.
pub(super) fn advice(api: &Api, model: &Model) -> Option<String> {
    let open = api.types.iter().find_map(|item| {
        let mut fields = item.kind.as_struct()?.fields.iter();
        let field =
            fields.find(|field| *field.ty.innermost() == RustType::Builtin(Builtin::AnyType))?;
        Some(format!("`{}.{}`", item.ident, field.ident))
    })?;
    let made: BTreeSet<&QName> = (api.types.iter())
        .filter_map(|item| match &item.origin {
            Origin::Type(name) => Some(name),
            _ => None,
        })
        .collect();
    let declared = (model.schemas.iter())
        .filter(|schema| !is_builtin_schema(&schema.target_namespace))
        .flat_map(|schema| &schema.types);
    let left: Vec<&QName> = declared
        .filter(|decl| decl.complex().is_some_and(|complex| !complex.is_abstract))
        .filter_map(|decl| decl.name.as_ref())
        .filter(|name| !made.contains(name))
        .collect();
    if left.is_empty() {
        return None;
    }
    let names: BTreeSet<String> = match left.len() <= MAX_NAMED {
        true => left
            .iter()
            .map(|name| format!("\"{}\"", name.local))
            .collect(),
        false => left
            .iter()
            .map(|name| format!("\"{{{}}}*\"", name.namespace))
            .collect(),
    };
    let names: Vec<String> = names.into_iter().collect();
    let what = match left.len() {
        1 => "one declared type that no message names".to_owned(),
        n => format!("{n} declared types that no message names"),
    };
    Some(format!(
        "{open} takes a value of any type, and {what} may come in it; to read them as types of their own, put `types.also = [{}]` into service.toml",
        names.join(", ")
    ))
}
