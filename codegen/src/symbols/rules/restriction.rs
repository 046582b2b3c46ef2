//! Restrictions of content: what a type allows, its base allows; XSD 1.0 §3.9.6, "Particle Valid (Restriction)".

use super::particles::{Node, What, content};
use super::types::{Ty, Types};
use crate::diagnostic::Diagnostics;
use crate::document::builtin::is_builtin;
use crate::source::span::Span;
use crate::xml::items;
use crate::xsd::model::{ComplexContent, ComplexType, Compositor, ElementDecl, TypeDecl, Wildcard};

/// How many pairs of particles are compared for one type.
const MAX_COMPARED: usize = 20_000;

/// Which rule is broken, and where.
type Broken = (&'static str, Span);

/// Notes where the content of `decl` allows what that of its base does not.
pub(super) fn check<'m>(
    types: Types<'_, 'm>,
    (decl, complex): (&'m TypeDecl, &'m ComplexType),
    diagnostics: &mut Diagnostics,
) {
    let ComplexContent::Restriction { base, .. } = &complex.content else {
        return;
    };
    // Arrays of SOAP encoding and the like: services restrict them by rules of their own.
    if is_builtin(&base.0.namespace) {
        return;
    }
    let Some(old) = types.named(&base.0).filter(|it| it.complex().is_some()) else {
        return;
    };
    if types.describe(old).is_some() {
        return;
    }
    let (Some(new), Some(old)) = (content(types, Ty::Decl(decl)), content(types, old)) else {
        return;
    };
    let Some(new) = simplified(new) else {
        return;
    };
    let old = simplified(old);
    let mut ctx = Comparison {
        types,
        left: MAX_COMPARED,
    };
    let broken = match old {
        Some(old) => ctx.compare(&new, &old),
        None => Err(("derivation-ok-restriction.5.4", new.span)),
    };
    if let Err((rule, span)) = broken
        && ctx.left > 0
    {
        let message = format!("a restriction allows here what `{}` does not", base.0);
        diagnostics.invalid(rule, span, message);
    }
}

