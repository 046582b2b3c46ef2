//! `xs:annotation`: documentation, and the `xs:appinfo` of .NET data contracts. Everything else in it is for others.

use super::super::model::AppInfo;
use crate::namespaces::{XMIME, XSD};
use crate::xml::{self, Element, trim};

/// `xs:documentation` of a declaration, of all its annotations.
pub(super) fn docs(element: Element<'_>) -> Option<String> {
    let found = (element.children().filter(|it| it.is(XSD, "annotation")))
        .flat_map(Element::children)
        .filter(|it| it.is(XSD, "documentation"));
    xml::documentation(found)
}

/// As [`docs`], with the media types that the octets of an element may have; "Describing Media Content of Binary Data in
/// XML", §3.2.
pub(super) fn docs_with_media(element: Element<'_>) -> Option<String> {
    let media = XMIME.iter().find_map(|namespace| {
        let attribute = element.attribute_in(namespace, "expectedContentTypes")?;
        Some(trim(attribute.value)).filter(|it| !it.is_empty())
    });
    let docs = docs(element);
    let Some(media) = media else { return docs };
    let line = format!("Media type: {media}.");
    Some(docs.map_or_else(|| line.clone(), |it| format!("{it}\n\n{line}")))
}

/// What `xs:appinfo` says about a type.
pub(super) fn appinfo(element: Element<'_>) -> AppInfo {
    let mut appinfo = AppInfo::default();
    for it in infos(element) {
        let is_set = matches!(trim(&it.text()), "true" | "1");
        match it.local() {
            "IsDictionary" => appinfo.is_dictionary = is_set,
            "IsValueType" => appinfo.is_value_type = is_set,
            _ => {}
        }
    }
    appinfo
}

/// `<EnumerationValue>` of an enumeration facet.
pub(super) fn enumeration_value(element: Element<'_>) -> Option<String> {
    infos(element)
        .find(|it| it.local() == "EnumerationValue")
        .map(|it| trim(&it.text()).to_owned())
}

fn infos(element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    (element.children().filter(|it| it.is(XSD, "annotation")))
        .flat_map(Element::children)
        .filter(|it| it.is(XSD, "appinfo"))
        .flat_map(Element::children)
}
