//! Checks that every reference resolves. What does not is a warning and a fact in the table: only what reaches it is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::builtin::builtin_types;
use super::{Model, Reference, Space, SymbolTable, is_builtin_type, references};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::{QName, is_ncname};
use crate::namespaces::XSD;
use crate::nearest::nearest;

/// How many get a help: each is a search through all names, and what is wrong with many is mostly one import.
const MAX_HELPED: usize = 50;

pub(super) fn check_references<'m>(
    model: &'m Model,
    table: &mut SymbolTable<'m>,
    diagnostics: &mut Diagnostics,
) {
    let mut missing: BTreeMap<(Space, &QName), (Reference<'m>, usize)> = BTreeMap::new();
    let mut order: Vec<(Space, &QName)> = Vec::new();
    for reference in references(model) {
        if is_declared(table, reference.space, reference.name) {
            continue;
        }
        let key = (reference.space, reference.name);
        let (_, count) = missing.entry(key).or_insert_with(|| {
            order.push(key);
            (reference, 0)
        });
        *count += 1;
    }
    for (index, key) in order.into_iter().enumerate() {
        let (reference, count) = missing[&key];
        table
            .unresolved
            .insert((reference.space, reference.name.clone()));
        // A prefix that is not declared, or a name that is none, was reported where it stands, and is kept as it is.
        if reference.name.namespace.is_empty() && !is_ncname(&reference.name.local) {
            continue;
        }
        let more = match count {
            1 => String::new(),
            2 => "; one more place refers to it".to_owned(),
            n => format!("; {} more places refer to it", n - 1),
        };
        let diagnostic = diagnostics.warning(
            Code::UnresolvedName,
            reference.span,
            format!(
                "{} `{}` is not declared{more}",
                reference.space, reference.name
            ),
        );
        if index < MAX_HELPED {
            diagnostic.help(help(model, table, reference.space, reference.name));
        }
    }
}

fn is_declared(table: &SymbolTable<'_>, space: Space, name: &QName) -> bool {
    match space {
        Space::Type => table.types.contains_key(name) || is_builtin_type(name),
        Space::Element => table.elements.contains_key(name),
        Space::Attribute => table.attributes.contains_key(name),
        Space::Group => table.groups.contains_key(name),
        Space::AttributeGroup => table.attribute_groups.contains_key(name),
        Space::Message => table.messages.contains_key(name),
        Space::PortType => table.port_types.contains_key(name),
        Space::Binding => table.bindings.contains_key(name),
        Space::Service => false,
    }
}

fn names<'t>(table: &'t SymbolTable<'_>, space: Space) -> Vec<&'t QName> {
    match space {
        Space::Type => table.types.keys().copied().collect(),
        Space::Element => table.elements.keys().copied().collect(),
        Space::Attribute => table.attributes.keys().copied().collect(),
        Space::Group => table.groups.keys().copied().collect(),
        Space::AttributeGroup => table.attribute_groups.keys().copied().collect(),
        Space::Message => table.messages.keys().copied().collect(),
        Space::PortType => table.port_types.keys().copied().collect(),
        Space::Binding => table.bindings.keys().copied().collect(),
        Space::Service => Vec::new(),
    }
}

fn help(model: &Model, table: &SymbolTable<'_>, space: Space, name: &QName) -> String {
    if space == Space::Type && name.namespace == XSD {
        return match nearest(&name.local, builtin_types().iter().copied()) {
            Some(near) => format!("XML Schema 1.0 has `{near}`"),
            None => "XML Schema 1.0 has no type of that name".to_owned(),
        };
    }
    let names = names(table, space);
    let elsewhere = names.iter().find(|it| it.local == name.local);
    if let Some(found) = elsewhere {
        return format!("`{found}` is declared; the prefix may stand for another namespace");
    }
    let other_space = match space {
        Space::Type => Some(Space::Element),
        Space::Element => Some(Space::Type),
        Space::Attribute
        | Space::Group
        | Space::AttributeGroup
        | Space::Message
        | Space::PortType
        | Space::Binding
        | Space::Service => None,
    };
    if let Some(other) = other_space.filter(|it| is_declared(table, *it, name)) {
        return format!("there is no {space} of that name, but there is an {other}")
            .replace("an type", "a type");
    }
    let in_namespace = names.iter().filter(|it| it.namespace == name.namespace);
    if let Some(near) = nearest(&name.local, in_namespace.map(|it| it.local.as_str())) {
        return format!("did you mean `{near}`?");
    }
    let is_wsdl = matches!(space, Space::Message | Space::PortType | Space::Binding);
    let loaded: BTreeSet<&str> = (model.schemas.iter())
        .map(|it| it.target_namespace.as_str())
        .collect();
    if is_wsdl || loaded.contains(name.namespace.as_str()) {
        format!("declare the {space}, or import the document that does")
    } else if name.namespace.is_empty() {
        "no schema without a target namespace is loaded; the name may lack its prefix".to_owned()
    } else {
        format!(
            "no schema of `{}` is loaded; add it to the capture and import it",
            name.namespace
        )
    }
}
