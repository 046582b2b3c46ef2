//! Header blocks as structs: one of all that a client may send, one of all that it may get.
//!
//! In: [`Block`]s. Out: structs with one optional field for each.

use crate::ir::{EntryKind, Origin, RustType, TypeId};
use crate::names::QName;

use crate::lower::contract::{Block, BlockContent};
use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::draft::{Draft, DraftName, Key, Owner, rank};
use crate::lower::occurs::Occurs;
use crate::lower::shape::members::{self, Member};
use crate::lower::shape::terms::{self, Unwrap};
use crate::lower::shape::{presence, secrets, types};

/// The struct of all `blocks`; `None` where there are none. `stem` is the client's, `suffix` says the direction.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    service: &str,
    stem: &str,
    suffix: &str,
    blocks: &[Block<'m>],
) -> Option<TypeId> {
    if blocks.is_empty() {
        return None;
    }
    let kind = match suffix {
        "RequestHeaders" => "request-headers",
        _ => "response-headers",
    };
    let own = match ctx.renamed_global(kind, &QName::new("", service)) {
        Some(it) => DraftName::Own(vec![it], rank::SETTINGS),
        None => {
            let names = vec![format!("{stem}{suffix}"), format!("{stem}Soap{suffix}")];
            DraftName::Own(names, rank::MADE)
        }
    };
    let origin = Origin::Headers(service.to_owned());
    let open = || Draft::open(own, origin, Vec::new(), None);
    let key = Key::Made(format!("headers {service} {stem} {suffix}"));
    let (id, _) = ctx.draft(key, open);
    let owner = Owner::draft(id, format!("{stem}{suffix}"));
    let mut found: Vec<Member> = Vec::new();
    for block in blocks {
        let member = member(ctx, &owner, block);
        found.push(member);
    }
    let fields = members::fields(ctx, &owner.wire, found);
    ctx.drafts[id.0].kind = members::record(fields);
    Some(id)
}

fn member<'m>(ctx: &mut Ctx<'_, 'm>, owner: &Owner, block: &Block<'m>) -> Member {
    match block.content {
        BlockContent::Element(decl) => {
            let mut member = terms::element(ctx, owner, decl, Occurs::MAYBE, Unwrap::Forbidden);
            // Absent and nil mean the same in a header that is absent from most messages.
            if let RustType::Nillable(it) = member.ty {
                member.ty = RustType::Option(it);
            }
            member
        }
        BlockContent::Type(ty) => {
            let declared = ty;
            let typed = types::named(ctx, declared);
            let local = &block.name.local;
            let typed = secrets::hide(ctx, owner, local, typed);
            let kind = EntryKind::Element(ctx.wire(&block.name));
            let (ty, mut entry) = presence::plain(typed.ty, kind, Occurs::MAYBE);
            entry.facets = typed.facets;
            entry.type_name = ctx.type_name(declared);
            Member {
                claim: members::claim(ctx, owner, local),
                wire: local.clone(),
                docs: docs::lines(None),
                ty,
                entry,
            }
        }
    }
}
