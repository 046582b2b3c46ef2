//! What may stand for a type or element: the types that derive from it, the elements that substitute it.
//!
//! In: a reference to a complex type or global element; XSD 1.0 §3.3.6, §3.4. Out: the struct itself, or an enum over all
//! that may stand there, queued. What cannot be generated stays out, with a report; at run time it is kept raw.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use crate::diagnostic::code::Code;
use crate::ir::{Builtin, Docs, Origin, TypeId};
use crate::names::QName;
use crate::naming;
use crate::symbols::Space;
use crate::xsd::model as xsd;

use crate::lower::contract::Detail;
use crate::lower::ctx::Ctx;
use crate::lower::declared::Complex;
use crate::lower::docs;
use crate::lower::draft::{Draft, Key, Typed};
use crate::lower::made::Work;
use crate::lower::setting::Global;
use crate::lower::told::Once;

use super::structs;

/// The Rust type of values whose declared type is the complex type `name`.
pub(crate) fn reference<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName, complex: Complex<'m>) -> Typed {
    let key = Key::Family(name.clone());
    if let Some(id) = ctx.made.known(&key) {
        return Typed::named(id);
    }
    let decl = complex.0;
    let derived = derived(ctx, name);
    if derived.is_empty() && !complex.1.is_abstract {
        return Typed::named(structs::named(ctx, name, complex));
    }
    let is_concrete = |name: &&QName| ctx.declared.ty(name).is_some_and(|decl| !is_abstract(decl));
    if complex.1.is_abstract && !derived.iter().any(is_concrete) {
        if ctx.told.first(Once::AbstractType(name.clone())) {
            let message = format!(
                "type `{name}` is abstract and no concrete type derives from it; its values are kept raw"
            );
            (ctx.told.diagnostics).warning(Code::Lossy, decl.span, message);
        }
        return Typed::builtin(Builtin::AnyType);
    }
    let any = format!("Any{}", naming::upper_camel(&name.local));
    let names = vec![any.clone(), format!("{any}Type")];
    let own = ctx.told.claim(Global::Family, name, names);
    let origin = Origin::Family(name.clone());
    let docs = docs::lines(decl.docs.as_deref());
    let id = (ctx.made).open_as(key, Draft::own(own, origin, docs, Some(decl.span)));
    ctx.made.queue(id, Work::Family(name));
    Typed::named(id)
}

/// All types that derive from `name`, nearest first, that can be generated.
pub(crate) fn derived<'m>(ctx: &mut Ctx<'_, 'm>, name: &QName) -> Rc<[&'m QName]> {
    if let Some(known) = ctx.declared.derived.get(name) {
        return Rc::clone(known);
    }
    if ctx.is_spent() {
        return Rc::new([]);
    }
    let found: Rc<[&'m QName]> = find_derived(ctx, name).into();
    ctx.spend(found.len());
    ctx.declared.derived.insert(name.clone(), Rc::clone(&found));
    found
}

fn find_derived<'m>(ctx: &mut Ctx<'_, 'm>, name: &QName) -> Vec<&'m QName> {
    let mut res: Vec<&'m QName> = Vec::new();
    let mut seen: BTreeSet<&'m QName> = BTreeSet::new();
    let symbols = ctx.declared.symbols;
    let direct = |name: &QName| symbols.derived.get(name).into_iter().flatten().copied();
    let mut queue: VecDeque<&'m QName> = direct(name).collect();
    while let Some(it) = queue.pop_front() {
        if it == name || !seen.insert(it) {
            continue;
        }
        queue.extend(direct(it));
        if ctx.declared.complex(it).is_some() && usable(ctx, Space::Type, it, name) {
            res.push(it);
        }
    }
    res
}

/// Whether `name` can be generated; reported once where it cannot.
fn usable(ctx: &mut Ctx<'_, '_>, space: Space, name: &QName, in_place_of: &QName) -> bool {
    if ctx.declared.gate.passes(space, name) {
        return true;
    }
    if ctx.told.first(Once::LeftOut(name.clone())) {
        let problem = ctx.declared.gate.problem(space, name, None);
        let (cause, span) = match &problem {
            Some(problem) => (problem.message.as_str(), problem.span),
            None => ("it has a problem", None),
        };
        let message =
            format!("`{name}` may stand for `{in_place_of}` but is not generated: {cause}");
        (ctx.told.diagnostics).warning(Code::Lossy, span, message);
    }
    false
}

fn is_abstract(decl: &xsd::TypeDecl) -> bool {
    decl.complex().is_some_and(|complex| complex.is_abstract)
}

/// Whether the element `name` is abstract and nothing can stand for it, so that a place for it stays empty.
pub(crate) fn is_never_there<'m>(ctx: &mut Ctx<'_, 'm>, name: &'m QName) -> bool {
    let Some(decl) = ctx.declared.element(name) else {
        return false;
    };
    let is_so = decl.is_abstract && substitution_members(ctx, decl).is_empty();
    if is_so && ctx.told.first(Once::AbstractElement(name.clone())) {
        let message = format!(
            "element `{name}` is abstract and nothing can stand for it; where it may be absent, there is no member for it"
        );
        (ctx.told.diagnostics)
            .warning(Code::Lossy, decl.span, message)
            .help("if the service has elements for it, add the schema that declares them");
    }
    is_so
}

