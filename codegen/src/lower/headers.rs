//! Header blocks: one struct of all that a client may send, one of all that it may get.
//!
//! In: `soap:header`s of binding operations; WSDL 1.1 §3.7. Out: [`Block`]s, checked, and structs with one optional
//! field for each. A block that cannot be generated is a loss of its operation, not its end.

use std::collections::BTreeSet;

use crate::ir::{EntryKind, Origin, RustType, TypeId};
use crate::names::QName;
use crate::symbols::Space;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use super::ctx::{Ctx, Draft, DraftName, Key, Owner, rank};
use super::members::{self, Member};
use super::operations::{Bound, Direction};
use super::particles::{self, Unwrap};
use super::presence::{self, Occurs};
use super::{docs, secrets, types};

/// A header block.
#[derive(Clone)]
pub(super) struct Block<'m> {
    pub(super) name: QName,
    content: Content<'m>,
}

#[derive(Clone)]
enum Content<'m> {
    Element(&'m xsd::ElementDecl),
    /// An encoded block: named like its part.
    Type(&'m QName),
}

/// The blocks of one message.
pub(super) fn blocks<'m>(
    ctx: &Ctx<'_, 'm>,
    it: Bound<'m>,
    direction: Direction,
    losses: &mut Vec<String>,
) -> Vec<Block<'m>> {
    let (message, own) = match direction {
        Direction::Request => (it.bound.input.as_ref(), it.operation.input.as_ref()),
        Direction::Response => (it.bound.output.as_ref(), it.operation.output.as_ref()),
    };
    let mut res: Vec<Block<'m>> = Vec::new();
    let mut seen: BTreeSet<QName> = BTreeSet::new();
    for header in message.map_or(&[][..], |it| it.headers.as_slice()) {
        match block(ctx, it, own, header) {
            Ok(block) => {
                if seen.insert(block.name.clone()) {
                    res.push(block);
                }
            }
            Err(cause) => losses.push(format!(
                "header `{}` is not generated: {cause}",
                header.part
            )),
        }
    }
    res
}

/// The header blocks that may come with a fault; WSDL 1.1 §3.7, `soap:headerfault`.
pub(super) fn fault_blocks<'m>(
    ctx: &Ctx<'_, 'm>,
    it: Bound<'m>,
    losses: &mut Vec<String>,
) -> Vec<Block<'m>> {
    let messages = [it.bound.input.as_ref(), it.bound.output.as_ref()];
    let headers = messages.into_iter().flatten().flat_map(|it| &it.headers);
    let mut res: Vec<Block<'m>> = Vec::new();
    for (message, part) in headers.flat_map(|it| &it.faults) {
        match of_part(ctx, message, part, &it.binding.name.namespace) {
            Ok(block) => res.push(block),
            Err(cause) => losses.push(format!("header fault `{part}` stays raw: {cause}")),
        }
    }
    res
}

/// Whether `header` is a part of the message `name`, which is the one of its operation.
pub(super) fn is_of(header: &wsdl::Header, name: &QName) -> bool {
    header.message.as_ref().is_none_or(|it| it == name)
}

fn block<'m>(
    ctx: &Ctx<'_, 'm>,
    it: Bound<'m>,
    own: Option<&'m wsdl::MessageRef>,
    header: &'m wsdl::Header,
) -> Result<Block<'m>, String> {
    let name = header.message.as_ref().or(own.map(|it| &it.message));
    let name = name.ok_or_else(|| "it names no message".to_owned())?;
    let namespace = (header.namespace.as_ref()).unwrap_or(&it.binding.name.namespace);
    of_part(ctx, name, &header.part, namespace)
}

/// The block of a part; `namespace` is that of one with a type.
fn of_part<'m>(
    ctx: &Ctx<'_, 'm>,
    name: &'m QName,
    part: &str,
    namespace: &str,
) -> Result<Block<'m>, String> {
    let message = ctx.symbols.messages.get(name);
    let message = message.ok_or_else(|| format!("message `{name}` is not declared"))?;
    let part = message.parts.iter().find(|it| it.name == part);
    let part = part.ok_or_else(|| format!("message `{name}` has no such part"))?;
    match &part.content {
        wsdl::PartContent::Element(name, span) => {
            if let Some(it) = ctx.gate.problem(Space::Element, name, Some(*span)) {
                return Err(it.message);
            }
            let decl = ctx.symbols.elements.get(name).copied();
            let decl = decl.ok_or_else(|| format!("`{name}` is no declared element"))?;
            Ok(Block {
                name: decl.name.clone(),
                content: Content::Element(decl),
            })
        }
        wsdl::PartContent::Type(name, span) => {
            if let Some(it) = ctx.gate.problem(Space::Type, name, Some(*span)) {
                return Err(it.message);
            }
            Ok(Block {
                name: QName::new(namespace, &part.name),
                content: Content::Type(name),
            })
        }
        wsdl::PartContent::Absent => Err("its part has neither element nor type".to_owned()),
    }
}

/// The struct of all `blocks`; `None` where there are none. `stem` is the client's, `suffix` says the direction.
pub(super) fn lower<'m>(
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
    ctx.drafts[id.0].kind = particles::record(fields);
    Some(id)
}

fn member<'m>(ctx: &mut Ctx<'_, 'm>, owner: &Owner, block: &Block<'m>) -> Member {
    match block.content {
        Content::Element(decl) => {
            let mut member = particles::element(ctx, owner, decl, Occurs::MAYBE, Unwrap::Forbidden);
            // Absent and nil mean the same in a header that is absent from most messages.
            if let RustType::Nillable(it) = member.ty {
                member.ty = RustType::Option(it);
            }
            member
        }
        Content::Type(ty) => {
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
