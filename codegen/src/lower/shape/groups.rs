//! Nested sequences as structs of their own, named after their owner and first element.
//!
//! In: a sequence that cannot be inlined. Out: the member that holds it; its content is queued.

use crate::ir::{EntryKind, RustType};
use crate::naming;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Component, Draft, Owner};
use crate::lower::made::Work;
use crate::lower::occurs::Occurs;

use super::members::Member;
use super::{content, presence};

/// The member that holds the struct of `inner`.
pub(crate) fn member<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) -> Member {
    let first = content::first_name(ctx.declared.symbols, inner);
    let key = owner.key(Component::Sequence, particle.span);
    let id = match ctx.made.known(&key) {
        Some(id) => id,
        None => {
            let suffix = format!("{}Group", naming::upper_camel(&first));
            let draft = Draft::inside(owner, suffix, Vec::new(), particle.span);
            let id = ctx.made.open_as(key, draft);
            ctx.made.queue(id, Work::Group(inner, owner.nested(id)));
            id
        }
    };
    let claim = Claim::new(vec![naming::snake(&format!("{first} group"))], 3);
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Group(id), occurs);
    Member::unnamed(claim, ty, entry)
}
