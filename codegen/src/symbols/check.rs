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
    let named = model
        .decls()
        .filter_map(|decl| Some((decl.space(), decl.name()?)));
    let declared = Declared(named.collect());
    let mut missing: BTreeMap<(Space, &QName), (Reference<'m>, usize)> = BTreeMap::new();
    let mut order: Vec<(Space, &QName)> = Vec::new();
    for reference in references(model) {
        if declared.has(reference.space, reference.name) {
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
        let message = format!(
            "{} `{}` is not declared{more}",
            reference.space, reference.name
        );
        let diagnostic = (diagnostics).warning(Code::UnresolvedName, reference.span, message);
        if index < MAX_HELPED {
            diagnostic.help(help(model, &declared, reference.space, reference.name));
        }
    }
}

/// The names of all declarations.
struct Declared<'m>(BTreeSet<(Space, &'m QName)>);

impl Declared<'_> {
    fn has(&self, space: Space, name: &QName) -> bool {
        self.0.contains(&(space, name)) || space == Space::Type && is_builtin_type(name)
    }
}

fn help(model: &Model, declared: &Declared<'_>, space: Space, name: &QName) -> String {
    if space == Space::Type && name.namespace == XSD {
        return match nearest(&name.local, builtin_types()) {
            Some(near) => format!("XML Schema 1.0 has `{near}`"),
            None => "XML Schema 1.0 has no type of that name".to_owned(),
        };
    }
    let names = || (declared.0.iter()).filter_map(|it| (it.0 == space).then_some(it.1));
    let elsewhere = names().find(|it| it.local == name.local);
    if let Some(found) = elsewhere {
        return format!("`{found}` is declared; the prefix may stand for another namespace");
    }
    let other_space = match space {
        Space::Type => Some(Space::Element),
        Space::Element => Some(Space::Type),
        _ => None,
    };
    if let Some(other) = other_space.filter(|it| declared.has(*it, name)) {
        return format!("there is no {space} of that name, but there is an {other}")
            .replace("an type", "a type");
    }
    let in_namespace = names().filter(|it| it.namespace == name.namespace);
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
