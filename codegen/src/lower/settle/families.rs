//! Families: what all types of one have, and which of them convert into it.
//!
//! In: the contents of all types. Out: a list of each for each family.

use std::collections::BTreeSet;

use crate::ir::{Field, Member, RustType, Shared, TypeId};

use crate::lower::draft::DraftKind;

/// What callers can do with a family without a `match` over it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ability {
    /// The members that convert into it, by index.
    pub(crate) conversions: Vec<usize>,
    /// What all members have.
    pub(crate) shared: Vec<Shared>,
}

/// That of each type; nothing for what is no family.
pub(crate) fn of_types(kinds: &[DraftKind]) -> Vec<Ability> {
    let ability = |kind: &DraftKind| match kind {
        DraftKind::Family { members, .. } => Ability {
            conversions: conversions(kinds, members),
            shared: shared(kinds, members),
        },
        _ => Ability::default(),
    };
    kinds.iter().map(ability).collect()
}

/// The struct that a member is, if it is generated.
fn record<'k>(kinds: &'k [DraftKind], member: &Member) -> Option<(TypeId, &'k [Field])> {
    let ty = match &member.ty {
        RustType::Boxed(inner) => inner,
        ty => ty,
    };
    let RustType::Named(id) = ty else { return None };
    Some((*id, kinds[id.0].record()?))
}

/// Those with a struct of their own: one type cannot convert in two ways.
fn conversions(kinds: &[DraftKind], members: &[Member]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let records = members.iter().map(|member| record(kinds, member));
    let own = records.enumerate().filter_map(|(index, record)| {
        let (id, _) = record?;
        seen.insert(id).then_some(index)
    });
    own.collect()
}

/// The fields that all members have under one name and of one type; of two members or more, as of one all would be.
fn shared(kinds: &[DraftKind], members: &[Member]) -> Vec<Shared> {
    let records = members.iter().map(|member| record(kinds, member));
    let Some(records) = records.collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let [(_, first), rest @ ..] = records.as_slice() else {
        return Vec::new();
    };
    let has = |fields: &[Field], field: &Field| {
        let mut fields = fields.iter();
        fields.any(|other| other.ident == field.ident && other.ty == field.ty)
    };
    let is_shared =
        |field: &&Field| !rest.is_empty() && rest.iter().all(|(_, fields)| has(fields, field));
    let fields = first.iter().filter(is_shared).map(|field| {
        let (optional, ty) = match &field.ty {
            RustType::Option(inner) => (true, inner.as_ref()),
            ty => (false, ty),
        };
        let ty = match ty {
            RustType::Boxed(inner) => inner,
            ty => ty,
        };
        Shared {
            ident: field.ident.clone(),
            optional,
            ty: ty.clone(),
        }
    });
    fields.collect()
}
