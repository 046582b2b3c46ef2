//! Messages: the Rust type of each body.
//!
//! In: a [`Body`] that is checked to be possible. Out: its type and entry, and the struct that wraps the parts of an RPC
//! call.

use crate::ir::{Builtin, Entry, EntryKind, Origin, RustType};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;
use crate::xsd::model as xsd;

use crate::lower::contract::{Body, Content, Direction, Part};
use crate::lower::ctx::Ctx;
use crate::lower::draft::{Draft, Owner, Site, Stem, Typed, rank};
use crate::lower::occurs::Occurs;
use crate::lower::shape::members::{self, Member};
use crate::lower::shape::terms::{self, Unwrap};
use crate::lower::shape::{arrays, presence, secrets, structs, types, values};
use crate::lower::{declared, docs, scalar};

/// Makes the message of `body`, in one direction of `operation`. Its types are called after `marker`.
pub(crate) fn message<'m>(
    ctx: &mut Ctx<'_, 'm>,
    operation: &str,
    marker: &str,
    body: &Body<'m>,
    direction: Direction,
) -> (RustType, Entry) {
    match &body.content {
        Content::Element(decl) => {
            let is_wrapper = direction == Direction::Request && decl.name.local == operation;
            let first = is_wrapper.then(|| naming::suffixed(marker, "Request"));
            element(ctx, decl, first)
        }
        Content::Type(name, complex) => {
            let id = structs::named(ctx, name, *complex);
            presence::plain(Typed::named(id), EntryKind::Group(id), Occurs::ONCE)
        }
        Content::Parts(wrapper, parts) => record(
            ctx,
            marker,
            wrapper.as_ref(),
            parts,
            direction,
            body.encoded,
        ),
    }
}

/// The value of the global element `decl`; `first` is the name that its anonymous type would like best.
pub(super) fn element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    first: Option<String>,
) -> (RustType, Entry) {
    let typed = match declared::in_place(&decl.ty) {
        Some(complex) => {
            let id = structs::of_element(ctx, decl, complex, first);
            Typed::named(id)
        }
        None => {
            let owner = &Owner::declared(&decl.name);
            let member = "value";
            let typed = terms::element_type(ctx, decl, Site::new(owner, member));
            let member = &decl.name.local;
            secrets::hide(&mut ctx.told, Site::new(owner, member), typed)
        }
    };
    let kind = EntryKind::Element(ctx.made.wire(&decl.name));
    values::element(ctx, typed, kind, Occurs::ONCE, decl)
}

fn record<'m>(
    ctx: &mut Ctx<'_, 'm>,
    marker: &str,
    wrapper: Option<&QName>,
    parts: &[Part<'m>],
    direction: Direction,
    encoded: bool,
) -> (RustType, Entry) {
    let suffix = match direction {
        Direction::Request => "Request",
        Direction::Response => "Response",
    };
    let name = naming::suffixed(marker, suffix);
    let names = vec![name.clone(), format!("{name}Body")];
    let origin = match wrapper {
        Some(name) => Origin::Element(name.clone()),
        None => Origin::Inside(format!("operation {marker}")),
    };
    let draft = Draft::own(Claim::new(names, rank::MADE), origin, Vec::new(), None);
    let namespace = draft.namespace.clone();
    let id = ctx.made.open(draft);
    let owner = Owner {
        stem: Stem::Draft(id),
        wire: wrapper.map_or(name, |name| name.local.clone()),
        namespace,
    };
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
    let record = members::record(ctx, &owner.wire, found, false);
    ctx.made.close(id, record);
    let kind = match wrapper {
        Some(name) => EntryKind::Element(ctx.made.wire(name)),
        None => EntryKind::Group(id),
    };
    let (ty, mut entry) = presence::plain(Typed::named(id), kind, Occurs::ONCE);
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
    let value = presence::plain(Typed::builtin(Builtin::Attachment), kind, Occurs::ONCE);
    let claim = members::claim(&mut ctx.told, Site::new(owner, name));
    Member {
        docs: docs::lines(text.as_deref()),
        ..Member::new(claim, name, value)
    }
}

/// A part of an RPC wrapper: an element without namespace; WSDL 1.1 §3.5.
fn type_part<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    name: &str,
    declared: &'m QName,
    encoded: bool,
) -> Member {
    let site = Site::new(owner, name);
    let claim = members::claim(&mut ctx.told, site);
    let wire = ctx.made.wire(&QName::new("", name));
    let (mut ty, mut entry) = match arrays::unwrapped(ctx, declared) {
        Some(items) => {
            let (list, item) = arrays::list(ctx, declared, items, site);
            let kind = EntryKind::Wrapper(wire, Box::new(item));
            let mut entry = Entry::new(kind, 1, Some(1));
            entry.nillable = encoded;
            (list, entry)
        }
        None => {
            let typed = types::named(ctx, declared);
            let typed = secrets::hide(&mut ctx.told, site, typed);
            let is_text = typed.text;
            let (ty, mut entry) = presence::plain(typed, EntryKind::Element(wire), Occurs::ONCE);
            // SOAP 1.1 §5.1: what is not a plain value may be nil in an encoded message.
            entry.nillable = encoded && (is_text || scalar::builtin(declared).is_none());
            (ty, entry)
        }
    };
    if entry.nillable && matches!(entry.kind, EntryKind::Element(_)) {
        ty = RustType::Option(Box::new(ty));
    }
    entry.type_name = arrays::type_name(ctx, declared);
    Member::new(claim, name, (ty, entry))
}
