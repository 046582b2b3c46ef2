//! Messages: the Rust type of each body.
//!
//! In: a [`Body`] that is checked to be possible. Out: an [`ir::Message`], and the struct that wraps the parts of an RPC call.

use crate::ir::{self, Builtin, EntryKind, Origin, RustType};
use crate::names::QName;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use crate::lower::contract::{Body, Content, Direction, Part};
use crate::lower::ctx::Ctx;
use crate::lower::draft::{Draft, DraftName, Key, Owner, Stem, Typed, rank};
use crate::lower::occurs::Occurs;
use crate::lower::shape::members::{self, Member};
use crate::lower::shape::structs::{self, Place};
use crate::lower::shape::terms::{self, Unwrap};
use crate::lower::shape::{arrays, presence, secrets, stand_ins, types, values};
use crate::lower::{docs, scalar};

/// Makes the message of `body`; `client` tells operations of one name apart.
pub(crate) fn message<'m>(
    ctx: &mut Ctx<'_, 'm>,
    client: usize,
    operation: &wsdl::Operation,
    marker: &str,
    body: Body<'m>,
    direction: Direction,
) -> ir::Message {
    let (ty, entry) = match body.content {
        Content::Element(decl) => element(ctx, operation, marker, decl, direction),
        Content::Type(name, decl) => {
            let id = structs::named_struct(ctx, name, decl);
            presence::plain(RustType::Named(id), EntryKind::Group(id), Occurs::ONCE)
        }
        Content::Parts(wrapper, parts) => {
            let key = format!("{client} {marker} {direction:?}");
            record(ctx, key, marker, wrapper, parts, direction, body.encoded)
        }
    };
    ir::Message {
        ty,
        entry,
        // Known when all types are made.
        is_empty: false,
        encoded: body.encoded,
    }
}

fn element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    operation: &wsdl::Operation,
    marker: &str,
    decl: &'m xsd::ElementDecl,
    direction: Direction,
) -> (RustType, ir::Entry) {
    let local = &decl.name.local;
    let typed = match &decl.ty {
        xsd::TypeRef::Anonymous(inner) if matches!(inner.body, xsd::TypeBody::Complex(_)) => {
            let wrapper = direction == Direction::Request && *local == operation.name;
            let first = wrapper.then(|| format!("{marker}Request"));
            Typed::of(RustType::Named(stand_ins::element_struct(
                ctx, decl, inner, first,
            )))
        }
        xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Named(_, _) | xsd::TypeRef::Absent => {
            let owner = Owner {
                stem: Stem::declared(&decl.name),
                wire: local.clone(),
            };
            let typed = terms::element_type(
                ctx,
                decl,
                Place {
                    owner: &owner,
                    member: "value",
                },
            );
            secrets::hide(ctx, &owner, local, typed)
        }
    };
    let kind = EntryKind::Element(ctx.wire(&decl.name));
    let collapse_nil = ctx.settings.types.collapse_nil;
    let (ty, mut entry) = presence::element(typed, kind, Occurs::ONCE, decl, collapse_nil);
    values::settle(ctx, &mut entry, decl.value.as_ref(), &decl.ty);
    (ty, entry)
}

fn record<'m>(
    ctx: &mut Ctx<'_, 'm>,
    key: String,
    marker: &str,
    wrapper: Option<QName>,
    parts: Vec<Part<'m>>,
    direction: Direction,
    encoded: bool,
) -> (RustType, ir::Entry) {
    let suffix = match direction {
        Direction::Request => "Request",
        Direction::Response => "Response",
    };
    let names = vec![format!("{marker}{suffix}"), format!("{marker}{suffix}Body")];
    let origin = match &wrapper {
        Some(it) => Origin::Element(it.clone()),
        None => Origin::Inside(format!("operation {marker}")),
    };
    let open = || Draft::open(DraftName::Own(names, rank::MADE), origin, Vec::new(), None);
    let (id, _) = ctx.draft(Key::Made(key), open);
    let wire = wrapper
        .as_ref()
        .map_or_else(|| format!("{marker}{suffix}"), |it| it.local.clone());
    let owner = Owner::draft(id, wire);
    let mut found: Vec<Member> = Vec::new();
    for part in parts {
        let member = match part {
            Part::Element(decl) => {
                terms::element(ctx, &owner, decl, Occurs::ONCE, Unwrap::Forbidden)
            }
            Part::Type(name, ty) => type_part(ctx, &owner, name, ty, encoded),
            Part::Attachment(name, media) => attachment(ctx, &owner, name, media),
        };
        found.push(member);
    }
    let fields = members::fields(ctx, &owner.wire, found);
    ctx.drafts[id.0].kind = members::record(fields);
    let kind = match &wrapper {
        Some(it) => EntryKind::Element(ctx.wire(it)),
        None => EntryKind::Group(id),
    };
    let (ty, mut entry) = presence::plain(RustType::Named(id), kind, Occurs::ONCE);
    // SOAP 1.1 §7.1: the answer's wrapper is called after the operation by convention only.
    entry.any_name = wrapper.is_some() && direction == Direction::Response;
    (ty, entry)
}

/// A part beside the envelope.
fn attachment(ctx: &mut Ctx<'_, '_>, owner: &Owner, name: &str, media: &[String]) -> Member {
    let text = match media {
        [] => None,
        media => Some(format!("Media type: {}.", media.join(" or "))),
    };
    let kind = EntryKind::Attachment(name.to_owned());
    let ty = RustType::Builtin(Builtin::Attachment);
    let (ty, entry) = presence::plain(ty, kind, Occurs::ONCE);
    Member {
        claim: members::claim(ctx, owner, name),
        wire: name.to_owned(),
        docs: docs::lines(text.as_deref()),
        ty,
        entry,
    }
}

/// A part of an RPC wrapper: an element without namespace; WSDL 1.1 §3.5.
fn type_part<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    name: &str,
    ty: &'m QName,
    encoded: bool,
) -> Member {
    let claim = members::claim(ctx, owner, name);
    let wire = ctx.wire(&QName::new("", name));
    let array = ty;
    let (ty, entry) = match arrays::unwrapped(ctx, array) {
        Some((_, items)) => {
            let (list, item) = arrays::list(ctx, array, items, (owner, name));
            let mut entry = presence::entry(EntryKind::Wrapper(wire, Box::new(item)), Occurs::ONCE);
            entry.nillable = encoded;
            entry.type_name = arrays::type_name(ctx, array);
            (list, entry)
        }
        None => {
            let typed = types::named(ctx, ty);
            let typed = secrets::hide(ctx, owner, name, typed);
            // SOAP 1.1 §5.1: what is not a plain value may be nil in an encoded message.
            let nillable = encoded && (typed.text || scalar::builtin(ty).is_none());
            let (ty, mut entry) = presence::plain(typed.ty, EntryKind::Element(wire), Occurs::ONCE);
            (entry.facets, entry.nillable) = (typed.facets, nillable);
            entry.type_name = arrays::type_name(ctx, array);
            (
                if nillable {
                    RustType::Option(Box::new(ty))
                } else {
                    ty
                },
                entry,
            )
        }
    };
    Member {
        claim,
        wire: name.to_owned(),
        docs: docs::lines(None),
        ty,
        entry,
    }
}
