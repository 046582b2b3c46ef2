//! Content models as fields: sequences are inlined, nested ones that repeat become structs.
//!
//! In: particles; XSD 1.0 §3.8, §3.9. Out: [`Member`]s in wire order. Choices are `choices.rs`.
//! Nesting is bounded by the gate, so walking it may recurse.

use crate::ir::TypeId;
use crate::names::QName;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::Owner;
use crate::lower::occurs::Occurs;

use super::members::{self, Member};
use super::terms::{self, Unwrap};
use super::{choices, content, groups, stand_ins};

/// Adds what `particle` holds to `out`.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
) {
    term(ctx, out, owner, particle, Occurs::of(particle));
}

/// Makes the struct of a nested sequence.
pub(crate) fn fill<'m>(
    ctx: &mut Ctx<'_, 'm>,
    id: TypeId,
    inner: &'m [xsd::Particle],
    owner: &Owner,
) {
    let mut members = Vec::new();
    for particle in inner {
        lower(ctx, &mut members, owner, particle);
    }
    let kind = members::record(ctx, &owner.wire, members, false);
    ctx.made.close(id, kind);
}

/// Adds what `particle` holds, as often as `occurs` says.
fn term<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    occurs: Occurs,
) {
    if occurs.never() {
        return;
    }
    match &particle.term {
        xsd::Term::Element(decl) => {
            out.push(terms::element(ctx, owner, decl, occurs, Unwrap::Allowed));
        }
        xsd::Term::ElementRef(name) => {
            if occurs.min > 0 || !stand_ins::is_never_there(ctx, name) {
                out.push(terms::reference(ctx, owner, name, occurs, Unwrap::Allowed));
            }
        }
        xsd::Term::Any(wildcard) => out.push(terms::any(ctx, wildcard, occurs)),
        xsd::Term::Group(xsd::Compositor::Choice, inner) => {
            choice(ctx, out, owner, particle, inner, occurs);
        }
        xsd::Term::Group(_, inner) => sequence(ctx, out, owner, particle, inner, occurs),
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
    let all_optional = inner
        .iter()
        .all(|it| content::emptiable(ctx.declared.symbols, it));
    if occurs == Occurs::ONCE || (occurs == Occurs::MAYBE && all_optional) {
        for particle in inner {
            lower(ctx, out, owner, particle);
        }
        return;
    }
    // The only member of a sequence, as often as both say.
    if let [only] = inner
        && let Some(occurs) = content::multiplied(occurs, Occurs::of(only))
        && !matches!(&only.term, xsd::Term::Group(kind, _) if *kind != xsd::Compositor::Choice)
    {
        term(ctx, out, owner, only, occurs);
    } else if !inner.is_empty() {
        out.push(groups::member(ctx, owner, particle, inner, occurs));
    }
}

/// A choice that leaves no choice is what it holds.
fn choice<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) {
    let symbols = ctx.declared.symbols;
    if inner.iter().all(|it| content::is_void(symbols, it)) {
        return;
    }
    let present: Vec<&'m xsd::Particle> = inner.iter().filter(|it| it.max != Some(0)).collect();
    match (present.as_slice(), occurs) {
        ([only], Occurs::ONCE) => lower(ctx, out, owner, only),
        _ => out.push(choices::member(ctx, owner, particle, inner, occurs)),
    }
}

fn group_ref<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    particle: &'m xsd::Particle,
    name: &QName,
    occurs: Occurs,
) {
    let Some(decl) = ctx.declared.group(name) else {
        return;
    };
    let owner = Owner::declared(&decl.name);
    let content = &decl.particle;
    match (&content.term, Occurs::of(content)) {
        _ if occurs == Occurs::ONCE => lower(ctx, out, &owner, content),
        (xsd::Term::Group(xsd::Compositor::Choice, inner), Occurs::ONCE) => {
            choice(ctx, out, &owner, content, inner, occurs);
        }
        (xsd::Term::Group(_, inner), Occurs::ONCE) => {
            sequence(ctx, out, &owner, particle, inner, occurs);
        }
        _ => {
            let inner = std::slice::from_ref(content);
            sequence(ctx, out, &owner, particle, inner, occurs);
        }
    }
}
