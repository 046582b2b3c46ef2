//! What the reader gives: names, texts, attributes, paths, deviations.

use std::borrow::Cow;

use soap_runtime::xml::{DecodeErrorKind, DeviationKind, Limits, Reader};

fn reader(text: &str) -> Reader<'_> {
    let mut res = Reader::new(text, &Limits::response()).unwrap();
    assert!(res.child().unwrap());
    res
}

fn text_of(text: &str) -> String {
    let mut reader = reader(text);
    let res = reader.text().unwrap().into_owned();
    reader.finish().unwrap();
    assert!(reader.take_deviations().is_empty());
    res
}

fn attribute_of(value: &str) -> String {
    let document = format!("<a b={value}/>");
    let mut reader = reader(&document);
    reader.attribute_value(0).unwrap().into_owned()
}

#[test]
fn children_are_walked_in_order() {
    let mut reader = reader("<a> <b>1</b><!-- x --><c><d/></c>\n<b/> </a>\n");
    assert_eq!(reader.name(), ("", "a"));
    reader.enter();
    assert!(reader.child().unwrap());
    assert!(reader.child().unwrap(), "idempotent while pending");
    assert!(reader.is("", "b"));
    assert_eq!(reader.text().unwrap(), "1");
    assert!(reader.peek_child().unwrap());
    assert!(reader.is("", "c"));
    reader.enter();
    assert!(reader.child().unwrap());
    assert_eq!(reader.path(), "/a/c/d");
    reader.skip().unwrap();
    assert!(!reader.peek_child().unwrap());
    assert!(!reader.peek_child().unwrap());
    assert!(!reader.child().unwrap());
    assert_eq!(
        reader.path(),
        "/a/c",
        "errors about what is missing name the element that ended"
    );
    assert!(reader.child().unwrap());
    reader.enter();
    assert!(
        !reader.child().unwrap(),
        "an empty-element tag has no children"
    );
    assert!(!reader.child().unwrap(), "the end of the root");
    assert!(!reader.child().unwrap(), "the end of the document");
    assert!(!reader.child().unwrap());
}

#[test]
fn texts() {
    assert_eq!(text_of("<a/>"), "");
    assert_eq!(text_of("<a> x </a>"), " x ");
    assert_eq!(text_of("<a>x<!-- y -->z<?p q?>w</a>"), "xzw");
    assert_eq!(text_of("<a>x<![CDATA[<&amp;>]]>y</a>"), "x<&amp;>y");
    assert_eq!(text_of("<a>&lt;&#x41;&#13;&#10;</a>"), "<A\r\n");
    assert_eq!(
        text_of("<a>1\r\n2\r3\n4\r\r\n5<![CDATA[\r\n6\r7]]></a>"),
        "1\n2\n3\n4\n\n5\n6\n7"
    );
    assert_eq!(
        text_of("<a>a long text without anything in it &amp; then &gt;</a>"),
        "a long text without anything in it & then >"
    );
    assert_eq!(text_of("<a>]]]]</a>"), "]]]]");
}

#[test]
fn texts_are_slices_of_the_document() {
    let mut reader = reader("<a>twenty-five characters and more</a>");
    assert!(matches!(reader.text().unwrap(), Cow::Borrowed(_)));
}

#[test]
fn attribute_values_are_normalised() {
    assert_eq!(attribute_of("'x'"), "x");
    assert_eq!(attribute_of("'x\ty\nz\r\nw'"), "x y z w");
    assert_eq!(attribute_of("'&#9;&#10;&#13;&quot;&lt;'"), "\t\n\r\"<");
    assert_eq!(attribute_of("\"it's\""), "it's");
}

#[test]
fn attributes_have_expanded_names() {
    let mut reader = reader("<a xmlns='u' xmlns:p='v' b='1' p:b='2'/>");
    assert_eq!(reader.attribute_count(), 2);
    assert_eq!(reader.attribute(0), ("", "b"));
    assert_eq!(reader.attribute(1), ("v", "b"));
    assert_eq!(reader.find_attribute("v", "b"), Some(1));
    assert_eq!(reader.find_attribute("u", "b"), None);
    reader.attribute_value(1).unwrap();
    assert_eq!(reader.path(), "/a/@b");
    assert_eq!(reader.position(), 36);
    reader.enter();
    assert_eq!(reader.path(), "/a");
}

#[test]
fn namespaces_are_scoped() {
    let mut reader = reader(
        "<p:a xmlns:p='u&#x2F;1' xmlns='d'><b xmlns=''><c/></b><p:b xmlns:p='v'/><p:b/></p:a>",
    );
    assert!(reader.is("u/1", "a"));
    reader.enter();
    assert!(reader.child().unwrap());
    assert_eq!(reader.name(), ("", "b"));
    reader.enter();
    assert!(reader.child().unwrap());
    assert_eq!(reader.name(), ("", "c"));
    reader.skip().unwrap();
    assert!(!reader.child().unwrap());
    assert!(reader.child().unwrap());
    assert_eq!(reader.name(), ("v", "b"));
    assert_eq!(reader.resolve_prefix("p"), Some("v"));
    reader.skip().unwrap();
    assert_eq!(
        reader.resolve_prefix("p"),
        Some("v"),
        "in scope until the next element"
    );
    assert!(reader.child().unwrap());
    assert_eq!(reader.name(), ("u/1", "b"));
    assert_eq!(reader.resolve_prefix(""), Some("d"));
    assert_eq!(reader.resolve_prefix("q"), None);
    assert_eq!(
        reader.resolve_prefix("xml"),
        Some("http://www.w3.org/XML/1998/namespace")
    );
}

