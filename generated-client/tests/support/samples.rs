//! The documented messages and the captured exchanges in `schemas/*/samples`.
//!
//! In: a path below `schemas`. Out: its text, with the documentation's placeholders replaced by values.

use std::fs;
use std::path::PathBuf;

use super::infoset::parse;

/// The folder `schemas`.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas"))
}

/// The bytes of a file below `schemas`.
pub(crate) fn bytes(path: &str) -> Vec<u8> {
    let path = root().join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a file below `schemas`.
pub(crate) fn text(path: &str) -> String {
    String::from_utf8(bytes(path)).expect("samples are UTF-8")
}

/// Replaces every placeholder, in document order, by what `value` says for the element's local name and the placeholder.
pub(crate) fn fill(sample: &str, mut value: impl FnMut(&str, &str) -> String) -> String {
    let document = parse(sample, "the sample");
    let mut filled = String::new();
    let mut end = 0;
    for node in document.descendants().filter(|it| it.is_text()) {
        let Some(placeholder) = node.text().filter(|it| !it.trim().is_empty()) else {
            continue;
        };
        let element = node.parent_element().expect("text is in an element");
        let value = value(element.tag_name().name(), placeholder);
        filled += &sample[end..node.range().start];
        filled += &escape(&value);
        end = node.range().end;
    }
    filled + &sample[end..]
}

/// The literals of an enumeration's placeholder: `A or B or C`.
pub(crate) fn literals(sample: &str, local: &str) -> Vec<String> {
    let document = parse(sample, "the sample");
    let mut elements = document
        .descendants()
        .filter(|it| it.tag_name().name() == local);
    let element = elements.next().expect("the sample has this element");
    let text = element.text().expect("it has a placeholder");
    text.split(" or ").map(str::to_owned).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
