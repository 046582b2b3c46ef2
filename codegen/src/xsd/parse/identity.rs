//! `xs:unique`, `xs:key` and `xs:keyref`; XSD 1.0 §3.11. Those that are not as they should be are left out: notes say so.

use super::super::model::{IdentityConstraint, IdentityKind, IdentityPath};
use super::SchemaParser;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::xml::{Element, trim};

/// Whether `element` is an identity constraint.
pub(super) fn is_constraint(element: Element<'_>) -> bool {
    element.namespace() == XSD && matches!(element.local(), "unique" | "key" | "keyref")
}

impl SchemaParser<'_> {
    /// Says once of a schema who looks at its constraints.
    pub(super) fn note_constraint(&mut self, element: Element<'_>) {
        if !self.noted_identity {
            self.noted_identity = true;
            let message = format!(
                "`xs:{}` and its like are about documents: `check` applies them, generated code does not",
                element.local()
            );
            (self.diagnostics).note(Code::UnknownElement, element.span(), message);
        }
    }

    pub(super) fn parse_constraint(&self, element: Element<'_>) -> Option<IdentityConstraint> {
        let name = element.attribute("name")?;
        let kind = match element.local() {
            "unique" => IdentityKind::Unique,
            "key" => IdentityKind::Key,
            _ => {
                let name = element.resolve_qname(element.attribute("refer")?.value);
                let name = name.ok()?;
                IdentityKind::Reference(match name.namespace.is_empty() && self.chameleon {
                    true => QName::new(self.target, name.local),
                    false => name,
                })
            }
        };
        let fields = element.children().filter(|child| child.is(XSD, "field"));
        Some(IdentityConstraint {
            name: QName::new(self.target, trim(name.value)),
            kind,
            selector: paths(element.child(XSD, "selector")?)?,
            fields: fields.map(paths).collect::<Option<_>>()?,
        })
    }
}

/// The paths of an `xs:selector` or `xs:field`; `None` where one is none.
fn paths(element: Element<'_>) -> Option<Vec<IdentityPath>> {
    let xpath = element.attribute("xpath")?;
    IdentityPath::parse_all(element, xpath.value).ok()
}
