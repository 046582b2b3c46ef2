//! Recursive types: where a `Box` is needed, and which types could have no value at all.
//!
//! In: drafts with their content. Out: the same, with boxes on the edges of cycles, with `blank` of choices set, and with
//! members made optional that would make a type contain itself for ever. Nothing here recurses.

use std::collections::{BTreeSet, VecDeque};

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::ir::{EntryKind, RustType, TypeId, TypeKind};

use crate::lower::draft::Draft;
use crate::lower::graph;

/// Makes every type finite.
pub(crate) fn settle(drafts: &mut [Draft], diagnostics: &mut Diagnostics) {
    break_endless(drafts, diagnostics);
    set_blanks(drafts);
    // Boxes in enums keep the variants small, so they come first; what cycles are left go through structs alone.
    box_cycles(drafts, Layer::Enums);
    box_cycles(drafts, Layer::Structs);
}

/// The type that a value of `ty` holds in itself, if it is generated; a `Vec` or `Box` is elsewhere.
pub(crate) fn held(ty: &RustType) -> Option<TypeId> {
    match ty {
        RustType::Named(it) => Some(*it),
        RustType::Option(it) | RustType::Nillable(it) | RustType::Secret(it) => held(it),
        RustType::Builtin(_)
        | RustType::Vec(_)
        | RustType::Boxed(_)
        | RustType::List(_)
        | RustType::External(_) => None,
    }
}

/// The type that a value of `ty` cannot be made without.
fn needed(ty: &RustType) -> Option<TypeId> {
    match ty {
        RustType::Named(it) => Some(*it),
        RustType::Boxed(it) | RustType::Secret(it) => needed(it),
        RustType::Builtin(_)
        | RustType::Option(_)
        | RustType::Nillable(_)
        | RustType::Vec(_)
        | RustType::List(_)
        | RustType::External(_) => None,
    }
}

/// In which order the types can be given values, each from those before it; `None` for those that cannot.
fn ranks(drafts: &[Draft]) -> Vec<Option<usize>> {
    let n = drafts.len();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); n];
    // How many types each still waits for: all that a struct needs, any one for a choice.
    let mut waits: Vec<usize> = vec![0; n];
    for (idx, draft) in drafts.iter().enumerate() {
        let needs: Vec<TypeId> = match &draft.kind {
            TypeKind::Struct(it) => it.fields.iter().filter_map(|it| needed(&it.ty)).collect(),
            TypeKind::Family(it) => it
                .members
                .iter()
                .take(1)
                .filter_map(|it| needed(&it.ty))
                .collect(),
            TypeKind::Choice(it) => {
                let needs: Vec<TypeId> = it
                    .alternatives
                    .iter()
                    .filter_map(|it| needed(&it.ty))
                    .collect();
                if needs.len() < it.alternatives.len() {
                    continue;
                }
                for to in &needs {
                    users[to.0].push(idx);
                }
                waits[idx] = needs.len().min(1);
                continue;
            }
            TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Alias(_) => continue,
        };
        waits[idx] = needs.len();
        for to in needs {
            users[to.0].push(idx);
        }
    }
    let mut res: Vec<Option<usize>> = vec![None; n];
    let mut queue: VecDeque<usize> = (0..n).filter(|it| waits[*it] == 0).collect();
    let mut next = 0;
    while let Some(idx) = queue.pop_front() {
        if res[idx].is_some() {
            continue;
        }
        res[idx] = Some(next);
        next += 1;
        for user in &users[idx] {
            waits[*user] = waits[*user].saturating_sub(1);
            if waits[*user] == 0 {
                queue.push_back(*user);
            }
        }
    }
    res
}

