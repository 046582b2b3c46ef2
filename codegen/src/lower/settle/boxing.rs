//! Recursive types: where a `Box` is needed, and which types could have no value at all.
//!
//! In: the contents of all types. Out: the same, with boxes on the edges of cycles, and with members made optional that
//! would make a type contain itself for ever. Nothing here recurses.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::graph;
use crate::ir::{RustType, TypeId};

use crate::lower::draft::DraftKind;
use crate::lower::made::Types;

use super::held::{box_held, held, held_by_each};
use super::ranks::{self, needed};

/// Makes every type finite, and reports what had to give way.
pub(crate) fn settle(types: &mut Types, diagnostics: &mut Diagnostics) {
    for (id, ident) in make_finite(&mut types.kinds) {
        let message =
            format!("`{ident}` must hold itself and could have no value; it is made optional");
        diagnostics.warning(Code::Cycle, types.drafts[id.0].span, message);
    }
}

fn make_finite(kinds: &mut [DraftKind]) -> Vec<(TypeId, String)> {
    let broken = break_endless(kinds);
    // Boxes in enums keep the variants small, so they come first; what cycles are left go through structs alone.
    box_cycles(kinds, Layer::Enums);
    box_cycles(kinds, Layer::Structs);
    broken
}

/// A type that must hold itself has no value; XSD 1.0 lets it be declared. Gives the members that are now optional, with
/// their types.
fn break_endless(kinds: &mut [DraftKind]) -> Vec<(TypeId, String)> {
    let mut res = Vec::new();
    loop {
        let ranks = ranks::ranks(kinds);
        if ranks.iter().all(Option::is_some) {
            return res;
        }
        let is_endless = |id: &TypeId| ranks[id.0].is_none();
        let needs = |kind: &DraftKind| {
            let needed = kind.parts().into_iter().filter_map(needed);
            needed.filter(is_endless).map(|id| id.0).collect()
        };
        let edges: Vec<Vec<usize>> = kinds.iter().map(needs).collect();
        let cyclic = graph::cyclic(&edges);
        // One struct of every cycle gives way; what cycles are left are seen in the next round.
        let mut broken: BTreeSet<usize> = BTreeSet::new();
        for (idx, kind) in kinds.iter_mut().enumerate() {
            let (DraftKind::Struct { fields, .. }, Some(own), None) =
                (kind, cyclic[idx], ranks[idx])
            else {
                continue;
            };
            if broken.contains(&own) {
                continue;
            }
            let leads_back = |ty: &RustType| needed(ty).is_some_and(|id| cyclic[id.0] == Some(own));
            for field in fields.iter_mut().filter(|field| leads_back(&field.ty)) {
                field.ty = RustType::Option(Box::new(field.ty.clone()));
                field.entry.min = 0;
                broken.insert(own);
                res.push((TypeId(idx), field.ident.clone()));
            }
        }
        if broken.is_empty() {
            return res;
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Layer {
    Enums,
    Structs,
}

fn box_cycles(kinds: &mut [DraftKind], layer: Layer) {
    let edges = held_by_each(kinds);
    let cyclic = graph::cyclic(&edges);
    for (idx, kind) in kinds.iter_mut().enumerate() {
        let Some(own) = cyclic[idx] else { continue };
        let boxed = |ty: &mut RustType| {
            if held(ty).is_some_and(|it| cyclic[it.0] == Some(own)) {
                box_held(ty);
            }
        };
        match (kind, layer) {
            (DraftKind::Family { members, .. }, Layer::Enums) => {
                members.iter_mut().for_each(|it| boxed(&mut it.ty));
            }
            (DraftKind::Struct { fields, .. }, Layer::Structs)
            | (DraftKind::Choice(fields), Layer::Enums) => {
                fields.iter_mut().for_each(|it| boxed(&mut it.ty));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::draft::tests::{choice, record};

    fn named(id: usize) -> RustType {
        RustType::Named(TypeId(id))
    }

    fn option(ty: RustType) -> RustType {
        RustType::Option(Box::new(ty))
    }

    fn settled(mut kinds: Vec<DraftKind>) -> (Vec<String>, usize) {
        let n_broken = make_finite(&mut kinds).len();
        let show = |(kind, blank): (&DraftKind, usize)| match kind {
            DraftKind::Choice(_) => format!("{blank} {:?}", kind.parts()),
            _ => format!("{:?}", kind.parts()),
        };
        let blanks = ranks::blanks(&kinds);
        (kinds.iter().zip(blanks).map(show).collect(), n_broken)
    }

    #[test]
    fn cycles_are_boxed_where_they_are() {
        let boxed = |id| RustType::Boxed(Box::new(named(id)));
        let (types, reports) = settled(vec![
            record(&[option(named(0)), named(1)]),
            record(&[RustType::Vec(Box::new(named(0)))]),
        ]);
        assert_eq!(types[0], format!("{:?}", [option(boxed(0)), named(1)]));
        assert_eq!(
            types[1],
            format!("{:?}", [RustType::Vec(Box::new(named(0)))])
        );
        assert_eq!(reports, 0);
    }

    #[test]
    fn an_enum_is_boxed_rather_than_a_struct() {
        let (types, _) = settled(vec![
            record(&[named(1)]),
            choice(&[named(0), RustType::Builtin(crate::ir::Builtin::String)]),
        ]);
        assert_eq!(types[0], format!("{:?}", [named(1)]));
        assert!(types[1].starts_with("1 [Boxed"), "{}", types[1]);
    }

    #[test]
    fn a_type_that_must_hold_itself_is_reported_and_mended() {
        let (types, reports) = settled(vec![record(&[named(1)]), record(&[named(1)])]);
        assert_eq!(reports, 1);
        assert_eq!(types[0], format!("{:?}", [named(1)]));
        assert!(types[1].contains("Option"), "{}", types[1]);
    }

    #[test]
    fn a_long_cycle_does_not_overflow() {
        let n = 20_000;
        let kinds = (0..n).map(|idx| record(&[named((idx + 1) % n)])).collect();
        let (_, reports) = settled(kinds);
        assert_eq!(reports, 1);
    }
}
