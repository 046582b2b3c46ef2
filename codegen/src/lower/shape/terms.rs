//! Terms as members: elements, references to elements, wildcards.
//!
//! In: a term and how often it occurs; XSD 1.0 §3.3, §3.10. Out: its [`Member`].

use crate::ir::{Builtin, EntryKind, RustType, Wildcard};
use crate::names::QName;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Owner, Typed};
use crate::lower::occurs::Occurs;
use crate::lower::{docs, scalar, soap_array};

use super::members::{self, Member};
use super::structs::Place;
use super::{arrays, facets, presence, secrets, stand_ins, types, values};

/// Whether a member of an array type may be a `Vec`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unwrap {
    Allowed,
    Forbidden,
}

/// An element declared in place.
pub(crate) fn element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    decl: &'m xsd::ElementDecl,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Member {
    let wire = &decl.name.local;
    let claim = members::claim(ctx, owner, wire);
    let mut text = docs::lines(decl.docs.as_deref());
    if let (true, xsd::TypeRef::Anonymous(it)) = (text.is_empty(), &decl.ty) {
        text = docs::lines(it.docs.as_deref());
    }
    let (ty, mut entry) = match array(ctx, decl, occurs, unwrap) {
        Some((name, items)) => {
            let (ty, item) = arrays::list(ctx, name, items, (owner, wire));
            let kind = EntryKind::Wrapper(ctx.wire(&decl.name), Box::new(item));
            // An absent list and an empty one are two values: `<Xs/>` is sent for the latter.
            presence::element(
                Typed::of(ty),
                kind,
                occurs,
                decl,
                ctx.settings.types.collapse_nil,
            )
        }
        None => {
            let typed = element_type(
                ctx,
                decl,
                Place {
                    owner,
                    member: wire,
                },
            );
            let typed = facets::of_member(ctx, owner, wire, typed);
            let typed = secrets::hide(ctx, owner, wire, typed);
            let kind = EntryKind::Element(ctx.wire(&decl.name));
            presence::element(typed, kind, occurs, decl, ctx.settings.types.collapse_nil)
        }
    };
    values::settle(ctx, &mut entry, decl.value.as_ref(), &decl.ty);
    entry.type_name = match &decl.ty {
        xsd::TypeRef::Named(name, _) => arrays::type_name(ctx, name),
        ty => ctx.type_name_of(ty),
    };
    Member {
        claim,
        wire: wire.clone(),
        docs: text,
        ty,
        entry,
    }
}

fn array<'m>(
    ctx: &Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Option<(&'m QName, soap_array::Items<'m>)> {
    if occurs.repeats() || unwrap == Unwrap::Forbidden {
        return None;
    }
    let xsd::TypeRef::Named(name, _) = &decl.ty else {
        return None;
    };
    arrays::unwrapped(ctx, name).map(|(_, items)| (name, items))
}

/// The type of an element; where it has none of its own, that of its substitution group's head.
pub(crate) fn element_type<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    place: Place<'_>,
) -> Typed {
    let mut decl = decl;
    while let (xsd::TypeRef::Absent, Some((head, _))) = (&decl.ty, &decl.substitution_head) {
        match ctx.symbols.elements.get(head) {
            Some(it) => decl = it,
            None => break,
        }
    }
    if let xsd::TypeRef::Anonymous(inner) = &decl.ty {
        let global = ctx
            .symbols
            .elements
            .get(&decl.name)
            .is_some_and(|it| std::ptr::eq(*it, decl));
        if global && matches!(inner.body, xsd::TypeBody::Complex(_)) {
            return Typed::of(RustType::Named(stand_ins::element_struct(
                ctx, decl, inner, None,
            )));
        }
    }
    types::typed(ctx, &decl.ty, place)
}

/// A reference to a global element, or to the substitution group that it heads.
pub(crate) fn reference<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    name: &'m QName,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Member {
    if scalar::is_schema_element(name) {
        return schema_element(ctx, occurs);
    }
    let Some(decl) = ctx.symbols.elements.get(name).copied() else {
        // The gate lets no such name through; whatever comes is kept.
        return raw(ctx, "any", Wildcard::Any, occurs);
    };
    let Some((id, docs)) = stand_ins::substitution(ctx, decl) else {
        return element(ctx, owner, decl, occurs, unwrap);
    };
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Choice(id), occurs);
    Member {
        claim: members::claim(ctx, owner, &name.local),
        wire: name.local.clone(),
        docs,
        ty,
        entry,
    }
}

/// The inline schema of a data set: an element of XSD's namespace, kept raw.
fn schema_element(ctx: &mut Ctx<'_, '_>, occurs: Occurs) -> Member {
    let namespace = ctx.namespace(scalar::XSD);
    raw(ctx, "schema", Wildcard::OneOf(vec![namespace]), occurs)
}

/// A wildcard.
pub(crate) fn any(ctx: &mut Ctx<'_, '_>, wildcard: &xsd::Wildcard, occurs: Occurs) -> Member {
    let wildcard = namespaces(ctx, wildcard);
    raw(ctx, "any", wildcard, occurs)
}

fn raw(ctx: &Ctx<'_, '_>, name: &str, wildcard: Wildcard, occurs: Occurs) -> Member {
    debug_assert!(
        !ctx.settings.naming.rename.contains_key(name),
        "wildcards have no wire name"
    );
    let ty = RustType::Builtin(Builtin::AnyElement);
    let ty = if occurs.repeats() {
        RustType::Vec(Box::new(ty))
    } else {
        RustType::Option(Box::new(ty))
    };
    Member {
        claim: Claim::new(vec![name.to_owned()], 3),
        wire: String::new(),
        docs: Vec::new(),
        ty,
        entry: presence::entry(EntryKind::Any(wildcard), occurs),
    }
}

/// Which namespaces a wildcard lets in.
pub(crate) fn namespaces(ctx: &mut Ctx<'_, '_>, wildcard: &xsd::Wildcard) -> Wildcard {
    match &wildcard.namespaces {
        xsd::WildcardNamespaces::Any => Wildcard::Any,
        xsd::WildcardNamespaces::Other(it) => Wildcard::Other(ctx.namespace(it)),
        xsd::WildcardNamespaces::OneOf(list) => {
            Wildcard::OneOf(list.iter().map(|it| ctx.namespace(it)).collect())
        }
    }
}
