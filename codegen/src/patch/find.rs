//! The member that a path means: `Type.member`, `Type.member.inner` through types written in place, `Type.any` for a
//! wildcard. `Type.*` are all members of a type, `*` those of all types.
//!
//! In: the schemas and a path. Out: the declaration, to be changed. The owner is a named type, a global element with a
//! type of its own, a group or an attribute group. Nesting is bounded by the depth limit of documents.

use std::collections::BTreeSet;

use crate::names::QName;
use crate::symbols::decl::Decl;
use crate::symbols::{Model, Space};
use crate::xsd::model as xsd;

use super::Miss;

/// A member of a content model.
pub(super) enum Member<'m> {
    /// An element declared in place, and how often it occurs.
    Element(&'m mut xsd::ElementDecl, (&'m mut u32, &'m mut Option<u32>)),
    /// A reference to a global element, or a wildcard.
    ElementRef((&'m mut u32, &'m mut Option<u32>)),
    /// An attribute declared in place.
    Attribute(&'m mut xsd::AttributeDecl, &'m mut xsd::Usage),
    /// A reference to a global attribute.
    AttributeRef(&'m mut xsd::Usage),
}

/// What is done to each member that a path means.
struct Visit<'v> {
    /// What is left of the path.
    path: &'v [&'v str],
    change: &'v mut dyn FnMut(Member<'_>) -> Result<(), String>,
    found: usize,
    error: Option<String>,
    /// All members seen where the last step was looked for.
    seen: Vec<String>,
}

/// The step that means every member.
const ALL: &str = "*";

