//! Any tree that is written is read back as the same tree.

use proptest::prelude::*;
use soap_runtime::xml::{AnyElement, DecodeError, EncodeError, Limits, Reader, Writer};

const NAMESPACES: [&str; 4] = [
    "",
    "urn:a",
    "urn:b?x=1&y=<\">",
    "http://www.w3.org/2001/XMLSchema",
];

#[derive(Clone, Debug, PartialEq)]
struct Element {
    namespace: &'static str,
    local: String,
    attributes: Vec<(&'static str, String, String)>,
    content: Content,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Text(String),
    Children(Vec<Element>),
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            Just('<'), Just('&'), Just('>'), Just(']'), Just('\r'), Just('\n'), Just('\t'), Just(' '), Just('"'), Just(':'),
            proptest::char::range(' ', '~'),
            any::<char>().prop_filter("XML 1.0 §2.2", |it| {
                !matches!(it, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
            }),
        ],
        0..40,
    )
    .prop_map(|it| it.into_iter().collect())
}

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z_\u{E9}\u{4E00}][a-zA-Z0-9._\u{E9}\u{B7}-]{0,6}"
        .prop_filter("declares a namespace", |it| it != "xmlns")
}

fn element() -> impl Strategy<Value = Element> {
    let attributes = || {
        prop::collection::vec(
            (prop::sample::select(&NAMESPACES[..]), name(), text()),
            0..4,
        )
        .prop_map(|mut it| {
            it.sort();
            it.dedup_by(|a, b| (a.0, &a.1) == (b.0, &b.1));
            it
        })
    };
    let namespace = || prop::sample::select(&NAMESPACES[..]);
    let leaf = (namespace(), name(), attributes(), text()).prop_map(
        |(namespace, local, attributes, text)| Element {
            namespace,
            local,
            attributes,
            content: Content::Text(text),
        },
    );
    leaf.prop_recursive(4, 40, 5, move |inner| {
        (
            namespace(),
            name(),
            attributes(),
            prop::collection::vec(inner, 1..5),
        )
            .prop_map(|(namespace, local, attributes, children)| Element {
                namespace,
                local,
                attributes,
                content: Content::Children(children),
            })
    })
}

fn write(element: &Element, writer: &mut Writer) -> Result<(), EncodeError> {
    writer.start(element.namespace, &element.local)?;
    for (namespace, local, value) in &element.attributes {
        writer.attribute(namespace, local, value)?;
    }
    match &element.content {
        Content::Text(text) => writer.text(text)?,
        Content::Children(children) => {
            for child in children {
                write(child, writer)?;
            }
        }
    }
    writer.end()
}

/// Reads the pending element, whose shape is that of `like`.
fn read(reader: &mut Reader<'_>, like: &Element) -> Result<Element, DecodeError> {
    let (namespace, local) = reader.name();
    let namespace = known(namespace);
    let local = local.to_owned();
    let mut attributes = Vec::new();
    for index in 0..reader.attribute_count() {
        let value = reader.attribute_value(index)?.into_owned();
        let (namespace, local) = reader.attribute(index);
        attributes.push((known(namespace), local.to_owned(), value));
    }
    let content = match &like.content {
        Content::Text(_) => Content::Text(reader.text()?.into_owned()),
        Content::Children(like) => {
            reader.enter();
            let mut children = Vec::new();
            let mut like = like.iter();
            while reader.child()? {
                children.push(read(reader, like.next().expect("as many as were written"))?);
            }
            Content::Children(children)
        }
    };
    Ok(Element {
        namespace,
        local,
        attributes,
        content,
    })
}

fn known(namespace: &str) -> &'static str {
    NAMESPACES
        .into_iter()
        .find(|it| *it == namespace)
        .expect("a namespace that was written")
}

fn document(element: &Element) -> String {
    let mut writer = Writer::new();
    write(element, &mut writer).unwrap();
    writer.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn trees_come_back(element in element()) {
        let text = document(&element);
        let mut reader = Reader::new(&text, &Limits::response()).unwrap();
        prop_assert!(reader.child().unwrap());
        prop_assert_eq!(&read(&mut reader, &element).unwrap(), &element);
        reader.finish().unwrap();
        prop_assert_eq!(reader.deviation_count(), 0);
        prop_assert!(roxmltree::Document::parse(&text).is_ok(), "{}", text);
    }

    #[test]
    fn captured_trees_come_back(element in element(), outer in element()) {
        let any = AnyElement::parse(&document(&element)).unwrap();
        let mut writer = Writer::new();
        writer.start(outer.namespace, &outer.local).unwrap();
        for (namespace, local, value) in &outer.attributes {
            writer.attribute(namespace, local, value).unwrap();
        }
        writer.raw(&any).unwrap();
        writer.end().unwrap();
        let text = writer.finish().unwrap();
        let mut reader = Reader::new(&text, &Limits::response()).unwrap();
        reader.child().unwrap();
        reader.enter();
        reader.child().unwrap();
        let again = reader.capture_element().unwrap();
        reader.finish().unwrap();
        let mut inner = again.reader(&Limits::response()).unwrap();
        inner.child().unwrap();
        prop_assert_eq!(&read(&mut inner, &element).unwrap(), &element);
    }
}
