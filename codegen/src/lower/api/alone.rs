//! Types that no operation reaches: those of a contract that gets no client (one that speaks only HTTP GET and POST, CORBA,
//! or nothing that is known), and those that the settings ask for, as they come only by `xsi:type`.
//!
//! In: the schemas. Out: their named types and the types of their elements, queued as if operations reached them; and the
//! elements themselves, where a type is generated for them: documents begin with them.
//! What such a service exchanges is then at hand for a transport of one's own.

use crate::symbols::{Model, Space, is_builtin_schema};

use crate::ir::{Element, Root, RustType};
use crate::lower::ctx::Ctx;
use crate::lower::setting::{Nameable, Setting};
use crate::lower::shape::types;

use super::messages;

pub(crate) fn offer<'m>(ctx: &mut Ctx<'_, 'm>, model: &'m Model) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let schemas = (model.schemas.iter()).filter(|it| !is_builtin_schema(&it.target_namespace));
    for schema in schemas {
        for decl in &schema.types {
            if let Some(name) = &decl.name
                && ctx.declared.gate.passes(Space::Type, name)
            {
                types::named(ctx, name);
            }
        }
        for decl in &schema.elements {
            if !ctx.declared.gate.passes(Space::Element, &decl.name) {
                continue;
            }
            let (ty, entry) = messages::element(ctx, decl, None);
            if !decl.is_abstract {
                elements.push(Element { ty, entry });
            }
        }
    }
    elements
}

/// The generated types of `elements`, with those that have each.
pub(crate) fn roots(elements: &[Element]) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    for element in elements {
        // However often it is there, but not a list.
        let is_once = |ty: &RustType| {
            !matches!(
                ty,
                RustType::Vec(_) | RustType::List(_) | RustType::Secret(_)
            )
        };
        let Some(ty) = element.ty.named_within(is_once) else {
            continue;
        };
        let entry = element.entry.clone();
        match roots.iter_mut().find(|root| root.ty == ty) {
            Some(root) => root.entries.push(entry),
            None => roots.push(Root {
                ty,
                entries: vec![entry],
            }),
        }
    }
    roots
}

/// Queues the types that `types.also` names: `Local`, `{namespace}Local`, or `{namespace}*` for all of a namespace.
pub(crate) fn also<'m>(ctx: &mut Ctx<'_, 'm>, model: &'m Model) {
    let wanted = ctx.told.settings.types.also.clone();
    if wanted.is_empty() {
        return;
    }
    let types = (model.schemas.iter()).flat_map(|schema| &schema.types);
    for name in types.filter_map(|decl| decl.name.as_ref()) {
        ctx.told.offer(Nameable::Type, &name.local);
        let full = format!("{{{}}}{}", name.namespace, name.local);
        let all = format!("{{{}}}*", name.namespace);
        let is_it = |it: &&String| **it == name.local || **it == full || **it == all;
        let Some(setting) = wanted.iter().find(is_it) else {
            continue;
        };
        ctx.told.used(Setting::Also, setting);
        if ctx.declared.gate.passes(Space::Type, name) {
            types::named(ctx, name);
        }
    }
}
