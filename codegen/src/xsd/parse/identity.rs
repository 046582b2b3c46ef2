//! `xs:unique`, `xs:key` and `xs:keyref`; XSD 1.0 §3.11. Those that are not as they should be are left out: notes say so.

use super::super::model::{IdentityConstraint, IdentityKind, IdentityPath, NameTest};
use super::SchemaParser;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::xml::{Element, items, trim};

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
    let paths = element.attribute("xpath")?.value.split('|');
    paths.map(|path| parse_path(element, path)).collect()
}

fn parse_path(element: Element<'_>, text: &str) -> Option<IdentityPath> {
    // No name has white space in it, and it says nothing between names.
    let text: String = items(text).collect();
    let inner = text.strip_prefix(".//");
    let mut path = IdentityPath {
        at_any_depth: inner.is_some(),
        steps: Vec::new(),
        attribute: None,
    };
    for step in inner.unwrap_or(&text).split('/') {
        // Only the last step can be an attribute.
        if path.attribute.is_some() {
            return None;
        }
        let attribute = step.strip_prefix('@').or(step.strip_prefix("attribute::"));
        if let Some(name) = attribute {
            path.attribute = Some(name_test(element, name)?);
        } else if step != "." {
            let name = step.strip_prefix("child::").unwrap_or(step);
            path.steps.push(name_test(element, name)?);
        }
    }
    Some(path)
}

/// XPath 1.0 §2.3: a name without a prefix is of no namespace.
fn name_test(element: Element<'_>, text: &str) -> Option<NameTest> {
    let (namespace, local) = match text.split_once(':') {
        Some((prefix, local)) => (element.resolve_prefix(Some(prefix))?, local),
        None if text == "*" => return Some(NameTest::Any),
        None => ("", text),
    };
    Some(match local {
        "" => return None,
        "*" => NameTest::Namespace(namespace.to_owned()),
        local => NameTest::Name(QName::new(namespace, local)),
    })
}
