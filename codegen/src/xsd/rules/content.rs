//! Which child elements an element may have, in which order, and that no text stands between them.

use std::collections::BTreeSet;

use super::attributes::RULE;
use super::lexical::is_match;
use super::table::Row;
use crate::diagnostic::Diagnostics;
use crate::namespaces::XSD;
use crate::xml::Element;

/// How many children are tried for the one that is in the way.
const MAX_TRIED: usize = 50;

/// The longest contents that are kept: those of types, which are alike, and not those of whole schemas.
const MAX_KEPT: usize = 100;

/// Contents that are right: the names of elements with those of their children.
pub(super) type Right = BTreeSet<String>;

/// Notes what is wrong with the children of `element`. What is `right` is not looked at again.
pub(super) fn check(
    element: Element<'_>,
    row: &'static Row,
    right: &mut Right,
    diagnostics: &mut Diagnostics,
) {
    let local = element.local();
    if matches!(local, "appinfo" | "documentation") {
        return;
    }
    if element.has_own_text() {
        let message = format!("`xs:{local}` holds text, which only annotations may");
        diagnostics.invalid(RULE, element.span(), message);
    }
    let children: Vec<Element<'_>> = element.children().collect();
    let own = text(&children, None);
    let key = format!("{:p} {own}", row.content);
    if right.contains(&key) {
        return;
    }
    if is_match(row.content, &own) {
        if own.len() <= MAX_KEPT {
            right.insert(key);
        }
        return;
    }
    // The last first: what stands too late is met more often than what stands too early.
    let tried = (0..children.len()).rev().take(MAX_TRIED);
    let mut in_the_way =
        tried.filter(|&index| is_match(row.content, &text(&children, Some(index))));
    match in_the_way.next() {
        Some(index) => {
            let child = children[index];
            let message = format!("`{}` may not stand here in `xs:{local}`", shown(child));
            diagnostics.invalid(RULE, child.span(), message);
        }
        None => {
            let message = format!(
                "the elements in `xs:{local}` are not those that it must hold, or not in their order"
            );
            diagnostics.invalid(RULE, element.span(), message);
        }
    }
}

/// The names of `children` as the table's patterns read them, without the one at `left_out`.
fn text(children: &[Element<'_>], left_out: Option<usize>) -> String {
    let mut text = String::new();
    for (index, child) in children.iter().enumerate() {
        if Some(index) != left_out {
            let is_known = child.namespace() == XSD;
            text.push_str(if is_known { child.local() } else { "?" });
            text.push(';');
        }
    }
    text
}

fn shown(child: Element<'_>) -> String {
    match child.namespace() {
        XSD => format!("xs:{}", child.local()),
        _ => child.name().to_string(),
    }
}
