//! Applies `xs:redefine`; XSD 1.0 §4.2.2. In: declarations that stand for others of the same name. Out: the others,
//! renamed, so that what derives from its own name derives from them.

use std::collections::BTreeMap;

use super::model::{
    AttributeGroupDecl, AttributeUse, Particle, Schema, SimpleType, Term, TypeBody, TypeDecl,
    TypeRef,
};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;

/// Where declarations of one kind are by their names: schema and index.
type Places = BTreeMap<QName, Vec<(usize, usize)>>;

/// A kind of declarations that can be redefined.
struct Kind<T> {
    list: fn(&mut Schema) -> &mut Vec<T>,
    name: fn(&mut T) -> Option<&mut QName>,
    span: fn(&T) -> Span,
    /// Lets what a declaration takes from one name be taken from another.
    rebase: fn(&mut T, &QName, &QName),
}

/// Puts the declarations of `redefinition` in the place of those of the same names in `schemas`.
pub fn apply_redefinition(
    schemas: &mut Vec<Schema>,
    mut redefinition: Schema,
    diagnostics: &mut Diagnostics,
) {
    let types = Kind {
        list: |schema| &mut schema.types,
        name: |decl| decl.name.as_mut(),
        span: |decl| decl.span,
        rebase: rename_base,
    };
    let groups = Kind {
        list: |schema| &mut schema.groups,
        name: |decl| Some(&mut decl.name),
        span: |decl| decl.span,
        rebase: |decl, from, to| rename_group(&mut decl.particle, from, to),
    };
    let attribute_groups = Kind {
        list: |schema| &mut schema.attribute_groups,
        name: |decl| Some(&mut decl.name),
        span: |decl| decl.span,
        rebase: rename_attributes,
    };
    redefine(schemas, &mut redefinition, &types, diagnostics);
    redefine(schemas, &mut redefinition, &groups, diagnostics);
    redefine(schemas, &mut redefinition, &attribute_groups, diagnostics);
    // XSD 1.1 §4.2.5 only, `xs:override`: these have no base to keep.
    for schema in schemas.iter_mut() {
        let is_new = |name: &QName| redefinition.elements.iter().any(|it| it.name == *name);
        schema.elements.retain(|it| !is_new(&it.name));
        let is_new = |name: &QName| redefinition.attributes.iter().any(|it| it.name == *name);
        schema.attributes.retain(|it| !is_new(&it.name));
    }
    schemas.push(redefinition);
}

/// Renames the declarations of `schemas` that `new` has others for.
fn redefine<T>(
    schemas: &mut [Schema],
    new: &mut Schema,
    kind: &Kind<T>,
    diagnostics: &mut Diagnostics,
) {
    let mut places = Places::new();
    for (schema, it) in schemas.iter_mut().enumerate() {
        for (index, decl) in (kind.list)(it).iter_mut().enumerate() {
            if let Some(name) = (kind.name)(decl) {
                let known = places.entry(name.clone()).or_default();
                known.push((schema, index));
            }
        }
    }
    for decl in (kind.list)(new) {
        let Some(name) = (kind.name)(decl).cloned() else {
            continue;
        };
        let Some((original, moved)) = rename(&mut places, &name) else {
            let message =
                format!("`{name}` is redefined but not declared in the schema that is named");
            diagnostics
                .warning(Code::UnresolvedName, (kind.span)(decl), message)
                .help("it is read as a declaration of its own");
            continue;
        };
        for (schema, index) in moved {
            let decl = &mut (kind.list)(&mut schemas[schema])[index];
            if let Some(name) = (kind.name)(decl) {
                name.clone_from(&original);
            }
        }
        (kind.rebase)(decl, &name, &original);
    }
}

/// Gives the declarations of `name` a free name, and says which they are; `None` where there are none.
fn rename(places: &mut Places, name: &QName) -> Option<(QName, Vec<(usize, usize)>)> {
    let moved = places.remove(name)?;
    let mut n = 1;
    let free = loop {
        let number = if n == 1 { String::new() } else { n.to_string() };
        let local = format!("{}Original{number}", name.local);
        let free = QName::new(name.namespace.clone(), local);
        if !places.contains_key(&free) {
            break free;
        }
        n += 1;
    };
    places.insert(free.clone(), moved.clone());
    Some((free, moved))
}

fn rename_base(decl: &mut TypeDecl, from: &QName, to: &QName) {
    let base = match &mut decl.body {
        TypeBody::Complex(complex) => complex.content.base_mut(),
        TypeBody::Simple(SimpleType::Restriction {
            base: TypeRef::Named(base, _),
            ..
        }) => Some(base),
        TypeBody::Simple(_) => None,
    };
    if let Some(base) = base.filter(|base| *base == from) {
        base.clone_from(to);
    }
}

fn rename_attributes(decl: &mut AttributeGroupDecl, from: &QName, to: &QName) {
    for attribute in &mut decl.attributes {
        if let AttributeUse::Group(name, _) = attribute
            && name == from
        {
            name.clone_from(to);
        }
    }
}

fn rename_group(particle: &mut Particle, from: &QName, to: &QName) {
    let mut open = vec![particle];
    while let Some(particle) = open.pop() {
        match &mut particle.term {
            Term::GroupRef(name) if name == from => *name = to.clone(),
            Term::Group(_, members) => {
                open.extend(members);
            }
            Term::Element(_) | Term::ElementRef(_) | Term::GroupRef(_) | Term::Any(_) => {}
        }
    }
}
