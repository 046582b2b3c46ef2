//! From a type reference to the Rust type of a value.
//!
//! In: how a declaration names its type, and where it stands. Out: a [`Typed`]; types that are met for the first time get a
//! draft, complex ones also a place in the queue. Occurrence and nil are not known here.

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{Builtin, Origin, RustType, TypeKind, Union, UnionMember};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::{self, Claim};
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::draft::{Draft, Key, Owner, Stem, Typed};
use crate::lower::scalar::{self, Simple, Start, Variety};

use super::structs::{self, Place};
use super::{enumerations, facets, stand_ins};

/// The Rust type of values of `ty`.
pub(crate) fn typed<'m>(ctx: &mut Ctx<'_, 'm>, ty: &'m xsd::TypeRef, place: Place<'_>) -> Typed {
    match ty {
        xsd::TypeRef::Named(name, _) => named(ctx, name),
        xsd::TypeRef::Anonymous(decl) => match &decl.body {
            xsd::TypeBody::Complex(_) => {
                let (name, wire) = (place.name(), place.wire());
                Typed::of(RustType::Named(structs::anonymous(ctx, decl, name, wire)))
            }
            xsd::TypeBody::Simple(_) => {
                let simple = scalar::analyse(ctx.symbols, Start::Decl(decl), &[]);
                check_patterns(ctx, decl, &place.wire());
                simple_typed(ctx, simple, place)
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
        let ty = RustType::Builtin(it.builtin);
        let mut res = match it.list {
            true => Typed::of(RustType::List(Box::new(ty))),
            false => Typed::builtin(it.builtin),
        };
        res.facets = facets::intern(ctx, it.facets, "");
        return res;
    }
    let Some(decl) = ctx.type_decl(name) else {
        // The gate lets no such name through.
        return Typed::builtin(Builtin::AnyType);
    };
    match &decl.body {
        xsd::TypeBody::Complex(complex) => stand_ins::reference(ctx, name, decl, complex),
        xsd::TypeBody::Simple(_) => named_simple(ctx, name, decl),
    }
}

/// The user's type in place of `name`. What the facets ask is then its own matter.
fn external<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName) -> Option<Typed> {
    let mut res = Typed::of(ctx.mapped(name)?);
    let is_simple = scalar::is_builtin(name)
        || ctx
            .type_decl(name)
            .is_some_and(|it| matches!(it.body, xsd::TypeBody::Simple(_)));
    if is_simple && ctx.gate.passes_or_builtin(name) {
        let simple = scalar::analyse(ctx.symbols, Start::Name(name), &[]);
        let text = matches!(simple.variety, Variety::Atomic(Builtin::String));
        // What would be text is still hidden where its member is secret.
        res.text = text && simple.literals.is_none();
    }
    Some(res)
}

fn named_simple<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName, decl: &'m xsd::TypeDecl) -> Typed {
    if let Some(it) = external(ctx, name) {
        return it;
    }
    let key = Key::Type(name.clone());
    if let Some(id) = ctx.by_key.get(&key) {
        return ctx
            .simple_types
            .get(id)
            .cloned()
            .unwrap_or_else(|| Typed::of(RustType::Named(*id)));
    }
    let own = structs::type_name(ctx, name);
    let open = || {
        Draft::open(
            own,
            Origin::Type(name.clone()),
            docs::lines(decl.docs.as_deref()),
            Some(decl.span),
        )
    };
    let (id, _) = ctx.draft(key, open);
    let owner = Owner::draft(id, name.local.clone());
    let simple = scalar::analyse(ctx.symbols, Start::Decl(decl), &[]);
    check_patterns(ctx, decl, &name.local);
    let mut res = Typed::of(RustType::Named(id));
    // What the type declares itself becomes its content; what it only narrows, it is another name for.
    let own_literals = matches!(&simple.literals, Some((_, step)) if step.is_none_or(|it| std::ptr::eq(it, decl) || it.name.is_none()));
    let own_union = matches!(simple.variety, Variety::Union(_, it) if std::ptr::eq(it, decl) || it.name.is_none());
    let open = match (&simple.variety, own_union, &simple.literals) {
        (Variety::Union(members, _), true, None) => open_enumeration(ctx, members),
        _ => None,
    };
    if let Some(literals) = open {
        ctx.drafts[id.0].kind =
            TypeKind::Enumeration(enumerations::lower(ctx, &literals, &name.local));
    } else if own_literals && !is_qname(&simple) {
        let literals = simple.literals.map(|it| it.0).unwrap_or_default();
        ctx.drafts[id.0].kind =
            TypeKind::Enumeration(enumerations::lower(ctx, &literals, &name.local));
    } else if let (Variety::Union(members, _), true, None) =
        (&simple.variety, own_union, &simple.literals)
    {
        let union = union(ctx, members, &owner);
        ctx.drafts[id.0].kind = TypeKind::Union(union);
    } else {
        let place = Place {
            owner: &owner,
            member: "",
        };
        let target = simple_typed(ctx, simple, place);
        let target = facets::of_type(ctx, &name.local, target);
        ctx.drafts[id.0].kind = TypeKind::Alias(target.ty);
        (res.facets, res.text) = (target.facets, target.text);
    }
    ctx.simple_types.insert(id, res.clone());
    res
}

fn check_patterns(ctx: &mut Ctx<'_, '_>, decl: &xsd::TypeDecl, wire: &str) {
    if let xsd::TypeBody::Simple(xsd::SimpleType::Restriction { facets, .. }) = &decl.body {
        facets::check_patterns(ctx, facets, wire);
    }
}

