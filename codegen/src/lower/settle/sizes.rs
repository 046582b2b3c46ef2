//! Large types: where a `Box` keeps a value small enough to be moved over the stack.
//!
//! In: drafts without cycles of held types. Out: the same, with boxes around the largest members of structs that would
//! be larger than [`MAX_BYTES`]. Structs hold each other in place, so without it a size is the product of a nesting,
//! and a value of some megabytes overflows the stack when it is returned.

use crate::graph;
use crate::ir::{Builtin, RustType};

use crate::lower::draft::DraftKind;

use super::held::{box_held, held, held_by_each};

/// The most bytes that a struct may hold in place, as far as boxes help.
const MAX_BYTES: u64 = 8_192;

/// The bytes of a pointer, and of what tells variants apart.
const WORD: u64 = 8;

/// Boxes what makes structs too large.
pub(crate) fn settle(kinds: &mut [DraftKind]) {
    let edges = held_by_each(kinds);
    let mut sizes: Vec<u64> = vec![WORD; kinds.len()];
    // What is held comes first, so its size is known.
    for idx in graph::components(&edges).concat() {
        if let DraftKind::Struct { fields, .. } = &mut kinds[idx] {
            let mut members: Vec<&mut RustType> = fields.iter_mut().map(|it| &mut it.ty).collect();
            box_largest(&mut members, &sizes);
        }
        let parts = kinds[idx].parts().into_iter().map(|ty| size(ty, &sizes));
        sizes[idx] = match &kinds[idx] {
            DraftKind::Struct { .. } | DraftKind::Alias(_) => parts.fold(0, u64::saturating_add),
            DraftKind::Choice(_)
            | DraftKind::Family { .. }
            | DraftKind::Union(_)
            | DraftKind::Enumeration(_) => {
                parts.max().unwrap_or(0).max(3 * WORD).saturating_add(WORD)
            }
        };
    }
}

fn box_largest(members: &mut [&mut RustType], sizes: &[u64]) {
    let mut total = members
        .iter()
        .fold(0, |sum: u64, it| sum.saturating_add(size(it, sizes)));
    let mut order: Vec<usize> = (0..members.len())
        .filter(|it| held(members[*it]).is_some())
        .collect();
    order.sort_by_key(|it| std::cmp::Reverse(size(members[*it], sizes)));
    for idx in order {
        let before = size(members[idx], sizes);
        if total <= MAX_BYTES || before <= 4 * WORD {
            return;
        }
        box_held(members[idx]);
        total = total
            .saturating_sub(before)
            .saturating_add(size(members[idx], sizes));
    }
}

/// About how many bytes a value of `ty` takes in place.
fn size(ty: &RustType, sizes: &[u64]) -> u64 {
    match ty {
        RustType::Named(it) => sizes[it.0],
        RustType::Boxed(_) => WORD,
        RustType::Vec(_) | RustType::List(_) | RustType::External(_) => 3 * WORD,
        RustType::Secret(it) => size(it, sizes),
        RustType::Option(it) | RustType::Nillable(it) => match it.as_ref() {
            // No room of its own: a pointer is never null.
            RustType::Boxed(_) => WORD,
            it => size(it, sizes).saturating_add(WORD),
        },
        RustType::Builtin(it) => match it {
            Builtin::Bool => WORD,
            number if number.is_number() => WORD,
            Builtin::AnyType
            | Builtin::AnySimpleType
            | Builtin::AnyElement
            | Builtin::AnyAttribute
            | Builtin::MixedContent
            | Builtin::MixedText
            | Builtin::Attachment => 12 * WORD,
            _ => 4 * WORD,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::TypeId;
    use crate::lower::draft::tests::record;

    #[test]
    fn nesting_does_not_multiply() {
        // Each struct holds the one before it ten times.
        let text = RustType::Option(Box::new(RustType::Builtin(Builtin::String)));
        let mut kinds = vec![record(&vec![text; 10])];
        for idx in 0..8 {
            let inner = RustType::Option(Box::new(RustType::Named(TypeId(idx))));
            kinds.push(record(&vec![inner; 10]));
        }
        settle(&mut kinds);
        let n_boxes = |kind: &DraftKind| 10 - kind.parts().into_iter().filter_map(held).count();
        assert_eq!(n_boxes(&kinds[1]), 0, "a small nesting stays in place");
        assert!(kinds[2..].iter().any(|kind| n_boxes(kind) > 0));
        let mut sizes: Vec<u64> = Vec::new();
        for kind in &kinds {
            let parts = kind.parts().into_iter();
            sizes.push(parts.map(|ty| size(ty, &sizes)).sum());
        }
        assert!(sizes.iter().all(|size| *size <= MAX_BYTES), "{sizes:?}");
    }
}
