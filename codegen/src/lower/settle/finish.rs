//! The types of the API, made whole.
//!
//! In: what is known of each type, and what was decided of it. Out: [`TypeItem`]s.

use crate::ir::{Choice, Client, ModuleId, Origin, Struct, TypeId, TypeItem, TypeKind};

use crate::lower::draft::{DraftKind, DraftName};
use crate::lower::made::Types;

use super::extras::Extra;
use super::held::mentioned;
use super::{names, ranks};

/// What was decided of all types, each list in their order.
pub(crate) struct Decided {
    pub(crate) idents: Vec<String>,
    pub(crate) table_idents: Vec<String>,
    pub(crate) modules: Vec<ModuleId>,
    pub(crate) extras: Vec<Extra>,
    pub(crate) features: Vec<Vec<String>>,
}

/// Makes all types.
pub(crate) fn types(types: Types, mut decided: Decided, clients: &[Client]) -> Vec<TypeItem> {
    let blanks = ranks::blanks(&types.kinds);
    let defaults = ranks::defaults(&types.kinds);
    let builders = builders(&types.kinds, clients);
    let mut res = Vec::new();
    for (idx, (draft, kind)) in types.drafts.into_iter().zip(types.kinds).enumerate() {
        let origin = match draft.name {
            DraftName::Own(_, origin) => origin,
            DraftName::Inside { owner, .. } => Origin::Inside(names::stem(&owner, &decided.idents)),
        };
        let kind = match kind {
            DraftKind::Struct { fields, any_order } => TypeKind::Struct(Struct {
                fields,
                builder: builders[idx],
                default: defaults[idx],
                any_order,
            }),
            DraftKind::Choice(alternatives) => TypeKind::Choice(Choice {
                alternatives,
                blank: blanks[idx],
            }),
            DraftKind::Enumeration(enumeration) => TypeKind::Enumeration(enumeration),
            DraftKind::Family(family) => TypeKind::Family(family),
            DraftKind::Union(union) => TypeKind::Union(union),
            DraftKind::Alias(ty) => TypeKind::Alias(ty),
        };
        let extra = std::mem::take(&mut decided.extras[idx]);
        res.push(TypeItem {
            ident: decided.idents[idx].clone(),
            module: decided.modules[idx],
            table_ident: decided.table_idents[idx].clone(),
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

/// What a request can hold gets a builder.
fn builders(kinds: &[DraftKind], clients: &[Client]) -> Vec<bool> {
    let mut stack: Vec<TypeId> = Vec::new();
    for client in clients {
        stack.extend(client.request_headers);
        for operation in &client.operations {
            stack.extend(mentioned(vec![&operation.request.ty]));
        }
    }
    let mut res = vec![false; kinds.len()];
    while let Some(id) = stack.pop() {
        if !std::mem::replace(&mut res[id.0], true) {
            stack.extend(mentioned(kinds[id.0].parts()));
        }
    }
    res
}
