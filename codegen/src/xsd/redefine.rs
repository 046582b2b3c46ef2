//! Applies `xs:redefine`; XSD 1.0 §4.2.2. In: declarations that stand for others of the same name. Out: the others,
//! renamed, so that what derives from its own name derives from them.

use std::collections::BTreeMap;

use super::model::{
    AttributeUse, ComplexContent, Particle, Schema, SimpleType, Term, TypeBody, TypeDecl, TypeRef,
};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;

/// Where declarations of one kind are by their names: schema and index.
type Places = BTreeMap<QName, Vec<(usize, usize)>>;

/// Puts the declarations of `redefinition` in the place of those of the same names in `schemas`.
pub fn apply_redefinition(
    schemas: &mut Vec<Schema>,
    mut redefinition: Schema,
    diagnostics: &mut Diagnostics,
) {
    let mut types = places(schemas, |it| it.types.iter().map(|it| it.name.as_ref()));
    for decl in &mut redefinition.types {
        let Some(name) = decl.name.clone() else {
            continue;
        };
        let moved = rename(&mut types, &name);
        check_found(moved.is_some(), &name, decl.span, diagnostics);
        if let Some((original, moved)) = moved {
            for (schema, index) in moved {
                schemas[schema].types[index].name = Some(original.clone());
            }
            rename_base(decl, &name, &original);
        }
    }
    let mut groups = places(schemas, |it| it.groups.iter().map(|it| Some(&it.name)));
    for decl in &mut redefinition.groups {
        let moved = rename(&mut groups, &decl.name);
        check_found(moved.is_some(), &decl.name, decl.span, diagnostics);
        if let Some((original, moved)) = moved {
            for (schema, index) in moved {
                schemas[schema].groups[index].name = original.clone();
            }
            rename_group(&mut decl.particle, &decl.name, &original);
        }
    }
    let mut groups = places(schemas, |it| {
        it.attribute_groups.iter().map(|it| Some(&it.name))
    });
    for decl in &mut redefinition.attribute_groups {
        let moved = rename(&mut groups, &decl.name);
        check_found(moved.is_some(), &decl.name, decl.span, diagnostics);
        if let Some((original, moved)) = moved {
            for (schema, index) in moved {
                schemas[schema].attribute_groups[index].name = original.clone();
            }
            for it in &mut decl.attributes {
                if let AttributeUse::Group(name, _) = it
                    && *name == decl.name
                {
                    *name = original.clone();
                }
            }
        }
    }
    // XSD 1.1 §4.2.5 only, `xs:override`: these have no base to keep.
    for schema in schemas.iter_mut() {
        let is_new = |name: &QName| redefinition.elements.iter().any(|it| it.name == *name);
        schema.elements.retain(|it| !is_new(&it.name));
        let is_new = |name: &QName| redefinition.attributes.iter().any(|it| it.name == *name);
        schema.attributes.retain(|it| !is_new(&it.name));
    }
    schemas.push(redefinition);
}

fn places<'m, I>(schemas: &'m [Schema], names: impl Fn(&'m Schema) -> I) -> Places
where
    I: Iterator<Item = Option<&'m QName>>,
{
    let mut res = Places::new();
    for (schema, it) in schemas.iter().enumerate() {
        for (index, name) in names(it).enumerate() {
            if let Some(name) = name {
                res.entry(name.clone()).or_default().push((schema, index));
            }
        }
    }
    res
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

fn check_found(found: bool, name: &QName, span: Span, diagnostics: &mut Diagnostics) {
    if !found {
        diagnostics
            .warning(
                Code::UnresolvedName,
                span,
                format!("`{name}` is redefined but not declared in the schema that is named"),
            )
            .help("it is read as a declaration of its own");
    }
}

fn rename_base(decl: &mut TypeDecl, from: &QName, to: &QName) {
    let base = match &mut decl.body {
        TypeBody::Complex(complex) => match &mut complex.content {
            ComplexContent::Direct(_) => return,
            ComplexContent::Extension { base, .. }
            | ComplexContent::Restriction { base, .. }
            | ComplexContent::SimpleExtension { base }
            | ComplexContent::SimpleRestriction { base, .. } => &mut base.0,
        },
        TypeBody::Simple(SimpleType::Restriction {
            base: TypeRef::Named(base, _),
            ..
        }) => base,
        TypeBody::Simple(
            SimpleType::Restriction { .. } | SimpleType::List { .. } | SimpleType::Union { .. },
        ) => return,
    };
    if base == from {
        *base = to.clone();
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
