//! The types of the API, made whole.
//!
//! In: what is known of each type, and what was decided of it. Out: [`TypeItem`]s.

use crate::ir::{Choice, Family, ModuleId, Origin, Struct, TypeItem, TypeKind};

use crate::lower::draft::{DraftKind, DraftName};
use crate::lower::made::Types;

use super::constructors::Making;
use super::extras::Extra;
use super::{families, names, ranks};

/// What was decided of all types, each list in their order.
pub(crate) struct Decided {
    pub(crate) idents: Vec<String>,
    pub(crate) modules: Vec<ModuleId>,
    pub(crate) extras: Vec<Extra>,
    pub(crate) features: Vec<Vec<String>>,
    pub(crate) makings: Vec<Making>,
}

/// Makes all types.
pub(crate) fn types(types: Types, mut decided: Decided) -> Vec<TypeItem> {
    let blanks = ranks::blanks(&types.kinds);
    let defaults = ranks::defaults(&types.kinds);
    let mut families = families::of_types(&types.kinds);
    let mut res = Vec::new();
    for (idx, (draft, kind)) in types.drafts.into_iter().zip(types.kinds).enumerate() {
        let origin = match draft.name {
            DraftName::Own(_, origin) => origin,
            DraftName::Inside { owner, .. } => Origin::Inside(names::stem(&owner, &decided.idents)),
        };
        let making = std::mem::take(&mut decided.makings[idx]);
        let kind = match kind {
            DraftKind::Struct { fields, any_order } => TypeKind::Struct(Struct {
                fields,
                setters: making.setters,
                constructor: making.constructor,
                default: defaults[idx],
                any_order,
            }),
            DraftKind::Choice(fields) => TypeKind::Choice(Choice {
                alternatives: fields,
                blank: blanks[idx],
            }),
            DraftKind::Enumeration(enumeration) => TypeKind::Enumeration(enumeration),
            DraftKind::Family {
                members,
                first_is_declared,
                other_ident,
            } => TypeKind::Family(Family {
                conversions: std::mem::take(&mut families[idx].conversions),
                shared: std::mem::take(&mut families[idx].shared),
                members,
                first_is_declared,
                other_ident,
            }),
            DraftKind::Union(union) => TypeKind::Union(union),
            DraftKind::Alias(ty) => TypeKind::Alias(ty),
        };
        let extra = std::mem::take(&mut decided.extras[idx]);
        res.push(TypeItem {
            ident: decided.idents[idx].clone(),
            module: decided.modules[idx],
            docs: draft.docs,
            origin,
            kind,
            derives: extra.derives,
            attributes: extra.attributes,
            member_attributes: extra.members,
            features: std::mem::take(&mut decided.features[idx]),
        });
    }
    res
}
