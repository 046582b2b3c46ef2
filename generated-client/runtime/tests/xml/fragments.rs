//! Captured XML: independent of where it stood, and the same after it was written and read again.

use soap_runtime::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeErrorKind, Limits, MixedContent, Reader, Writer,
};

fn child_of(text: &str) -> AnyElement {
    let mut reader = Reader::new(text, &Limits::response()).unwrap();
    reader.child().unwrap();
    reader.enter();
    reader.child().unwrap();
    let res = reader.capture_element().unwrap();
    reader.finish().unwrap();
    res
}

fn content_of(text: &str) -> AnyType {
    let mut reader = Reader::new(text, &Limits::response()).unwrap();
    reader.child().unwrap();
    let res = reader.capture_content().unwrap();
    reader.finish().unwrap();
    res
}

#[test]
fn elements_take_the_declarations_they_use() {
    for (document, text) in [
        ("<r><a/></r>", "<a/>"),
        (
            "<r><a>x &amp; <![CDATA[<]]><!-- c --></a></r>",
            "<a>x &amp; <![CDATA[<]]><!-- c --></a>",
        ),
        ("<r xmlns='d'><a/></r>", "<a xmlns=\"d\"/>"),
        (
            "<r xmlns='d&amp;\"'><a/></r>",
            "<a xmlns=\"d&amp;&quot;\"/>",
        ),
        (
            "<r xmlns='d' xmlns:p='u' xmlns:q='v'><p:a/></r>",
            "<p:a xmlns:p=\"u\"/>",
        ),
        (
            "<r xmlns:p='u' xmlns:q='v'><a q:b='1'><p:c/></a></r>",
            "<a xmlns:p=\"u\" xmlns:q=\"v\" q:b='1'><p:c/></a>",
        ),
        ("<r xmlns:p='u'><a>p:x</a></r>", "<a xmlns:p=\"u\">p:x</a>"),
        (
            "<r xmlns:p='u'><a b='z p:x'/></r>",
            "<a xmlns:p=\"u\" b='z p:x'/>",
        ),
        (
            "<r xmlns:p='u'><p:a xmlns:p='v'>p:x</p:a></r>",
            "<p:a xmlns:p='v'>p:x</p:a>",
        ),
        ("<r xmlns='d'><a xmlns='e'/></r>", "<a xmlns='e'/>"),
        ("<r xmlns='d'><a xmlns=''><b/></a></r>", "<a><b/></a>"),
    ] {
        let element = child_of(document);
        assert_eq!(element.as_str(), text);
        assert_eq!(AnyElement::parse(text).unwrap(), element, "{text}");
    }
}

#[test]
fn elements_survive_every_surrounding() {
    for text in [
        "<a/>",
        "<a><b xmlns='u'><c xmlns=''/></b></a>",
        "<a xmlns='d'><b/></a>",
        "<p:a xmlns:p='u'><b/><p:c>p:x</p:c></p:a>",
        "<p:a xmlns:p='u'><p:b/></p:a>",
        "<a>\r\n&#13; x</a>",
        "<n1:a xmlns:n1='u' n1:b='1'/>",
    ] {
        let element = AnyElement::parse(text).unwrap();
        for (namespace, prefix) in [("", "p"), ("urn:outer", "p"), ("urn:outer", "n1")] {
            let mut writer = Writer::new();
            writer.start(namespace, "Outer").unwrap();
            writer.declare_prefix(prefix, "urn:prefix").unwrap();
            writer.raw(&element).unwrap();
            writer.start(namespace, "After").unwrap();
            writer.end().unwrap();
            writer.end().unwrap();
            let document = writer.finish().unwrap();
            assert_eq!(child_of(&document), element, "{document}");
            roxmltree::Document::parse(&document).unwrap();
        }
    }
}

#[test]
fn content_keeps_attributes_type_and_prefixes() {
    let value = content_of(
        "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns:p='u' i:type='p:T' b='1' p:c='p:q' i:nil='0'>\
         x p:y<p:d/><e/></r>",
    );
    assert_eq!(value.xsi_type(), Some(("u", "T")));
    assert_eq!(value.attributes().len(), 3);
    assert_eq!(value.as_str(), "x p:y<p:d xmlns:p=\"u\"/><e/>");
    assert_eq!(value.text(), None);
    for namespace in ["", "urn:x"] {
        let element = value.to_element(namespace, "again").unwrap();
        assert_eq!(content_of(element.as_str()), value, "{}", element.as_str());
    }
}

#[test]
fn content_that_is_text() {
    let value = AnyType::from_text("a < b & c\r\n");
    assert_eq!(value.text().unwrap(), "a < b & c\r\n");
    let element = value.to_element("urn:x", "v").unwrap();
    assert_eq!(content_of(element.as_str()), value);
    assert_eq!(element.text().unwrap(), "a < b & c\r\n");
    assert_eq!(content_of("<a>x&lt;y</a>").text().unwrap(), "x<y");
    let mut writer = Writer::new();
    writer.start("", "a").unwrap();
    assert!(writer.raw(&AnyType::from_text("\u{1}")).is_err());
}

#[test]
fn values_can_be_built() {
    let value = AnyType::from_content(MixedContent::parse("x<b/>y").unwrap())
        .with_type("http://www.w3.org/2001/XMLSchema", "string")
        .with_attribute(AnyAttribute::new("", "c", "1"))
        .with_attribute(AnyAttribute::new("", "c", "2"));
    let element = value.to_element("urn:x", "v").unwrap();
    assert_eq!(
        element.as_str(),
        "<v xmlns=\"urn:x\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xsd:string\" c=\"2\">x<b xmlns=\"\"/>y</v>"
    );
    assert_eq!(content_of(element.as_str()), value);
}

#[test]
fn an_element_is_content_too() {
    let element = AnyElement::parse("<a>x</a>").unwrap();
    let content = MixedContent::from(element);
    assert_eq!(content.as_str(), "<a>x</a>");
    assert!(!content.is_empty() && MixedContent::default().is_empty());
}

#[test]
fn bad_fragments_are_refused() {
    for text in ["", "x", "<a>", "<a/><b/>", "<p:a/>", "<!DOCTYPE a><a/>"] {
        assert!(AnyElement::parse(text).is_err(), "{text}");
    }
    for text in ["<a>", "</x><x>", "</x>", "&b;", "<p:a/>", "]]>"] {
        assert!(MixedContent::parse(text).is_err(), "{text}");
    }
    let mut writer = Writer::new();
    writer.start("", "a").unwrap();
    assert!(writer.raw(&AnyElement::default()).is_err());
}

#[test]
fn mixed_content_can_follow_attributes() {
    let mut reader = Reader::new("<a xmlns='d' b='1'>x<c/>y</a>", &Limits::response()).unwrap();
    reader.child().unwrap();
    let content = reader.capture_mixed().unwrap();
    reader.finish().unwrap();
    assert_eq!(content.as_str(), "x<c xmlns=\"d\"/>y");
    let error = Reader::new("<a>x<b></a>", &Limits::response())
        .and_then(|mut it| it.child().and_then(|_| it.capture_mixed()))
        .unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::NotWellFormed);
}
