//! Choices as enums: one variant for each alternative, one payload for each variant.
//!
//! In: `xs:choice`; XSD 1.0 §3.8. Out: its content, a [`DraftKind::Choice`](crate::lower::draft::DraftKind), and the member
//! that holds it. Choices in choices are flattened, alternatives of several elements become structs. An alternative that
//! may be empty makes the whole choice optional.

use crate::ir::{Builtin, EntryKind, RustType};
use crate::naming;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Component, Draft, Owner};
use crate::lower::occurs::Occurs;

use super::members::{self, Member};
use super::terms::{self, Unwrap};
use super::{content, groups, presence, stand_ins};

/// The member that holds the choice `particle`, which has two alternatives or more, or repeats.
pub(crate) fn member<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) -> Member {
    let key = owner.key(Component::Choice, particle.span);
    let id = match ctx.made.known(&key) {
        Some(id) => id,
        None => {
            let draft = Draft::inside(owner, "Choice".to_owned(), Vec::new(), particle.span);
            let id = ctx.made.open_as(key, draft);
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
            id
        }
    };
    let mut occurs = occurs;
    if inner
        .iter()
        .any(|it| content::emptiable(ctx.declared.symbols, it))
    {
        occurs.min = 0;
    }
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Choice(id), occurs);
    Member::unnamed(Claim::new(vec!["choice".to_owned()], 3), ty, entry)
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
                let member = member(ctx, &self.owner, particle, inner, once);
                self.push(member);
            }
            xsd::Term::Group(xsd::Compositor::Choice, inner) => {
                for it in inner {
                    self.alternative(ctx, it);
                }
            }
            xsd::Term::Group(_, inner) => match inner.as_slice() {
                [only] if !once.repeats() => self.alternative(ctx, only),
                inner => self.push(groups::member(ctx, &self.owner, particle, inner, once)),
            },
            xsd::Term::GroupRef(name) => {
                let Some(decl) = ctx.declared.group(name) else {
                    return;
                };
                if once.repeats() {
                    let inner = std::slice::from_ref(&decl.particle);
                    self.push(groups::member(ctx, &self.owner, particle, inner, once));
                } else {
                    self.alternative(ctx, &decl.particle);
                }
            }
        }
    }

    /// Takes a member in, its names turned into those of a variant.
    fn push(&mut self, mut member: Member) {
        let names = member
            .claim
            .names
            .iter()
            .map(|it| naming::upper_camel(it))
            .collect();
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
