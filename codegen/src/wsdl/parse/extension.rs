//! Extension elements: policies, and what is read past, e.g. partner links. In: a child of a WSDL element. Out: what it is.

use super::super::model::Extension;
use super::super::policy::Expression;
use super::Parser;
use super::policy::{self, Attachment};
use crate::diagnostic::code::Code;
use crate::namespaces::{JAXWS, WSDL, XSD};
use crate::xml::{Element, trim};

impl Parser<'_> {
    /// Reads an extension element into the policies and extensions of what it stands in.
    pub(super) fn extend(
        &mut self,
        element: Element<'_>,
        policies: &mut Vec<Expression>,
        extensions: &mut Vec<Extension>,
    ) {
        match policy::attachment(element) {
            Attachment::Expression(it) => policies.push(it),
            Attachment::Nothing => {}
            Attachment::Foreign => extensions.extend(extension(element)),
        }
    }

    /// Reads an extension element where extensions are not generated from: outside of bindings.
    pub(super) fn attach(&mut self, element: Element<'_>, policies: &mut Vec<Expression>) {
        let mut extensions = Vec::new();
        self.extend(element, policies, &mut extensions);
        for it in extensions.iter().filter(|it| it.required) {
            self.report_required(it);
        }
    }

    fn report_required(&mut self, extension: &Extension) {
        let message = format!("a required extension is read past: `{}`", extension.name);
        self.diagnostics
            .warning(Code::UnknownElement, extension.span, message)
            .help("the service says that clients must understand it");
    }

    /// Reads past an extension of the document as a whole. A policy there asks for nothing until something refers to it.
    pub(super) fn pass_by(&mut self, element: Element<'_>) {
        self.attach(element, &mut Vec::new());
    }
}

/// What an extension element is; `None` for what concerns only other tools.
fn extension(element: Element<'_>) -> Option<Extension> {
    let required = (element.attribute_in(WSDL, "required"))
        .is_some_and(|it| matches!(trim(it.value), "true" | "1"));
    // Some elements mean something to other tools only: generators of code, editors.
    let is_for_others = JAXWS.contains(&element.namespace()) || element.namespace() == XSD;
    if is_for_others && !required {
        return None;
    }
    Some(Extension {
        name: element.name(),
        required,
        span: element.span(),
    })
}
