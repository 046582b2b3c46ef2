//! `wsdl:definitions` into declarations; WSDL 1.1. In: root elements, one after the other. Out: one [`Definitions`].
//!
//! Knows nothing of schemas: what stands in `wsdl:types` is read by `xsd`.

mod binding;
mod extension;
mod message;
mod policy;
mod port_type;
mod service;

use super::model::Definitions;
use super::policy::Expression;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::namespaces::{WSDL, XSD};
use crate::source::span::Span;
use crate::xml::{self, Attribute, Element, trim};

/// Reads one document, whose path in the capture is `path`, into `definitions`.
pub fn parse_definitions(
    root: Element<'_>,
    path: &str,
    definitions: &mut Definitions,
    diagnostics: &mut Diagnostics,
) {
    let target = root.value("targetNamespace").unwrap_or_default();
    let mut ctx = Parser {
        target,
        diagnostics,
    };
    definitions.policies.extend(policy::declared(root, path));
    if definitions.target_namespace.is_empty() {
        definitions.target_namespace = target.to_owned();
    }
    if definitions.docs.is_none() {
        definitions.docs = docs(root);
    }
    for child in root.children() {
        if child.namespace() != WSDL {
            ctx.pass_by(child);
            continue;
        }
        match child.local() {
            "documentation" | "import" => {}
            "types" => ctx.check_types(child),
            "message" => definitions.messages.extend(ctx.parse_message(child)),
            "portType" => definitions.port_types.extend(ctx.parse_port_type(child)),
            "binding" => definitions.bindings.extend(ctx.parse_binding(child)),
            "service" => definitions.services.extend(ctx.parse_service(child)),
            _ => ctx.report_unknown(child),
        }
    }
}

fn docs(element: Element<'_>) -> Option<String> {
    xml::documentation(element.children().filter(|it| it.is(WSDL, "documentation")))
}

struct Parser<'c> {
    target: &'c str,
    diagnostics: &'c mut Diagnostics,
}

impl Parser<'_> {
    fn check_types(&mut self, types: Element<'_>) {
        for child in types.children() {
            // XML Schema proper is read from here by `document`; drafts of it are another language.
            let is_taken = child.is(XSD, "schema") || child.is(XSD, "import");
            if is_taken || child.is(WSDL, "documentation") {
                continue;
            }
            self.report_unknown(child);
        }
    }

    fn global_name(&mut self, element: Element<'_>) -> Option<(QName, Span)> {
        let name = self.required(element, "name")?;
        Some((QName::new(self.target, trim(name.value)), name.span))
    }

    fn required<'a>(&mut self, element: Element<'a>, local: &str) -> Option<Attribute<'a>> {
        let found = element
            .attribute(local)
            .filter(|it| !trim(it.value).is_empty());
        if found.is_none() {
            // Only what needs the element is lost, so the rest is still generated.
            let message = format!("`{}` has no `{local}` and is left out", element.local());
            (self.diagnostics).warning(Code::MissingAttribute, element.span(), message);
        }
        found
    }

    fn reference(&mut self, element: Element<'_>, attribute: Attribute<'_>) -> (QName, Span) {
        let name = match element.resolve_qname(attribute.value) {
            Ok(name) => name,
            Err(prefix) => {
                let message = format!("prefix `{}` is not declared here", prefix.0);
                (self.diagnostics)
                    .warning(Code::UnboundPrefix, attribute.span, message)
                    .help(format!("declare `xmlns:{}` on the definitions", prefix.0));
                QName::new("", trim(attribute.value))
            }
        };
        (name, attribute.span)
    }

    /// Reads past a child that is none of what its parent is made of; what it attaches goes to `policies`.
    fn read_past(&mut self, child: Element<'_>, policies: &mut Vec<Expression>) {
        if child.namespace() != WSDL {
            self.attach(child, policies);
        } else if child.local() != "documentation" {
            self.report_unknown(child);
        }
    }

    fn report_unknown(&mut self, element: Element<'_>) {
        let message = format!("`{}` is not known here and is read past", element.name());
        (self.diagnostics).warning(Code::UnknownElement, element.span(), message);
    }
}
