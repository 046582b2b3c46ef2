//! Every reference by name in a model, in document order.

use std::collections::BTreeSet;

use super::walk::{Decl, Part, Reference, walk};
use super::{Model, Space, is_builtin_type};
use crate::document::builtin::is_builtin;
use crate::wsdl::model::{Definitions, PartContent};
use crate::xsd::model::Schema;

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

fn schema_references<'m>(schema: &'m Schema, found: &mut Vec<Reference<'m>>) {
    let mut open: Vec<Decl<'m>> = Vec::new();
    open.extend(schema.elements.iter().map(Decl::Element));
    open.extend(schema.attributes.iter().map(Decl::Attribute));
    open.extend(schema.types.iter().map(Decl::Type));
    open.extend(schema.groups.iter().map(|it| Decl::Group(&it.particle)));
    let groups = schema.attribute_groups.iter();
    open.extend(groups.map(|it| Decl::AttributeGroup(&it.attributes)));
    while let Some(decl) = open.pop() {
        walk(decl, |part| match part {
            Part::Reference(_, reference) => found.push(reference),
            Part::Array(array) => found.push(Reference {
                space: Space::Type,
                name: &array.item,
                span: array.span,
            }),
            Part::Inner(decl) => open.push(Decl::Type(decl)),
            Part::Particle(_) | Part::Attribute | Part::Simple(_) => {}
        });
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
