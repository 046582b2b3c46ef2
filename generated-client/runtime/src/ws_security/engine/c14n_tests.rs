//! Canonical forms: vectors made with `xmlsec1` and `xmllint`, and the rules that their examples show.

use std::collections::BTreeSet;

use super::c14n::{Method, canonicalize};
use super::tree::Document;
use crate::xml::Limits;

const EXC: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const INC: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INC11: &str = "http://www.w3.org/2006/12/xml-c14n11";

fn canonical(text: &str, local: &str, uri: &str, prefixes: &[&str]) -> String {
    let document = Document::parse(text, &Limits::response()).unwrap();
    let (id, _) = document
        .elements()
        .find(|(_, element)| element.local() == local)
        .unwrap();
    let mut method = Method::of_uri(uri).unwrap();
    method.prefixes = prefixes.iter().map(|it| (*it).to_owned()).collect();
    canonicalize(&document, id, &method).unwrap()
}

#[test]
fn exclusive_writes_what_names_use_and_nothing_else() {
    let text = "<r xmlns='urn:d' xmlns:a='urn:a' xmlns:b='urn:b' xmlns:c='urn:c'>\
                <a:x  z='1'\n b:y=\"2\" xml:lang='en'><a:i/><k/><e xmlns=''><f/></e></a:x></r>";
    let expected = "<a:x xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" z=\"1\" xml:lang=\"en\" b:y=\"2\"><a:i></a:i>\
                    <k xmlns=\"urn:d\"></k><e><f></f></e></a:x>";
    assert_eq!(canonical(text, "x", EXC, &[]), expected);
    let with_c = expected.replace("xmlns:b=\"urn:b\"", "xmlns:b=\"urn:b\" xmlns:c=\"urn:c\"");
    assert_eq!(canonical(text, "x", EXC, &["c", "absent"]), with_c);
}

#[test]
fn a_listed_prefix_is_written_wherever_it_is_declared() {
    let text = "<r xmlns='urn:d'><x:x xmlns:x='urn:x'><i xmlns:q='urn:q' t='q:T'/></x:x></r>";
    assert_eq!(
        canonical(text, "x", EXC, &["q", ""]),
        "<x:x xmlns=\"urn:d\" xmlns:x=\"urn:x\"><i xmlns:q=\"urn:q\" t=\"q:T\"></i></x:x>"
    );
    assert_eq!(
        canonical(text, "x", EXC, &[]),
        "<x:x xmlns:x=\"urn:x\"><i xmlns=\"urn:d\" t=\"q:T\"></i></x:x>"
    );
}

#[test]
fn inclusive_takes_all_that_is_in_scope_along() {
    let text = "<r xmlns='urn:d' xmlns:b='urn:b' xml:lang='en' xml:id='r'><m xml:space='preserve'>\
                <x xml:lang='de' xmlns:a='urn:a'><y xmlns:b='urn:b' xmlns:a='urn:other'/></x></m></r>";
    assert_eq!(
        canonical(text, "x", INC, &[]),
        "<x xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xml:id=\"r\" xml:lang=\"de\" xml:space=\"preserve\">\
         <y xmlns:a=\"urn:other\"></y></x>"
    );
    assert_eq!(
        canonical(text, "x", INC11, &[]),
        "<x xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xml:lang=\"de\" xml:space=\"preserve\">\
         <y xmlns:a=\"urn:other\"></y></x>"
    );
}

#[test]
fn characters_are_escaped_as_the_standard_says() {
    let text = "<x a='&lt;&gt;&amp;&quot;&#39;&#9;&#10;&#13;\t'>&lt;&gt;&amp;\"&#13;\r\n<![CDATA[<&>]]>\
                <?p   q r ?><?e?><!-- c --></x>";
    let expected = "<x a=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD; \">&lt;&gt;&amp;\"&#xD;\n&lt;&amp;&gt;<?p q r ?><?e?></x>";
    assert_eq!(canonical(text, "x", EXC, &[]), expected);
    let with_comments = expected.replace("</x>", "<!-- c --></x>");
    let uri = format!("{EXC}WithComments");
    assert_eq!(canonical(text, "x", &uri, &[]), with_comments);
}

#[test]
fn an_undeclared_default_namespace_is_written_where_another_was() {
    let text = "<r><x xmlns='urn:d'><y xmlns=''><z xmlns=''/></y></x></r>";
    for uri in [EXC, INC] {
        assert_eq!(
            canonical(text, "x", uri, &[]),
            "<x xmlns=\"urn:d\"><y xmlns=\"\"><z></z></y></x>"
        );
    }
}

#[test]
fn a_form_that_grows_without_bounds_is_refused() {
    let uri = "u".repeat(1_000);
    let children = "<p:a/>".repeat(4_000);
    let text = format!("<r xmlns:p='{uri}'><x>{children}</x></r>");
    let mut limits = Limits::response();
    limits.bytes = text.len();
    let document = Document::parse(&text, &limits).unwrap();
    let method = Method::exclusive(BTreeSet::new());
    assert!(canonicalize(&document, 1, &method).is_none());
}
