//! What a value of a type holds: in place, near or far.

use crate::ir::{RustType, TypeId};

use crate::lower::draft::DraftKind;

/// The type that a value of `ty` holds in itself, if it is generated; a `Vec` or `Box` is elsewhere.
pub(crate) fn held(ty: &RustType) -> Option<TypeId> {
    ty.named_within(|ty| {
        matches!(
            ty,
            RustType::Option(_) | RustType::Nillable(_) | RustType::Secret(_)
        )
    })
}

/// The types that each type holds in itself, neither boxed nor in a `Vec`.
pub(crate) fn held_by_each(kinds: &[DraftKind]) -> Vec<Vec<usize>> {
    let held_by = |kind: &DraftKind| {
        let types = kind.parts().into_iter();
        types.filter_map(held).map(|it| it.0).collect()
    };
    kinds.iter().map(held_by).collect()
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

/// All types that values of `parts` may hold, near or far; those of the last part first.
pub(crate) fn mentioned(parts: Vec<&RustType>) -> Vec<TypeId> {
    let types = parts.into_iter().rev();
    types.filter_map(|ty| ty.innermost().named()).collect()
}
