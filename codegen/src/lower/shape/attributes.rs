//! Attributes as fields: uses of a type and its bases, attribute groups expanded.
//!
//! In: the derivation chain of a complex type; XSD 1.0 §3.4.2, attribute uses. Out: [`Member`]s, named ones first.

use std::collections::BTreeMap;

use crate::ir::{Builtin, EntryKind, RustType};
use crate::names::QName;
use crate::naming::scope::Claim;
use crate::symbols::SymbolTable;
use crate::xsd::model as xsd;
use crate::xsd::model::WildcardNamespaces;

use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::draft::{Owner, Site, Typed};
use crate::lower::occurs::Occurs;

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
    let mut wildcard: Option<WildcardNamespaces> = None;
    for (complex, owner) in chain.iter().rev() {
        let restricts = matches!(
            complex.content,
            xsd::ComplexContent::Restriction { .. } | xsd::ComplexContent::SimpleRestriction { .. }
        );
        let mut own: Option<&'m xsd::Wildcard> = None;
        let into = (&mut found, &mut by_name);
        collect(
            ctx.declared.symbols,
            into,
            &mut own,
            &complex.attributes,
            owner,
        );
        let own = complex.any_attribute.as_ref().or(own);
        let own = own.map(|it| it.namespaces.clone());
        // XSD 1.0 §3.4.2: an extension has the base's wildcard and its own, a restriction only what it repeats.
        wildcard = match (wildcard, own) {
            (_, own) if restricts => own,
            (Some(base), Some(own)) => Some(union(base, own)),
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
        let kind = EntryKind::AnyAttributes(terms::namespaces(&mut ctx.made, it));
        res.push(Member::unnamed(
            Claim::new(vec![name.to_owned()], 3),
            RustType::Vec(Box::new(RustType::Builtin(Builtin::AnyAttribute))),
            presence::entry(kind, Occurs { min: 0, max: None }),
        ));
    }
    res
}

/// The namespaces of either; XSD 1.0 §3.10.6, attribute wildcard union. What has no name of its own there becomes all.
fn union(base: WildcardNamespaces, own: WildcardNamespaces) -> WildcardNamespaces {
    use WildcardNamespaces::{Any, OneOf, Other};
    match (base, own) {
        (Other(base), Other(own)) if base == own => Other(own),
        (OneOf(mut base), OneOf(own)) => {
            base.extend(own);
            base.sort();
            base.dedup();
            OneOf(base)
        }
        // `##other` has neither the one namespace nor none.
        (Other(not), OneOf(list)) | (OneOf(list), Other(not))
            if !list.contains(&not) && !list.iter().any(String::is_empty) =>
        {
            Other(not)
        }
        (Any | Other(_) | OneOf(_), Any | Other(_) | OneOf(_)) => Any,
    }
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
    let typed = match found.decl {
        // XSD 1.0 §3.2.2: without a type it is `xs:anySimpleType`, which is text.
        Some(xsd::AttributeDecl {
            ty: xsd::TypeRef::Absent,
            ..
        })
        | None => Typed::builtin(Builtin::String),
        Some(decl) => types::typed(ctx, &decl.ty, site),
    };
    let typed = facets::of_member(ctx, site, typed);
    let typed = secrets::hide(&mut ctx.told, site, typed);
    let occurs = if found.usage == xsd::Usage::Required {
        Occurs::ONCE
    } else {
        Occurs::MAYBE
    };
    let kind = EntryKind::Attribute(ctx.made.wire(found.name));
    let (ty, mut entry) = presence::plain(typed.ty, kind, occurs);
    entry.facets = typed.facets;
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
        claim,
        wire: format!("@{wire}"),
        docs: docs::lines(found.decl.and_then(|it| it.docs.as_deref())),
        ty,
        entry,
    }
}

#[cfg(test)]
mod tests {
    use super::WildcardNamespaces::{Any, OneOf, Other};
    use super::*;

    #[test]
    fn the_wildcards_of_base_and_extension_are_one() {
        let list = |names: &[&str]| OneOf(names.iter().map(|it| (*it).to_owned()).collect());
        let other = |not: &str| Other(not.to_owned());
        for (base, own, both) in [
            (Any, list(&["a"]), Any),
            (list(&["b"]), list(&["a", "b", ""]), list(&["", "a", "b"])),
            (other("t"), other("t"), other("t")),
            (other("t"), other("u"), Any),
            (other("t"), list(&["a"]), other("t")),
            (list(&["t"]), other("t"), Any),
            (other("t"), list(&[""]), Any),
        ] {
            assert_eq!(union(base, own), both);
        }
    }
}
