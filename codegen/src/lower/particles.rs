//! Content models as fields: sequences are inlined, nested ones that repeat become structs.
//!
//! In: particles; XSD 1.0 §3.8, §3.9. Out: [`Member`]s in wire order. Choices are `choices.rs`.
//! Nesting is bounded by the gate, so walking it may recurse.

use crate::ir::{Builtin, EntryKind, Origin, RustType, Struct, TypeId, TypeKind, Wildcard};
use crate::names::QName;
use crate::xsd::model as xsd;

use super::ctx::{Ctx, Draft, DraftName, Owner, Typed};
use super::members::{self, Member};
use super::presence::{self, Occurs};
use super::scope::Claim;
use super::types::{self, Place};
use super::{arrays, choices, docs, families, naming, scalar, secrets, values};

/// Adds what `particle` holds to `out`.
pub(super) fn lower<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
) {
    let occurs = Occurs::of(particle);
    if occurs.never() {
        return;
    }
    match &particle.term {
        xsd::Term::Element(decl) => out.push(element(ctx, owner, decl, occurs, Unwrap::Allowed)),
        xsd::Term::ElementRef(name) => {
            out.push(reference(ctx, owner, name, occurs, Unwrap::Allowed))
        }
        xsd::Term::Any(wildcard) => out.push(any(ctx, wildcard, occurs)),
        xsd::Term::Sequence(inner) | xsd::Term::All(inner) => {
            sequence(ctx, out, owner, particle, inner, occurs);
        }
        xsd::Term::Choice(inner) => choices::lower(ctx, out, owner, particle, inner, occurs),
        xsd::Term::GroupRef(name) => group_ref(ctx, out, particle, name, occurs),
    }
}

/// Whether a member of an array type may be a `Vec`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unwrap {
    Allowed,
    Forbidden,
}

fn sequence<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) {
    let all_optional = inner.iter().all(|it| emptiable(ctx, it));
    let inlined = occurs == Occurs::ONCE || (occurs == Occurs::MAYBE && all_optional);
    if inlined {
        for it in inner {
            lower(ctx, out, owner, it);
        }
        return;
    }
    match inner {
        [] => {}
        [only] => match multiplied(occurs, Occurs::of(only)) {
            Some(occurs) if !matches!(only.term, xsd::Term::Sequence(_) | xsd::Term::All(_)) => {
                single(ctx, out, owner, only, occurs);
            }
            Some(_) | None => out.push(group(ctx, owner, particle, inner, occurs)),
        },
        _ => out.push(group(ctx, owner, particle, inner, occurs)),
    }
}

/// The only member of a sequence, as often as both say.
fn single<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    owner: &Owner,
    only: &'m xsd::Particle,
    occurs: Occurs,
) {
    match &only.term {
        xsd::Term::Element(decl) => out.push(element(ctx, owner, decl, occurs, Unwrap::Allowed)),
        xsd::Term::ElementRef(name) => {
            out.push(reference(ctx, owner, name, occurs, Unwrap::Allowed))
        }
        xsd::Term::Any(wildcard) => out.push(any(ctx, wildcard, occurs)),
        xsd::Term::Choice(inner) => choices::lower(ctx, out, owner, only, inner, occurs),
        xsd::Term::GroupRef(name) => group_ref(ctx, out, only, name, occurs),
        xsd::Term::Sequence(_) | xsd::Term::All(_) => {}
    }
}

/// `outer` times `inner`, where one pair of numbers can say it.
fn multiplied(outer: Occurs, inner: Occurs) -> Option<Occurs> {
    if inner == Occurs::ONCE {
        return Some(outer);
    }
    let whole = outer.max == Some(1) && inner.min <= 1
        || outer.min <= 1 && outer.max.is_none() && inner.min <= 1;
    let max = match (outer.max, inner.max) {
        (Some(1), it) | (it, Some(1)) => it,
        (_, None) | (None, _) => None,
        (Some(_), Some(_)) => return None,
    };
    whole.then_some(Occurs {
        min: outer.min.min(inner.min),
        max,
    })
}

fn group_ref<'m>(
    ctx: &mut Ctx<'_, 'm>,
    out: &mut Vec<Member>,
    particle: &'m xsd::Particle,
    name: &QName,
    occurs: Occurs,
) {
    let Some(decl) = ctx.symbols.groups.get(name).copied() else {
        return;
    };
    let owner = Owner::declared(&decl.name);
    if occurs == Occurs::ONCE {
        lower(ctx, out, &owner, &decl.particle);
        return;
    }
    let inner = std::slice::from_ref(&decl.particle);
    match (
        &decl.particle.term,
        Occurs::of(&decl.particle) == Occurs::ONCE,
    ) {
        (xsd::Term::Sequence(inner) | xsd::Term::All(inner), true) => {
            sequence(ctx, out, &owner, particle, inner, occurs);
        }
        (xsd::Term::Choice(inner), true) => {
            choices::lower(ctx, out, &owner, &decl.particle, inner, occurs);
        }
        _ => sequence(ctx, out, &owner, particle, inner, occurs),
    }
}

