//! Nil elements whose type has attributes: nil has no place for them in Rust.
//!
//! In: all types; XSD 1.0 §3.3.4 keeps the attributes of a nil element. Out: a note for each such type.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::ir::{Entry, EntryKind, RustType, TypeId};

use crate::lower::draft::DraftKind;
use crate::lower::made::Types;
use crate::lower::shape::arrays;

/// Types in types that are looked into: boxes, families.
const MAX_DEPTH: usize = 16;

/// Says of which types a nil element loses its attributes.
pub(crate) fn check(types: &Types, diagnostics: &mut Diagnostics) {
    let mut found: BTreeSet<TypeId> = BTreeSet::new();
    for field in types.kinds.iter().flat_map(DraftKind::fields) {
        let item = field.entry.with_items().last();
        if item.is_some_and(|it| it.nillable && matches!(it.kind, EntryKind::Element(_))) {
            collect(types, &mut found, &field.ty, 0);
        }
    }
    for id in found {
        let draft = &types.drafts[id.0];
        let mut message = format!(
            "nil has no attributes in Rust: those of a nil element of {} are listed as deviations and lost",
            draft.label()
        );
        let mut entries = types.kinds[id.0].fields().iter().map(|field| &field.entry);
        if entries.any(|entry| is_attribute(entry) && entry.min > 0) {
            message.push_str(", and as one is required, none is written as nil");
        }
        diagnostics.note(Code::Lossy, draft.span, message);
    }
}

fn collect(types: &Types, found: &mut BTreeSet<TypeId>, ty: &RustType, depth: usize) {
    match ty {
        RustType::Named(id) if depth < MAX_DEPTH => match &types.kinds[id.0] {
            DraftKind::Struct { fields, .. } => {
                // Wildcards do not count, nor what SOAP encoding has attributes for.
                let is_own = |entry: &Entry| {
                    is_attribute(entry) && !arrays::is_control(&types.namespaces, entry)
                };
                if fields.iter().any(|field| is_own(&field.entry)) {
                    found.insert(*id);
                }
            }
            DraftKind::Family { .. } | DraftKind::Alias(_) => {
                for part in types.kinds[id.0].parts() {
                    collect(types, found, part, depth + 1);
                }
            }
            DraftKind::Choice(_) | DraftKind::Enumeration(_) | DraftKind::Union(_) => {}
        },
        RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Nillable(inner)
        | RustType::Boxed(inner)
        | RustType::Secret(inner) => collect(types, found, inner, depth),
        RustType::Named(_) | RustType::Builtin(_) | RustType::List(_) | RustType::External(_) => {}
    }
}

fn is_attribute(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Attribute(_))
}
