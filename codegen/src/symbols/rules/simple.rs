//! How simple types derive; XSD 1.0 §3.14.6.

use super::types::{Ty, Types, Variety};
use crate::diagnostic::Diagnostics;
use crate::source::span::Span;
use crate::xsd::model::{Finals, SimpleType, TypeBody, TypeDecl, TypeRef};

/// Notes what `decl` derives from though it may not.
pub(super) fn check<'m>(types: Types<'_, 'm>, decl: &'m TypeDecl, diagnostics: &mut Diagnostics) {
    let TypeBody::Simple(simple) = &decl.body else {
        return;
    };
    let (used, how, is_final): (&[TypeRef], &str, fn(Finals) -> bool) = match simple {
        SimpleType::Restriction { base, .. } => (std::slice::from_ref(base), "restriction", |it| {
            it.restriction
        }),
        SimpleType::List { item } => (std::slice::from_ref(item), "list", |it| it.list),
        SimpleType::Union { members } => (members, "union", |it| it.union),
    };
    for reference in used {
        let span = place(reference, decl.span);
        let Some(ty) = types
            .simple(reference)
            .filter(|_| !matches!(reference, TypeRef::Absent))
        else {
            continue;
        };
        if ty.is_complex() {
            let message = format!("a {how} of `{}`, which is no simple type", shown(reference));
            diagnostics.invalid("cos-st-restricts", span, message);
            continue;
        }
        if let Ty::Decl(used) = ty
            && is_final(used.finals)
        {
            let message = format!("a {how} of `{}`, which is final for it", shown(reference));
            diagnostics.invalid("st-props-correct.3", span, message);
        }
        let variety = types.describe(ty).map(|it| it.variety);
        match (simple, variety) {
            (SimpleType::Restriction { .. }, Some(Variety::Any)) => {
                diagnostics.invalid(
                    "cos-st-restricts.1.1",
                    span,
                    "a restriction of any simple type",
                );
            }
            (SimpleType::List { .. }, Some(Variety::List(_) | Variety::Any)) => {
                diagnostics.invalid(
                    "cos-list-of-atomic",
                    span,
                    "a list of lists, or of anything",
                );
            }
            (SimpleType::List { .. }, Some(Variety::Union(members)))
                if members.iter().any(|it| is_list(types, *it)) =>
            {
                diagnostics.invalid(
                    "cos-list-of-atomic",
                    span,
                    "a list of a union that holds a list",
                );
            }
            _ => {}
        }
    }
}

fn is_list<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> bool {
    types
        .describe(ty)
        .is_some_and(|it| matches!(it.variety, Variety::List(_)))
}

fn place(reference: &TypeRef, other: Span) -> Span {
    match reference {
        TypeRef::Named(_, span) => *span,
        TypeRef::Anonymous(decl) => decl.span,
        TypeRef::Absent => other,
    }
}

fn shown(reference: &TypeRef) -> String {
    match reference {
        TypeRef::Named(name, _) => name.to_string(),
        TypeRef::Anonymous(_) | TypeRef::Absent => "the type in place".to_owned(),
    }
}
