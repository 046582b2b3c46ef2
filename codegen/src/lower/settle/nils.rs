//! Nil elements whose type has attributes: nil has no place for them in Rust.
//!
//! In: the finished drafts; XSD 1.0 §3.3.4 keeps the attributes of a nil element. Out: a note for each such type.

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{Entry, EntryKind, Field, RustType, Struct, TypeId, TypeKind};

use crate::lower::ctx::Ctx;
use crate::lower::draft;
use crate::lower::shape::arrays;

/// Types in types that are looked into: boxes, families.
const MAX_DEPTH: usize = 16;

/// Says of which types a nil element loses its attributes.
pub(crate) fn check(ctx: &mut Ctx<'_, '_>) {
    let mut found: BTreeSet<TypeId> = BTreeSet::new();
    for draft in &ctx.drafts {
        match &draft.kind {
            TypeKind::Struct(it) => {
                (it.fields.iter()).for_each(|it| entry(ctx, &mut found, &it.entry, &it.ty));
            }
            TypeKind::Choice(it) => {
                (it.alternatives.iter()).for_each(|it| entry(ctx, &mut found, &it.entry, &it.ty));
            }
            TypeKind::Enumeration(_)
            | TypeKind::Family(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => {}
        }
    }
    for id in found {
        let draft = &ctx.drafts[id.0];
        let TypeKind::Struct(it) = &draft.kind else {
            continue;
        };
        let mut message = format!(
            "nil has no attributes in Rust: those of a nil element of {} are listed as deviations and lost",
            draft::what(&draft.origin)
        );
        if it
            .fields
            .iter()
            .any(|it| is_attribute(&it.entry) && it.entry.min > 0)
        {
            message.push_str(", and as one is required, none is written as nil");
        }
        ctx.diagnostics.note(Code::Lossy, draft.span, message);
    }
}

fn entry(ctx: &Ctx<'_, '_>, found: &mut BTreeSet<TypeId>, entry: &Entry, ty: &RustType) {
    let mut item = entry;
    while let EntryKind::Wrapper(_, it) = &item.kind {
        item = it;
    }
    if item.nillable && matches!(item.kind, EntryKind::Element(_)) {
        collect(ctx, found, ty, 0);
    }
}

fn collect(ctx: &Ctx<'_, '_>, found: &mut BTreeSet<TypeId>, ty: &RustType, depth: usize) {
    match ty {
        RustType::Named(id) if depth < MAX_DEPTH => match &ctx.drafts[id.0].kind {
            TypeKind::Struct(it) if has_attributes(ctx, it) => {
                found.insert(*id);
            }
            TypeKind::Family(it) => {
                (it.members.iter()).for_each(|it| collect(ctx, found, &it.ty, depth + 1));
            }
            TypeKind::Alias(it) => collect(ctx, found, it, depth + 1),
            TypeKind::Struct(_)
            | TypeKind::Choice(_)
            | TypeKind::Enumeration(_)
            | TypeKind::Union(_) => {}
        },
        RustType::Option(it)
        | RustType::Vec(it)
        | RustType::Nillable(it)
        | RustType::Boxed(it)
        | RustType::Secret(it) => collect(ctx, found, it, depth),
        RustType::Named(_) | RustType::Builtin(_) | RustType::List(_) | RustType::External(_) => {}
    }
}

/// Wildcards do not count, nor what SOAP encoding has attributes for.
fn has_attributes(ctx: &Ctx<'_, '_>, it: &Struct) -> bool {
    let is_own = |it: &Field| is_attribute(&it.entry) && !arrays::is_control(ctx, &it.entry);
    it.fields.iter().any(is_own)
}

fn is_attribute(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Attribute(_))
}
