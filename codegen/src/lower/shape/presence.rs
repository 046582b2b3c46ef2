//! What the occurrences of a value make of its Rust type.
//!
//! | occurs | not nillable | nillable |
//! |---|---|---|
//! | `0..1` | `Option<T>` | `Nillable<T>`, or `Option<T>` with `collapse-nil` |
//! | `1..1` | `T` | `Option<T>`, where `None` is written as `xsi:nil` |
//! | more | `Vec<T>` | `Vec<Option<T>>`, or `Vec<T>` with `collapse-nil` |

use crate::ir::{Entry, EntryKind, FixedOrDefault, RustType};
use crate::xsd::model as xsd;

use crate::lower::draft::Typed;
use crate::lower::occurs::Occurs;

/// The Rust type and the entry of an element that occurs so.
pub(crate) fn element(
    typed: Typed,
    kind: EntryKind,
    occurs: Occurs,
    decl: &xsd::ElementDecl,
    collapse_nil: bool,
) -> (RustType, Entry) {
    let repeats = occurs.repeats();
    let inner = typed.ty;
    // Nil items of a list that cannot say so are left out when it is read.
    let says_nil = decl.nillable && !(repeats && collapse_nil);
    let ty = match (repeats, occurs.min, says_nil) {
        (true, _, true) => RustType::Vec(Box::new(RustType::Option(Box::new(inner)))),
        (true, _, false) => RustType::Vec(Box::new(inner)),
        (false, 0, true) if !collapse_nil => RustType::Nillable(Box::new(inner)),
        (false, 0, _) | (false, _, true) => RustType::Option(Box::new(inner)),
        (false, _, false) => inner,
    };
    let entry = Entry {
        nillable: decl.nillable,
        value: value(decl.value.as_ref()),
        facets: typed.facets,
        ..Entry::new(kind, occurs.min, occurs.max)
    };
    (ty, entry)
}

/// The Rust type and the entry of something that cannot be nil.
pub(crate) fn plain(typed: Typed, kind: EntryKind, occurs: Occurs) -> (RustType, Entry) {
    let ty = if occurs.repeats() {
        RustType::Vec(Box::new(typed.ty))
    } else if occurs.min == 0 {
        RustType::Option(Box::new(typed.ty))
    } else {
        typed.ty
    };
    let entry = Entry {
        facets: typed.facets,
        ..Entry::new(kind, occurs.min, occurs.max)
    };
    (ty, entry)
}

pub(crate) fn value(constraint: Option<&xsd::ValueConstraint>) -> Option<FixedOrDefault> {
    constraint.map(|it| FixedOrDefault {
        text: it.text.clone(),
        fixed: it.fixed,
    })
}
