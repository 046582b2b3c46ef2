//! What the values of attributes mean together, where one element and its schema tell.

use super::lexical::is_match;
use crate::diagnostic::Diagnostics;
use crate::namespaces::{XML, XSI};
use crate::xml::{Element, trim};

/// Notes values of `element` that contradict each other or `schema`.
pub(super) fn check(element: Element<'_>, schema: Element<'_>, diagnostics: &mut Diagnostics) {
    let value = |name: &str| element.attribute(name).map(|it| trim(it.value));
    let target = schema.value("targetNamespace");
    let local = element.local();
    let broken = match local {
        "attribute"
            if value("default").is_some() && value("use").is_some_and(|it| it != "optional") =>
        {
            (
                "src-attribute.2",
                "an attribute with a `default` is not optional",
            )
        }
        "attribute" if value("name") == Some("xmlns") => {
            ("no-xmlns", "an attribute is called `xmlns`")
        }
        "attribute" if is_xsi(element, schema) => (
            "no-xsi",
            "an attribute is declared in the namespace of `xsi`",
        ),
        "import" if value("namespace") == target => match target {
            Some(_) => ("src-import.1.1", "a schema imports its own namespace"),
            None => (
                "src-import.1.2",
                "a schema without a namespace imports none",
            ),
        },
        "include" | "redefine" | "schema" => return,
        "notation" if value("public").is_none() && value("system").is_none() => (
            "schema-for-schemas",
            "a notation has neither `public` nor `system`",
        ),
        "documentation" => {
            let lang = element.attribute_in(XML, "lang");
            // White space alone is neither a language nor the empty text.
            let text = |value| {
                Some(trim(value))
                    .filter(|it| !it.is_empty())
                    .unwrap_or(value)
            };
            let Some(lang) = lang.filter(|it| !is_language(text(it.value))) else {
                return;
            };
            let message = format!("`xml:lang` is `{}`, which is no language", lang.value);
            diagnostics.invalid("schema-for-schemas", lang.span, message);
            return;
        }
        _ if is_reversed(value("minOccurs"), value("maxOccurs")) => (
            "p-props-correct.2.1",
            "`minOccurs` is greater than `maxOccurs`",
        ),
        _ => return,
    };
    let at = ["minOccurs", "maxOccurs"].map(|it| element.attribute(it));
    let span = (at.into_iter().flatten().next()).map_or(element.span(), |it| it.span);
    diagnostics.invalid(broken.0, span, broken.1);
}

fn is_xsi(element: Element<'_>, schema: Element<'_>) -> bool {
    let is_target = (schema.attribute("targetNamespace")).is_some_and(|it| trim(it.value) == XSI);
    if !is_target || element.attribute("name").is_none() {
        return false;
    }
    let form = (element.attribute("form")).or_else(|| schema.attribute("attributeFormDefault"));
    form.is_some_and(|it| trim(it.value) == "qualified")
        || (schema.children()).any(|child| child.span() == element.span())
}

/// XML 1.0 §2.12; the empty text undoes an outer one.
fn is_language(text: &str) -> bool {
    is_match(r"([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?", text)
}

fn is_reversed(min: Option<&str>, max: Option<&str>) -> bool {
    let number = |text: &str| text.trim_start_matches('+').parse::<u64>().ok();
    let min = min.map_or(Some(1), number);
    match max {
        Some("unbounded") => false,
        Some(max) => number(max).is_some_and(|max| min.is_some_and(|min| min > max)),
        None => min.is_some_and(|min| min > 1),
    }
}
