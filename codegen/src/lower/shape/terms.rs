//! Terms as members: elements, references to elements, wildcards.
//!
//! In: a term and how often it occurs; XSD 1.0 §3.3, §3.10. Out: its [`Member`].

use std::collections::BTreeSet;

use crate::ir::{Builtin, EntryKind, Wildcard};
use crate::names::QName;
use crate::namespaces;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Owner, Site, Typed};
use crate::lower::made::Made;
use crate::lower::occurs::Occurs;
use crate::lower::soap_array::Items;
use crate::lower::{declared, docs, scalar};

use super::members::{self, Member};
use super::{arrays, facets, presence, secrets, stand_ins, structs, types, values};

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
    let site = Site::new(owner, wire);
    let claim = members::claim(&mut ctx.told, site);
    let mut text = docs::lines(decl.docs.as_deref());
    if let (true, xsd::TypeRef::Anonymous(inner)) = (text.is_empty(), &decl.ty) {
        text = docs::lines(inner.docs.as_deref());
    }
    let (typed, kind) = match array(ctx, decl, occurs, unwrap) {
        Some((name, items)) => {
            let (ty, item) = arrays::list(ctx, name, items, site);
            // An absent list and an empty one are two values: `<Xs/>` is sent for the latter.
            let kind = EntryKind::Wrapper(ctx.made.wire(&decl.name), Box::new(item));
            (Typed::of(ty), kind)
        }
        None => {
            let typed = element_type(ctx, decl, site);
            let typed = facets::of_member(ctx, site, typed);
            let typed = secrets::hide(&mut ctx.told, site, typed);
            (typed, EntryKind::Element(ctx.made.wire(&decl.name)))
        }
    };
    let (ty, mut entry) = values::element(ctx, typed, kind, occurs, decl);
    entry.type_name = match &decl.ty {
        xsd::TypeRef::Named(name, _) => arrays::type_name(ctx, name),
        xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Absent => None,
    };
    Member {
        docs: text,
        ..Member::new(claim, wire, (ty, entry))
    }
}

fn array<'m>(
    ctx: &Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Option<(&'m QName, Items<'m>)> {
    if occurs.repeats() || unwrap == Unwrap::Forbidden {
        return None;
    }
    let xsd::TypeRef::Named(name, _) = &decl.ty else {
        return None;
    };
    arrays::unwrapped(ctx, name).map(|items| (name, items))
}

/// The type of an element; where it has none of its own, that of its substitution group's head.
pub(crate) fn element_type<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    site: Site<'_>,
) -> Typed {
    let mut decl = decl;
    while let (xsd::TypeRef::Absent, Some((head, _))) = (&decl.ty, &decl.substitution_head) {
        match ctx.declared.element(head) {
            Some(head) => decl = head,
            None => break,
        }
    }
    // XSD 1.0 §2.6.1: an element of it says what its text is by `xsi:type`, which a plain text cannot keep.
    if let xsd::TypeRef::Named(name, _) = &decl.ty
        && scalar::is_any_simple(name)
        && ctx.told.mapped(name).is_none()
    {
        return Typed::builtin(Builtin::AnySimpleType);
    }
    if !ctx.declared.is_global(decl) {
        return types::typed(ctx, &decl.ty, site);
    }
    if let Some(complex) = declared::in_place(&decl.ty) {
        return Typed::named(structs::of_element(ctx, decl, complex, None));
    }
    let owner = site.owner.in_namespace(&decl.name.namespace);
    let owner = &owner;
    types::typed(ctx, &decl.ty, Site { owner, ..site })
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
        return schema_element(&mut ctx.made, occurs);
    }
    let Some(decl) = ctx.declared.element(name) else {
        // The gate lets no such name through; whatever comes is kept.
        return raw("any", Wildcard::Any, occurs);
    };
    let Some((id, docs)) = stand_ins::substitution(ctx, decl) else {
        return element(ctx, owner, decl, occurs, unwrap);
    };
    let value = presence::plain(Typed::named(id), EntryKind::Choice(id), occurs);
    let claim = members::claim(&mut ctx.told, Site::new(owner, &name.local));
    Member {
        docs,
        ..Member::new(claim, &name.local, value)
    }
}

/// The inline schema of a data set: an element of XSD's namespace, kept raw.
fn schema_element(made: &mut Made<'_>, occurs: Occurs) -> Member {
    let namespace = made.namespace(namespaces::XSD);
    raw("schema", Wildcard::OneOf(vec![namespace]), occurs)
}

/// A wildcard for elements.
pub(crate) fn any(ctx: &mut Ctx<'_, '_>, of: &xsd::Wildcard, occurs: Occurs) -> Member {
    let symbols = ctx.declared.symbols;
    let wildcard = wildcard(&mut ctx.made, of, symbols.elements.keys().copied());
    raw("any", wildcard, occurs)
}

fn raw(name: &str, wildcard: Wildcard, occurs: Occurs) -> Member {
    let any = Typed::builtin(Builtin::AnyElement);
    let value = presence::plain(any, EntryKind::Any(wildcard), occurs);
    Member::new(Claim::new(vec![name.to_owned()], 3), "", value)
}

/// Which names a wildcard lets in, where the schemas declare those of `defined`.
pub(crate) fn wildcard<'m>(
    made: &mut Made<'_>,
    of: &'m xsd::Wildcard,
    defined: impl Iterator<Item = &'m QName>,
) -> Wildcard {
    let ids = |made: &mut Made<'_>, list: &[String]| {
        list.iter()
            .map(|uri| made.namespace(uri))
            .collect::<Vec<_>>()
    };
    let inner = match &of.namespaces {
        xsd::WildcardNamespaces::Any => Wildcard::Any,
        xsd::WildcardNamespaces::Other(uri) => Wildcard::Other(made.namespace(uri)),
        xsd::WildcardNamespaces::OneOf(list) => Wildcard::OneOf(ids(made, list)),
        xsd::WildcardNamespaces::Not(list) => Wildcard::Not(ids(made, list)),
    };
    let defined = defined.filter(|_| of.except_defined);
    let names: BTreeSet<&QName> = (of.except.iter().chain(defined))
        .filter(|name| of.namespaces.lets_in(&name.namespace))
        .collect();
    if names.is_empty() {
        return inner;
    }
    let names = names.into_iter().map(|name| made.wire(name)).collect();
    Wildcard::Except(Box::new(inner), names)
}
