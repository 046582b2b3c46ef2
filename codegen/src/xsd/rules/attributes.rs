//! Which attributes an element may and must have, and of which type.

use super::lexical::{self, is_match};
use super::table::Row;
use crate::diagnostic::Diagnostics;
use crate::namespaces::XSD;
use crate::xml::{Element, items};

pub(super) const RULE: &str = "schema-for-schemas";

/// Notes what is wrong with the attributes of `element`.
pub(super) fn check(element: Element<'_>, row: &Row, diagnostics: &mut Diagnostics) {
    let local = element.local();
    for attribute in element.attributes() {
        // Attributes of other namespaces may stand anywhere.
        if !matches!(attribute.namespace, "" | XSD) {
            continue;
        }
        let name = attribute.local;
        let declared = declared(row).find(|it| it.name == name);
        let Some(declared) = declared.filter(|_| attribute.namespace.is_empty()) else {
            let message = format!("`xs:{local}` has no attribute `{name}` here");
            diagnostics.invalid(RULE, attribute.span, message);
            continue;
        };
        let Some(pattern) = lexical::pattern(declared.ty) else {
            continue;
        };
        if is_match(pattern, attribute.value) {
            continue;
        }
        let words: Vec<&str> = items(attribute.value).collect();
        let value = words.join(" ");
        if !is_match(pattern, &value) {
            let message = format!("`{name}` of `xs:{local}` is `{value}`, which its type forbids");
            diagnostics.invalid(RULE, attribute.span, message);
        }
    }
    for missing in declared(row).filter(|it| it.required && element.attribute(it.name).is_none()) {
        let message = format!(
            "`xs:{local}` has no `{}`, which it must have here",
            missing.name
        );
        diagnostics.invalid(RULE, element.span(), message);
    }
}

struct Declared {
    name: &'static str,
    ty: &'static str,
    required: bool,
}

fn declared(row: &Row) -> impl Iterator<Item = Declared> {
    row.attributes.split(' ').map(|text| {
        let (name, ty) = text.split_once('=').unwrap_or((text, ""));
        let bare = name.trim_end_matches('!');
        Declared {
            name: bare,
            ty: if ty.is_empty() { bare } else { ty },
            required: bare != name,
        }
    })
}
