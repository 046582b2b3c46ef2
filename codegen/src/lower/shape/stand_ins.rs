//! What may stand for a type or element: the types that derive from it, the elements that substitute it.
//!
//! In: a reference to a complex type or global element; XSD 1.0 §3.3.6, §3.4. Out: the struct itself, or an enum over all
//! that may stand there, queued. What cannot be generated stays out, with a report; at run time it is kept raw.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use crate::diagnostic::code::Code;
use crate::ir::{Builtin, Docs, Origin, RustType, TypeId};
use crate::names::QName;
use crate::naming;
use crate::symbols::Space;
use crate::xsd::model as xsd;

use crate::lower::ctx::{Ctx, Work};
use crate::lower::docs;
use crate::lower::draft::{Draft, DraftName, Key, Owner, Typed, rank};

use super::structs;

/// The Rust type of values whose declared type is the complex type `name`.
pub(crate) fn reference<'m>(
    ctx: &mut Ctx<'_, 'm>,
    name: &'m QName,
    decl: &'m xsd::TypeDecl,
    complex: &xsd::ComplexType,
) -> Typed {
    if let Some(id) = ctx.by_key.get(&Key::Family(name.clone())) {
        return Typed::of(RustType::Named(*id));
    }
    let derived = derived(ctx, name);
    if derived.is_empty() && !complex.is_abstract {
        return Typed::of(RustType::Named(structs::named_struct(ctx, name, decl)));
    }
    let concrete = |it: &&QName| ctx.type_decl(it).is_some_and(|it| !is_abstract(it));
    if complex.is_abstract && !derived.iter().any(concrete) {
        if ctx.first_report(&format!("abstract {name}")) {
            ctx.diagnostics.warning(
                Code::Lossy,
                decl.span,
                format!("type `{name}` is abstract and no concrete type derives from it; its values are kept raw"),
            );
        }
        return Typed::builtin(Builtin::AnyType);
    }
    let any = format!("Any{}", naming::upper_camel(&name.local));
    let own = made_name(ctx, name, vec![any.clone(), format!("{any}Type")]);
    let open = || {
        let docs = docs::lines(decl.docs.as_deref());
        Draft::open(own, Origin::Family(name.clone()), docs, Some(decl.span))
    };
    let (id, new) = ctx.draft(Key::Family(name.clone()), open);
    if new {
        ctx.queue.push_back(Work::Family(id, name));
    }
    Typed::of(RustType::Named(id))
}

/// The name of the enum over what may stand for `name`, unless the settings give another.
fn made_name(ctx: &mut Ctx<'_, '_>, name: &QName, names: Vec<String>) -> DraftName {
    match ctx.renamed_global("family", name) {
        Some(it) => DraftName::Own(vec![it], rank::SETTINGS),
        None => DraftName::Own(names, rank::MADE),
    }
}

