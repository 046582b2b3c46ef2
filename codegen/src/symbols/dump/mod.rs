//! The model as text: indented, one declaration or particle a line, in document order.

mod schema;
mod service;

use std::fmt::Write as _;

use super::Model;
use super::decl::{self, Decl};
use crate::names::QName;
use crate::namespaces::XSD;
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
            decl::of_schema(schema).for_each(|decl| it.decl(decl));
        });
    }
    let definitions = &model.definitions;
    it.line(format_args!(
        "definitions `{}`",
        definitions.target_namespace
    ));
    it.indented(|it| {
        it.docs(definitions.docs.as_deref());
        decl::of_definitions(definitions).for_each(|decl| it.decl(decl));
    });
    it.out
}

/// What `decl` says of messages: all but documentation and places.
pub(super) fn text(decl: Decl<'_>) -> String {
    let mut it = Dump::new(false);
    it.decl(decl);
    it.out
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

    fn decl(&mut self, decl: Decl<'_>) {
        match decl {
            Decl::Type(decl) => self.named_type(decl),
            Decl::Element(decl) => self.element("", decl),
            Decl::Attribute(decl) => self.attribute("", decl),
            Decl::Group(decl) => self.group(decl),
            Decl::AttributeGroup(decl) => self.attribute_group(decl),
            Decl::Message(decl) => self.message(decl),
            Decl::PortType(decl) => self.port_type(decl),
            Decl::Binding(decl) => self.binding(decl),
            Decl::Service(decl) => self.service(decl),
        }
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
