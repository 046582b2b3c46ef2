//! Faults as enums: one over the details that an operation declares.
//!
//! In: a [`Plan`]. Out: the draft of the enum, queued; its content is made where those of families are.

use crate::ir::{Origin, TypeId};
use crate::names::QName;
use crate::naming;

use crate::lower::contract::Plan;
use crate::lower::ctx::{Ctx, Work};
use crate::lower::draft::{Draft, DraftName, Key, rank};

/// The enum of the declared faults; operations that declare the same ones share it.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    plan: &Plan<'m>,
    marker: &str,
    shared: bool,
) -> Option<TypeId> {
    let first = plan.faults.first()?;
    let own = format!("{marker}Fault");
    // The name of a shared enum must not depend on which operation comes first.
    let name = match (shared, plan.faults.as_slice()) {
        (true, [only]) => format!("{}Detail", naming::upper_camel(only.label())),
        (true, _) | (false, _) => own.clone(),
    };
    let wire = plan.operation.name.clone();
    let mut names = vec![name, own.clone(), format!("{own}Detail")];
    names.dedup();
    let name = match ctx.renamed_global("faults", &QName::new("", &wire)) {
        Some(it) => DraftName::Own(vec![it], rank::SETTINGS),
        None => DraftName::Own(names, rank::MADE),
    };
    let open = || Draft::open(name, Origin::Faults(wire), Vec::new(), Some(first.span()));
    let (id, new) = ctx.draft(
        Key::Made(format!("faults {}", plan.fault_key().join(" "))),
        open,
    );
    if new {
        ctx.queue.push_back(Work::Details(id, plan.faults.clone()));
    }
    Some(id)
}
