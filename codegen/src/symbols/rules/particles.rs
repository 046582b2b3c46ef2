//! Content models with their groups filled in. In: a complex type. Out: a tree of particles; XSD 1.0 §3.8, §3.9.

use super::types::{Ty, Types};
use crate::source::span::Span;
use crate::xsd::model::{ComplexContent, Compositor, ElementDecl, Particle, Term, Wildcard};

/// Models with more particles than these are not looked at: some rules compare all with all.
const MAX_PARTICLES: usize = 600;
/// Groups within groups; each takes stack.
const MAX_LEVELS: usize = 300;

/// A particle.
#[derive(Clone)]
pub(crate) struct Node<'m> {
    pub(crate) min: u64,
    /// `None` for unbounded.
    pub(crate) max: Option<u64>,
    pub(crate) what: What<'m>,
    /// Where it stands; `None` for what only the rules put there.
    pub(crate) span: Span,
}

/// What occurs.
#[derive(Clone)]
pub(crate) enum What<'m> {
    Element(&'m ElementDecl),
    Any(&'m Wildcard),
    Group(Compositor, Vec<Node<'m>>),
}

impl<'m> Node<'m> {
    /// What occurs once.
    pub(crate) fn once(what: What<'m>, span: Span) -> Self {
        Self {
            min: 1,
            max: Some(1),
            what,
            span,
        }
    }

    /// How often elements may come of it at least and at most; XSD 1.0 §3.8.6.
    pub(crate) fn total(&self) -> (u64, Option<u64>) {
        let (min, max) = match &self.what {
            What::Element(_) | What::Any(_) => (1, Some(1)),
            What::Group(kind, members) => {
                let totals: Vec<(u64, Option<u64>)> = members.iter().map(Node::total).collect();
                let mins = totals.iter().map(|it| it.0);
                let mut maxs = totals.iter().map(|it| it.1);
                match kind {
                    Compositor::Choice => (
                        mins.min().unwrap_or(0),
                        maxs.try_fold(0, |acc: u64, it| Some(acc.max(it?))),
                    ),
                    Compositor::Sequence | Compositor::All => (
                        mins.fold(0, u64::saturating_add),
                        maxs.try_fold(0, |acc: u64, it| Some(acc.saturating_add(it?))),
                    ),
                }
            }
        };
        let max = match (max, self.max) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            (Some(one), Some(other)) => Some(one.saturating_mul(other)),
            _ => None,
        };
        (min.saturating_mul(self.min), max)
    }

    /// Whether nothing at all may stand for it.
    pub(crate) fn is_emptiable(&self) -> bool {
        self.total().0 == 0
    }
}

/// The whole content of `ty`, that of its bases included: `None` where it is too large or a part of it is not declared, an
/// empty sequence where there is none.
pub(crate) fn content<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> Option<Node<'m>> {
    content_within(types, ty, MAX_PARTICLES)
}

/// [`content`] of at most so many particles.
pub(crate) fn content_within<'m>(
    types: Types<'_, 'm>,
    ty: Ty<'m>,
    max_particles: usize,
) -> Option<Node<'m>> {
    let (particles, span) = particles(types, ty)?;
    let mut left = max_particles;
    let parts = particles
        .into_iter()
        .map(|it| node(types, it, &mut left, 0));
    let mut parts: Vec<Node<'m>> = parts.collect::<Option<_>>()?;
    parts.reverse();
    match parts.len() {
        1 => parts.pop(),
        _ => Some(Node::once(What::Group(Compositor::Sequence, parts), span?)),
    }
}

/// Whether [`content`] is an empty group.
pub(super) fn is_empty<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> bool {
    let Some((particles, _)) = particles(types, ty) else {
        return false;
    };
    let [particle] = particles[..] else {
        return particles.is_empty();
    };
    match term(types, particle) {
        Term::Group(_, members) => members.is_empty(),
        Term::Element(_) | Term::ElementRef(_) | Term::GroupRef(_) | Term::Any(_) => false,
    }
}

/// Whether the content of `ty`, or what it takes over from a base, is an `xs:all`.
pub(super) fn holds_all<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> bool {
    let particles = particles(types, ty).map(|it| it.0);
    let mut particles = particles.into_iter().flatten();
    particles.any(|particle| matches!(term(types, particle), Term::Group(Compositor::All, _)))
}

/// What `particle` is, where it is a group by its name what that is; what nothing declares stays a name.
fn term<'m>(types: Types<'_, 'm>, particle: &'m Particle) -> &'m Term {
    let mut term = &particle.term;
    while let Term::GroupRef(name) = term
        && let Some(group) = types.table.groups.get(name)
    {
        term = &group.particle.term;
    }
    term
}

/// The particles whose sequence is the content of `ty`, the last derivation first, and where the first of them stands;
/// `None` where a base is not declared or holds anything.
fn particles<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> Option<(Vec<&'m Particle>, Option<Span>)> {
    let mut parts: Vec<&'m Particle> = Vec::new();
    let mut span = None;
    for ty in types.bases(ty) {
        // An extension of anything holds anything.
        let complex = ty.complex()?;
        let particle = complex.content.particle();
        span = span.or(particle.map(|it| it.span)).or(match ty {
            Ty::Decl(decl) => Some(decl.span),
            Ty::BuiltIn(_) => None,
        });
        parts.extend(particle);
        match &complex.content {
            ComplexContent::Extension { base, .. } if types.named(&base.0).is_none() => {
                return None;
            }
            ComplexContent::Extension { .. } => {}
            _ => break,
        }
    }
    Some((parts, span))
}

/// `particle` with its groups filled in.
fn node<'m>(
    types: Types<'_, 'm>,
    particle: &'m Particle,
    left: &mut usize,
    level: usize,
) -> Option<Node<'m>> {
    *left = left.checked_sub(1).filter(|_| level < MAX_LEVELS)?;
    let what = match &particle.term {
        Term::Element(decl) => What::Element(decl),
        Term::ElementRef(name) => What::Element(types.table.elements.get(name)?),
        Term::Any(wildcard) => What::Any(wildcard),
        Term::Group(kind, members) => {
            let members = members.iter().map(|it| node(types, it, left, level + 1));
            What::Group(*kind, members.collect::<Option<_>>()?)
        }
        Term::GroupRef(name) => {
            let group = types.table.groups.get(name)?;
            node(types, &group.particle, left, level + 1)?.what
        }
    };
    Some(Node {
        min: particle.min.into(),
        max: particle.max.map(u64::from),
        what,
        span: particle.span,
    })
}
