//! Content models as fields: sequences are inlined, nested ones that repeat become structs.
//!
//! In: particles; XSD 1.0 §3.8, §3.9. Out: [`Member`]s in wire order. Choices are `choices.rs`.
//! Nesting is bounded by the gate, so walking it may recurse.

use crate::ir::TypeId;
use crate::names::QName;
use crate::source::span::Span;
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
    Walk { owner, out }.particle(ctx, particle);
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

/// The members of one struct in the making.
struct Walk<'w> {
    /// The declaration that they stand in.
    owner: &'w Owner,
    out: &'w mut Vec<Member>,
}

impl Walk<'_> {
    fn particle<'m>(&mut self, ctx: &mut Ctx<'_, 'm>, particle: &'m xsd::Particle) {
        self.term(ctx, particle, Occurs::of(particle));
    }

    /// Adds what `particle` holds, as often as `occurs` says.
    fn term<'m>(&mut self, ctx: &mut Ctx<'_, 'm>, particle: &'m xsd::Particle, occurs: Occurs) {
        if occurs.never() {
            return;
        }
        let (owner, span, unwrap) = (self.owner, particle.span, Unwrap::Allowed);
        let member = match &particle.term {
            xsd::Term::Element(decl) => terms::element(ctx, owner, decl, occurs, unwrap),
            xsd::Term::ElementRef(name) => {
                if occurs.min == 0 && stand_ins::is_never_there(ctx, name) {
                    return;
                }
                terms::reference(ctx, owner, name, occurs, unwrap)
            }
            xsd::Term::Any(wildcard) => terms::any(ctx, wildcard, occurs),
            xsd::Term::Group(xsd::Compositor::Choice, inner) => {
                return self.choice(ctx, inner, span, occurs);
            }
            xsd::Term::Group(_, inner) => return self.sequence(ctx, inner, span, occurs),
            xsd::Term::GroupRef(name) => return self.group_ref(ctx, name, span, occurs),
        };
        self.out.push(member);
    }

    fn sequence<'m>(
        &mut self,
        ctx: &mut Ctx<'_, 'm>,
        inner: &'m [xsd::Particle],
        span: Span,
        occurs: Occurs,
    ) {
        let symbols = ctx.declared.symbols;
        let mut all = inner.iter();
        let is_optional = all.all(|particle| content::emptiable(symbols, particle));
        if occurs == Occurs::ONCE || (occurs == Occurs::MAYBE && is_optional) {
            for particle in inner {
                self.particle(ctx, particle);
            }
            return;
        }
        // The only member of a sequence, as often as both say.
        if let [only] = inner
            && let Some(occurs) = content::multiplied(occurs, Occurs::of(only))
            && !matches!(&only.term, xsd::Term::Group(kind, _) if *kind != xsd::Compositor::Choice)
        {
            self.term(ctx, only, occurs);
        } else if !inner.is_empty() {
            (self.out).push(groups::member(ctx, self.owner, span, inner, occurs));
        }
    }

    /// A choice that leaves no choice is what it holds.
    fn choice<'m>(
        &mut self,
        ctx: &mut Ctx<'_, 'm>,
        inner: &'m [xsd::Particle],
        span: Span,
        occurs: Occurs,
    ) {
        let symbols = ctx.declared.symbols;
        if inner
            .iter()
            .all(|particle| content::is_void(symbols, particle))
        {
            return;
        }
        let mut present = inner.iter().filter(|particle| particle.max != Some(0));
        match (present.next(), present.next(), occurs) {
            (Some(only), None, Occurs::ONCE) => self.particle(ctx, only),
            _ => (self.out).push(choices::member(ctx, self.owner, span, inner, occurs)),
        }
    }

    fn group_ref<'m>(&mut self, ctx: &mut Ctx<'_, 'm>, name: &QName, span: Span, occurs: Occurs) {
        let Some(decl) = ctx.declared.group(name) else {
            return;
        };
        let content = &decl.particle;
        let mut walk = Walk {
            owner: &Owner::declared(&decl.name),
            out: self.out,
        };
        match (&content.term, Occurs::of(content)) {
            _ if occurs == Occurs::ONCE => walk.particle(ctx, content),
            (xsd::Term::Group(xsd::Compositor::Choice, inner), Occurs::ONCE) => {
                walk.choice(ctx, inner, content.span, occurs);
            }
            (xsd::Term::Group(_, inner), Occurs::ONCE) => walk.sequence(ctx, inner, span, occurs),
            _ => walk.sequence(ctx, std::slice::from_ref(content), span, occurs),
        }
    }
}
