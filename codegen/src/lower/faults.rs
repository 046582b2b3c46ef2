//! Faults: the details that an operation declares.
//!
//! In: the `wsdl:fault`s of an operation; WSDL 1.1 §3.6. Out: the details, checked, and one enum over them. What cannot
//! be generated is a loss of the operation, not its end.

use std::collections::BTreeSet;

use crate::ir::{Choice, EntryKind, Origin, TypeId, TypeKind};
use crate::names::QName;
use crate::source::span::Span;
use crate::symbols::Space;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use super::ctx::{Ctx, Draft, DraftName, Key, Owner, Work, rank};
use super::members::{self, Member};
use super::operations::{Bound, Plan};
use super::presence::{self, Occurs};
use super::scope::Claim;
use super::{families, naming, scalar, secrets, types};

/// What may stand in the detail of a fault.
#[derive(Clone)]
pub(super) enum Detail<'m> {
    /// An element.
    Element(&'m xsd::ElementDecl),
    /// A value of a type. WSDL 1.1 gives it no name: tools write the part's, and read any.
    Type {
        /// What is written.
        name: QName,
        /// Its type.
        ty: &'m QName,
        /// What callers know it by.
        label: String,
        /// The part.
        span: Span,
    },
}

impl Detail<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Element(it) => it.span,
            Self::Type { span, .. } => *span,
        }
    }

    fn label(&self) -> &str {
        match self {
            Self::Element(it) => &it.name.local,
            Self::Type { label, .. } => label,
        }
    }

    fn key(&self) -> String {
        match self {
            Self::Element(it) => it.name.to_string(),
            Self::Type { name, ty, .. } => format!("{name} of {ty}"),
        }
    }
}

/// The details of the declared faults; what has none is lost, but not the operation.
pub(super) fn declared<'m>(
    ctx: &Ctx<'_, 'm>,
    it: Bound<'m>,
    losses: &mut Vec<String>,
) -> Vec<Detail<'m>> {
    let mut res: Vec<Detail<'m>> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for fault in &it.operation.faults {
        let label = fault.name.as_deref().unwrap_or(&fault.message.local);
        let Some(message) = ctx.symbols.messages.get(&fault.message) else {
            losses.push(format!(
                "fault `{label}` is not decoded: message `{}` is not declared",
                fault.message
            ));
            continue;
        };
        if message.parts.is_empty() {
            losses.push(format!(
                "fault `{label}` is not decoded: its message has no part"
            ));
        }
        let bound = it.bound.faults.iter().find(|it| it.name == label);
        let namespace = bound.and_then(|it| it.namespace.as_deref()).unwrap_or("");
        // WSDL 1.1 §3.6 asks for one part; of several each may be there.
        for part in &message.parts {
            match detail(ctx, part, label, namespace) {
                Ok(detail) => {
                    if seen.insert(detail.key()) {
                        res.push(detail);
                    }
                }
                Err(cause) => losses.push(format!("fault `{label}` is not decoded: {cause}")),
            }
        }
    }
    res
}

fn detail<'m>(
    ctx: &Ctx<'_, 'm>,
    part: &'m wsdl::Part,
    label: &str,
    namespace: &str,
) -> Result<Detail<'m>, String> {
    match &part.content {
        wsdl::PartContent::Element(name, span) => {
            if let Some(it) = ctx.gate.problem(Space::Element, name, Some(*span)) {
                return Err(it.message);
            }
            let decl = ctx.symbols.elements.get(name).copied();
            let decl = decl.ok_or_else(|| "it is no declared element".to_owned())?;
            Ok(Detail::Element(decl))
        }
        wsdl::PartContent::Type(ty, span) => {
            if let Some(it) = ctx.gate.problem(Space::Type, ty, Some(*span)) {
                return Err(it.message);
            }
            // Part names say little: Axis calls all of them `fault`.
            let label = if scalar::is_builtin(ty) {
                label
            } else {
                &ty.local
            };
            Ok(Detail::Type {
                name: QName::new(namespace, &part.name),
                ty,
                label: label.to_owned(),
                span: *span,
            })
        }
        wsdl::PartContent::Absent => {
            Err(format!("part `{}` has neither element nor type", part.name))
        }
    }
}

/// What tells the faults of an operation from those of others.
pub(super) fn key(plan: &Plan<'_>) -> Vec<String> {
    let mut res: Vec<String> = plan.faults.iter().map(Detail::key).collect();
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
    let (id, new) = ctx.draft(Key::Made(format!("faults {}", key(plan).join(" "))), open);
    if new {
        ctx.queue.push_back(Work::Faults(id, plan.faults.clone()));
    }
    Some(id)
}

/// Makes an enum with one variant for each of `details`.
pub(super) fn fill<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, details: &[Detail<'m>]) {
    let owner = Owner::draft(id, String::new());
    let mut found = Vec::new();
    for it in details {
        let member = match it {
            Detail::Element(decl) => families::alternative(ctx, &owner, decl),
            Detail::Type { name, ty, .. } => {
                let claim = families::claim(it.label(), &ty.namespace);
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
