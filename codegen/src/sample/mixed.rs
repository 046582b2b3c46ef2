//! What stands in mixed content, which the tables keep raw and so know nothing of; XSD 1.0 §3.4.1.
//!
//! In: the schemas. Out: for each mixed type text with the elements that it requires, where those are plain: wildcards,
//! and elements of a built-in type.

use crate::namespaces::XSD;
use std::collections::BTreeMap;

use crate::ir::{Api, Origin, TypeId};
use crate::names::QName;
use crate::symbols::Model;
use crate::xsd::model::{
    ComplexContent, ElementDecl, Particle, Schema, Term, TypeBody, TypeDecl, TypeRef,
};

use super::{WILD, WILD_NAMESPACE, escaped};

/// How deep it is looked for types in types.
const MAX_DEPTH: usize = 30;

/// What stands in mixed content, by type.
#[derive(Debug, Default)]
pub(super) struct Mixed {
    types: BTreeMap<QName, String>,
    elements: BTreeMap<QName, String>,
    /// Of the types of local elements, if it is the same for all of them.
    local: Option<String>,
}

impl Mixed {
    pub(super) fn new(model: &Model) -> Self {
        let mut res = Self::default();
        let mut locals: Vec<String> = Vec::new();
        for schema in &model.schemas {
            for ty in &schema.types {
                if let (Some(name), Some(text)) = (&ty.name, content(model, ty)) {
                    res.types.insert(name.clone(), text);
                }
                find_locals(model, ty, &mut locals, 0);
            }
            for element in &schema.elements {
                let TypeRef::Anonymous(ty) = &element.ty else {
                    continue;
                };
                if let Some(text) = content(model, ty) {
                    res.elements.insert(element.name.clone(), text);
                }
                find_locals(model, ty, &mut locals, 0);
            }
        }
        locals.dedup();
        if let [only] = &locals[..] {
            res.local = Some(only.clone());
        }
        res
    }

    /// The content of the mixed type `id`.
    pub(super) fn of(&self, api: &Api, id: Option<TypeId>) -> String {
        let found = match id.map(|it| &api.types[it.0].origin) {
            Some(Origin::Type(name)) => self.types.get(name),
            Some(Origin::Element(name)) => self.elements.get(name).or(self.local.as_ref()),
            Some(Origin::Inside(_)) => self.local.as_ref(),
            Some(Origin::Family(_) | Origin::Headers(_) | Origin::Faults(_)) | None => None,
        };
        found.map_or_else(|| text(""), |it| text(it))
    }
}

pub(super) fn text(elements: &str) -> String {
    format!("some &amp; {elements} text")
}

/// The required elements of `ty`, if it is mixed.
fn content(model: &Model, ty: &TypeDecl) -> Option<String> {
    let TypeBody::Complex(complex) = &ty.body else {
        return None;
    };
    match &complex.content {
        ComplexContent::Direct(Some(particle)) if complex.mixed => {
            Some(required(model, particle).unwrap_or_default())
        }
        _ => None,
    }
}

/// `None` where it is not plain.
fn required(model: &Model, particle: &Particle) -> Option<String> {
    let one = match &particle.term {
        _ if particle.min == 0 => return Some(String::new()),
        Term::Sequence(list) | Term::All(list) => {
            let all: Option<Vec<String>> = list.iter().map(|it| required(model, it)).collect();
            all?.concat()
        }
        Term::Choice(list) => list.iter().find_map(|it| required(model, it))?,
        Term::Any(_) => format!(r#"<{WILD} xmlns="{WILD_NAMESPACE}"/>"#),
        Term::Element(decl) => plain(decl)?,
        Term::ElementRef(name) => {
            let elements = model.schemas.iter().flat_map(|it: &Schema| &it.elements);
            plain(elements.clone().find(|it| it.name == *name)?)?
        }
        Term::GroupRef(_) => return None,
    };
    let times = usize::try_from(particle.min).unwrap_or(1);
    Some(one.repeat(times.min(20)))
}

/// An element that may hold any text.
fn plain(decl: &ElementDecl) -> Option<String> {
    let TypeRef::Named(ty, _) = &decl.ty else {
        return None;
    };
    let (local, namespace) = (&decl.name.local, escaped(&decl.name.namespace));
    let is_text = ty.namespace == XSD && ty.local == "string";
    is_text.then(|| format!(r#"<{local} xmlns="{namespace}">text</{local}>"#))
}

/// The contents of mixed types of local elements.
fn find_locals(model: &Model, ty: &TypeDecl, found: &mut Vec<String>, depth: usize) {
    let TypeBody::Complex(complex) = &ty.body else {
        return;
    };
    let particle = match &complex.content {
        ComplexContent::Direct(it) => it.as_ref(),
        ComplexContent::Extension { particle, .. }
        | ComplexContent::Restriction { particle, .. } => particle.as_ref(),
        ComplexContent::SimpleExtension { .. } | ComplexContent::SimpleRestriction { .. } => None,
    };
    let mut open: Vec<&Particle> = particle.into_iter().collect();
    while let Some(it) = open.pop() {
        match &it.term {
            Term::Sequence(list) | Term::All(list) | Term::Choice(list) => open.extend(list),
            Term::Element(decl) => {
                if let TypeRef::Anonymous(inner) = &decl.ty
                    && depth < MAX_DEPTH
                {
                    found.extend(content(model, inner));
                    find_locals(model, inner, found, depth + 1);
                }
            }
            Term::ElementRef(_) | Term::GroupRef(_) | Term::Any(_) => {}
        }
    }
}
