//! What shape a type has: from the declarations of a schema to structs, enums and the entries of their members.
//!
//! In: the queue. Out: the content of every type. No pass recurses from type to type: a type gets its id when it is
//! first met, and its content when its turn comes.

pub(super) mod arrays;
mod attributes;
mod choices;
mod content;
mod derivation;
mod enumerations;
pub(super) mod facets;
mod families;
mod groups;
pub(super) mod members;
mod particles;
pub(super) mod presence;
pub(super) mod secrets;
pub(super) mod stand_ins;
pub(super) mod structs;
pub(super) mod terms;
pub(super) mod types;
pub(super) mod values;

use super::ctx::Ctx;
use super::made::Work;

/// Gives every type its content, and those that this meets, until none is left.
pub(super) fn fill(ctx: &mut Ctx<'_, '_>) {
    while let Some((id, work)) = ctx.made.next_work() {
        if ctx.is_spent() {
            return;
        }
        match work {
            Work::Complex(complex, owner) => derivation::fill(ctx, id, complex, &owner),
            Work::Group(inner, owner) => particles::fill(ctx, id, inner, &owner),
            Work::Family(name) => families::fill(ctx, id, name),
            Work::Details(details) => families::fill_details(ctx, id, &details),
        }
    }
}