/// A nested sequence as a struct of its own.
fn group<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    occurs: Occurs,
) -> Member {
    let first = first_name(ctx, inner);
    let id = group_struct(ctx, owner, particle, inner, &first);
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Group(id), occurs);
    Member {
        claim: Claim::new(vec![naming::snake(&format!("{first} group"))], 3),
        wire: String::new(),
        docs: Vec::new(),
        ty,
        entry,
    }
}

/// The struct of a nested sequence, named after its owner and first member.
pub(super) fn group_struct<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    particle: &'m xsd::Particle,
    inner: &'m [xsd::Particle],
    first: &str,
) -> TypeId {
    let name = DraftName::Inside {
        owner: owner.stem.clone(),
        suffix: format!("{}Group", naming::upper_camel(first)),
    };
    let open = || {
        Draft::open(
            name,
            Origin::Inside(String::new()),
            Vec::new(),
            Some(particle.span),
        )
    };
    let (id, new) = ctx.draft(types::at(particle), open);
    if new {
        let mut members = Vec::new();
        let nested = Owner::draft(id, owner.wire.clone());
        for it in inner {
            lower(ctx, &mut members, &nested, it);
        }
        let fields = members::fields(ctx, &owner.wire, members);
        ctx.drafts[id.0].kind = record(fields);
    }
    id
}

/// A struct of `fields`; whether it has a builder and a default is decided when all types are known.
pub(super) fn record(fields: Vec<crate::ir::Field>) -> TypeKind {
    TypeKind::Struct(Struct {
        fields,
        builder: false,
        default: false,
        any_order: false,
    })
}

/// The wire name of the first element in `inner`.
pub(super) fn first_name(ctx: &Ctx<'_, '_>, inner: &[xsd::Particle]) -> String {
    let mut stack: Vec<&xsd::Particle> = inner.iter().rev().collect();
    while let Some(it) = stack.pop() {
        match &it.term {
            xsd::Term::Element(decl) => return decl.name.local.clone(),
            xsd::Term::ElementRef(name) => return name.local.clone(),
            xsd::Term::Sequence(inner) | xsd::Term::Choice(inner) | xsd::Term::All(inner) => {
                stack.extend(inner.iter().rev());
            }
            xsd::Term::GroupRef(name) => {
                stack.extend(ctx.symbols.groups.get(name).map(|it| &it.particle));
            }
            xsd::Term::Any(_) => {}
        }
    }
    String::new()
}

/// Whether nothing may stand for `particle`; XSD 1.0 §3.9.6, emptiable.
pub(super) fn emptiable(ctx: &Ctx<'_, '_>, particle: &xsd::Particle) -> bool {
    if particle.min == 0 {
        return true;
    }
    match &particle.term {
        xsd::Term::Sequence(inner) | xsd::Term::All(inner) => {
            inner.iter().all(|it| emptiable(ctx, it))
        }
        xsd::Term::Choice(inner) => inner.iter().any(|it| emptiable(ctx, it)),
        xsd::Term::GroupRef(name) => ctx
            .symbols
            .groups
            .get(name)
            .is_some_and(|it| emptiable(ctx, &it.particle)),
        xsd::Term::Element(_) | xsd::Term::ElementRef(_) | xsd::Term::Any(_) => false,
    }
}

/// An element declared in place.
pub(super) fn element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    decl: &'m xsd::ElementDecl,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Member {
    let wire = &decl.name.local;
    let claim = members::claim(ctx, owner, wire);
    let mut text = docs::lines(decl.docs.as_deref());
    if let (true, xsd::TypeRef::Anonymous(it)) = (text.is_empty(), &decl.ty) {
        text = docs::lines(it.docs.as_deref());
    }
    let (ty, mut entry) = match array(ctx, decl, occurs, unwrap) {
        Some((name, items)) => {
            let (ty, item) = arrays::list(ctx, name, items, (owner, wire));
            let kind = EntryKind::Wrapper(ctx.wire(&decl.name), Box::new(item));
            // An absent list and an empty one are two values: `<Xs/>` is sent for the latter.
            presence::element(
                Typed::of(ty),
                kind,
                occurs,
                decl,
                ctx.settings.types.collapse_nil,
            )
        }
        None => {
            let typed = element_type(
                ctx,
                decl,
                Place {
                    owner,
                    member: wire,
                },
            );
            let typed = secrets::hide(ctx, owner, wire, typed);
            let kind = EntryKind::Element(ctx.wire(&decl.name));
            presence::element(typed, kind, occurs, decl, ctx.settings.types.collapse_nil)
        }
    };
    values::settle(ctx, &mut entry, decl.value.as_ref(), &decl.ty);
    entry.type_name = match &decl.ty {
        xsd::TypeRef::Named(name, _) => arrays::type_name(ctx, name),
        ty => ctx.type_name_of(ty),
    };
    Member {
        claim,
        wire: wire.clone(),
        docs: text,
        ty,
        entry,
    }
}

