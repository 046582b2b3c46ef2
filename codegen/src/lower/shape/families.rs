//! The enums over what may stand for a type or element: `xsi:type` families and substitution groups.
//!
//! In: the queued draft of a family. Out: its content, one variant for each type or element.

use std::collections::BTreeSet;

use crate::ir::{Choice, EntryKind, Family, Member, RustType, TypeId, TypeKind};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::{self, Claim};
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::Owner;
use crate::lower::occurs::Occurs;

use super::terms::{self, Unwrap};
use super::{enumerations, members, stand_ins, structs};

/// Makes the family of `name`.
pub(crate) fn fill<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, name: &'m QName) {
    let mut names: Vec<&'m QName> = vec![name];
    names.extend(stand_ins::derived(ctx, name).iter());
    let mut claims: Vec<Claim> = Vec::new();
    let mut members: Vec<(RustType, crate::ir::WireName)> = Vec::new();
    let mut first_is_declared = false;
    for it in names {
        let Some(decl) = ctx.type_decl(it) else {
            continue;
        };
        if stand_ins::is_abstract(decl) {
            continue;
        }
        first_is_declared |= it == name;
        let own = ctx
            .renamed_global("type", it)
            .unwrap_or_else(|| naming::upper_camel(&it.local));
        let mut names = naming::qualified(&it.namespace, &own);
        names.insert(0, own);
        claims.push(Claim::new(names, 0));
        let ty = match ctx.mapped(it) {
            Some(external) => external,
            None => RustType::Named(structs::named_struct(ctx, it, decl)),
        };
        members.push((ty, ctx.wire(it)));
    }
    let idents = scope::allocate(&claims, &BTreeSet::new(), "").idents;
    let other_ident = enumerations::free_other(&idents);
    let members = idents
        .into_iter()
        .zip(members)
        .map(|(ident, (ty, wire))| Member { ident, ty, wire })
        .collect();
    ctx.drafts[id.0].kind = TypeKind::Family(Family {
        members,
        first_is_declared,
        other_ident,
    });
}

/// Makes the enum over a substitution group.
pub(crate) fn fill_substitution<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, head: &'m QName) {
    let Some(head) = ctx.symbols.elements.get(head).copied() else {
        return;
    };
    let members = stand_ins::substitution_members(ctx, head);
    fill_elements(ctx, id, &members);
}

/// Makes an enum with one variant for each of `elements`.
fn fill_elements<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, elements: &[&'m xsd::ElementDecl]) {
    let owner = Owner::draft(id, String::new());
    let mut found = Vec::new();
    for it in elements {
        let member = alternative(ctx, &owner, it);
        found.push(member);
    }
    let alternatives = members::alternatives(ctx, "", found);
    ctx.drafts[id.0].kind = TypeKind::Choice(Choice {
        alternatives,
        blank: 0,
    });
}

/// The variant for the element `decl`.
pub(crate) fn alternative<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    decl: &'m xsd::ElementDecl,
) -> members::Member {
    let mut member = terms::element(ctx, owner, decl, Occurs::ONCE, Unwrap::Forbidden);
    member.claim = stand_ins::claim(&decl.name.local, &decl.name.namespace);
    debug_assert!(
        matches!(member.entry.kind, EntryKind::Element(_)),
        "arrays are not unwrapped here"
    );
    member
}