/// A type that must hold itself has no value; XSD 1.0 lets it be declared.
fn break_endless(drafts: &mut [Draft], diagnostics: &mut Diagnostics) {
    loop {
        let ranks = ranks(drafts);
        if ranks.iter().all(Option::is_some) {
            return;
        }
        let endless = |it: &TypeId| ranks[it.0].is_none();
        let edges: Vec<Vec<usize>> = drafts
            .iter()
            .map(|it| {
                each_type(&it.kind)
                    .into_iter()
                    .filter_map(needed)
                    .filter(endless)
                    .map(|it| it.0)
                    .collect()
            })
            .collect();
        let cyclic = graph::cyclic(&edges);
        // One struct of every cycle gives way; what cycles are left are seen in the next round.
        let mut broken: BTreeSet<usize> = BTreeSet::new();
        for (idx, draft) in drafts.iter_mut().enumerate() {
            let (TypeKind::Struct(it), Some(own), None) =
                (&mut draft.kind, cyclic[idx], ranks[idx])
            else {
                continue;
            };
            if broken.contains(&own) {
                continue;
            }
            let leads_back = |ty: &RustType| needed(ty).is_some_and(|it| cyclic[it.0] == Some(own));
            for field in it.fields.iter_mut().filter(|it| leads_back(&it.ty)) {
                let ty = field.ty.clone();
                field.ty = RustType::Option(Box::new(ty));
                field.entry.min = 0;
                broken.insert(own);
                diagnostics.warning(
                    Code::Cycle,
                    draft.span,
                    format!(
                        "`{}` must hold itself and could have no value; it is made optional",
                        field.ident
                    ),
                );
            }
        }
        if broken.is_empty() {
            return;
        }
    }
}

