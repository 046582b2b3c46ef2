//! From a type reference to the Rust type of a value.
//!
//! In: how a declaration names its type, and where it stands. Out: a [`Typed`]; types that are met for the first time get a
//! draft, complex ones also a place in the queue. Occurrence and nil are not known here.

use std::collections::BTreeSet;

use crate::ir::{Builtin, EnumerationBase, RustType, Union, UnionMember};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::{self, Claim};
use crate::symbols::SymbolTable;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Component, Draft, DraftKind, Key, Owner, Site, Stem, Typed};
use crate::lower::scalar::{self, Simple, Start, Variety};
use crate::lower::{declared, docs};

use super::{enumerations, facets, secrets, stand_ins, structs};

/// The Rust type of values of `ty`.
pub(crate) fn typed<'m>(ctx: &mut Ctx<'_, 'm>, ty: &'m xsd::TypeRef, site: Site<'_>) -> Typed {
    match ty {
        xsd::TypeRef::Named(name, _) => named(ctx, name),
        xsd::TypeRef::Anonymous(decl) => match declared::complex(decl) {
            Some(complex) => Typed::named(structs::anonymous(ctx, complex, site)),
            None => {
                let simple = scalar::analyse(ctx.declared.symbols, Start::Decl(decl), &[]);
                facets::check_patterns(&mut ctx.told, decl, &site.wire());
                simple_typed(ctx, simple, site)
            }
        },
        xsd::TypeRef::Absent => Typed::builtin(Builtin::AnyType),
    }
}

/// The Rust type of values of the type `name`.
pub(crate) fn named<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName) -> Typed {
    if let Some(it) = external(ctx, name) {
        return it;
    }
    if let Some(it) = scalar::builtin(name) {
        let mut res = of_builtin(it.builtin, it.list);
        res.facets = facets::intern(&mut ctx.made, it.facets, || {
            it.facets_claim.unwrap_or_default().to_owned()
        });
        return res;
    }
    let Some(decl) = ctx.declared.ty(name) else {
        // The gate lets no such name through.
        return Typed::builtin(Builtin::AnyType);
    };
    match declared::complex(decl) {
        Some(complex) => stand_ins::reference(ctx, name, complex),
        None => named_simple(ctx, name, decl),
    }
}

/// Values of a built-in type, or lists of them.
fn of_builtin(builtin: Builtin, is_list: bool) -> Typed {
    match is_list {
        true => Typed::of(RustType::List(Box::new(RustType::Builtin(builtin)))),
        false => Typed::builtin(builtin),
    }
}

/// The user's type in site of `name`. What the facets ask is then its own matter.
fn external<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName) -> Option<Typed> {
    let mut res = Typed::of(ctx.told.mapped(name)?);
    let is_simple = scalar::is_builtin(name)
        || (ctx.declared.ty(name)).is_some_and(|decl| decl.complex().is_none());
    if is_simple && ctx.declared.gate.passes_or_builtin(name) {
        let simple = scalar::analyse(ctx.declared.symbols, Start::Name(name), &[]);
        let text = matches!(simple.variety, Variety::Atomic(Builtin::String));
        // What would be text is still hidden where its member is secret.
        res.text = text && simple.literals.is_none();
    }
    Some(res)
}

