//! Nested sequences as structs of their own, named after their owner and first element.
//!
//! In: a sequence that cannot be inlined. Out: the member that holds it; its content is queued.

use crate::ir::EntryKind;
use crate::naming;
use crate::naming::scope::Claim;
use crate::source::span::Span;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Component, Draft, Owner, Typed};
use crate::lower::made::Work;
use crate::lower::occurs::Occurs;

use super::members::Member;
use super::{content, presence};

/// The member that holds the struct of `inner`, which stands at `span`.
pub(crate) fn member<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    span: Span,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) -> Member {
    let first = content::first_name(ctx.declared.symbols, inner);
    let (id, is_new) = (ctx.made).open_once(owner.key(Component::Sequence, span), || {
        let suffix = format!("{}Group", naming::upper_camel(&first));
        Draft::inside(owner, suffix, Vec::new(), span)
    });
    if is_new {
        ctx.made.queue(id, Work::Group(inner, owner.nested(id)));
    }
    let claim = Claim::new(vec![naming::snake(&format!("{first} group"))], 3);
    let value = presence::plain(Typed::named(id), EntryKind::Group(id), occurs);
    Member::new(claim, "", value)
}