/// `node` without groups that say nothing; `None` where nothing is left.
fn simplified(node: Node<'_>) -> Option<Node<'_>> {
    let What::Group(kind, members) = node.what else {
        return Some(node);
    };
    let is_once = (node.min, node.max) == (1, Some(1));
    let mut kept: Vec<Node<'_>> = Vec::new();
    for member in members {
        match simplified(member) {
            // A group within a group of its kind.
            Some(Node {
                min: 1,
                max: Some(1),
                what: What::Group(inner, members),
                ..
            }) if inner == kind => {
                kept.extend(members);
            }
            Some(member) => kept.push(member),
            None => {}
        }
    }
    match kept.len() {
        0 => None,
        1 if is_once => kept.pop(),
        _ => Some(Node {
            what: What::Group(kind, kept),
            ..node
        }),
    }
}

struct Comparison<'t, 'm> {
    types: Types<'t, 'm>,
    left: usize,
}

impl<'m> Comparison<'_, 'm> {
    fn compare(&mut self, new: &Node<'m>, old: &Node<'m>) -> Result<(), Broken> {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return Ok(());
        }
        let broken = |rule: &'static str| Err((rule, new.span));
        match (&new.what, &old.what) {
            (What::Element(decl), What::Element(base)) => {
                // A head allows what may stand for it.
                let mut allowed = self.stand_ins(base).into_iter();
                let base = allowed.find(|it| it.name == decl.name).unwrap_or(base);
                self.element(new, (decl, base), old)
            }
            (What::Element(decl), What::Any(wildcard)) => {
                match within(new, old) && wildcard.lets_in(&decl.name) {
                    true => Ok(()),
                    false => broken("rcase-NSCompat"),
                }
            }
            (What::Element(_), What::Group(kind, members)) => {
                let group = Node::once(What::Group(*kind, vec![new.clone()]), new.span);
                let strict = self.groups((&group, *kind, std::slice::from_ref(new)), old);
                // One of a choice, as often as the choice: the rules forbid it, the messages are the same.
                let as_often = |member: &Node<'m>| Node {
                    min: member.min.saturating_mul(old.min),
                    max: member.max.zip(old.max).map(|it| it.0.saturating_mul(it.1)),
                    ..member.clone()
                };
                let is_one_of = *kind == Compositor::Choice
                    && (members.iter()).any(|member| self.compare(new, &as_often(member)).is_ok());
                if is_one_of { Ok(()) } else { strict }
            }
            (What::Any(narrow), What::Any(wide)) => {
                let fits = within(new, old) && narrow.is_subset(wide) && narrow.is_as_strict(wide);
                if fits {
                    Ok(())
                } else {
                    broken("rcase-NSSubset")
                }
            }
            (What::Any(_), What::Element(_) | What::Group(..)) => broken("cos-particle-restrict.2"),
            (What::Group(_, members), What::Any(wildcard)) => {
                self.below_any(new, members, wildcard, old)
            }
            (What::Group(kind, members), What::Element(decl)) => {
                let names = self.stand_ins(decl);
                if names.len() < 2 {
                    return broken("cos-particle-restrict.2");
                }
                let once = |decl: &'m ElementDecl| Node::once(What::Element(decl), old.span);
                let choice = Node {
                    what: What::Group(Compositor::Choice, names.into_iter().map(once).collect()),
                    ..old.clone()
                };
                self.groups((new, *kind, members), &choice)
            }
            (What::Group(kind, members), What::Group(..)) => {
                self.groups((new, *kind, members), old)
            }
        }
    }

    /// `rcase-NameAndTypeOK`.
    fn element(
        &mut self,
        new: &Node<'m>,
        (decl, base): (&'m ElementDecl, &'m ElementDecl),
        old: &Node<'m>,
    ) -> Result<(), Broken> {
        let fixed = |it: &'m ElementDecl| {
            it.value
                .as_ref()
                .filter(|it| it.fixed)
                .map(|it| items(&it.text).collect::<Vec<&str>>())
        };
        let keeps_type = || match (self.types.of_element(decl), self.types.of_element(base)) {
            (Some(new), Some(old)) => self.restricts(new, old),
            _ => true,
        };
        let fits = decl.name == base.name
            && within(new, old)
            && (base.nillable || !decl.nillable)
            && decl.block.covers(base.block)
            && (fixed(base).is_none() || fixed(base) == fixed(decl))
            && (std::ptr::eq(decl, base) || keeps_type());
        if fits {
            Ok(())
        } else {
            Err(("rcase-NameAndTypeOK", new.span))
        }
    }

    /// Whether `new` is `old`, or comes of it by restrictions alone.
    fn restricts(&self, new: Ty<'m>, old: Ty<'m>) -> bool {
        if matches!(old, Ty::BuiltIn("anyType")) {
            return true;
        }
        let mut steps = self.types.bases(new).take_while(|it| !it.is(old));
        self.types.derives(new, old) && !steps.any(Ty::is_extension)
    }

    /// An element and those that may stand for it.
    fn stand_ins(&self, decl: &'m ElementDecl) -> Vec<&'m ElementDecl> {
        let elements = &self.types.table.elements;
        let names = self.types.stand_ins(decl);
        let others = names
            .iter()
            .skip(1)
            .filter_map(|name| elements.get(*name).copied());
        std::iter::once(decl).chain(others).collect()
    }

    /// `rcase-NSRecurseCheckCardinality`.
    fn below_any(
        &mut self,
        new: &Node<'m>,
        members: &[Node<'m>],
        wildcard: &'m Wildcard,
        old: &Node<'m>,
    ) -> Result<(), Broken> {
        let any = Node {
            min: 0,
            max: None,
            ..Node::once(What::Any(wildcard), old.span)
        };
        for member in members {
            self.compare(member, &any)?;
        }
        match is_within(new.total(), (old.min, old.max)) {
            true => Ok(()),
            false => Err(("rcase-NSRecurseCheckCardinality", new.span)),
        }
    }

    fn groups(
        &mut self,
        (new, kind, members): (&Node<'m>, Compositor, &[Node<'m>]),
        old: &Node<'m>,
    ) -> Result<(), Broken> {
        let What::Group(old_kind, old_members) = &old.what else {
            return Err(("cos-particle-restrict.2", new.span));
        };
        // Each member of a sequence is one of the choice's.
        let (rule, n) = match (kind, old_kind) {
            (Compositor::Sequence, Compositor::Sequence) | (Compositor::All, Compositor::All) => {
                ("rcase-Recurse", 1)
            }
            (Compositor::Choice, Compositor::Choice) => ("rcase-RecurseLax", 1),
            (Compositor::Sequence, Compositor::All) => ("rcase-RecurseUnordered", 1),
            (Compositor::Sequence, Compositor::Choice) => ("rcase-MapAndSum", members.len() as u64),
            (Compositor::Choice | Compositor::All, _) => {
                return Err(("cos-particle-restrict.2", new.span));
            }
        };
        let times = |bound: u64| bound.saturating_mul(n);
        if !is_within((times(new.min), new.max.map(times)), (old.min, old.max)) {
            return Err((rule, new.span));
        }
        let may_leave_out = matches!(old_kind, Compositor::Choice);
        let in_order = !matches!(
            (kind, old_kind),
            (Compositor::Sequence, Compositor::All | Compositor::Choice)
        );
        let mut used = vec![false; old_members.len()];
        let mut start = 0;
        for member in members {
            let mut found = None;
            for (index, old) in old_members.iter().enumerate().skip(start) {
                if *used.get(index).unwrap_or(&false)
                    && kind != Compositor::Choice
                    && !may_leave_out
                {
                    continue;
                }
                if self.compare(member, old).is_ok() {
                    found = Some(index);
                    break;
                }
                if in_order && !may_leave_out && !old.is_emptiable() {
                    break;
                }
            }
            let Some(index) = found else {
                return Err((rule, member.span));
            };
            used[index] = true;
            if in_order {
                start = index + 1;
            }
        }
        let mut unused = old_members.iter().zip(&used).filter(|it| !it.1);
        match may_leave_out || unused.all(|it| it.0.is_emptiable()) {
            true => Ok(()),
            false => Err((rule, new.span)),
        }
    }
}

fn within(new: &Node<'_>, old: &Node<'_>) -> bool {
    is_within((new.min, new.max), (old.min, old.max))
}

/// `range-ok`; XSD 1.0 §3.9.6.
fn is_within(new: (u64, Option<u64>), old: (u64, Option<u64>)) -> bool {
    new.0 >= old.0 && (old.1.is_none() || new.1.is_some_and(|it| Some(it) <= old.1))
}
