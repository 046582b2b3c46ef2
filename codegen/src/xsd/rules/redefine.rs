//! What `xs:redefine` holds: declarations that go on from the one of their name; XSD 1.0 §4.2.2.

use crate::diagnostic::Diagnostics;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::{Element, trim};

/// Notes what is wrong with `element`, which stands in an `xs:redefine` of `schema`.
pub(super) fn check(element: Element<'_>, schema: Element<'_>, diagnostics: &mut Diagnostics) {
    let Some(name) = element.attribute("name") else {
        return;
    };
    let target = schema.value("targetNamespace");
    let own = QName::new(target.unwrap_or_default(), trim(name.value));
    let local = element.local();
    let is_twin = |other: &Element<'_>| {
        let other_name = other.value("name");
        other.is(XSD, local) && other_name == Some(own.local.as_str())
    };
    if schema.children().any(|other| is_twin(&other)) {
        let message = format!("`{}` is both redefined and declared here", own.local);
        diagnostics.invalid("sch-props-correct.2", name.span, message);
    }
    match local {
        "simpleType" | "complexType" => {
            let base = element
                .descendants()
                .filter(|it| it.is(XSD, "restriction") || it.is(XSD, "extension"));
            let base = base
                .take(1)
                .find_map(|it| Some((it, it.attribute("base")?)));
            let is_own =
                base.is_some_and(|(it, base)| it.resolve_qname(base.value).as_ref() == Ok(&own));
            if !is_own {
                let span = base.map_or(name.span, |(_, base)| base.span);
                let message = format!("`{}` is redefined, and not from itself", own.local);
                diagnostics.invalid("src-redefine.5", span, message);
            }
        }
        "group" | "attributeGroup" => check_group(element, &own, diagnostics),
        _ => {}
    }
}

fn check_group(element: Element<'_>, own: &QName, diagnostics: &mut Diagnostics) {
    let is_own = |it: &Element<'_>| {
        let reference = it.attribute("ref").filter(|_| it.is(XSD, element.local()));
        reference.is_some_and(|reference| it.resolve_qname(reference.value).as_ref() == Ok(own))
    };
    let mut references = element.descendants().filter(is_own);
    let Some(first) = references.next() else {
        return;
    };
    let broken: Option<(Span, &str)> = match references.next() {
        Some(second) => Some((second.span(), "holds itself twice")),
        None => {
            let occurs = ["minOccurs", "maxOccurs"].map(|it| first.attribute(it));
            let other = occurs
                .into_iter()
                .flatten()
                .find(|it| trim(it.value) != "1");
            other.map(|it| (it.span, "holds itself, and not exactly once"))
        }
    };
    if let Some((span, what)) = broken {
        let message = format!("`{}` is redefined and {what}", own.local);
        diagnostics.invalid("src-redefine.6.1", span, message);
    }
}
