//! Every reference by name in a model, in document order.

use std::collections::BTreeSet;

use super::{Model, Space, is_builtin_type};
use crate::document::builtin::is_builtin;
use crate::names::QName;
use crate::source::span::Span;
use crate::wsdl::model::{Definitions, PartContent};
use crate::xsd::model::{
    AttributeUse, ComplexContent, ElementDecl, Particle, Schema, SimpleType, Term, TypeBody,
    TypeDecl, TypeRef,
};

/// A place that names a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'m> {
    /// What kind of declaration.
    pub space: Space,
    /// Its name.
    pub name: &'m QName,
    /// The text that names it.
    pub span: Span,
}

/// All references of a model: those of the schemas in loading order, then those of the WSDL part.
pub fn references(model: &Model) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    for schema in &model.schemas {
        schema_references(schema, &mut found);
    }
    wsdl_references(&model.definitions, &mut found);
    found.sort_by_key(|it| it.span);
    found
}

/// The built-in namespaces that anything in `model` refers to and no loaded schema declares, sorted.
pub fn needed_builtins(model: &Model) -> Vec<String> {
    let declared: BTreeSet<&str> = (model.schemas.iter())
        .map(|it| it.target_namespace.as_str())
        .collect();
    let needed: BTreeSet<&str> = references(model)
        .into_iter()
        .filter(|it| !(it.space == Space::Type && is_builtin_type(it.name)))
        .map(|it| it.name.namespace.as_str())
        .filter(|it| is_builtin(it) && !declared.contains(it))
        .collect();
    needed.into_iter().map(str::to_owned).collect()
}

/// What is still to be looked through. A list instead of recursion: types nest in elements nest in types.
enum Open<'m> {
    Type(&'m TypeDecl),
    Particle(&'m Particle),
    Element(&'m ElementDecl),
    TypeRef(&'m TypeRef),
    Attribute(&'m AttributeUse),
}

fn schema_references<'m>(schema: &'m Schema, found: &mut Vec<Reference<'m>>) {
    let mut open: Vec<Open<'m>> = Vec::new();
    open.extend(schema.elements.iter().map(Open::Element));
    open.extend(schema.attributes.iter().map(|it| Open::TypeRef(&it.ty)));
    open.extend(schema.types.iter().map(Open::Type));
    open.extend(schema.groups.iter().map(|it| Open::Particle(&it.particle)));
    for group in &schema.attribute_groups {
        open.extend(group.attributes.iter().map(Open::Attribute));
    }
    let mut add = |space, name, span| found.push(Reference { space, name, span });
    while let Some(it) = open.pop() {
        match it {
            Open::Type(decl) => match &decl.body {
                TypeBody::Complex(complex) => {
                    open.extend(complex.attributes.iter().map(Open::Attribute));
                    match &complex.content {
                        ComplexContent::Direct(particle) => {
                            open.extend(particle.iter().map(Open::Particle));
                        }
                        ComplexContent::Extension { base, particle } => {
                            add(Space::Type, &base.0, base.1);
                            open.extend(particle.iter().map(Open::Particle));
                        }
                        ComplexContent::Restriction {
                            base,
                            particle,
                            array_type,
                        } => {
                            add(Space::Type, &base.0, base.1);
                            open.extend(particle.iter().map(Open::Particle));
                            if let Some(array) = array_type {
                                add(Space::Type, &array.item, array.span);
                            }
                        }
                        ComplexContent::SimpleExtension { base } => {
                            add(Space::Type, &base.0, base.1);
                        }
                        ComplexContent::SimpleRestriction { base, simple, .. } => {
                            add(Space::Type, &base.0, base.1);
                            open.extend(simple.iter().map(|it| Open::Type(it)));
                        }
                    }
                }
                TypeBody::Simple(SimpleType::Restriction { base, .. }) => {
                    open.push(Open::TypeRef(base));
                }
                TypeBody::Simple(SimpleType::List { item }) => open.push(Open::TypeRef(item)),
                TypeBody::Simple(SimpleType::Union { members }) => {
                    open.extend(members.iter().map(Open::TypeRef));
                }
            },
            Open::Particle(particle) => match &particle.term {
                Term::Element(decl) => open.push(Open::Element(decl)),
                Term::ElementRef(name) => add(Space::Element, name, particle.span),
                Term::GroupRef(name) => add(Space::Group, name, particle.span),
                Term::Sequence(members) | Term::Choice(members) | Term::All(members) => {
                    open.extend(members.iter().map(Open::Particle));
                }
                Term::Any(_) => {}
            },
            Open::Element(decl) => {
                open.push(Open::TypeRef(&decl.ty));
                if let Some((head, span)) = &decl.substitution_head {
                    add(Space::Element, head, *span);
                }
            }
            Open::TypeRef(TypeRef::Named(name, span)) => add(Space::Type, name, *span),
            Open::TypeRef(TypeRef::Anonymous(decl)) => open.push(Open::Type(decl)),
            Open::TypeRef(TypeRef::Absent) => {}
            Open::Attribute(AttributeUse::Local { decl, .. }) => {
                open.push(Open::TypeRef(&decl.ty));
            }
            Open::Attribute(AttributeUse::Ref { name, span, .. }) => {
                add(Space::Attribute, name, *span);
            }
            Open::Attribute(AttributeUse::Group(name, span)) => {
                add(Space::AttributeGroup, name, *span);
            }
        }
    }
}

fn wsdl_references<'m>(definitions: &'m Definitions, found: &mut Vec<Reference<'m>>) {
    let mut add = |space, name, span| found.push(Reference { space, name, span });
    for part in definitions.messages.iter().flat_map(|it| &it.parts) {
        match &part.content {
            PartContent::Element(name, span) => add(Space::Element, name, *span),
            PartContent::Type(name, span) => add(Space::Type, name, *span),
            PartContent::Absent => {}
        }
    }
    for operation in definitions.port_types.iter().flat_map(|it| &it.operations) {
        let messages = operation.input.iter().chain(&operation.output);
        for it in messages.chain(&operation.faults) {
            add(Space::Message, &it.message, it.span);
        }
    }
    for binding in &definitions.bindings {
        add(Space::PortType, &binding.port_type.0, binding.port_type.1);
        for operation in &binding.operations {
            let messages = operation.input.iter().chain(&operation.output);
            for header in messages.flat_map(|it| &it.headers) {
                if let Some(message) = &header.message {
                    add(Space::Message, message, header.span);
                }
                for (message, _) in &header.faults {
                    add(Space::Message, message, header.span);
                }
            }
        }
    }
    for port in definitions.services.iter().flat_map(|it| &it.ports) {
        add(Space::Binding, &port.binding.0, port.binding.1);
    }
}
