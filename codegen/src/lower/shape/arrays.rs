//! Members of array types as lists of their items.
//!
//! In: an array type (`soap_array.rs`) and what refers to it. Out: the `Vec` of its items, and the entry of one.

use crate::ir::{Entry, EntryKind, RustType, TypeLabel};
use crate::names::QName;
use crate::namespaces;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::declared::{self, Complex};
use crate::lower::draft::{Owner, Site, Typed};
use crate::lower::occurs::Occurs;
use crate::lower::soap_array::{self, Items};

use super::{presence, secrets, structs, types, values};

/// Whether `entry` is an attribute of SOAP encoding, which the runtime writes by itself.
pub(crate) fn is_control(namespaces: &[String], entry: &Entry) -> bool {
    let EntryKind::Attribute(name) = &entry.kind else {
        return false;
    };
    let namespace = name.namespace.and_then(|id| namespaces.get(id));
    let encodings = [namespaces::SOAP11_ENCODING, namespaces::SOAP12_ENCODING];
    namespace.is_some_and(|uri| encodings.contains(&uri.as_str()))
}

/// What an element that wraps the items of `array` says it is: servers look for the array of SOAP encoding itself
/// and take the items from `arrayType`.
pub(crate) fn type_name(ctx: &mut Ctx<'_, '_>, array: &QName) -> Option<TypeLabel> {
    if ctx
        .declared
        .ty(array)
        .is_some_and(soap_array::is_soap_array)
    {
        return ctx
            .made
            .type_name(&QName::new(namespaces::SOAP11_ENCODING, "Array"));
    }
    ctx.made.type_name(array)
}

/// The items of the type `name`, where a member of it should be a `Vec`.
pub(crate) fn unwrapped<'m>(ctx: &Ctx<'_, 'm>, name: &QName) -> Option<Items<'m>> {
    let settings = &ctx.told.settings.types;
    if !settings.unwrap_arrays || settings.mapped(name).is_some() {
        return None;
    }
    let (decl, complex) = ctx.declared.complex(name)?;
    let items = soap_array::items(complex)?;
    let is_encoded = matches!(&complex.content, xsd::ComplexContent::Restriction { .. });
    let is_base = (ctx.declared.symbols.derived.get(name)).is_some_and(|types| !types.is_empty());
    ((is_encoded || is_called_array(decl)) && !is_base).then_some(items)
}

/// Whether its declaration says that a complex type is a list and nothing more.
fn is_called_array(decl: &xsd::TypeDecl) -> bool {
    let name = decl.name.as_ref();
    decl.appinfo.is_dictionary || name.is_some_and(|it| it.local.starts_with("ArrayOf"))
}

/// Names the items of the array type `decl` before its fields are made: they are called the same whether a member
/// unwraps it first or it is met as a type of its own.
pub(crate) fn prepare<'m>(ctx: &mut Ctx<'_, 'm>, (decl, complex): Complex<'m>) {
    if let (Some(name), Some(Items::Element(inner, _))) = (&decl.name, soap_array::items(complex))
        && is_called_array(decl)
        && let Some(complex) = declared::in_place(&inner.ty)
    {
        structs::item(ctx, inner, complex, &Owner::declared(name));
    }
}

/// The Rust type of all items, and the entry of one.
pub(crate) fn list<'m>(
    ctx: &mut Ctx<'_, 'm>,
    array: &QName,
    items: Items<'m>,
    outer: Site<'_>,
) -> (RustType, Entry) {
    let owner = Owner::declared(array);
    match items {
        Items::Element(decl, occurs) => {
            let typed = item(ctx, decl, &owner);
            // The list is called after what holds it: `Tokens` of `string`.
            let typed = secrets::hide(&mut ctx.told, outer, typed);
            if typed.ty.is_secret() {
                ctx.told.hidden_as(outer.member, &decl.name.local);
            }
            let kind = EntryKind::Element(ctx.made.wire(&decl.name));
            let (ty, mut entry) = values::element(ctx, typed, kind, occurs, decl);
            entry.type_name = ctx.made.type_name_of(&decl.ty);
            entry.any_name = ctx
                .declared
                .ty(array)
                .is_some_and(soap_array::is_soap_array);
            (ty, entry)
        }
        Items::Encoded(item) => encoded(ctx, item),
    }
}

/// The items of an encoded array; their names carry no meaning, `item` is customary. SOAP 1.1 §5.4.2.
pub(crate) fn encoded<'m>(ctx: &mut Ctx<'_, 'm>, array: &'m xsd::ArrayType) -> (RustType, Entry) {
    let item = &array.item;
    let typed = types::named(ctx, item);
    let kind = EntryKind::Element(ctx.made.wire(&QName::new("", "item")));
    let occurs = Occurs { min: 0, max: None };
    let (ty, mut entry) = presence::plain(typed, kind, occurs);
    entry.type_name = ctx.made.type_name(item);
    entry.any_name = true;
    // `[][]` is an array of arrays, each an item of the outer one.
    for _ in 1..array.ranks.matches('[').count() {
        let kind = EntryKind::Wrapper(ctx.made.wire(&QName::new("", "item")), Box::new(entry));
        entry = Entry::new(kind, occurs.min, occurs.max);
        entry.type_name = ctx
            .made
            .type_name(&QName::new(namespaces::SOAP11_ENCODING, "Array"));
        entry.any_name = true;
    }
    let depth = array.ranks.matches('[').count();
    let ty = (1..depth).fold(ty, |it, _| RustType::Vec(Box::new(it)));
    (ty, entry)
}

fn item<'m>(ctx: &mut Ctx<'_, 'm>, decl: &'m xsd::ElementDecl, owner: &Owner) -> Typed {
    if let Some(complex) = declared::in_place(&decl.ty) {
        return Typed::named(structs::item(ctx, decl, complex, owner));
    }
    let member = &decl.name.local;
    types::typed(ctx, &decl.ty, Site::new(owner, member))
}
