//! The enums over what may stand in one place: `xsi:type` families, substitution groups, the details of a fault.
//!
//! In: the queued draft of one. Out: its content, one variant for each type or element.

use std::collections::BTreeSet;

use crate::ir::{self, EntryKind, RustType, TypeId, WireName};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::{self, Claim};
use crate::xsd::model as xsd;

use crate::lower::contract::Detail;
use crate::lower::ctx::Ctx;
use crate::lower::draft::{DraftKind, Owner, Site, Stem};
use crate::lower::occurs::Occurs;
use crate::lower::setting::Global;

use super::members::{self, Member};
use super::terms::{self, Unwrap};
use super::{enumerations, presence, secrets, stand_ins, structs, types};

/// Makes the family of `name`.
pub(crate) fn fill<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, name: &'m QName) {
    let mut names: Vec<&'m QName> = vec![name];
    names.extend(stand_ins::derived(ctx, name).iter());
    let mut claims: Vec<Claim> = Vec::new();
    let mut members: Vec<(RustType, WireName)> = Vec::new();
    let mut first_is_declared = false;
    for member in names {
        let Some(complex) = ctx.declared.complex(member) else {
            continue;
        };
        if complex.1.is_abstract {
            continue;
        }
        first_is_declared |= member == name;
        let renamed = ctx.told.renamed_global(Global::Type, member);
        let own = renamed.unwrap_or_else(|| naming::upper_camel(&member.local));
        let mut names = naming::qualified(&member.namespace, &own);
        names.insert(0, own);
        claims.push(Claim::new(names, 0));
        let ty = match ctx.told.mapped(member) {
            Some(external) => external,
            None => RustType::Named(structs::named(ctx, member, complex)),
        };
        members.push((ty, ctx.made.wire(member)));
    }
    let idents = scope::allocate(&claims, &BTreeSet::new(), "").idents;
    let other_ident = enumerations::free_other(&idents);
    let members = idents
        .into_iter()
        .zip(members)
        .map(|(ident, (ty, wire))| ir::Member { ident, ty, wire })
        .collect();
    let kind = DraftKind::Family {
        members,
        first_is_declared,
        other_ident,
    };
    ctx.made.close(id, kind);
}

/// Makes an enum with one variant for each of `details`.
pub(crate) fn fill_details<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, details: &[Detail<'m>]) {
    // What stands in an element is in the element's namespace.
    let owner = Owner {
        stem: Stem::Draft(id),
        wire: String::new(),
        namespace: String::new(),
    };
    let mut found: Vec<Member> = Vec::new();
    for detail in details {
        let member = match detail {
            Detail::Element(decl) => of_element(ctx, &owner, decl),
            Detail::Type { name, ty, .. } => of_type(ctx, &owner, detail.label(), name, ty),
        };
        found.push(member);
    }
    let kind = members::choice(ctx, "", found);
    ctx.made.close(id, kind);
}

fn of_element<'m>(ctx: &mut Ctx<'_, 'm>, owner: &Owner, decl: &'m xsd::ElementDecl) -> Member {
    let mut member = terms::element(ctx, owner, decl, Occurs::ONCE, Unwrap::Forbidden);
    member.claim = claim(&decl.name.local, &decl.name.namespace);
    debug_assert!(
        matches!(member.entry.kind, EntryKind::Element(_)),
        "arrays are not unwrapped here"
    );
    member
}

fn of_type<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    label: &str,
    name: &QName,
    ty: &'m QName,
) -> Member {
    let typed = types::named(ctx, ty);
    let member = &name.local;
    let typed = secrets::hide(&mut ctx.told, Site::new(owner, member), typed);
    let kind = EntryKind::Element(ctx.made.wire(name));
    let (rust, mut entry) = presence::plain(typed, kind, Occurs::ONCE);
    // Servers differ in the name of the element, so the type's is needed to know it by.
    entry.type_name = Some(ctx.made.type_label(ty));
    entry.any_name = true;
    Member::new(claim(label, &ty.namespace), &name.local, (rust, entry))
}

/// The names that the variant for something called `local` would like.
fn claim(local: &str, namespace: &str) -> Claim {
    let camel = naming::upper_camel(local);
    let mut names = naming::qualified(namespace, &camel);
    names.insert(0, camel);
    Claim::new(names, 0)
}