fn named_simple<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName, decl: &'m xsd::TypeDecl) -> Typed {
    if let Some(typed) = external(ctx, name) {
        return typed;
    }
    let key = Key::Type(name.clone());
    if let Some(id) = ctx.made.known(&key) {
        let typed = ctx.made.simple_types.get(&id).cloned();
        return typed.unwrap_or_else(|| Typed::named(id));
    }
    let draft = structs::named_draft(ctx, name, decl);
    let id = ctx.made.open_as(key, draft);
    let owner = &Owner {
        stem: Stem::Draft(id),
        wire: name.local.clone(),
        namespace: name.namespace.clone(),
    };
    let simple = scalar::analyse(ctx.declared.symbols, Start::Decl(decl), &[]);
    facets::check_patterns(&mut ctx.told, decl, &name.local);
    let mut res = Typed::named(id);
    // What the type declares itself becomes its content; what it only narrows, it is another name for.
    let is_own = |step: &xsd::TypeDecl| std::ptr::eq(step, decl) || step.name.is_none();
    let kind = match (&simple.literals, &simple.variety) {
        (Some((literals, step)), _) if step.is_none_or(is_own) && !is_qname(&simple) => {
            let base = enumerations::base(&simple);
            let lowered = enumerations::lower(&mut ctx.told, literals, &name.local, base);
            DraftKind::Enumeration(enumerations::closed(&mut ctx.told, &name.local, lowered))
        }
        (None, Variety::Union(members, step)) if is_own(step) => union(ctx, members, owner),
        _ => {
            let target = simple_typed(ctx, simple, Site::new(owner, ""));
            let target = facets::of_type(ctx, &name.local, target);
            (res.facets, res.text) = (target.facets, target.text);
            res.harmless = secrets::is_harmless(&name.local);
            DraftKind::Alias(target.ty)
        }
    };
    ctx.made.close(id, kind);
    ctx.made.simple_types.insert(id, res.clone());
    res
}

/// The Rust type of a simple type at its site; anonymous enumerations and unions get a type of their own.
pub(crate) fn simple_typed<'m>(ctx: &mut Ctx<'_, 'm>, simple: Simple<'m>, site: Site<'_>) -> Typed {
    if let Some((literals, step)) = &simple.literals
        && !is_qname(&simple)
    {
        return match step.and_then(|it| it.name.as_ref().map(|name| (name, it))) {
            Some((name, decl)) => named_simple(ctx, name, decl),
            None => {
                let base = enumerations::base(&simple);
                anonymous_enumeration(ctx, literals, *step, base, site)
            }
        };
    }
    let claim = || match simple.facets_claim {
        Some(claim) => claim.to_owned(),
        None => format!("{}_FACETS", naming::screaming(&site.wire())),
    };
    match simple.variety {
        Variety::Atomic(builtin) | Variety::BuiltinList(builtin) => {
            let is_list = matches!(simple.variety, Variety::BuiltinList(_));
            let mut res = of_builtin(builtin, is_list);
            res.facets = facets::intern(&mut ctx.made, simple.facets, claim);
            res
        }
        Variety::List(item, decl) => {
            let member = format!("{} flag", site.member);
            // The items of a named list are named after it wherever it is narrowed.
            let name = decl.name.as_ref();
            let declared = name.filter(|name| name.local != site.owner.wire);
            let declared = declared.map(Owner::declared);
            let (owner, member) = match &declared {
                Some(owner) => (owner, "flag"),
                None => (site.owner, member.as_str()),
            };
            let item = typed(ctx, item, Site::new(owner, member));
            let mut table = simple.facets;
            table.item = (item.facets)
                .filter(|it| facets::checks(&ctx.made, *it))
                .map(|it| Box::new(ctx.made.facets[it].table.clone()));
            let mut res = Typed::of(RustType::List(Box::new(item.ty)));
            res.facets = facets::intern(&mut ctx.made, table, claim);
            res
        }
        Variety::Union(members, decl) => match &decl.name {
            Some(name) => named_simple(ctx, name, decl),
            None => anonymous_union(ctx, members, decl, site),
        },
    }
}

fn is_qname(simple: &Simple<'_>) -> bool {
    matches!(simple.variety, Variety::Atomic(Builtin::QName))
}

fn anonymous_enumeration<'m>(
    ctx: &mut Ctx<'_, 'm>,
    literals: &[&'m xsd::Facet],
    step: Option<&'m xsd::TypeDecl>,
    base: EnumerationBase,
    site: Site<'_>,
) -> Typed {
    // Texts mean the same in all namespaces.
    let first = literals[0].span;
    let key = Key::Inside(Component::Enumeration, first, String::new());
    let (id, is_new) = ctx.made.open_once(key, || {
        let docs = docs::lines(step.and_then(|decl| decl.docs.as_deref()));
        Draft::inside(site.owner, naming::upper_camel(site.member), docs, first)
    });
    if is_new {
        let lowered = enumerations::lower(&mut ctx.told, literals, &site.wire(), base);
        let kind = enumerations::closed(&mut ctx.told, &site.wire(), lowered);
        ctx.made.close(id, DraftKind::Enumeration(kind));
    }
    Typed::named(id)
}

