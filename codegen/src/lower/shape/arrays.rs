//! Members of array types as lists of their items.
//!
//! In: an array type (`soap_array.rs`) and what refers to it. Out: the `Vec` of its items, and the entry of one.

use crate::ir::{Entry, EntryKind, Origin, RustType, TypeLabel};
use crate::names::QName;
use crate::naming;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{DraftName, Owner, Stem, Typed, rank};
use crate::lower::occurs::Occurs;
use crate::lower::scalar;
use crate::lower::soap_array::{self, Items};

use super::structs::{self, Place};
use super::{presence, secrets, types, values};

/// Whether `entry` is an attribute of SOAP encoding, which the runtime writes by itself.
pub(crate) fn is_control(ctx: &Ctx<'_, '_>, entry: &Entry) -> bool {
    let EntryKind::Attribute(it) = &entry.kind else {
        return false;
    };
    let namespace = it.namespace.and_then(|it| ctx.namespaces.get(it));
    namespace.is_some_and(|it| it == scalar::SOAP_ENCODING)
}

/// What an element that wraps the items of `array` says it is: servers look for the array of SOAP encoding itself
/// and take the items from `arrayType`.
pub(crate) fn type_name(ctx: &mut Ctx<'_, '_>, array: &QName) -> Option<TypeLabel> {
    if ctx.type_decl(array).is_some_and(soap_array::is_soap_array) {
        return ctx.type_name(&QName::new(scalar::SOAP_ENCODING, "Array"));
    }
    ctx.type_name(array)
}

/// The items of the type `name`, where a member of it should be a `Vec`.
pub(crate) fn unwrapped<'m>(
    ctx: &Ctx<'_, 'm>,
    name: &'m QName,
) -> Option<(&'m xsd::TypeDecl, Items<'m>)> {
    if ctx.settings.types.mapped(name).is_some() {
        return None;
    }
    let decl = ctx.type_decl(name)?;
    let xsd::TypeBody::Complex(complex) = &decl.body else {
        return None;
    };
    let items = soap_array::items(complex)?;
    let encoded = matches!(&complex.content, xsd::ComplexContent::Restriction { .. });
    let array = encoded || decl.appinfo.is_dictionary || name.local.starts_with("ArrayOf");
    let derived = ctx
        .symbols
        .derived
        .get(name)
        .is_some_and(|it| !it.is_empty());
    (ctx.settings.types.unwrap_arrays && array && !derived).then_some((decl, items))
}

/// Names the items of the array type `decl` before its fields are made: they are called the same whether a member
/// unwraps it first or it is met as a type of its own.
pub(crate) fn prepare<'m>(ctx: &mut Ctx<'_, 'm>, decl: &'m xsd::TypeDecl) {
    let (Some(name), xsd::TypeBody::Complex(complex)) = (&decl.name, &decl.body) else {
        return;
    };
    let array = decl.appinfo.is_dictionary || name.local.starts_with("ArrayOf");
    if let (true, Some(Items::Element(inner, _))) = (array, soap_array::items(complex)) {
        let complex = matches!(&inner.ty, xsd::TypeRef::Anonymous(it) if matches!(it.body, xsd::TypeBody::Complex(_)));
        if complex {
            item(ctx, inner, &Owner::declared(name));
        }
    }
}

/// The Rust type of all items, and the entry of one.
pub(crate) fn list<'m>(
    ctx: &mut Ctx<'_, 'm>,
    array: &QName,
    items: Items<'m>,
    outer: (&Owner, &str),
) -> (RustType, Entry) {
    let owner = Owner::declared(array);
    match items {
        Items::Element(decl, occurs) => {
            let typed = item(ctx, decl, &owner);
            // The list is called after what holds it: `Tokens` of `string`.
            let typed = secrets::hide(ctx, outer.0, outer.1, typed);
            let kind = EntryKind::Element(ctx.wire(&decl.name));
            let collapse_nil = ctx.settings.types.collapse_nil;
            let (ty, mut entry) = presence::element(typed, kind, occurs, decl, collapse_nil);
            values::settle(ctx, &mut entry, decl.value.as_ref(), &decl.ty);
            entry.type_name = ctx.type_name_of(&decl.ty);
            entry.any_name = ctx.type_decl(array).is_some_and(soap_array::is_soap_array);
            (ty, entry)
        }
        Items::Encoded(item) => encoded(ctx, item),
    }
}

/// The items of an encoded array; their names carry no meaning, `item` is customary. SOAP 1.1 §5.4.2.
pub(crate) fn encoded<'m>(ctx: &mut Ctx<'_, 'm>, array: &'m xsd::ArrayType) -> (RustType, Entry) {
    let item = &array.item;
    let typed = types::named(ctx, item);
    let kind = EntryKind::Element(ctx.wire(&QName::new("", "item")));
    let occurs = Occurs { min: 0, max: None };
    let (ty, mut entry) = presence::plain(typed.ty, kind, occurs);
    entry.facets = typed.facets;
    entry.type_name = ctx.type_name(item);
    entry.any_name = true;
    // `[][]` is an array of arrays, each an item of the outer one.
    for _ in 1..array.ranks.matches('[').count() {
        let kind = EntryKind::Wrapper(ctx.wire(&QName::new("", "item")), Box::new(entry));
        entry = presence::entry(kind, occurs);
        entry.type_name = ctx.type_name(&QName::new(scalar::SOAP_ENCODING, "Array"));
        entry.any_name = true;
    }
    let depth = array.ranks.matches('[').count();
    let ty = (1..depth).fold(ty, |it, _| RustType::Vec(Box::new(it)));
    (ty, entry)
}

/// Anonymous items of an array are named after themselves: the array has no Rust type to be named after.
fn item<'m>(ctx: &mut Ctx<'_, 'm>, decl: &'m xsd::ElementDecl, owner: &Owner) -> Typed {
    if let xsd::TypeRef::Anonymous(inner) = &decl.ty
        && matches!(inner.body, xsd::TypeBody::Complex(_))
    {
        let alone = naming::upper_camel(&decl.name.local);
        let both = naming::upper_camel(&format!("{} {}", owner.wire, decl.name.local));
        let name = DraftName::Own(vec![alone, both], rank::ELEMENT);
        let id = structs::anonymous(ctx, inner, name, decl.name.local.clone());
        let draft = &mut ctx.drafts[id.0];
        draft.origin = Origin::Inside(naming::upper_camel(&owner.wire));
        if let Stem::Rust { namespace, .. } = &owner.stem {
            draft.namespace = Some(namespace.clone());
        }
        return Typed::of(RustType::Named(id));
    }
    types::typed(
        ctx,
        &decl.ty,
        Place {
            owner,
            member: &decl.name.local,
        },
    )
}
