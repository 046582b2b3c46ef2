//! The types of a contract that gets no client: one that speaks only HTTP GET and POST, CORBA, or nothing that is known.
//!
//! In: the schemas. Out: their named types and the types of their elements, queued as if operations reached them.
//! What such a service exchanges is then at hand for a transport of one's own.

use crate::symbols::{Model, Space, is_builtin_schema};

use crate::lower::ctx::Ctx;
use crate::lower::declared;
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
