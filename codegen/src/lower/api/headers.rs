//! Header blocks as structs: one of all that a client may send, one of all that it may get.
//!
//! In: [`Block`]s. Out: structs with one optional field for each.

use crate::ir::{EntryKind, Origin, RustType, TypeId};
use crate::names::QName;

use crate::lower::contract::{Block, Direction, PartDecl};
use crate::lower::ctx::Ctx;
use crate::lower::draft::{Draft, Owner, Site, Stem};
use crate::lower::occurs::Occurs;
use crate::lower::setting::Global;
use crate::lower::shape::members::{self, Member};
use crate::lower::shape::terms::{self, Unwrap};
use crate::lower::shape::{presence, secrets, types};

/// The struct of all `blocks`; `None` where there are none. `stem` is the client's.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    service: &str,
    stem: &str,
    direction: Direction,
    blocks: &[Block<'m>],
) -> Option<TypeId> {
    if blocks.is_empty() {
        return None;
    }
    let (global, suffix) = match direction {
        Direction::Request => (Global::RequestHeaders, "RequestHeaders"),
        Direction::Response => (Global::ResponseHeaders, "ResponseHeaders"),
    };
    let wire = format!("{stem}{suffix}");
    let names = vec![wire.clone(), format!("{stem}Soap{suffix}")];
    let name = (ctx.told).claim(global, &QName::new("", service), names);
    let origin = Origin::Headers(service.to_owned());
    let id = ctx.made.open(Draft::own(name, origin, Vec::new(), None));
    let owner = Owner {
        stem: Stem::Draft(id),
        wire,
        namespace: String::new(),
    };
    let mut found: Vec<Member> = Vec::new();
    for block in blocks {
        let member = member(ctx, &owner, block);
        found.push(member);
    }
    let kind = members::record(ctx, &owner.wire, found, false);
    ctx.made.close(id, kind);
    Some(id)
}

fn member<'m>(ctx: &mut Ctx<'_, 'm>, owner: &Owner, block: &Block<'m>) -> Member {
    match block.content {
        PartDecl::Element(decl) => {
            let mut member = terms::element(ctx, owner, decl, Occurs::MAYBE, Unwrap::Forbidden);
            // Absent and nil mean the same in a header that is absent from most messages.
            if let RustType::Nillable(inner) = member.ty {
                member.ty = RustType::Option(inner);
            }
            member
        }
        PartDecl::Type(declared, _) => {
            let wire = &block.name.local;
            let site = Site::new(owner, wire);
            let typed = types::named(ctx, declared);
            let typed = secrets::hide(&mut ctx.told, site, typed);
            let kind = EntryKind::Element(ctx.made.wire(&block.name));
            let (ty, mut entry) = presence::plain(typed, kind, Occurs::MAYBE);
            entry.type_name = ctx.made.type_name(declared);
            Member::new(members::claim(&mut ctx.told, site), wire, (ty, entry))
        }
    }
}
