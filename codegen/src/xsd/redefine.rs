//! Applies `xs:redefine`; XSD 1.0 §4.2.2. In: declarations that stand for others of the same name. Out: the others,
//! renamed, so that what derives from its own name derives from them.

use std::collections::BTreeSet;

use super::model::{
    AttributeUse, ComplexContent, Particle, Schema, SimpleType, Term, TypeBody, TypeDecl, TypeRef,
};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;

/// Puts the declarations of `redefinition` in the place of those of the same names in `schemas`.
pub fn apply_redefinition(
    schemas: &mut Vec<Schema>,
    mut redefinition: Schema,
    diagnostics: &mut Diagnostics,
) {
    for decl in &mut redefinition.types {
        let Some(name) = decl.name.clone() else {
            continue;
        };
        let taken = |it: &QName, schemas: &[Schema]| {
            (schemas.iter().flat_map(|it| &it.types)).any(|decl| decl.name.as_ref() == Some(it))
        };
        let original = free_name(&name, |it| taken(it, schemas));
        let mut found = false;
        for old in schemas.iter_mut().flat_map(|it| &mut it.types) {
            if old.name.as_ref() == Some(&name) {
                old.name = Some(original.clone());
                found = true;
            }
        }
        check_found(found, &name, decl.span, diagnostics);
        if found {
            rename_base(decl, &name, &original);
        }
    }
    for decl in &mut redefinition.groups {
        let original = free_name(&decl.name, |it| {
            (schemas.iter().flat_map(|it| &it.groups)).any(|decl| decl.name == *it)
        });
        let mut found = false;
        for old in schemas.iter_mut().flat_map(|it| &mut it.groups) {
            if old.name == decl.name {
                old.name = original.clone();
                found = true;
            }
        }
        check_found(found, &decl.name, decl.span, diagnostics);
        if found {
            rename_group(&mut decl.particle, &decl.name, &original);
        }
    }
    for decl in &mut redefinition.attribute_groups {
        let original = free_name(&decl.name, |it| {
            (schemas.iter().flat_map(|it| &it.attribute_groups)).any(|decl| decl.name == *it)
        });
        let mut found = false;
        for old in schemas.iter_mut().flat_map(|it| &mut it.attribute_groups) {
            if old.name == decl.name {
                old.name = original.clone();
                found = true;
            }
        }
        check_found(found, &decl.name, decl.span, diagnostics);
        if found {
            for it in &mut decl.attributes {
                if let AttributeUse::Group(name, _) = it
                    && *name == decl.name
                {
                    *name = original.clone();
                }
            }
        }
    }
    schemas.push(redefinition);
}

fn free_name(name: &QName, taken: impl Fn(&QName) -> bool) -> QName {
    let mut tried = BTreeSet::new();
    loop {
        let local = match tried.len() {
            0 => format!("{}Original", name.local),
            n => format!("{}Original{}", name.local, n + 1),
        };
        let free = QName::new(name.namespace.clone(), local);
        if !taken(&free) {
            return free;
        }
        tried.insert(free);
    }
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
            Term::Sequence(members) | Term::Choice(members) | Term::All(members) => {
                open.extend(members);
            }
            Term::Element(_) | Term::ElementRef(_) | Term::GroupRef(_) | Term::Any(_) => {}
        }
    }
}