/// The alternative a blank value takes must be one that has a value before the choice has.
fn set_blanks(drafts: &mut [Draft]) {
    let ranks = ranks(drafts);
    for (idx, draft) in drafts.iter_mut().enumerate() {
        if let TypeKind::Choice(choice) = &mut draft.kind {
            let before = |ty: &RustType| {
                needed(ty).is_none_or(|it| ranks[it.0] < ranks[idx] && ranks[it.0].is_some())
            };
            choice.blank = choice
                .alternatives
                .iter()
                .position(|it| before(&it.ty))
                .unwrap_or(0);
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Layer {
    Enums,
    Structs,
}

/// The types that each type holds in itself, neither boxed nor in a `Vec`.
pub(crate) fn held_by_each(drafts: &[Draft]) -> Vec<Vec<usize>> {
    let held_by = |it: &Draft| {
        let types = each_type(&it.kind).into_iter();
        types.filter_map(held).map(|it| it.0).collect()
    };
    drafts.iter().map(held_by).collect()
}

fn box_cycles(drafts: &mut [Draft], layer: Layer) {
    let edges = held_by_each(drafts);
    let cyclic = graph::cyclic(&edges);
    for (idx, draft) in drafts.iter_mut().enumerate() {
        let Some(own) = cyclic[idx] else { continue };
        let boxed = |ty: &mut RustType| {
            if held(ty).is_some_and(|it| cyclic[it.0] == Some(own)) {
                box_held(ty);
            }
        };
        match (&mut draft.kind, layer) {
            (TypeKind::Choice(it), Layer::Enums) => {
                it.alternatives.iter_mut().for_each(|it| boxed(&mut it.ty));
            }
            (TypeKind::Family(it), Layer::Enums) => {
                it.members.iter_mut().for_each(|it| boxed(&mut it.ty))
            }
            (TypeKind::Struct(it), Layer::Structs) => {
                it.fields.iter_mut().for_each(|it| boxed(&mut it.ty))
            }
            _ => {}
        }
    }
}

/// Puts the generated type that a value of `ty` holds into a box.
pub(crate) fn box_held(ty: &mut RustType) {
    match ty {
        RustType::Named(id) => *ty = RustType::Boxed(Box::new(RustType::Named(*id))),
        RustType::Option(it) | RustType::Nillable(it) | RustType::Secret(it) => box_held(it),
        RustType::Builtin(_)
        | RustType::Vec(_)
        | RustType::Boxed(_)
        | RustType::List(_)
        | RustType::External(_) => {}
    }
}

/// The types of all parts.
pub(crate) fn each_type(kind: &TypeKind) -> Vec<&RustType> {
    match kind {
        TypeKind::Struct(it) => it.fields.iter().map(|it| &it.ty).collect(),
        TypeKind::Choice(it) => it.alternatives.iter().map(|it| &it.ty).collect(),
        TypeKind::Family(it) => it.members.iter().map(|it| &it.ty).collect(),
        TypeKind::Union(it) => it.members.iter().map(|it| &it.ty).collect(),
        TypeKind::Alias(it) => vec![it],
        TypeKind::Enumeration(_) => Vec::new(),
    }
}

/// All types that a value of `kind` may hold, near or far.
pub(crate) fn mentioned(kind: &TypeKind) -> Vec<TypeId> {
    let mut res = Vec::new();
    let mut stack = each_type(kind);
    while let Some(ty) = stack.pop() {
        match ty {
            RustType::Named(it) => res.push(*it),
            RustType::Option(it)
            | RustType::Vec(it)
            | RustType::Nillable(it)
            | RustType::Boxed(it)
            | RustType::Secret(it)
            | RustType::List(it) => stack.push(it),
            RustType::Builtin(_) | RustType::External(_) => {}
        }
    }
    res
}

/// Sets which structs have a default: those in which nothing must be given. Groups count by their own members.
pub(crate) fn set_defaults(drafts: &mut [Draft]) {
    let ranks = ranks(drafts);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|it| ranks[*it]);
    let mut natural = vec![false; drafts.len()];
    for idx in order {
        if let TypeKind::Struct(it) = &mut drafts[idx].kind {
            it.default = it.fields.iter().all(|field| match &field.ty {
                RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) => true,
                ty => match field.entry.kind {
                    EntryKind::Group(_) => needed(ty).is_some_and(|it| natural[it.0]),
                    EntryKind::Mixed => true,
                    _ => false,
                },
            });
            natural[idx] = it.default;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Alternative, Choice, Entry, Field, Origin, Struct};
    use crate::lower::draft::DraftName;

    fn named(id: usize) -> RustType {
        RustType::Named(TypeId(id))
    }

    fn option(ty: RustType) -> RustType {
        RustType::Option(Box::new(ty))
    }

    fn entry() -> Entry {
        Entry {
            kind: EntryKind::Text,
            min: 1,
            max: Some(1),
            nillable: false,
            value: None,
            facets: None,
            type_name: None,
            any_name: false,
        }
    }

    fn draft(kind: TypeKind) -> Draft {
        let name = DraftName::Own(vec!["T".to_owned()], 0);
        let mut res = Draft::open(name, Origin::Inside(String::new()), Vec::new(), None);
        res.kind = kind;
        res
    }

    fn record(types: &[RustType]) -> Draft {
        let field = |ty: &RustType| Field {
            ident: "f".to_owned(),
            docs: Vec::new(),
            ty: ty.clone(),
            entry: entry(),
        };
        let fields = types.iter().map(field).collect();
        draft(TypeKind::Struct(Struct {
            fields,
            builder: false,
            default: false,
            any_order: false,
        }))
    }

    fn choice(types: &[RustType]) -> Draft {
        let alternative = |ty: &RustType| Alternative {
            ident: "A".to_owned(),
            docs: Vec::new(),
            ty: ty.clone(),
            entry: entry(),
        };
        let alternatives = types.iter().map(alternative).collect();
        draft(TypeKind::Choice(Choice {
            alternatives,
            blank: 0,
        }))
    }

    fn settled(mut drafts: Vec<Draft>) -> (Vec<String>, usize) {
        let mut diagnostics = Diagnostics::default();
        settle(&mut drafts, &mut diagnostics);
        let show = |it: &Draft| match &it.kind {
            TypeKind::Choice(choice) => format!("{} {:?}", choice.blank, each_type(&it.kind)),
            kind => format!("{:?}", each_type(kind)),
        };
        (drafts.iter().map(show).collect(), diagnostics.items.len())
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
        let drafts = (0..n).map(|it| record(&[named((it + 1) % n)])).collect();
        let (_, reports) = settled(drafts);
        assert_eq!(reports, 1);
    }
}
