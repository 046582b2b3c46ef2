//! Choices as enums: one variant for each alternative, one payload for each variant.
//!
//! In: `xs:choice`; XSD 1.0 §3.8. Out: its content, a [`DraftKind::Choice`](crate::lower::draft::DraftKind), and the member
//! that holds it. Choices in choices are flattened, alternatives of several elements become structs. An alternative that
//! may be empty makes the whole choice optional.

use crate::ir::{Builtin, EntryKind, RustType};
use crate::naming;
use crate::naming::scope::Claim;
use crate::source::span::Span;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Component, Draft, Owner, Typed};
use crate::lower::occurs::Occurs;

use super::members::{self, Member};
use super::terms::{self, Unwrap};
use super::{content, groups, presence, stand_ins};

/// The member that holds the choice at `span`, which has two alternatives or more, or repeats.
pub(crate) fn member<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    span: Span,
    inner: &'m [xsd::Particle],
    mut occurs: Occurs,
) -> Member {
    let symbols = ctx.declared.symbols;
    let key = owner.key(Component::Choice, span);
    let draft = || Draft::inside(owner, "Choice".to_owned(), Vec::new(), span);
    let (id, is_new) = ctx.made.open_once(key, draft);
    if is_new {
        let mut walk = Walk {
            owner: owner.nested(id),
            repeats: occurs.repeats(),
            found: Vec::new(),
        };
        for particle in inner {
            walk.alternative(ctx, particle);
        }
        let kind = members::choice(ctx, &owner.wire, walk.found);
        ctx.made.close(id, kind);
    }
    if inner
        .iter()
        .any(|particle| content::emptiable(symbols, particle))
    {
        occurs.min = 0;
    }
    let value = presence::plain(Typed::named(id), EntryKind::Choice(id), occurs);
    Member::new(Claim::new(vec!["choice".to_owned()], 3), "", value)
}

struct Walk {
    owner: Owner,
    /// Whether the choice itself repeats, so that alternatives need not.
    repeats: bool,
    found: Vec<Member>,
}

impl Walk {
    fn alternative<'m>(&mut self, ctx: &mut Ctx<'_, 'm>, particle: &'m xsd::Particle) {
        let occurs = Occurs::of(particle);
        if content::is_void(ctx.declared.symbols, particle) {
            return;
        }
        // An alternative is there or it is not the one; how often it may be absent is the choice's matter.
        let once = match self.repeats {
            true => Occurs::ONCE,
            false => Occurs {
                min: occurs.min.max(1),
                max: occurs.max,
            },
        };
        match &particle.term {
            xsd::Term::Element(decl) => {
                let member = terms::element(ctx, &self.owner, decl, once, Unwrap::Forbidden);
                self.push(member);
            }
            xsd::Term::ElementRef(name) => {
                let heads = ctx.declared.element(name);
                let members = heads
                    .map(|it| stand_ins::substitution_members(ctx, it))
                    .unwrap_or_default();
                if !ctx.spend(members.len()) {
                    return;
                }
                if members.len() < 2 || once.repeats() {
                    let member = terms::reference(ctx, &self.owner, name, once, Unwrap::Forbidden);
                    self.push(required(member));
                } else {
                    for it in members.iter().copied() {
                        let member = terms::element(ctx, &self.owner, it, once, Unwrap::Forbidden);
                        self.push(member);
                    }
                }
            }
            xsd::Term::Any(wildcard) => {
                let member = terms::any(ctx, wildcard, once);
                self.push(required(member));
            }
            xsd::Term::Group(xsd::Compositor::Choice, inner) if once.repeats() => {
                let member = member(ctx, &self.owner, particle.span, inner, once);
                self.push(member);
            }
            xsd::Term::Group(xsd::Compositor::Choice, inner) => {
                for it in inner {
                    self.alternative(ctx, it);
                }
            }
            xsd::Term::Group(_, inner) => match inner.as_slice() {
                [only] if !once.repeats() => self.alternative(ctx, only),
                inner => {
                    self.push(groups::member(ctx, &self.owner, particle.span, inner, once));
                }
            },
            xsd::Term::GroupRef(name) => {
                let Some(decl) = ctx.declared.group(name) else {
                    return;
                };
                if once.repeats() {
                    let inner = std::slice::from_ref(&decl.particle);
                    self.push(groups::member(ctx, &self.owner, particle.span, inner, once));
                } else {
                    self.alternative(ctx, &decl.particle);
                }
            }
        }
    }

    /// Takes a member in, its names turned into those of a variant.
    fn push(&mut self, mut member: Member) {
        let names = member.claim.names.iter();
        let names = names.map(|name| naming::upper_camel(name)).collect();
        member.claim = Claim::new(names, member.claim.rank);
        self.found.push(member);
    }
}

/// A wildcard is optional by itself; as an alternative it is there.
fn required(mut member: Member) -> Member {
    let any = RustType::Builtin(Builtin::AnyElement);
    if member.ty == RustType::Option(Box::new(any.clone())) {
        member.ty = any;
    }
    member
}
