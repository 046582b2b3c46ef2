//! Any bytes as a document: what the reader accepts, roxmltree accepts, and both see the same.

use roxmltree::{Document, Node};
use soap_runtime::xml::{AnyElement, DecodeError, Limits, Reader, check, decode};

use crate::plain::assert_plain;

/// Documents to begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "<a/>",
        "<?xml version='1.0' encoding=\"UTF-8\" standalone='yes'?>\n<a b='1&#xA;2&lt;'>x<!-- c --><?p i?><![CDATA[<]]>&gt;</a>\r\n",
        "<p:a xmlns:p='urn:p' p:b='1' b='2'><c xmlns='urn:d'><d xmlns=''/></c>\r\n text </p:a>",
        "<a xmlns:x='urn:x'><x:b x:c=\"'&quot;\t\n\"/>&#13;\r</a>",
        "\u{feff}<größe ä='&#x1F600;'/>",
        "<!DOCTYPE a><a/>",
    ];
    let mut seeds: Vec<Vec<u8>> = texts.map(|text| text.as_bytes().to_vec()).into();
    let wide = "\u{feff}<?xml version='1.0'?><a>größe</a>";
    seeds.push(wide.encode_utf16().flat_map(u16::to_le_bytes).collect());
    seeds.push(wide.encode_utf16().flat_map(u16::to_be_bytes).collect());
    seeds.push(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>gr\xF6\xDFe</a>".to_vec());
    seeds
}

/// Reads `data`, walks it, captures it.
pub fn run(data: &[u8]) {
    let limits = Limits::response();
    let text = match decode(data, None, &limits) {
        Ok(text) => text,
        Err(error) => return assert_plain(&error),
    };
    if let Err(error) = check(&text, &limits) {
        return assert_plain(&error);
    }
    let lines = with_line_ends(&text);
    let document = Document::parse(&lines)
        .unwrap_or_else(|error| panic!("only we take it: {error}: {text:?}"));
    let root = document.root_element();
    walk(&text, root, &limits).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    let any = AnyElement::parse(&text).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    let captured = with_line_ends(any.as_str());
    let again =
        Document::parse(&captured).unwrap_or_else(|error| panic!("captured {error}: {text:?}"));
    same(root, again.root_element());
}

/// XML 1.0 §2.11, which roxmltree does not follow beside a reference to U+000D.
fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The reader's way through the document is that through the tree.
fn walk(text: &str, root: Node<'_, '_>, limits: &Limits) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text, limits)?;
    let mut open: Vec<Node<'_, '_>> = Vec::new();
    let mut next = Some(root);
    loop {
        let is_child = reader.child()?;
        assert_eq!(is_child, next.is_some(), "{text:?}");
        match next {
            Some(node) => {
                let (namespace, local) = reader.name();
                assert_eq!(
                    (namespace, local),
                    (
                        node.tag_name().namespace().unwrap_or(""),
                        node.tag_name().name()
                    )
                );
                assert_eq!(
                    reader.attribute_count(),
                    node.attributes().len(),
                    "{text:?}"
                );
                for index in 0..reader.attribute_count() {
                    let value = reader.attribute_value(index)?.into_owned();
                    let (namespace, local) = reader.attribute(index);
                    let other = match namespace {
                        "" => node
                            .attributes()
                            .find(|it| it.namespace().is_none() && it.name() == local),
                        _ => node
                            .attributes()
                            .find(|it| it.namespace() == Some(namespace) && it.name() == local),
                    };
                    assert_eq!(other.map(|it| it.value()), Some(value.as_str()), "{text:?}");
                }
                let first = node.children().find(Node::is_element);
                if first.is_none() {
                    let content: String = node
                        .children()
                        .filter(Node::is_text)
                        .filter_map(|it| it.text())
                        .collect();
                    assert_eq!(reader.loose_text()?, content.as_str(), "{text:?}");
                    next = node.next_siblings().skip(1).find(Node::is_element);
                } else {
                    reader.enter();
                    open.push(node);
                    next = first;
                }
            }
            None => match open.pop() {
                Some(node) => next = node.next_siblings().skip(1).find(Node::is_element),
                None => break,
            },
        }
        if open.is_empty() && next.is_none() {
            break;
        }
    }
    reader.finish()
}

/// Both trees are the same: names, attributes, texts, comments and instructions.
fn same(one: Node<'_, '_>, other: Node<'_, '_>) {
    let names = |node: Node<'_, '_>| {
        let mut attributes: Vec<_> = node
            .attributes()
            .map(|it| {
                (
                    it.namespace().unwrap_or("").to_owned(),
                    it.name().to_owned(),
                    it.value().to_owned(),
                )
            })
            .collect();
        attributes.sort();
        let name = node.tag_name();
        (
            name.namespace().unwrap_or("").to_owned(),
            name.name().to_owned(),
            attributes,
        )
    };
    let texts = |node: Node<'_, '_>| -> String {
        let texts = node.descendants().filter(Node::is_text);
        texts
            .filter_map(|it| it.text().map(str::to_owned))
            .collect()
    };
    assert_eq!(texts(one), texts(other));
    let elements = |node: Node<'_, '_>| -> Vec<_> {
        node.descendants()
            .filter(Node::is_element)
            .map(names)
            .collect()
    };
    assert_eq!(elements(one), elements(other));
}
