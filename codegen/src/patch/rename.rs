//! New names for global types and elements, with all references to them.
//!
//! In: the model. Out: the model. The walk keeps a list of what is still to be looked at, as types nest in elements.

use crate::names::QName;
use crate::symbols::Model;
use crate::wsdl::model::PartContent;
use crate::xsd::model as xsd;

/// Gives the type `from` the name `to`.
pub(super) fn types(model: &mut Model, from: &QName, to: &QName) {
    walk(model, &mut |name, kind| {
        if kind == Kind::Type && name == from {
            *name = to.clone();
        }
    });
}

/// Gives the global element `from` the name `to`.
pub(super) fn elements(model: &mut Model, from: &QName, to: &QName) {
    walk(model, &mut |name, kind| {
        if kind == Kind::Element && name == from {
            *name = to.clone();
        }
    });
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Type,
    Element,
}

enum Open<'m> {
    Type(&'m mut xsd::TypeDecl),
    Ref(&'m mut xsd::TypeRef),
    Element(&'m mut xsd::ElementDecl),
    Particle(&'m mut xsd::Particle),
    Attribute(&'m mut xsd::AttributeUse),
}

/// Shows `change` every name of a global type or element: declarations and references.
fn walk(model: &mut Model, change: &mut dyn FnMut(&mut QName, Kind)) {
    for part in (model.definitions.messages.iter_mut()).flat_map(|it| &mut it.parts) {
        match &mut part.content {
            PartContent::Element(name, _) => change(name, Kind::Element),
            PartContent::Type(name, _) => change(name, Kind::Type),
            PartContent::Absent => {}
        }
    }
    for schema in &mut model.schemas {
        let mut open: Vec<Open<'_>> = Vec::new();
        for it in &mut schema.elements {
            change(&mut it.name, Kind::Element);
            open.push(Open::Element(it));
        }
        for it in &mut schema.types {
            if let Some(name) = &mut it.name {
                change(name, Kind::Type);
            }
            open.push(Open::Type(it));
        }
        open.extend(schema.attributes.iter_mut().map(|it| Open::Ref(&mut it.ty)));
        let groups = schema.groups.iter_mut();
        open.extend(groups.map(|it| Open::Particle(&mut it.particle)));
        let groups = schema.attribute_groups.iter_mut();
        open.extend(
            groups
                .flat_map(|it| &mut it.attributes)
                .map(Open::Attribute),
        );
        while let Some(it) = open.pop() {
            step(it, &mut open, change);
        }
    }
}

fn step<'m>(it: Open<'m>, open: &mut Vec<Open<'m>>, change: &mut dyn FnMut(&mut QName, Kind)) {
    match it {
        Open::Type(decl) => match &mut decl.body {
            xsd::TypeBody::Complex(complex) => {
                open.extend(complex.attributes.iter_mut().map(Open::Attribute));
                if let Some(base) = complex.content.base_mut() {
                    change(base, Kind::Type);
                }
                match &mut complex.content {
                    xsd::ComplexContent::Direct(particle)
                    | xsd::ComplexContent::Extension { particle, .. } => {
                        open.extend(particle.iter_mut().map(Open::Particle));
                    }
                    xsd::ComplexContent::Restriction {
                        particle,
                        array_type,
                        ..
                    } => {
                        if let Some(it) = array_type {
                            change(&mut it.item, Kind::Type);
                        }
                        open.extend(particle.iter_mut().map(Open::Particle));
                    }
                    xsd::ComplexContent::SimpleExtension { .. } => {}
                    xsd::ComplexContent::SimpleRestriction { simple, .. } => {
                        open.extend(simple.iter_mut().map(|it| Open::Type(it)));
                    }
                }
            }
            xsd::TypeBody::Simple(xsd::SimpleType::Restriction { base: inner, .. })
            | xsd::TypeBody::Simple(xsd::SimpleType::List { item: inner }) => {
                open.push(Open::Ref(inner));
            }
            xsd::TypeBody::Simple(xsd::SimpleType::Union { members }) => {
                open.extend(members.iter_mut().map(Open::Ref));
            }
        },
        Open::Ref(xsd::TypeRef::Named(name, _)) => change(name, Kind::Type),
        Open::Ref(xsd::TypeRef::Anonymous(decl)) => open.push(Open::Type(decl)),
        Open::Ref(xsd::TypeRef::Absent) => {}
        Open::Element(decl) => {
            if let Some((head, _)) = &mut decl.substitution_head {
                change(head, Kind::Element);
            }
            open.push(Open::Ref(&mut decl.ty));
        }
        Open::Particle(particle) => match &mut particle.term {
            xsd::Term::Element(decl) => open.push(Open::Element(decl)),
            xsd::Term::ElementRef(name) => change(name, Kind::Element),
            xsd::Term::Group(_, inner) => {
                open.extend(inner.iter_mut().map(Open::Particle));
            }
            xsd::Term::GroupRef(_) | xsd::Term::Any(_) => {}
        },
        Open::Attribute(xsd::AttributeUse::Local { decl, .. }) => {
            open.push(Open::Ref(&mut decl.ty))
        }
        Open::Attribute(xsd::AttributeUse::Ref { .. } | xsd::AttributeUse::Group(_, _)) => {}
    }
}
