//! Faults: the details that an operation declares.
//!
//! In: the `wsdl:fault`s of an operation; WSDL 1.1 §3.6. Out: the detail elements, checked, and one enum over them. What
//! cannot be generated is a loss of the operation, not its end.

use std::collections::BTreeSet;

use crate::ir::{Origin, TypeId};
use crate::names::QName;
use crate::symbols::Space;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use super::ctx::{Ctx, Draft, DraftName, Key, Work, rank};
use super::naming;
use super::operations::Plan;

/// The detail elements of the declared faults; what has none is lost, but not the operation.
pub(super) fn declared<'m>(
    ctx: &Ctx<'_, 'm>,
    operation: &'m wsdl::Operation,
    losses: &mut Vec<String>,
) -> Vec<&'m xsd::ElementDecl> {
    let mut res: Vec<&'m xsd::ElementDecl> = Vec::new();
    let mut seen: BTreeSet<&'m QName> = BTreeSet::new();
    for fault in &operation.faults {
        let label = fault.name.as_deref().unwrap_or(&fault.message.local);
        let Some(message) = ctx.symbols.messages.get(&fault.message) else {
            losses.push(format!(
                "fault `{label}` is not decoded: message `{}` is not declared",
                fault.message
            ));
            continue;
        };
        let element = message.parts.iter().find_map(|it| match &it.content {
            wsdl::PartContent::Element(name, span) => Some((name, *span)),
            wsdl::PartContent::Type(_, _) | wsdl::PartContent::Absent => None,
        });
        let Some((name, span)) = element else {
            losses.push(format!(
                "fault `{label}` is not decoded: its message has no element"
            ));
            continue;
        };
        match (
            ctx.gate.problem(Space::Element, name, Some(span)),
            ctx.symbols.elements.get(name),
        ) {
            (None, Some(decl)) => {
                if seen.insert(&decl.name) {
                    res.push(decl);
                }
            }
            (Some(it), _) => losses.push(format!("fault `{label}` is not decoded: {}", it.message)),
            (None, None) => losses.push(format!(
                "fault `{label}` is not decoded: it is no declared element"
            )),
        }
    }
    res
}

pub(super) fn key(plan: &Plan<'_>) -> Vec<QName> {
    let mut res: Vec<QName> = plan.faults.iter().map(|it| it.name.clone()).collect();
    res.sort();
    res
}

/// The enum of the declared faults; operations that declare the same ones share it.
pub(super) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    plan: &Plan<'m>,
    marker: &str,
    shared: bool,
) -> Option<TypeId> {
    let first = plan.faults.first()?;
    let own = format!("{marker}Fault");
    // The name of a shared enum must not depend on which operation comes first.
    let name = match (shared, plan.faults.as_slice()) {
        (true, [only]) => format!("{}Detail", naming::upper_camel(&only.name.local)),
        (true, _) | (false, _) => own.clone(),
    };
    let wire = plan.operation.name.clone();
    let mut names = vec![name, own.clone(), format!("{own}Detail")];
    names.dedup();
    let open = || {
        Draft::open(
            DraftName::Own(names, rank::MADE),
            Origin::Faults(wire),
            Vec::new(),
            Some(first.span),
        )
    };
    let key: Vec<String> = key(plan).iter().map(QName::to_string).collect();
    let (id, new) = ctx.draft(Key::Made(format!("faults {}", key.join(" "))), open);
    if new {
        ctx.queue.push_back(Work::Elements(id, plan.faults.clone()));
    }
    Some(id)
}
