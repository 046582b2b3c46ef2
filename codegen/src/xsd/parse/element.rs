//! `xs:element`; XSD 1.0 §3.3.

use super::super::model::{ElementDecl, TypeRef};
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
        let qualified = match element.attribute("form") {
            Some(_) => self.form_default(element, "form"),
            None => self.elements_qualified,
        };
        let namespace = if qualified { self.target } else { "" };
        let name_on_wire = QName::new(namespace, self.name_on_wire(name)?);
        Some(self.parse_element(element, name_on_wire, name.span))
    }

    fn parse_element(&mut self, element: Element<'_>, name: QName, span: Span) -> ElementDecl {
        let mut inline = None;
        let mut constraints = Vec::new();
        for child in element.children() {
            if child.is(XSD, "complexType") || child.is(XSD, "simpleType") {
                inline = Some(self.parse_type(child, None, child.span()));
            } else if is_constraint(child) {
                self.note_constraint(child);
                constraints.extend(self.parse_constraint(child));
            } else if !child.is(XSD, "annotation") {
                self.report_unknown(child);
            }
        }
        let ty = match (element.attribute("type"), inline) {
            (Some(name), inline) => {
                if inline.is_some() {
                    self.report_value(name, name.value, "no `type` beside a type in place");
                }
                let (name, span) = self.reference(element, name);
                TypeRef::Named(name, span)
            }
            (None, Some(inline)) => TypeRef::Anonymous(Box::new(inline)),
            (None, None) => TypeRef::Absent,
        };
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
