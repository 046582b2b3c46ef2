//! Types that no operation reaches: those of a contract that gets no client (one that speaks only HTTP GET and POST, CORBA,
//! or nothing that is known), and those that the settings ask for, as they come only by `xsi:type`.
//!
//! In: the schemas. Out: their named types and the types of their elements, queued as if operations reached them.
//! What such a service exchanges is then at hand for a transport of one's own.

use crate::symbols::{Model, Space, is_builtin_schema};

use crate::lower::ctx::Ctx;
use crate::lower::declared;
use crate::lower::setting::{Nameable, Setting};
use crate::lower::shape::{structs, types};

pub(crate) fn offer<'m>(ctx: &mut Ctx<'_, 'm>, model: &'m Model) {
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
            if let Some(complex) = declared::in_place(&decl.ty)
                && ctx.declared.gate.passes(Space::Element, &decl.name)
            {
                structs::of_element(ctx, decl, complex, None);
            }
        }
    }
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
        ctx.told.used(Setting::Also(setting.clone()));
        if ctx.declared.gate.passes(Space::Type, name) {
            types::named(ctx, name);
        }
    }
}
