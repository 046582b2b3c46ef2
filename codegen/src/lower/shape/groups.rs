//! Nested sequences as structs of their own, named after their owner and first element.
//!
//! In: a sequence that cannot be inlined. Out: the member that holds it; its content is queued.

use crate::ir::{EntryKind, Origin, RustType};
use crate::naming;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::{Ctx, Work};
use crate::lower::draft::{Draft, DraftName, Owner};
use crate::lower::occurs::Occurs;

use super::members::Member;
use super::{content, presence, structs};

/// The member that holds the struct of `inner`.
pub(crate) fn member<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) -> Member {
    let first = content::first_name(ctx, inner);
    let name = DraftName::Inside {
        owner: owner.stem.clone(),
        suffix: format!("{}Group", naming::upper_camel(&first)),
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
        let nested = Owner::draft(id, owner.wire.clone());
        ctx.queue.push_back(Work::Group(id, inner, nested));
    }
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Group(id), occurs);
    Member {
        claim: Claim::new(vec![naming::snake(&format!("{first} group"))], 3),
        wire: String::new(),
        docs: Vec::new(),
        ty,
        entry,
    }
}