fn array<'m>(
    ctx: &Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Option<(&'m QName, arrays::Items<'m>)> {
    if occurs.repeats() || unwrap == Unwrap::Forbidden {
        return None;
    }
    let xsd::TypeRef::Named(name, _) = &decl.ty else {
        return None;
    };
    arrays::unwrapped(ctx, name).map(|(_, items)| (name, items))
}

/// The type of an element; where it has none of its own, that of its substitution group's head.
pub(super) fn element_type<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    place: Place<'_>,
) -> super::ctx::Typed {
    let mut decl = decl;
    while let (xsd::TypeRef::Absent, Some((head, _))) = (&decl.ty, &decl.substitution_head) {
        match ctx.symbols.elements.get(head) {
            Some(it) => decl = it,
            None => break,
        }
    }
    if let xsd::TypeRef::Anonymous(inner) = &decl.ty {
        let global = ctx
            .symbols
            .elements
            .get(&decl.name)
            .is_some_and(|it| std::ptr::eq(*it, decl));
        if global && matches!(inner.body, xsd::TypeBody::Complex(_)) {
            return super::ctx::Typed::of(RustType::Named(families::element_struct(
                ctx, decl, inner, None,
            )));
        }
    }
    types::typed(ctx, &decl.ty, place)
}

/// A reference to a global element, or to the substitution group that it heads.
pub(super) fn reference<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    name: &'m QName,
    occurs: Occurs,
    unwrap: Unwrap,
) -> Member {
    if scalar::is_schema_element(name) {
        return schema_element(ctx, occurs);
    }
    let Some(decl) = ctx.symbols.elements.get(name).copied() else {
        // The gate lets no such name through; whatever comes is kept.
        return raw(ctx, "any", Wildcard::Any, occurs);
    };
    let Some((id, docs)) = families::substitution(ctx, decl) else {
        return element(ctx, owner, decl, occurs, unwrap);
    };
    let (ty, entry) = presence::plain(RustType::Named(id), EntryKind::Choice(id), occurs);
    Member {
        claim: members::claim(ctx, owner, &name.local),
        wire: name.local.clone(),
        docs,
        ty,
        entry,
    }
}

/// The inline schema of a data set: an element of XSD's namespace, kept raw.
fn schema_element(ctx: &mut Ctx<'_, '_>, occurs: Occurs) -> Member {
    let namespace = ctx.namespace(scalar::XSD);
    raw(ctx, "schema", Wildcard::OneOf(vec![namespace]), occurs)
}

/// A wildcard.
pub(super) fn any(ctx: &mut Ctx<'_, '_>, wildcard: &xsd::Wildcard, occurs: Occurs) -> Member {
    let wildcard = namespaces(ctx, wildcard);
    raw(ctx, "any", wildcard, occurs)
}

fn raw(ctx: &Ctx<'_, '_>, name: &str, wildcard: Wildcard, occurs: Occurs) -> Member {
    debug_assert!(
        !ctx.settings.naming.rename.contains_key(name),
        "wildcards have no wire name"
    );
    let ty = RustType::Builtin(Builtin::AnyElement);
    let ty = if occurs.repeats() {
        RustType::Vec(Box::new(ty))
    } else {
        RustType::Option(Box::new(ty))
    };
    Member {
        claim: Claim::new(vec![name.to_owned()], 3),
        wire: String::new(),
        docs: Vec::new(),
        ty,
        entry: presence::entry(EntryKind::Any(wildcard), occurs),
    }
}

/// Which namespaces a wildcard lets in.
pub(super) fn namespaces(ctx: &mut Ctx<'_, '_>, wildcard: &xsd::Wildcard) -> Wildcard {
    match &wildcard.namespaces {
        xsd::WildcardNamespaces::Any => Wildcard::Any,
        xsd::WildcardNamespaces::Other(it) => Wildcard::Other(ctx.namespace(it)),
        xsd::WildcardNamespaces::OneOf(list) => {
            Wildcard::OneOf(list.iter().map(|it| ctx.namespace(it)).collect())
        }
    }
}