const XSI: &str = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";

#[test]
fn nil_and_type() {
    for (value, is_nil) in [
        ("true", true),
        (" 1 ", true),
        ("false", false),
        ("0", false),
    ] {
        let text = format!("<a {XSI} i:nil='{value}'/>");
        assert_eq!(reader(&text).is_nil(), Ok(is_nil));
    }
    let text = format!("<a {XSI} i:nil='yes'/>");
    let mut odd = reader(&text);
    assert_eq!(odd.is_nil(), Ok(false));
    assert_eq!(odd.take_deviations()[0].kind, DeviationKind::Nil);
    assert_eq!(reader("<a nil='true'/>").is_nil(), Ok(false));

    let text = format!("<a {XSI} xmlns:t='u' i:type=' t:b '/>");
    assert_eq!(
        reader(&text).xsi_type(),
        Ok(Some((String::from("u"), String::from("b"))))
    );
    let text = format!("<a {XSI} xmlns='d' i:type='b'/>");
    assert_eq!(
        reader(&text).xsi_type(),
        Ok(Some((String::from("d"), String::from("b"))))
    );
    for value in ["q:b", ":b", "i:", "i:b c", ""] {
        let text = format!("<a {XSI} i:type='{value}'/>");
        assert_eq!(
            reader(&text).xsi_type().unwrap_err().kind(),
            DecodeErrorKind::Value
        );
    }
}

#[test]
fn deviations_are_kept_with_their_place() {
    let mut reader = reader("<a>stray<b>1<c/>2</b>&#32;<![CDATA[ ]]></a>");
    reader.enter();
    assert!(reader.child().unwrap());
    assert_eq!(reader.loose_text().unwrap(), "12");
    assert!(!reader.child().unwrap());
    let deviations = reader.take_deviations();
    let shown: Vec<String> = deviations.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "at /a (byte 3): expected elements only, found text of 5 bytes",
            "at /a/b/c (byte 12): expected text only, found element `c`",
        ]
    );
}

#[test]
fn an_element_in_a_value_is_an_error() {
    for text in [
        "<a>SECRET<b>-TOKEN</b></a>",
        "<a>1<b/>0</a>",
        "<a><b>1</b></a>",
    ] {
        let error = reader(text).text().unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Unexpected, "{text}");
    }
    assert_eq!(reader("<a>1<!-- b --><?c d?>0</a>").text().unwrap(), "10");
}

#[test]
fn deviations_are_errors_when_strict() {
    let mut strict = reader("<a>stray<b/></a>");
    strict.set_strict(true);
    strict.enter();
    let error = strict.child().unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Deviation);
    assert_eq!(error.path(), "/a");
}

#[test]
fn deviations_have_a_bound() {
    let text = format!("<a>{}</a>", "x<b/>".repeat(1_500));
    let mut reader = reader(&text);
    reader.enter();
    while reader.child().unwrap() {
        reader.skip().unwrap();
    }
    assert_eq!(reader.deviation_count(), 1_500);
    // The last says how many are not listed.
    assert_eq!(reader.take_deviations().len(), 1_001);
}

#[test]
fn errors_name_the_value() {
    let mut reader = reader("<a><b>abc</b></a>");
    reader.enter();
    assert!(reader.child().unwrap());
    let text = reader.text().unwrap();
    let error = reader.error(DecodeErrorKind::Value, "xs:int", format_args!("\"{text}\""));
    assert_eq!(
        error.to_string(),
        "at /a/b (byte 6): expected xs:int, found \"abc\""
    );
    assert_eq!(error.clone().under("b"), error);
    assert_eq!(error.clone().under("@c").path(), "/a/b/@c");
    let error = error.redact();
    assert!(!format!("{error} {error:?}").contains("abc"));
    let error = reader.error(
        DecodeErrorKind::Value,
        "x",
        "\u{1b}\u{202e}".to_owned() + &"y".repeat(100),
    );
    assert_eq!(
        error.found().unwrap(),
        format!("\\u{{1b}}\\u{{202e}}{}…", "y".repeat(78))
    );
}

#[test]
fn renamed_prefixes_change_nothing() {
    fn walk(text: &str) -> Vec<(String, String)> {
        let mut reader = Reader::new(text, &Limits::response()).unwrap();
        let mut res = Vec::new();
        let mut depth = 0_usize;
        loop {
            if reader.child().unwrap() {
                let (namespace, local) = reader.name();
                res.push((namespace.to_owned(), local.to_owned()));
                reader.enter();
                depth += 1;
            } else if depth == 0 {
                return res;
            } else {
                depth -= 1;
            }
        }
    }
    let expected = walk("<a xmlns='u'><b xmlns='v'/><c/></a>");
    assert_eq!(
        walk("<p:a xmlns:p='u'><q:b xmlns:q='v'/><p:c></p:c></p:a>"),
        expected
    );
    assert_eq!(
        walk("<p:a xmlns:p='u'><p:b xmlns:p='v'/><p:c></p:c></p:a>"),
        expected
    );
    assert_eq!(
        walk("<x:a xmlns:x='u' xmlns='v'><b/><x:c/></x:a>"),
        expected
    );
}
