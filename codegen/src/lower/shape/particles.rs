//! Content models as fields: sequences are inlined, nested ones that repeat become structs.
//!
//! In: particles; XSD 1.0 §3.8, §3.9. Out: [`Member`]s in wire order. Choices are `choices.rs`.
//! Nesting is bounded by the gate, so walking it may recurse.

use crate::ir::{EntryKind, RustType};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::Owner;
use crate::lower::occurs::Occurs;

use super::members::Member;
use super::terms::{self, Unwrap};
use super::{choices, content, groups, presence};

/// Adds what `particle` holds to `out`.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
) {
    let occurs = Occurs::of(particle);
    if occurs.never() {
        return;
    }
    match &particle.term {
        xsd::Term::Element(decl) => {
            out.push(terms::element(ctx, owner, decl, occurs, Unwrap::Allowed))
        }
        xsd::Term::ElementRef(name) => {
            out.push(terms::reference(ctx, owner, name, occurs, Unwrap::Allowed))
        }
        xsd::Term::Any(wildcard) => out.push(terms::any(ctx, wildcard, occurs)),
        xsd::Term::Sequence(inner) | xsd::Term::All(inner) => {
            sequence(ctx, out, owner, particle, inner, occurs);
        }
        xsd::Term::Choice(inner) => choices::lower(ctx, out, owner, particle, inner, occurs),
        xsd::Term::GroupRef(name) => group_ref(ctx, out, particle, name, occurs),
    }
}

fn sequence<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) {
    let all_optional = inner.iter().all(|it| content::emptiable(ctx, it));
    let inlined = occurs == Occurs::ONCE || (occurs == Occurs::MAYBE && all_optional);
    if inlined {
        for it in inner {
            lower(ctx, out, owner, it);
        }
        return;
    }
    match inner {
        [] => {}
        [only] => match content::multiplied(occurs, Occurs::of(only)) {
            Some(occurs) if !matches!(only.term, xsd::Term::Sequence(_) | xsd::Term::All(_)) => {
                single(ctx, out, owner, only, occurs);
            }
            Some(_) | None => out.push(group(ctx, owner, particle, inner, occurs)),
        },
        _ => out.push(group(ctx, owner, particle, inner, occurs)),
    }
}

/// The only member of a sequence, as often as both say.
fn single<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    only: &'m xsd::Particle,
    occurs: Occurs,
) {
    match &only.term {
        xsd::Term::Element(decl) => {
            out.push(terms::element(ctx, owner, decl, occurs, Unwrap::Allowed))
        }
        xsd::Term::ElementRef(name) => {
            out.push(terms::reference(ctx, owner, name, occurs, Unwrap::Allowed))
        }
        xsd::Term::Any(wildcard) => out.push(terms::any(ctx, wildcard, occurs)),
        xsd::Term::Choice(inner) => choices::lower(ctx, out, owner, only, inner, occurs),
        xsd::Term::GroupRef(name) => group_ref(ctx, out, only, name, occurs),
        xsd::Term::Sequence(_) | xsd::Term::All(_) => {}
    }
}

fn group_ref<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    particle: &'m xsd::Particle,
    name: &QName,
    occurs: Occurs,
) {
    let Some(decl) = ctx.symbols.groups.get(name).copied() else {
        return;
    };
    let owner = Owner::declared(&decl.name);
    if occurs == Occurs::ONCE {
        lower(ctx, out, &owner, &decl.particle);
        return;
    }
    let inner = std::slice::from_ref(&decl.particle);
    match (
        &decl.particle.term,
        Occurs::of(&decl.particle) == Occurs::ONCE,
    ) {
        (xsd::Term::Sequence(inner) | xsd::Term::All(inner), true) => {
            sequence(ctx, out, &owner, particle, inner, occurs);
        }
        (xsd::Term::Choice(inner), true) => {
            choices::lower(ctx, out, &owner, &decl.particle, inner, occurs);
        }
        _ => sequence(ctx, out, &owner, particle, inner, occurs),
    }
}

/// A nested sequence as a struct of its own.
fn group<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) -> Member {
    let first = content::first_name(ctx, inner);
    let id = groups::group_struct(ctx, owner, particle, inner, &first);
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Group(id), occurs);
    Member {
        claim: Claim::new(vec![naming::snake(&format!("{first} group"))], 3),
        wire: String::new(),
        docs: Vec::new(),
        ty,
        entry,
    }
}
