//! How simple types derive; XSD 1.0 §3.14.6.

use super::types::{Ty, Types, Variety};
use crate::diagnostic::Diagnostics;
use crate::xsd::model::{Finals, SimpleType, TypeRef};

/// Notes what `decl` derives from though it may not.
pub(super) fn check<'m>(
    types: Types<'_, 'm>,
    simple: &'m SimpleType,
    diagnostics: &mut Diagnostics,
) {
    let (how, is_final): (&str, fn(Finals) -> bool) = match simple {
        SimpleType::Restriction { .. } => ("restriction", |finals| finals.restriction),
        SimpleType::List { .. } => ("list", |finals| finals.list),
        SimpleType::Union { .. } => ("union", |finals| finals.union),
    };
    for reference in simple.parts() {
        let (span, shown) = match reference {
            TypeRef::Named(name, span) => (*span, name.to_string()),
            TypeRef::Anonymous(decl) => (decl.span, "the type in place".to_owned()),
            TypeRef::Absent => continue,
        };
        let Some(ty) = types.simple(reference) else {
            continue;
        };
        if ty.is_complex() {
            let message = format!("a {how} of `{shown}`, which is no simple type");
            diagnostics.invalid("cos-st-restricts", span, message);
            continue;
        }
        if let Ty::Decl(used) = ty
            && is_final(used.finals)
        {
            let message = format!("a {how} of `{shown}`, which is final for it");
            diagnostics.invalid("st-props-correct.3", span, message);
        }
        let variety = types.describe(ty).map(|it| it.variety);
        let (rule, message) = match (simple, variety) {
            (SimpleType::Restriction { .. }, Some(Variety::Any)) => {
                ("cos-st-restricts.1.1", "a restriction of any simple type")
            }
            (SimpleType::List { .. }, Some(Variety::List(_) | Variety::Any)) => {
                ("cos-list-of-atomic", "a list of lists, or of anything")
            }
            (SimpleType::List { .. }, Some(Variety::Union(members)))
                if members.iter().any(|it| is_list(types, *it)) =>
            {
                ("cos-list-of-atomic", "a list of a union that holds a list")
            }
            _ => continue,
        };
        diagnostics.invalid(rule, span, message);
    }
}

fn is_list<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> bool {
    types
        .describe(ty)
        .is_some_and(|it| matches!(it.variety, Variety::List(_)))
}
