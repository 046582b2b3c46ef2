//! Header blocks: which of them an operation sends, which it may get.
//!
//! In: `soap:header`s of binding operations; WSDL 1.1 §3.7. Out: [`Block`]s, checked. A block that cannot be generated is
//! a loss of its operation, not its end.

use std::collections::BTreeSet;

use crate::names::QName;
use crate::wsdl::model as wsdl;

use crate::lower::contract::{Block, Bound, Direction, PartDecl};
use crate::lower::ctx::Ctx;

use super::parts;

/// The blocks of one message.
pub(crate) fn blocks<'m>(
    ctx: &Ctx<'_, 'm>,
    bound: Bound<'m>,
    direction: Direction,
    losses: &mut Vec<String>,
) -> Vec<Block<'m>> {
    let (message, own) = bound.message(direction);
    let mut res: Vec<Block<'m>> = Vec::new();
    let mut seen: BTreeSet<QName> = BTreeSet::new();
    for header in message.map_or(&[][..], |it| it.headers.as_slice()) {
        match block(ctx, bound, own, header) {
            Ok(block) => {
                if seen.insert(block.name.clone()) {
                    res.push(block);
                }
            }
            Err(cause) => {
                let part = &header.part;
                losses.push(format!("header `{part}` is not generated: {cause}"));
            }
        }
    }
    res
}

/// The header blocks that may come with a fault; WSDL 1.1 §3.7, `soap:headerfault`.
pub(crate) fn fault_blocks<'m>(
    ctx: &Ctx<'_, 'm>,
    bound: Bound<'m>,
    losses: &mut Vec<String>,
) -> Vec<Block<'m>> {
    let messages = bound
        .in_binding
        .input
        .iter()
        .chain(&bound.in_binding.output);
    let headers = messages.flat_map(|message| &message.headers);
    let mut res: Vec<Block<'m>> = Vec::new();
    for (message, part) in headers.flat_map(|it| &it.faults) {
        match of_part(ctx, message, part, &bound.binding.name.namespace) {
            Ok(block) => res.push(block),
            Err(cause) => losses.push(format!("header fault `{part}` stays raw: {cause}")),
        }
    }
    res
}

/// Whether `header` is a part of the message `name`, which is the one of its operation.
pub(crate) fn is_of(header: &wsdl::Header, name: &QName) -> bool {
    header.message.as_ref().is_none_or(|it| it == name)
}

fn block<'m>(
    ctx: &Ctx<'_, 'm>,
    bound: Bound<'m>,
    own: Option<&'m wsdl::MessageRef>,
    header: &'m wsdl::Header,
) -> Result<Block<'m>, String> {
    let name = header.message.as_ref().or(own.map(|it| &it.message));
    let name = name.ok_or_else(|| "it names no message".to_owned())?;
    let namespace = (header.namespace.as_ref()).unwrap_or(&bound.binding.name.namespace);
    let mut block = of_part(ctx, name, &header.part, namespace)?;
    block.encoded = header.usage == wsdl::Use::Encoded;
    Ok(block)
}

/// The block of a part; `namespace` is that of one with a type.
fn of_part<'m>(
    ctx: &Ctx<'_, 'm>,
    name: &'m QName,
    part: &str,
    namespace: &str,
) -> Result<Block<'m>, String> {
    let message = ctx.declared.symbols.messages.get(name);
    let message = message.ok_or_else(|| format!("message `{name}` is not declared"))?;
    let part = message.parts.iter().find(|it| it.name == part);
    let part = part.ok_or_else(|| format!("message `{name}` has no such part"))?;
    let content = parts::decl(ctx, part).map_err(|problem| problem.message)?;
    let name = match &content {
        PartDecl::Element(decl) => decl.name.clone(),
        PartDecl::Type(..) => QName::new(namespace, &part.name),
    };
    Ok(Block {
        name,
        content,
        encoded: false,
    })
}