/// The Rust type of a simple type at its place; anonymous enumerations and unions get a type of their own.
pub(crate) fn simple_typed<'m>(
    ctx: &mut Ctx<'_, 'm>,
    simple: Simple<'m>,
    place: Place<'_>,
) -> Typed {
    if is_qname(&simple) && simple.literals.is_some() {
        let where_ = place.wire();
        ctx.diagnostics.note(
            Code::Lossy,
            None,
            format!("the literals of `{where_}` are qualified names and are not checked"),
        );
    } else if let Some((literals, step)) = &simple.literals {
        return match step.and_then(|it| it.name.as_ref().map(|name| (name, it))) {
            Some((name, decl)) => named_simple(ctx, name, decl),
            None => anonymous_enumeration(ctx, literals, *step, place),
        };
    }
    let hint = naming::screaming(&place.wire());
    match simple.variety {
        Variety::Atomic(builtin) => {
            let mut res = Typed::builtin(builtin);
            res.facets = facets::intern(ctx, simple.facets, &hint);
            res
        }
        Variety::BuiltinList(builtin) => {
            let mut res = Typed::of(RustType::List(Box::new(RustType::Builtin(builtin))));
            res.facets = facets::intern(ctx, simple.facets, &hint);
            res
        }
        Variety::List(item, decl) => {
            let member = format!("{} flag", place.member);
            // The items of a named list are named after it wherever it is narrowed.
            let declared = decl
                .name
                .as_ref()
                .filter(|it| it.local != place.owner.wire)
                .map(Owner::declared);
            let item = match &declared {
                Some(owner) => typed(
                    ctx,
                    item,
                    Place {
                        owner,
                        member: "flag",
                    },
                ),
                None => typed(
                    ctx,
                    item,
                    Place {
                        owner: place.owner,
                        member: &member,
                    },
                ),
            };
            let mut table = simple.facets;
            table.item = (item.facets)
                .filter(|it| facets::checks(ctx, *it))
                .map(|it| Box::new(facets::unnamed(&ctx.facets[it])));
            let mut res = Typed::of(RustType::List(Box::new(item.ty)));
            res.facets = facets::intern(ctx, table, &hint);
            res
        }
        Variety::Union(members, decl) => match &decl.name {
            Some(name) => named_simple(ctx, name, decl),
            None => anonymous_union(ctx, members, decl, place),
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
    place: Place<'_>,
) -> Typed {
    let name = place.name();
    let text = step.and_then(|it| it.docs.as_deref());
    let span = literals.first().map(|it| it.span);
    let open = || Draft::open(name, Origin::Inside(String::new()), docs::lines(text), span);
    let key = match literals.first() {
        Some(it) => structs::at(*it),
        None => Key::Made(place.wire()),
    };
    let (id, new) = ctx.draft(key, open);
    if new {
        ctx.drafts[id.0].kind =
            TypeKind::Enumeration(enumerations::lower(ctx, literals, &place.wire()));
    }
    Typed::of(RustType::Named(id))
}

fn anonymous_union<'m>(
    ctx: &mut Ctx<'_, 'm>,
    members: &'m [xsd::TypeRef],
    decl: &'m xsd::TypeDecl,
    place: Place<'_>,
) -> Typed {
    let name = place.name();
    let open = || {
        Draft::open(
            name,
            Origin::Inside(String::new()),
            docs::lines(decl.docs.as_deref()),
            Some(decl.span),
        )
    };
    let (id, new) = ctx.draft(structs::at(decl), open);
    if new {
        ctx.drafts[id.0].kind = match open_enumeration(ctx, members) {
            Some(literals) => {
                TypeKind::Enumeration(enumerations::lower(ctx, &literals, &place.wire()))
            }
            None => {
                let owner = Owner {
                    stem: Stem::Draft(id),
                    wire: place.wire(),
                };
                TypeKind::Union(union(ctx, members, &owner))
            }
        };
    }
    Typed::of(RustType::Named(id))
}

/// The literals of a union that is an enumeration open to other texts: its members list texts or are plain text.
/// An enumeration keeps unknown values, so it says the same with one layer less.
fn open_enumeration<'m>(
    ctx: &Ctx<'_, 'm>,
    members: &'m [xsd::TypeRef],
) -> Option<Vec<&'m xsd::Facet>> {
    let mut res: Vec<&'m xsd::Facet> = Vec::new();
    for member in members {
        let simple = scalar::analyse(ctx.symbols, Start::Ref(member), &[]);
        match (simple.variety, simple.literals) {
            (Variety::Atomic(Builtin::String), Some((literals, _))) => res.extend(literals),
            (Variety::Atomic(Builtin::String), None) => {}
            _ => return None,
        }
    }
    (!res.is_empty()).then_some(res)
}

fn union<'m>(ctx: &mut Ctx<'_, 'm>, members: &'m [xsd::TypeRef], owner: &Owner) -> Union {
    let mut types: Vec<(RustType, Option<usize>)> = Vec::new();
    let mut seen: BTreeSet<(RustType, Option<usize>)> = BTreeSet::new();
    let mut claims: Vec<Claim> = Vec::new();
    for member in members {
        let ident = match member {
            xsd::TypeRef::Named(name, _) => naming::upper_camel(&name.local),
            xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Absent => "Literal".to_owned(),
        };
        let it = typed(
            ctx,
            member,
            Place {
                owner,
                member: "literal",
            },
        );
        // Two members of one Rust type are told apart by their facets alone.
        if seen.insert((it.ty.clone(), it.facets)) {
            types.push((it.ty, it.facets));
            claims.push(Claim::new(vec![ident], 0));
        }
    }
    let idents = scope::allocate(&claims, &BTreeSet::new(), "").idents;
    let string = RustType::Builtin(Builtin::String);
    let takes_all = |facets: &Option<usize>| facets.is_none_or(|it| !facets::checks(ctx, it));
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
