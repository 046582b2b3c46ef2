//! Nested sequences as structs of their own, named after their owner and first element.

use crate::ir::{Origin, Struct, TypeId, TypeKind};
use crate::naming;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Draft, DraftName, Owner};

use super::{members, particles, structs};

/// The struct of a nested sequence, named after its owner and first member.
pub(crate) fn group_struct<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    first: &str,
) -> TypeId {
    let name = DraftName::Inside {
        owner: owner.stem.clone(),
        suffix: format!("{}Group", naming::upper_camel(first)),
    };
    let open = || {
        Draft::open(
            name,
            Origin::Inside(String::new()),
            Vec::new(),
            Some(particle.span),
        )
    };
    let (id, new) = ctx.draft(structs::at(particle), open);
    if new {
        let mut members = Vec::new();
        let nested = Owner::draft(id, owner.wire.clone());
        for it in inner {
            particles::lower(ctx, &mut members, &nested, it);
        }
        let fields = members::fields(ctx, &owner.wire, members);
        ctx.drafts[id.0].kind = record(fields);
    }
    id
}

/// A struct of `fields`; whether it has a builder and a default is decided when all types are known.
pub(crate) fn record(fields: Vec<crate::ir::Field>) -> TypeKind {
    TypeKind::Struct(Struct {
        fields,
        builder: false,
        default: false,
        any_order: false,
    })
}
