//! The types of a contract that gets no client: one that speaks only HTTP GET and POST, CORBA, or nothing that is known.
//!
//! In: the schemas. Out: their named types and the types of their elements, queued as if operations reached them.
//! What such a service exchanges is then at hand for a transport of one's own.

use crate::symbols::{Model, Space, is_builtin_schema};
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::shape::{stand_ins, types};

pub(crate) fn offer<'m>(ctx: &mut Ctx<'_, 'm>, model: &'m Model) {
    let schemas = (model.schemas.iter()).filter(|it| !is_builtin_schema(&it.target_namespace));
    for schema in schemas {
        for decl in &schema.types {
            if let Some(name) = &decl.name
                && ctx.gate.passes(Space::Type, name)
            {
                types::named(ctx, name);
            }
        }
        for decl in &schema.elements {
            if let xsd::TypeRef::Anonymous(inner) = &decl.ty
                && matches!(inner.body, xsd::TypeBody::Complex(_))
                && ctx.gate.passes(Space::Element, &decl.name)
            {
                stand_ins::element_struct(ctx, decl, inner, None);
            }
        }
    }
}