/// The enum over the substitution group of `head`, if it has members; XSD 1.0 §3.3.6.
pub(crate) fn substitution<'m>(
    ctx: &mut Ctx<'_, 'm>,
    head: &'m xsd::ElementDecl,
) -> Option<(TypeId, Docs)> {
    let members = substitution_members(ctx, head);
    if members.is_empty()
        && head.is_abstract
        && ctx.told.first(Once::AbstractElement(head.name.clone()))
    {
        let name = &head.name;
        let message = format!("element `{name}` is abstract and nothing can stand for it");
        (ctx.told.diagnostics).warning(Code::Lossy, head.span, message);
    }
    let alone = members.len() == 1 && std::ptr::eq(members[0], head);
    if members.is_empty() || alone {
        return None;
    }
    let any = format!("Any{}", naming::upper_camel(&head.name.local));
    let text = docs::lines(head.docs.as_deref());
    let key = Key::Substitution(head.name.clone());
    if let Some(id) = ctx.made.known(&key) {
        return Some((id, text));
    }
    let names = vec![any.clone(), format!("{any}Element")];
    let own = ctx.told.claim(Global::Family, &head.name, names);
    let origin = Origin::Family(head.name.clone());
    let draft = Draft::own(own, origin, text.clone(), Some(head.span));
    let id = ctx.made.open_as(key, draft);
    let details = members.iter().map(|decl| Detail::Element(decl));
    ctx.made.queue(id, Work::Details(details.collect()));
    Some((id, text))
}

/// The elements that may stand for `head`, itself first unless it is abstract.
pub(crate) fn substitution_members<'m>(
    ctx: &mut Ctx<'_, 'm>,
    head: &'m xsd::ElementDecl,
) -> Rc<[&'m xsd::ElementDecl]> {
    if let Some(known) = ctx.declared.substitutes.get(&head.name) {
        return Rc::clone(known);
    }
    if ctx.is_spent() {
        return Rc::new([]);
    }
    let found: Rc<[&'m xsd::ElementDecl]> = find_substitutes(ctx, head).into();
    // What stands alone is no family, and costs nothing.
    ctx.spend(found.len().saturating_sub(1));
    ctx.declared
        .substitutes
        .insert(head.name.clone(), Rc::clone(&found));
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
        let substitutes = ctx.declared.symbols.substitutes.get(&it.name);
        let substitutes = substitutes.into_iter().flatten();
        queue.extend(substitutes.filter_map(|name| ctx.declared.element(name)));
        if !it.is_abstract
            && (std::ptr::eq(it, head) || usable(ctx, Space::Element, &it.name, &head.name))
        {
            res.push(it);
        }
    }
    res
}
