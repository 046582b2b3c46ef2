//! The structs of complex types: by name, in place, of a global element.
//!
//! In: a complex type. Out: its draft, made and queued at the first reference.

use crate::ir::{Origin, TypeId};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::declared::Complex;
use crate::lower::docs;
use crate::lower::draft::{Component, Draft, Key, Owner, Site, Stem, rank};
use crate::lower::made::Work;

/// The struct of the complex type `name` itself, whatever derives from it.
pub(crate) fn named<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName, complex: Complex<'m>) -> TypeId {
    let key = Key::Type(name.clone());
    if let Some(id) = ctx.made.known(&key) {
        return id;
    }
    let draft = named_draft(ctx, name, complex.0);
    open(ctx, key, draft, complex, name.local.clone())
}

/// The struct of a complex type without a name.
pub(crate) fn anonymous<'m>(ctx: &mut Ctx<'_, 'm>, complex: Complex<'m>, site: Site<'_>) -> TypeId {
    let decl = complex.0;
    let key = site.owner.key(Component::Type, decl.span);
    if let Some(id) = ctx.made.known(&key) {
        return id;
    }
    let suffix = naming::upper_camel(site.member);
    let docs = docs::lines(decl.docs.as_deref());
    let draft = Draft::inside(site.owner, suffix, docs, decl.span);
    open(ctx, key, draft, complex, site.wire())
}

/// The struct of the anonymous type of an array's items. It is named after itself: the array has no Rust type.
pub(crate) fn item<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &xsd::ElementDecl,
    complex: Complex<'m>,
    array: &Owner,
) -> TypeId {
    let key = array.key(Component::Type, complex.0.span);
    if let Some(id) = ctx.made.known(&key) {
        return id;
    }
    let wire = &decl.name.local;
    let both = naming::upper_camel(&format!("{} {wire}", array.wire));
    let draft = Draft {
        namespace: array.namespace.clone(),
        ..Draft::own(
            Claim::new(vec![naming::upper_camel(wire), both], rank::ELEMENT),
            Origin::Inside(naming::upper_camel(&array.wire)),
            docs::lines(complex.0.docs.as_deref()),
            Some(complex.0.span),
        )
    };
    open(ctx, key, draft, complex, wire.clone())
}

/// The struct of the anonymous type of the global element `decl`; `first` is the name it would like best.
pub(crate) fn of_element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    complex: Complex<'m>,
    first: Option<String>,
) -> TypeId {
    let key = Key::Element(decl.name.clone());
    if let Some(id) = ctx.made.known(&key) {
        return id;
    }
    let name = ctx.own_name(&decl.name, first, rank::ELEMENT);
    let text = decl.docs.as_deref().or(complex.0.docs.as_deref());
    let origin = Origin::Element(decl.name.clone());
    let draft = Draft::own(name, origin, docs::lines(text), Some(decl.span));
    open(ctx, key, draft, complex, decl.name.local.clone())
}

/// What is known of the named type `decl`.
pub(crate) fn named_draft(ctx: &mut Ctx<'_, '_>, name: &QName, decl: &xsd::TypeDecl) -> Draft {
    let is_target = name.namespace == ctx.declared.target_namespace;
    let rank = if is_target {
        rank::TARGET_TYPE
    } else {
        rank::TYPE
    };
    let own = ctx.own_name(name, None, rank);
    let docs = docs::lines(decl.docs.as_deref());
    Draft::own(own, Origin::Type(name.clone()), docs, Some(decl.span))
}

fn open<'m>(
    ctx: &mut Ctx<'_, 'm>,
    key: Key,
    draft: Draft,
    complex: Complex<'m>,
    wire: String,
) -> TypeId {
    let namespace = draft.namespace.clone();
    let id = ctx.made.open_as(key, draft);
    let owner = Owner {
        stem: Stem::Draft(id),
        wire,
        namespace,
    };
    ctx.made.queue(id, Work::Complex(complex, owner));
    id
}
