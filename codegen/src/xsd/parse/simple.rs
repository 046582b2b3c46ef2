//! Simple types and facets; XSD 1.0 §3.14, part 2 §4.3.

use super::super::model::{Facet, FacetKind, SimpleType, TypeRef};
use super::{SchemaParser, annotation};
use crate::diagnostic::code::Code;
use crate::namespaces::XSD;
use crate::xml::{Element, items};

/// The types of qualified names.
const NAMES: [&str; 2] = ["QName", "NOTATION"];

impl SchemaParser<'_> {
    pub(super) fn parse_simple(&mut self, element: Element<'_>) -> SimpleType {
        let mut variety = None;
        for child in element.children() {
            if child.is(XSD, "annotation") {
                continue;
            }
            match child.local() {
                "restriction" | "list" | "union" if child.namespace() == XSD => {
                    variety = Some(child);
                }
                _ => self.report_unknown(child),
            }
        }
        let Some(variety) = variety else {
            let message = "`xs:simpleType` holds none of `xs:restriction`, `xs:list` and `xs:union`; its values are any text";
            (self.diagnostics).warning(Code::UnknownElement, element.span(), message);
            return SimpleType::Restriction {
                base: TypeRef::Absent,
                facets: Vec::new(),
            };
        };
        match variety.local() {
            "restriction" => self.parse_restriction(variety),
            "list" => SimpleType::List {
                item: self.parse_list_item(variety),
            },
            _ => self.parse_union(variety),
        }
    }

    fn parse_restriction(&mut self, element: Element<'_>) -> SimpleType {
        let mut inline = None;
        let mut facets = Vec::new();
        let base = element.attribute("base");
        let named = base.map(|base| self.reference(element, base));
        let is_name = (named.as_ref())
            .is_some_and(|(name, _)| name.namespace == XSD && NAMES.contains(&&*name.local));
        for child in element.children() {
            if child.is(XSD, "annotation") {
                continue;
            }
            if child.is(XSD, "simpleType") {
                inline = Some(self.inline_type(child));
            } else if let Some(kind) = facet_kind(child) {
                facets.extend(self.parse_facet(child, kind, is_name));
            } else {
                self.report_unknown(child);
            }
        }
        let base = match (named, inline) {
            (Some((name, span)), _) => TypeRef::Named(name, span),
            (None, Some(inline)) => inline,
            (None, None) => {
                self.required(element, "base");
                TypeRef::Absent
            }
        };
        SimpleType::Restriction { base, facets }
    }

    fn parse_list_item(&mut self, element: Element<'_>) -> TypeRef {
        let inline = self.parse_inline_types(element).pop();
        if inline.is_none() && element.attribute("itemType").is_none() {
            self.required(element, "itemType");
        }
        self.type_ref(element, "itemType", inline)
    }

    /// A union; where it has no members, as XSD 1.0 part 2 §4.1.3 forbids, what all other tools take it for: any text.
    fn parse_union(&mut self, element: Element<'_>) -> SimpleType {
        let members = self.parse_members_of_union(element);
        if !members.is_empty() {
            return SimpleType::Union { members };
        }
        let message = "`xs:union` has no members; its values are any text";
        (self.diagnostics).warning(Code::MissingAttribute, element.span(), message);
        SimpleType::Restriction {
            base: TypeRef::Absent,
            facets: Vec::new(),
        }
    }

    fn parse_members_of_union(&mut self, element: Element<'_>) -> Vec<TypeRef> {
        let mut members = Vec::new();
        if let Some(names) = element.attribute("memberTypes") {
            for name in items(names.value) {
                let name = self.resolve(element, name, names.span);
                members.push(TypeRef::Named(name, names.span));
            }
        }
        members.extend(self.parse_inline_types(element));
        members
    }

    pub(super) fn parse_inline_types(&mut self, element: Element<'_>) -> Vec<TypeRef> {
        let mut types = Vec::new();
        for child in element.children() {
            if child.is(XSD, "simpleType") {
                types.push(self.inline_type(child));
            } else if !child.is(XSD, "annotation") {
                self.report_unknown(child);
            }
        }
        types
    }

    /// Reads a facet; `is_name` where the base is one of [`NAMES`].
    pub(super) fn parse_facet(
        &mut self,
        element: Element<'_>,
        kind: FacetKind,
        is_name: bool,
    ) -> Option<Facet> {
        // The empty string is a value, so this is not `required`.
        let Some(value) = element.attribute("value") else {
            let message = format!("`xs:{}` has no `value` and is left out", element.local());
            (self.diagnostics).warning(Code::MissingAttribute, element.span(), message);
            return None;
        };
        let may_be_name = kind == FacetKind::Enumeration && (is_name || value.value.contains(':'));
        let name = may_be_name.then(|| element.resolve_qname(value.value).ok());
        Some(Facet {
            kind,
            value: value.value.to_owned(),
            name: name.flatten(),
            fixed: self.boolean(element, "fixed").unwrap_or(false),
            docs: annotation::docs(element),
            enumeration_value: annotation::enumeration_value(element),
            span: value.span,
        })
    }
}

/// The facet that an element gives.
pub(super) fn facet_kind(element: Element<'_>) -> Option<FacetKind> {
    let local = (element.namespace() == XSD).then(|| element.local())?;
    FacetKind::named(local)
}