/// All types that derive from `name`, nearest first, that can be generated.
pub(crate) fn derived<'m>(ctx: &mut Ctx<'_, 'm>, name: &QName) -> Rc<[&'m QName]> {
    if let Some(known) = ctx.derived.get(name) {
        return Rc::clone(known);
    }
    if ctx.is_spent() {
        return Rc::new([]);
    }
    let found: Rc<[&'m QName]> = find_derived(ctx, name).into();
    ctx.spend(found.len());
    ctx.derived.insert(name.clone(), Rc::clone(&found));
    found
}

fn find_derived<'m>(ctx: &mut Ctx<'_, 'm>, name: &QName) -> Vec<&'m QName> {
    let mut res: Vec<&'m QName> = Vec::new();
    let mut seen: BTreeSet<&'m QName> = BTreeSet::new();
    let mut queue: VecDeque<&'m QName> = direct(ctx, name);
    while let Some(it) = queue.pop_front() {
        if it == name || !seen.insert(it) {
            continue;
        }
        queue.extend(direct(ctx, it));
        let complex = ctx
            .type_decl(it)
            .is_some_and(|it| matches!(it.body, xsd::TypeBody::Complex(_)));
        if complex && usable(ctx, Space::Type, it, name) {
            res.push(it);
        }
    }
    res
}

fn direct<'m>(ctx: &Ctx<'_, 'm>, name: &QName) -> VecDeque<&'m QName> {
    ctx.symbols
        .derived
        .get(name)
        .into_iter()
        .flatten()
        .copied()
        .collect()
}

/// Whether `name` can be generated; reported once where it cannot.
fn usable(ctx: &mut Ctx<'_, '_>, space: Space, name: &QName, in_place_of: &QName) -> bool {
    if ctx.gate.passes(space, name) {
        return true;
    }
    if ctx.first_report(&format!("left out {name}")) {
        let problem = ctx.gate.problem(space, name, None);
        let cause = problem
            .as_ref()
            .map_or("it has a problem", |it| it.message.as_str());
        ctx.diagnostics.warning(
            Code::Lossy,
            problem.as_ref().and_then(|it| it.span),
            format!("`{name}` may stand for `{in_place_of}` but is not generated: {cause}"),
        );
    }
    false
}

pub(crate) fn is_abstract(decl: &xsd::TypeDecl) -> bool {
    matches!(&decl.body, xsd::TypeBody::Complex(it) if it.is_abstract)
}

/// The enum over the substitution group of `head`, if it has members; XSD 1.0 §3.3.6.
pub(crate) fn substitution<'m>(
    ctx: &mut Ctx<'_, 'm>,
    head: &'m xsd::ElementDecl,
) -> Option<(TypeId, Docs)> {
    let members = substitution_members(ctx, head);
    if members.is_empty()
        && head.is_abstract
        && ctx.first_report(&format!("abstract element {}", head.name))
    {
        let message = format!(
            "element `{}` is abstract and nothing can stand for it",
            head.name
        );
        ctx.diagnostics.warning(Code::Lossy, head.span, message);
    }
    let alone = members.len() == 1 && std::ptr::eq(members[0], head);
    if members.is_empty() || alone {
        return None;
    }
    let any = format!("Any{}", naming::upper_camel(&head.name.local));
    let own = made_name(ctx, &head.name, vec![any.clone(), format!("{any}Element")]);
    let text = docs::lines(head.docs.as_deref());
    let open = || {
        Draft::open(
            own,
            Origin::Family(head.name.clone()),
            text.clone(),
            Some(head.span),
        )
    };
    let (id, new) = ctx.draft(Key::Substitution(head.name.clone()), open);
    if new {
        ctx.queue.push_back(Work::Substitution(id, &head.name));
    }
    Some((id, text))
}

/// The elements that may stand for `head`, itself first unless it is abstract.
pub(crate) fn substitution_members<'m>(
    ctx: &mut Ctx<'_, 'm>,
    head: &'m xsd::ElementDecl,
) -> Rc<[&'m xsd::ElementDecl]> {
    if let Some(known) = ctx.substitutes.get(&head.name) {
        return Rc::clone(known);
    }
    if ctx.is_spent() {
        return Rc::new([]);
    }
    let found: Rc<[&'m xsd::ElementDecl]> = find_substitutes(ctx, head).into();
    // What stands alone is no family, and costs nothing.
    ctx.spend(found.len().saturating_sub(1));
    ctx.substitutes.insert(head.name.clone(), Rc::clone(&found));
    found
}

fn find_substitutes<'m>(
    ctx: &mut Ctx<'_, 'm>,
    head: &'m xsd::ElementDecl,
) -> Vec<&'m xsd::ElementDecl> {
    let mut res: Vec<&'m xsd::ElementDecl> = Vec::new();
    let mut seen: BTreeSet<&QName> = BTreeSet::new();
    let mut queue: VecDeque<&'m xsd::ElementDecl> = VecDeque::from([head]);
    while let Some(it) = queue.pop_front() {
        if !seen.insert(&it.name) {
            continue;
        }
        let substitutes = ctx.symbols.substitutes.get(&it.name).into_iter().flatten();
        queue.extend(substitutes.filter_map(|name| ctx.symbols.elements.get(name).copied()));
        if !it.is_abstract
            && (std::ptr::eq(it, head) || usable(ctx, Space::Element, &it.name, &head.name))
        {
            res.push(it);
        }
    }
    res
}

/// The struct of the anonymous type `inner` of the global element `decl`; `first` is the name it would like best.
pub(crate) fn element_struct<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::ElementDecl,
    inner: &'m xsd::TypeDecl,
    first: Option<String>,
) -> TypeId {
    let own = ctx.own_name(&decl.name, first, rank::ELEMENT);
    let open = || {
        let text = decl.docs.as_deref().or(inner.docs.as_deref());
        Draft::open(
            own,
            Origin::Element(decl.name.clone()),
            docs::lines(text),
            Some(decl.span),
        )
    };
    let (id, new) = ctx.draft(Key::Element(decl.name.clone()), open);
    if new {
        let owner = Owner::draft(id, decl.name.local.clone());
        ctx.queue.push_back(Work::Complex(id, inner, owner));
    }
    id
}
