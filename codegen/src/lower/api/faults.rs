//! Faults as enums: one over the details that an operation declares.
//!
//! In: a [`Plan`]. Out: the draft of the enum, queued; its content is made where those of families are.

use crate::ir::{Origin, TypeId};
use crate::names::QName;
use crate::naming;

use crate::lower::contract::Plan;
use crate::lower::ctx::Ctx;
use crate::lower::draft::{Draft, Key};
use crate::lower::made::Work;
use crate::lower::setting::Global;

/// The enum of the declared faults; operations that declare the same ones share it.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    plan: &Plan<'m>,
    marker: &str,
    shared: bool,
) -> Option<TypeId> {
    let first = plan.faults.first()?;
    let own = naming::suffixed(marker, "Fault");
    // The name of a shared enum must not depend on which operation comes first.
    let name = match (shared, plan.faults.as_slice()) {
        (true, [only]) => format!("{}Detail", naming::upper_camel(only.label())),
        (true, _) | (false, _) => own.clone(),
    };
    let wire = plan.operation.name.clone();
    let mut names = vec![name, own.clone(), format!("{own}Detail")];
    names.dedup();
    let name = (ctx.told).claim(Global::Faults, &QName::new("", &wire), names);
    let key = Key::Faults(plan.fault_key());
    let known = ctx.made.known(&key);
    Some(known.unwrap_or_else(|| {
        let draft = Draft::own(name, Origin::Faults(wire), Vec::new(), Some(first.span()));
        let id = ctx.made.open_as(key, draft);
        ctx.made.queue(id, Work::Details(plan.faults.clone()));
        id
    }))
}
