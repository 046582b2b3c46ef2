//! The model as text: indented, one declaration or particle a line, in document order.

mod schema;
mod service;

use std::fmt::Write as _;

use super::Model;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

/// Prints a model; the built-in schemas only by their namespaces.
pub fn dump_model(model: &Model) -> String {
    let mut it = Dump::new(true);
    for schema in &model.schemas {
        it.line(format_args!("schema `{}`", schema.target_namespace));
        if crate::document::builtin::is_builtin(&schema.target_namespace) {
            continue;
        }
        it.indented(|it| {
            for (namespace, _) in &schema.imports {
                it.line(format_args!("import `{namespace}`"));
            }
            schema.elements.iter().for_each(|decl| it.element("", decl));
            schema
                .attributes
                .iter()
                .for_each(|decl| it.attribute("", decl));
            schema.types.iter().for_each(|decl| it.named_type(decl));
            schema.groups.iter().for_each(|decl| it.group(decl));
            (schema.attribute_groups.iter()).for_each(|decl| it.attribute_group(decl));
        });
    }
    let definitions = &model.definitions;
    it.line(format_args!(
        "definitions `{}`",
        definitions.target_namespace
    ));
    it.indented(|it| {
        it.docs(definitions.docs.as_deref());
        definitions
            .messages
            .iter()
            .for_each(|decl| it.message(decl));
        definitions
            .port_types
            .iter()
            .for_each(|decl| it.port_type(decl));
        definitions
            .bindings
            .iter()
            .for_each(|decl| it.binding(decl));
        definitions
            .services
            .iter()
            .for_each(|decl| it.service(decl));
    });
    it.out
}

pub(super) fn type_text(decl: &xsd::TypeDecl) -> String {
    Dump::text(|it| it.named_type(decl))
}

pub(super) fn element_text(decl: &xsd::ElementDecl) -> String {
    Dump::text(|it| it.element("", decl))
}

pub(super) fn attribute_text(decl: &xsd::AttributeDecl) -> String {
    Dump::text(|it| it.attribute("", decl))
}

pub(super) fn group_text(decl: &xsd::GroupDecl) -> String {
    Dump::text(|it| it.group(decl))
}

pub(super) fn attribute_group_text(decl: &xsd::AttributeGroupDecl) -> String {
    Dump::text(|it| it.attribute_group(decl))
}

pub(super) fn message_text(decl: &wsdl::Message) -> String {
    Dump::text(|it| it.message(decl))
}

pub(super) fn port_type_text(decl: &wsdl::PortType) -> String {
    Dump::text(|it| it.port_type(decl))
}

pub(super) fn binding_text(decl: &wsdl::Binding) -> String {
    Dump::text(|it| it.binding(decl))
}

pub(super) fn service_text(decl: &wsdl::Service) -> String {
    Dump::text(|it| it.service(decl))
}

struct Dump {
    out: String,
    depth: usize,
    with_docs: bool,
}

fn show(name: &QName) -> String {
    if name.namespace == XSD {
        format!("`xs:{}`", name.local)
    } else {
        format!("`{name}`")
    }
}

fn occurs(min: u32, max: Option<u32>) -> String {
    match max {
        Some(max) if max == min && min == 1 => String::new(),
        Some(max) => format!("{min}..{max} "),
        None => format!("{min}..* "),
    }
}

fn value(value: Option<&xsd::ValueConstraint>) -> String {
    match value {
        Some(it) if it.fixed => format!(", fixed {:?}", it.text),
        Some(it) => format!(", default {:?}", it.text),
        None => String::new(),
    }
}

impl Dump {
    fn new(with_docs: bool) -> Self {
        Self {
            out: String::new(),
            depth: 0,
            with_docs,
        }
    }

    fn text(write: impl FnOnce(&mut Self)) -> String {
        let mut it = Self::new(false);
        write(&mut it);
        it.out
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.out, "{:width$}{text}", "", width = self.depth * 2);
    }

    fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn docs(&mut self, docs: Option<&str>) {
        if let (Some(docs), true) = (docs, self.with_docs) {
            self.line(format_args!("docs {docs:?}"));
        }
    }
}
