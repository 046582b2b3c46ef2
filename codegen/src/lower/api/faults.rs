//! Faults as enums: one over the details that an operation declares.

use crate::ir::{Choice, EntryKind, Origin, TypeId, TypeKind};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;

use crate::lower::contract::{Detail, Plan};
use crate::lower::ctx::{Ctx, Work};
use crate::lower::draft::{Draft, DraftName, Key, Owner, rank};
use crate::lower::occurs::Occurs;
use crate::lower::shape::members::{self, Member};
use crate::lower::shape::{families, presence, secrets, stand_ins, types};

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
        ctx.queue.push_back(Work::Faults(id, plan.faults.clone()));
    }
    Some(id)
}

/// Makes an enum with one variant for each of `details`.
pub(crate) fn fill<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, details: &[Detail<'m>]) {
    let owner = Owner::draft(id, String::new());
    let mut found = Vec::new();
    for it in details {
        let member = match it {
            Detail::Element(decl) => families::alternative(ctx, &owner, decl),
            Detail::Type { name, ty, .. } => {
                let claim = stand_ins::claim(it.label(), &ty.namespace);
                of_type(ctx, &owner, (name, claim), ty)
            }
        };
        found.push(member);
    }
    let alternatives = members::alternatives(ctx, "", found);
    ctx.drafts[id.0].kind = TypeKind::Choice(Choice {
        alternatives,
        blank: 0,
    });
}

fn of_type<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    (name, claim): (&QName, Claim),
    ty: &'m QName,
) -> Member {
    let typed = types::named(ctx, ty);
    let typed = secrets::hide(ctx, owner, &name.local, typed);
    let kind = EntryKind::Element(ctx.wire(name));
    let (rust, mut entry) = presence::plain(typed.ty, kind, Occurs::ONCE);
    entry.facets = typed.facets;
    // Servers differ in the name of the element, so the type's is needed to know it by.
    entry.type_name = Some(ctx.type_label(ty));
    entry.any_name = true;
    Member {
        claim,
        wire: name.local.clone(),
        docs: Vec::new(),
        ty: rust,
        entry,
    }
}