/// As [`member`], where the path may also be `Type.*` or `*`: all members but the alternatives of choices, of which none
/// has to be there by itself.
pub(super) fn members(
    model: &mut Model,
    path: &str,
    mut change: impl FnMut(Member<'_>) -> Result<(), String>,
) -> Result<(), Miss> {
    if path != ALL {
        return member(model, path, change);
    }
    let mut visit = Visit::new(&[ALL], &mut change);
    for schema in &mut model.schemas {
        visit_schema(schema, |_| true, &mut visit);
    }
    Ok(())
}

/// Changes the member at `path`. All members of that name in one owner are one: a choice may say it twice.
pub(super) fn member(
    model: &mut Model,
    path: &str,
    mut change: impl FnMut(Member<'_>) -> Result<(), String>,
) -> Result<(), Miss> {
    let (namespace, local) = match path.strip_prefix('{').and_then(|it| it.split_once('}')) {
        Some((namespace, local)) => (Some(namespace), local),
        None => (None, path),
    };
    let Some((owner, rest)) = owner(model, namespace, local) else {
        return Err(no_owner(model, path, local));
    };
    let steps: Vec<&str> = rest.split('.').collect();
    let owners = owners(model, &owner);
    if owners > 1 {
        return Err(Miss {
            message: format!("`{}` is declared in {owners} namespaces or kinds", owner.0),
            help: Some("write the namespace in front of the name".to_owned()),
        });
    }
    let mut visit = Visit::new(&steps, &mut change);
    for schema in &mut model.schemas {
        visit_schema(schema, |name| is(name, &owner), &mut visit);
    }
    if let Some(error) = visit.error {
        return Err(Miss {
            message: format!("`{path}` cannot be changed so: {error}"),
            help: None,
        });
    }
    if visit.found == 0 {
        let last = steps.last().copied().unwrap_or_default();
        let seen = visit.seen.iter().map(String::as_str);
        let mut miss = Miss::nothing("member", last, seen);
        miss.message = format!("`{}` has no member `{rest}`", owner.0);
        return Err(miss);
    }
    Ok(())
}

/// An owner's local name, and its namespace where the path says one.
type Owner<'p> = (&'p str, Option<&'p str>);

/// Splits a path after the longest name that declares something: names may hold dots.
fn owner<'p>(
    model: &Model,
    namespace: Option<&'p str>,
    path: &'p str,
) -> Option<(Owner<'p>, &'p str)> {
    let dots: Vec<usize> = path.match_indices('.').map(|it| it.0).collect();
    dots.into_iter().rev().find_map(|at| {
        let owner = (&path[..at], namespace);
        (owners(model, &owner) > 0).then_some((owner, &path[at + 1..]))
    })
}

fn is(name: &QName, owner: &Owner<'_>) -> bool {
    name.local == owner.0 && owner.1.is_none_or(|it| it == name.namespace)
}

/// How many different declarations `owner` means.
fn owners(model: &Model, owner: &Owner<'_>) -> usize {
    let owners = model.decls().filter_map(owner_name);
    let found: BTreeSet<(Space, &QName)> = owners.filter(|it| is(it.1, owner)).collect();
    found.len()
}

/// The name of a declaration that has members.
fn owner_name(decl: Decl<'_>) -> Option<(Space, &QName)> {
    let may_own = match decl {
        Decl::Type(_) | Decl::Group(_) | Decl::AttributeGroup(_) => true,
        Decl::Element(it) => matches!(it.ty, xsd::TypeRef::Anonymous(_)),
        _ => false,
    };
    decl.name()
        .filter(|_| may_own)
        .map(|name| (decl.space(), name))
}

fn no_owner(model: &Model, path: &str, local: &str) -> Miss {
    if !local.contains('.') {
        return Miss {
            message: format!("`{path}` names no member"),
            help: Some("write `Type.member`".to_owned()),
        };
    }
    let wanted = local.split_once('.').map_or(local, |it| it.0);
    let owners = model.decls().filter_map(owner_name);
    let names = owners.map(|(_, name)| name.local.as_str());
    Miss::nothing("type or element", wanted, names)
}

fn visit_schema(
    schema: &mut xsd::Schema,
    is_owner: impl Fn(&QName) -> bool,
    visit: &mut Visit<'_>,
) {
    let types = schema.types.iter_mut();
    for decl in types.filter(|decl| decl.name.as_ref().is_some_and(&is_owner)) {
        visit_type(decl, visit);
    }
    for decl in schema
        .elements
        .iter_mut()
        .filter(|decl| is_owner(&decl.name))
    {
        if let xsd::TypeRef::Anonymous(inner) = &mut decl.ty {
            visit_type(inner, visit);
        }
    }
    for decl in schema.groups.iter_mut().filter(|decl| is_owner(&decl.name)) {
        visit_particle(&mut decl.particle, visit);
    }
    let groups = schema.attribute_groups.iter_mut();
    for decl in groups.filter(|decl| is_owner(&decl.name)) {
        visit_attributes(&mut decl.attributes, visit);
    }
}

fn visit_type(decl: &mut xsd::TypeDecl, visit: &mut Visit<'_>) {
    let xsd::TypeBody::Complex(complex) = &mut decl.body else {
        return;
    };
    visit_attributes(&mut complex.attributes, visit);
    match &mut complex.content {
        xsd::ComplexContent::Direct(particle)
        | xsd::ComplexContent::Extension { particle, .. }
        | xsd::ComplexContent::Restriction { particle, .. } => {
            if let Some(it) = particle {
                visit_particle(it, visit);
            }
        }
        xsd::ComplexContent::SimpleExtension { .. }
        | xsd::ComplexContent::SimpleRestriction { .. } => {}
    }
}

fn visit_particle(particle: &mut xsd::Particle, visit: &mut Visit<'_>) {
    let occurs = (&mut particle.min, &mut particle.max);
    match &mut particle.term {
        xsd::Term::Element(decl) => {
            let Some(rest) = visit.step(&decl.name.local) else {
                return;
            };
            match (rest, &mut decl.ty) {
                ([], xsd::TypeRef::Anonymous(_)) if visit.means_all() => {
                    visit.change(Member::Element(decl, occurs));
                    if let xsd::TypeRef::Anonymous(inner) = &mut decl.ty {
                        visit_type(inner, visit);
                    }
                }
                ([], _) => visit.change(Member::Element(decl, occurs)),
                (rest, xsd::TypeRef::Anonymous(inner)) => {
                    let before = std::mem::replace(&mut visit.path, rest);
                    visit_type(inner, visit);
                    visit.path = before;
                }
                (_, xsd::TypeRef::Named(name, _)) => {
                    let message = format!("`{}` has type `{name}`", decl.name.local);
                    visit.error = Some(format!("{message}; name that instead"));
                }
                (_, xsd::TypeRef::Absent) => {}
            }
        }
        xsd::Term::ElementRef(name) => {
            if let Some([]) = visit.step(&name.local) {
                visit.change(Member::ElementRef(occurs));
            }
        }
        xsd::Term::Group(xsd::Compositor::Choice, _) if visit.means_all() => {}
        xsd::Term::Group(_, inner) => {
            for it in inner {
                visit_particle(it, visit);
            }
        }
        xsd::Term::Any(_) => {
            if let Some([]) = visit.step("any") {
                visit.change(Member::ElementRef(occurs));
            }
        }
        xsd::Term::GroupRef(_) => {}
    }
}

fn visit_attributes(uses: &mut [xsd::AttributeUse], visit: &mut Visit<'_>) {
    for it in uses {
        match it {
            // What a restriction takes out stays out.
            xsd::AttributeUse::Local { usage, .. } | xsd::AttributeUse::Ref { usage, .. }
                if visit.means_all() && *usage == xsd::Usage::Prohibited => {}
            xsd::AttributeUse::Local { decl, usage } => {
                if let Some([]) = visit.step(&decl.name.local) {
                    visit.change(Member::Attribute(decl, usage));
                }
            }
            xsd::AttributeUse::Ref { name, usage, .. } => {
                if let Some([]) = visit.step(&name.local) {
                    visit.change(Member::AttributeRef(usage));
                }
            }
            xsd::AttributeUse::Group(_, _) => {}
        }
    }
}

impl<'v> Visit<'v> {
    fn new(
        path: &'v [&'v str],
        change: &'v mut dyn FnMut(Member<'_>) -> Result<(), String>,
    ) -> Self {
        Self {
            path,
            change,
            found: 0,
            error: None,
            seen: Vec::new(),
        }
    }

    fn means_all(&self) -> bool {
        self.path == [ALL]
    }

    /// What is left of the path behind `local`, where that is its next step.
    fn step(&mut self, local: &str) -> Option<&'v [&'v str]> {
        self.seen.push(local.to_owned());
        match self.path {
            [first, rest @ ..] if *first == local || self.means_all() => Some(rest),
            _ => None,
        }
    }

    fn change(&mut self, member: Member<'_>) {
        self.found += 1;
        if let Err(error) = (self.change)(member) {
            self.error = Some(error);
        }
    }
}
