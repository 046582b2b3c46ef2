//! Which types can be given values, in which order, and from nothing.
//!
//! In: the contents of all types. Out: facts about structs and choices. Nothing here recurses.

use std::collections::VecDeque;

use crate::ir::{EntryKind, RustType, TypeId};

use crate::lower::draft::DraftKind;

/// The type that a value of `ty` cannot be made without.
pub(crate) fn needed(ty: &RustType) -> Option<TypeId> {
    ty.named_within(|ty| matches!(ty, RustType::Boxed(_) | RustType::Secret(_)))
}

/// In which order the types can be given values, each from those before it; `None` for those that cannot.
pub(crate) fn ranks(kinds: &[DraftKind]) -> Vec<Option<usize>> {
    let n_kinds = kinds.len();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); n_kinds];
    // How many types each still waits for: all that a struct needs, any one for a choice.
    let mut waits: Vec<usize> = vec![0; n_kinds];
    for (idx, kind) in kinds.iter().enumerate() {
        let mut parts = kind.parts();
        match kind {
            DraftKind::Struct { .. } | DraftKind::Choice(_) => {}
            // The first member stands for all.
            DraftKind::Family { .. } => parts.truncate(1),
            DraftKind::Enumeration(_) | DraftKind::Union(_) | DraftKind::Alias(_) => parts.clear(),
        }
        let needs: Vec<TypeId> = parts.iter().filter_map(|ty| needed(ty)).collect();
        waits[idx] = match kind {
            DraftKind::Choice(_) => usize::from(needs.len() == parts.len()),
            _ => needs.len(),
        };
        for to in needs {
            users[to.0].push(idx);
        }
    }
    let mut res: Vec<Option<usize>> = vec![None; n_kinds];
    let mut queue: VecDeque<usize> = (0..n_kinds).filter(|idx| waits[*idx] == 0).collect();
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

/// For each choice, the alternative that a blank value takes: one that has a value before the choice has.
pub(crate) fn blanks(kinds: &[DraftKind]) -> Vec<usize> {
    let ranks = ranks(kinds);
    let blank = |(idx, kind): (usize, &DraftKind)| {
        let is_before = |ty: &&RustType| {
            needed(ty).is_none_or(|id| ranks[id.0] < ranks[idx] && ranks[id.0].is_some())
        };
        kind.parts().iter().position(is_before).unwrap_or(0)
    };
    kinds.iter().enumerate().map(blank).collect()
}

/// Which structs have a default: those in which nothing must be given. Groups count by their own members.
pub(crate) fn defaults(kinds: &[DraftKind]) -> Vec<bool> {
    let ranks = ranks(kinds);
    let mut order: Vec<usize> = (0..kinds.len()).collect();
    order.sort_by_key(|idx| ranks[*idx]);
    let mut res = vec![false; kinds.len()];
    for idx in order {
        if let DraftKind::Struct { fields, .. } = &kinds[idx] {
            res[idx] = fields.iter().all(|field| match &field.ty {
                RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) => true,
                ty => match field.entry.kind {
                    EntryKind::Group(_) => needed(ty).is_some_and(|id| res[id.0]),
                    EntryKind::Mixed => true,
                    _ => false,
                },
            });
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Builtin;
    use crate::lower::draft::tests::{choice, record};

    fn named(id: usize) -> RustType {
        RustType::Named(TypeId(id))
    }

    fn text() -> RustType {
        RustType::Builtin(Builtin::String)
    }

    fn option(ty: RustType) -> RustType {
        RustType::Option(Box::new(ty))
    }

    #[test]
    fn what_needs_nothing_comes_first() {
        let kinds = [
            record(&[named(1)]),
            choice(&[named(0), named(2)]),
            record(&[option(named(0)), text()]),
        ];
        let ranks = ranks(&kinds);
        assert!(ranks[2] < ranks[1] && ranks[1] < ranks[0], "{ranks:?}");
        assert_eq!(super::ranks(&[record(&[named(0)])]), [None]);
    }

    #[test]
    fn a_blank_choice_takes_what_has_a_value_before_it() {
        let kinds = [record(&[named(1)]), choice(&[named(0), text()])];
        assert_eq!(blanks(&kinds)[1], 1);
        assert_eq!(blanks(&[choice(&[text(), text()])]), [0]);
    }

    #[test]
    fn a_default_gives_nothing_that_must_be_given() {
        let kinds = [
            record(&[option(text()), RustType::Vec(Box::new(text()))]),
            record(&[option(text()), text()]),
            record(&[]),
        ];
        assert_eq!(defaults(&kinds), [true, false, true]);
    }
}
