//! Setters: how each field of a struct is set, and what a second setter of it is called.
//!
//! | field | how |
//! |---|---|
//! | a number or `bool` | by its value, so that a literal has a type; `f64` takes whole numbers too |
//! | a decimal, a date, a union, a closed enumeration | by its value, or by a text: `try_price("9.95")?` |
//! | a list | by items, or item by item: `tags(["a", "b"])`, `push_tags("c")` |
//! | anything else | by whatever converts into its value |
//!
//! In: the fields of a struct. Out: a [`Setter`] for each.

use std::collections::BTreeSet;

use crate::ir::{Builtin, Field, RustType, Setter};
use crate::naming::scope;

use crate::lower::draft::DraftKind;

/// The setters of `fields`, in their order.
pub(crate) fn of_fields(kinds: &[DraftKind], fields: &[Field]) -> Vec<Setter> {
    let mut taken: BTreeSet<String> = fields.iter().map(|field| field.ident.clone()).collect();
    let setters = fields.iter().map(|field| {
        let ty = match &field.ty {
            RustType::Option(inner) => inner,
            ty => ty,
        };
        let mut second = |verb: &str| {
            let name = scope::free(&format!("{verb}_{}", field.ident), "_", &taken);
            taken.insert(name.clone());
            name
        };
        match behind_aliases(kinds, ty) {
            RustType::Vec(item) | RustType::List(item) => Setter::List {
                item: (**item).clone(),
                exact: is_exact(kinds, item),
                push: second("push"),
            },
            ty if is_exact(kinds, ty) => Setter::Exact,
            ty if is_text(kinds, ty) => Setter::Text(second("try")),
            _ => Setter::Into,
        }
    });
    setters.collect()
}

/// What `ty` names, where that is another name. An alias names no other alias around a circle, as simple types derive from
/// each other in one direction.
pub(super) fn behind_aliases<'t>(kinds: &'t [DraftKind], mut ty: &'t RustType) -> &'t RustType {
    while let RustType::Named(id) = ty {
        let Some(DraftKind::Alias(of)) = kinds.get(id.0) else {
            break;
        };
        ty = of;
    }
    ty
}

/// Whether `Into` would leave the type of a literal open, or put it to `i32`.
pub(super) fn is_exact(kinds: &[DraftKind], ty: &RustType) -> bool {
    let RustType::Builtin(builtin) = behind_aliases(kinds, ty) else {
        return false;
    };
    // The literal of an `f64` has that type by itself.
    *builtin == Builtin::Bool || builtin.is_number() && *builtin != Builtin::F64
}

/// Whether a text says a value best: its meaning needs no prefixes, and it is no text itself.
fn is_text(kinds: &[DraftKind], ty: &RustType) -> bool {
    match ty {
        RustType::Named(id) => match kinds.get(id.0) {
            Some(DraftKind::Union(_)) => true,
            Some(DraftKind::Enumeration(it)) => it.other_ident.is_none(),
            Some(_) | None => false,
        },
        RustType::Builtin(builtin) => matches!(
            builtin,
            Builtin::Decimal
                | Builtin::Integer
                | Builtin::DateTime
                | Builtin::Date
                | Builtin::Time
                | Builtin::GYear
                | Builtin::GYearMonth
                | Builtin::GMonth
                | Builtin::GMonthDay
                | Builtin::GDay
                | Builtin::Duration
        ),
        _ => false,
    }
}
