//! Every limit refuses what passes it by one, with its own number in the message.

use std::fmt::Write;

use soap_runtime::xml::{DecodeErrorKind, Limits, check, decode};

fn refused(text: &str, limits: &Limits, position: usize, message: &str) {
    let error = check(text, limits).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit, "{error}");
    assert_eq!(error.position(), position, "{error}");
    assert!(error.to_string().contains(message), "{error}");
}

fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut res = Limits::response();
    change(&mut res);
    res
}

#[test]
fn bytes() {
    let limits = limits(|it| it.bytes = 6);
    assert_eq!(check("<abc/>", &limits), Ok(()));
    refused("<abcd/>", &limits, 6, "at most 6 bytes");
    let error = decode(b"<abcd/>", None, &limits).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit);
    // Each of these bytes is two after decoding.
    let error = decode(b"\xE9\xE9\xE9\xE9", Some("iso-8859-1"), &limits).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit);
}

#[test]
fn depth() {
    let limits = limits(|it| it.depth = 2);
    assert_eq!(check("<a><b/></a>", &limits), Ok(()));
    refused("<a><b><c/></b></a>", &limits, 6, "at most 2 levels");
}

#[test]
fn depth_has_a_bound_of_its_own() {
    let limits = limits(|it| it.depth = usize::MAX);
    let nested = |n: usize| "<a>".repeat(n) + &"</a>".repeat(n);
    assert_eq!(check(&nested(Limits::MAX_DEPTH), &limits), Ok(()));
    refused(
        &nested(Limits::MAX_DEPTH + 1),
        &limits,
        3 * 512,
        "at most 512 levels",
    );
}

#[test]
fn elements() {
    let limits = limits(|it| it.elements = 3);
    assert_eq!(check("<a><b/><b/></a>", &limits), Ok(()));
    refused("<a><b/><b/><b/></a>", &limits, 11, "at most 3 elements");
}

#[test]
fn children() {
    let limits = limits(|it| it.children = 2);
    assert_eq!(check("<a><b><c/><c/></b><b/></a>", &limits), Ok(()));
    refused("<a><b/><b/><b/></a>", &limits, 11, "at most 2 children");
}

#[test]
fn attributes() {
    let limits = limits(|it| it.attributes = 2);
    assert_eq!(check("<a b='1' c='2'/>", &limits), Ok(()));
    refused(
        "<a b='1' c='2' xmlns='u'/>",
        &limits,
        15,
        "at most 2 attributes",
    );
}

#[test]
fn attribute_bytes() {
    let limits = limits(|it| it.attribute_bytes = 3);
    assert_eq!(check("<a b='123'/>", &limits), Ok(()));
    refused(
        "<a b='1234'/>",
        &limits,
        6,
        "at most 3 bytes in an attribute value",
    );
}

#[test]
fn namespaces_count_only_in_scope() {
    let limits = limits(|it| it.namespaces = 2);
    let sibling = "<b xmlns:p='u' xmlns='v'/>";
    assert_eq!(
        check(&format!("<a>{sibling}{sibling}</a>"), &limits),
        Ok(())
    );
    refused(
        "<a xmlns='u'><b xmlns='v'><c xmlns='w'/></b></a>",
        &limits,
        36,
        "at most 2 namespace declarations in scope",
    );
}

#[test]
fn name_bytes() {
    let limits = limits(|it| it.name_bytes = 3);
    assert_eq!(check("<abc/>", &limits), Ok(()));
    refused("<abcd/>", &limits, 1, "at most 3 bytes in a name");
    refused("<a abcd=''/>", &limits, 3, "at most 3 bytes in a name");
    // `xmlns` is a name of five.
    let limits = self::limits(|it| it.name_bytes = 7);
    assert_eq!(check("<a xmlns:b='urn:abc'/>", &limits), Ok(()));
    let expected = "at most 7 bytes in a namespace name";
    refused("<a xmlns:b='urn:abcd'/>", &limits, 12, expected);
    refused("<a xmlns='urn:abcd'/>", &limits, 10, expected);
}

#[test]
fn text_bytes() {
    let limits = limits(|it| it.text_bytes = 3);
    assert_eq!(check("<a>123</a>", &limits), Ok(()));
    refused("<a>1234</a>", &limits, 3, "at most 3 bytes of text");
    refused(
        "<a>12<!-- -->34</a>",
        &limits,
        13,
        "at most 3 bytes of text",
    );
    for text in [
        "<a>1234</a>",
        "<a>12<!-- -->34</a>",
        "<a><![CDATA[1234]]></a>",
        "<a>&lt;&lt;&lt;&lt;</a>",
    ] {
        let mut reader = soap_runtime::xml::Reader::new(text, &limits).unwrap();
        reader.child().unwrap();
        assert_eq!(
            reader.text().unwrap_err().kind(),
            DecodeErrorKind::Limit,
            "{text}"
        );
    }
}

#[test]
fn many_attributes_are_compared_by_expanded_name() {
    let mut text = String::from("<a xmlns:p='u' xmlns:q='u'");
    for number in 0..200 {
        write!(text, " p:x{number}='1'").unwrap();
    }
    let good = format!("{text} x7='1'/>");
    assert_eq!(check(&good, &Limits::response()), Ok(()));
    let bad = format!("{text} q:x7='1'/>");
    let error = check(&bad, &Limits::response()).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::NotWellFormed);
}
