//! Attributes as fields: uses of a type and its bases, attribute groups expanded.
//!
//! In: the derivation chain of a complex type; XSD 1.0 §3.4.2, attribute uses. Out: [`Member`]s, named ones first.

use std::collections::BTreeMap;

use crate::ir::{Builtin, EntryKind};
use crate::names::QName;
use crate::naming::scope::Claim;
use crate::symbols::SymbolTable;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::draft::{Owner, Site, Typed};
use crate::lower::occurs::Occurs;
use crate::lower::scalar;

use super::members::{self, Member};
use super::{facets, presence, secrets, terms, types, values};

/// One attribute, with the declaration that owns its anonymous type.
struct Found<'m> {
    name: &'m QName,
    usage: xsd::Usage,
    decl: Option<&'m xsd::AttributeDecl>,
    value: Option<&'m xsd::ValueConstraint>,
    owner: Owner,
}

/// The attributes of a type whose steps are `chain`, the type itself first.
pub(crate) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    chain: &[(&'m xsd::ComplexType, Owner)],
) -> Vec<Member> {
    let mut found: Vec<Found<'m>> = Vec::new();
    let mut by_name: BTreeMap<&'m QName, usize> = BTreeMap::new();
    let mut wildcard: Option<xsd::Wildcard> = None;
    for (complex, owner) in chain.iter().rev() {
        let is_direct = matches!(complex.content, xsd::ComplexContent::Direct(_));
        let restricts = !is_direct && !complex.content.is_extension();
        let mut own: Option<&'m xsd::Wildcard> = None;
        let into = (&mut found, &mut by_name);
        collect(
            ctx.declared.symbols,
            into,
            &mut own,
            &complex.attributes,
            owner,
        );
        let own = complex.any_attribute.as_ref().or(own).cloned();
        // XSD 1.0 §3.4.2: an extension has the base's wildcard and its own, a restriction only what it repeats.
        wildcard = match (wildcard, own) {
            (_, own) if restricts => own,
            (Some(base), Some(own)) => Some(base.union(&own)),
            (base, own) => base.or(own),
        };
    }
    found.retain(|it| it.usage != xsd::Usage::Prohibited);
    let mut res: Vec<Member> = Vec::new();
    for it in found {
        let member = attribute(ctx, it);
        res.push(member);
    }
    if let Some(it) = &wildcard {
        let name = if res.is_empty() {
            "any_attributes"
        } else {
            "other_attributes"
        };
        let defined = ctx.declared.symbols.attributes.keys().copied();
        let kind = EntryKind::AnyAttributes(terms::wildcard(&mut ctx.made, it, defined));
        let any = Typed::builtin(Builtin::AnyAttribute);
        let value = presence::plain(any, kind, Occurs { min: 0, max: None });
        res.push(Member::new(Claim::new(vec![name.to_owned()], 3), "", value));
    }
    res
}

fn collect<'m>(
    symbols: &SymbolTable<'m>,
    (found, by_name): (&mut Vec<Found<'m>>, &mut BTreeMap<&'m QName, usize>),
    wildcard: &mut Option<&'m xsd::Wildcard>,
    uses: &'m [xsd::AttributeUse],
    owner: &Owner,
) {
    // Groups are expanded in place; the gate has bounded them and proven that they end.
    let mut stack: Vec<(&'m xsd::AttributeUse, Owner)> =
        uses.iter().rev().map(|it| (it, owner.clone())).collect();
    while let Some((it, owner)) = stack.pop() {
        let new = match it {
            xsd::AttributeUse::Local { decl, usage } => Found {
                name: &decl.name,
                usage: *usage,
                decl: Some(decl),
                value: decl.value.as_ref(),
                owner,
            },
            xsd::AttributeUse::Ref {
                name, usage, value, ..
            } => {
                let decl = symbols.attributes.get(name).copied();
                Found {
                    name,
                    usage: *usage,
                    decl,
                    value: value.as_ref().or(decl.and_then(|it| it.value.as_ref())),
                    owner: owner.in_namespace(&name.namespace),
                }
            }
            xsd::AttributeUse::Group(name, _) => {
                if let Some(group) = symbols.attribute_groups.get(name) {
                    let owner = Owner::declared(&group.name);
                    stack.extend(group.attributes.iter().rev().map(|it| (it, owner.clone())));
                    *wildcard = group.any_attribute.as_ref().or(*wildcard);
                }
                continue;
            }
        };
        // A restriction says an attribute anew.
        match by_name.get(new.name) {
            Some(it) => found[*it] = new,
            None => {
                by_name.insert(new.name, found.len());
                found.push(new);
            }
        }
    }
}

fn attribute<'m>(ctx: &mut Ctx<'_, 'm>, found: Found<'m>) -> Member {
    let wire = &found.name.local;
    let site = Site::new(&found.owner, wire);
    let typed = match found.decl.map(|decl| &decl.ty) {
        Some(ty)
            if !matches!(ty, xsd::TypeRef::Absent)
                && !scalar::is_complex(ctx.declared.symbols, ty) =>
        {
            types::typed(ctx, ty, site)
        }
        // XSD 1.0 §3.2.2: without a type it is `xs:anySimpleType`, which is text. A type that no attribute can have says no
        // more of it.
        Some(_) | None => Typed::builtin(Builtin::String),
    };
    let typed = facets::of_member(ctx, site, typed);
    let typed = secrets::hide(&mut ctx.told, site, typed);
    let occurs = match found.usage {
        xsd::Usage::Required => Occurs::ONCE,
        xsd::Usage::Optional | xsd::Usage::Prohibited => Occurs::MAYBE,
    };
    let kind = EntryKind::Attribute(ctx.made.wire(found.name));
    let (ty, mut entry) = presence::plain(typed, kind, occurs);
    entry.value = presence::value(found.value);
    if let Some(decl) = found.decl {
        values::settle(ctx, &mut entry, found.value, &decl.ty);
    }
    // An element keeps its name where an attribute has the same.
    let mut claim = members::claim(&mut ctx.told, site);
    if claim.rank > 0 {
        let with_kind = format!("{}_attribute", claim.names[0]);
        claim.names.push(with_kind);
        claim.rank += 1;
    }
    Member {
        docs: docs::lines(found.decl.and_then(|it| it.docs.as_deref())),
        ..Member::new(claim, format!("@{wire}"), (ty, entry))
    }
}
