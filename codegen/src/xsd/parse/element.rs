//! `xs:element`; XSD 1.0 §3.3.

use super::super::model::ElementDecl;
use super::attributes::value_constraint;
use super::identity::is_constraint;
use super::{SchemaParser, annotation};
use crate::names::QName;
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::Element;

impl SchemaParser<'_> {
    pub(super) fn parse_global_element(&mut self, element: Element<'_>) -> Option<ElementDecl> {
        let name = self.required(element, "name")?;
        let name_on_wire = QName::new(self.target, self.name_on_wire(name)?);
        Some(self.parse_element(element, name_on_wire, name.span))
    }

    pub(super) fn parse_local_element(&mut self, element: Element<'_>) -> Option<ElementDecl> {
        let name = self.required(element, "name")?;
        let namespace = self.local_namespace(element, self.elements_qualified);
        let name_on_wire = QName::new(namespace, self.name_on_wire(name)?);
        Some(self.parse_element(element, name_on_wire, name.span))
    }

    fn parse_element(&mut self, element: Element<'_>, name: QName, span: Span) -> ElementDecl {
        let mut inline = None;
        let mut constraints = Vec::new();
        for child in element.children() {
            if child.is(XSD, "complexType") || child.is(XSD, "simpleType") {
                inline = Some(self.inline_type(child));
            } else if is_constraint(child) {
                self.note_constraint(child);
                constraints.extend(self.parse_constraint(child));
            } else if !child.is(XSD, "annotation") {
                self.report_unknown(child);
            }
        }
        if let (Some(name), Some(_)) = (element.attribute("type"), &inline) {
            self.report_value(name, name.value, "no `type` beside a type in place");
        }
        let ty = self.type_ref(element, "type", inline);
        let head = element.attribute("substitutionGroup");
        ElementDecl {
            name,
            ty,
            nillable: self.boolean(element, "nillable").unwrap_or(false),
            is_abstract: self.boolean(element, "abstract").unwrap_or(false),
            finals: self.finals(element),
            block: self.block(element),
            substitution_head: head.map(|it| self.reference(element, it)),
            value: value_constraint(element),
            constraints,
            docs: annotation::docs_with_media(element),
            span,
        }
    }
}