fn anonymous_union<'m>(
    ctx: &mut Ctx<'_, 'm>,
    members: &'m [xsd::TypeRef],
    decl: &'m xsd::TypeDecl,
    site: Site<'_>,
) -> Typed {
    let key = site.owner.key(Component::Type, decl.span);
    let (id, is_new) = ctx.made.open_once(key, || {
        let docs = docs::lines(decl.docs.as_deref());
        Draft::inside(
            site.owner,
            naming::upper_camel(site.member),
            docs,
            decl.span,
        )
    });
    if is_new {
        let owner = Owner {
            wire: site.wire(),
            ..site.owner.nested(id)
        };
        let kind = union(ctx, members, &owner);
        ctx.made.close(id, kind);
    }
    Typed::named(id)
}

/// The enum over the members of the union that is `owner`.
fn union<'m>(ctx: &mut Ctx<'_, 'm>, members: &'m [xsd::TypeRef], owner: &Owner) -> DraftKind {
    let Some(literals) = open_enumeration(ctx.declared.symbols, members) else {
        return DraftKind::Union(closed_union(ctx, members, owner));
    };
    let base = EnumerationBase::Text;
    DraftKind::Enumeration(enumerations::lower(
        &mut ctx.told,
        &literals,
        &owner.wire,
        base,
    ))
}

/// The literals of a union that is an enumeration open to other texts: its members list texts or are plain text.
/// An enumeration keeps unknown values, so it says the same with one layer less.
fn open_enumeration<'m>(
    symbols: &SymbolTable<'m>,
    members: &'m [xsd::TypeRef],
) -> Option<Vec<&'m xsd::Facet>> {
    let mut res: Vec<&'m xsd::Facet> = Vec::new();
    for member in members {
        let simple = scalar::analyse(symbols, Start::Ref(member), &[]);
        match (simple.variety, simple.literals) {
            (Variety::Atomic(Builtin::String), Some((literals, _))) => res.extend(literals),
            (Variety::Atomic(Builtin::String), None) => {}
            _ => return None,
        }
    }
    (!res.is_empty()).then_some(res)
}

fn closed_union<'m>(ctx: &mut Ctx<'_, 'm>, members: &'m [xsd::TypeRef], owner: &Owner) -> Union {
    let mut types: Vec<(RustType, Option<usize>)> = Vec::new();
    let mut seen: BTreeSet<(RustType, Option<usize>)> = BTreeSet::new();
    let mut claims: Vec<Claim> = Vec::new();
    for member in members {
        let ident = match member {
            xsd::TypeRef::Named(name, _) => naming::upper_camel(&name.local),
            xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Absent => "Literal".to_owned(),
        };
        let it = typed(ctx, member, Site::new(owner, "literal"));
        // Two members of one Rust type are told apart by their facets alone.
        if seen.insert((it.ty.clone(), it.facets)) {
            types.push((it.ty, it.facets));
            claims.push(Claim::new(vec![ident], 0));
        }
    }
    let idents = scope::allocate(&claims, &BTreeSet::new(), "").idents;
    let string = RustType::Builtin(Builtin::String);
    let takes_all = |facets: &Option<usize>| facets.is_none_or(|it| !facets::checks(&ctx.made, it));
    let text = (types.iter()).any(|(ty, facets)| *ty == string && takes_all(facets));
    let other = enumerations::free_other(&idents);
    let members = idents
        .into_iter()
        .zip(types)
        .map(|(ident, (ty, facets))| UnionMember { ident, ty, facets })
        .collect();
    Union {
        members,
        other_ident: (!text).then_some(other),
    }
}
