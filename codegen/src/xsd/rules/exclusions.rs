//! What may not, and what must, stand together in one element: attributes, and children as `<name>`.

use crate::diagnostic::Diagnostics;
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::Element;

/// Rule, element, what is there, what then may not be.
const EXCLUDE: &[(&str, &str, &str, &str)] = &[
    ("src-element.1", "element", "default", "fixed"),
    ("src-element.2.1", "element", "ref", "name"),
    (
        "src-element.2.2",
        "element",
        "ref",
        "nillable default fixed form block type <simpleType> <complexType> <unique> <key> <keyref>",
    ),
    (
        "src-element.3",
        "element",
        "type",
        "<simpleType> <complexType>",
    ),
    ("src-attribute.1", "attribute", "default", "fixed"),
    ("src-attribute.3.1", "attribute", "ref", "name"),
    (
        "src-attribute.3.2",
        "attribute",
        "ref",
        "form type <simpleType>",
    ),
    ("src-attribute.4", "attribute", "type", "<simpleType>"),
    (
        "src-restriction-base-or-simpleType",
        "restriction",
        "base",
        "<simpleType>",
    ),
    (
        "src-list-itemType-or-simpleType",
        "list",
        "itemType",
        "<simpleType>",
    ),
];

/// Rule, element, parent (empty for any), what of it must be there.
const ONE_OF: &[(&str, &str, &str, &str)] = &[
    ("src-element.2.1", "element", "", "ref name"),
    ("src-attribute.3.1", "attribute", "", "ref name"),
    (
        "src-restriction-base-or-simpleType",
        "restriction",
        "simpleType",
        "base <simpleType>",
    ),
    (
        "src-list-itemType-or-simpleType",
        "list",
        "",
        "itemType <simpleType>",
    ),
    (
        "src-union-memberTypes-or-simpleTypes",
        "union",
        "",
        "memberTypes <simpleType>",
    ),
];

/// Notes what may not stand together in `element`, which stands in `parent`, and what is missing.
pub(super) fn check(element: Element<'_>, parent: &str, diagnostics: &mut Diagnostics) {
    let local = element.local();
    for (rule, _, first, others) in EXCLUDE.iter().filter(|it| it.1 == local) {
        // In `simpleContent` the type in place narrows the base.
        if local == "restriction" && parent != "simpleType" || find(element, first).is_none() {
            continue;
        }
        for other in others.split(' ') {
            if let Some(span) = find(element, other) {
                let message = format!(
                    "`xs:{local}` has both {} and {}",
                    shown(first),
                    shown(other)
                );
                diagnostics.invalid(*rule, span, message);
            }
        }
    }
    for (rule, _, _, names) in
        (ONE_OF.iter()).filter(|it| it.1 == local && (it.2.is_empty() || it.2 == parent))
    {
        if names.split(' ').all(|name| find(element, name).is_none()) {
            let names: Vec<String> = names.split(' ').map(shown).collect();
            let message = format!("`xs:{local}` has neither {}", names.join(" nor "));
            diagnostics.invalid(*rule, element.span(), message);
        }
    }
}

fn find(element: Element<'_>, name: &str) -> Option<Span> {
    match name.strip_prefix('<') {
        Some(child) => Some(element.child(XSD, child.trim_end_matches('>'))?.span()),
        None => Some(element.attribute(name)?.span),
    }
}

fn shown(name: &str) -> String {
    match name.strip_prefix('<') {
        Some(child) => format!("`xs:{}`", child.trim_end_matches('>')),
        None => format!("`{name}`"),
    }
}
