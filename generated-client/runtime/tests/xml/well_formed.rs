//! Tables of documents that XML 1.0 and Namespaces in XML 1.0 refuse and accept, and another parser's opinion.

use proptest::prelude::*;
use soap_runtime::xml::{DecodeError, DecodeErrorKind, Limits, Reader};

use crate::{checked, kind};

const ILL_FORMED: &[&str] = &[
    // The document.
    "",
    " ",
    "text",
    "<!-- only a comment -->",
    "<a/><b/>",
    "<a></a><a></a>",
    "<a/>text",
    "text<a/>",
    "<a/>&#32;",
    "<a/><![CDATA[]]>",
    "<![CDATA[]]><a/>",
    "\u{FEFF}\u{FEFF}<a/>",
    // Truncated.
    "<a>",
    "<a",
    "<a ",
    "<a><b></b>",
    "<a>text",
    "<a b=\"1\"",
    "<a b=\"1",
    "<a></a",
    "<a><!-- ",
    "<a><![CDATA[",
    "<a><?pi ",
    // Tags.
    "<a></b>",
    "<a><b></a></b>",
    "</a>",
    "<a></a></a>",
    "<A></a>",
    "< a/>",
    "<a></ a>",
    "<a></a b=\"1\">",
    "<a/ >",
    "<a//>",
    "<>text</>",
    "<1a/>",
    "<-a/>",
    "<.a/>",
    "<a$/>",
    "<a\u{D7}/>",
    "<\u{300}a/>",
    "<a <b/>/>",
    // Attributes.
    "<a b/>",
    "<a b=/>",
    "<a b=1/>",
    "<a b=\"1/>",
    "<a b=\"1'/>",
    "<a b=\"<\"/>",
    "<a b=\"1\"c=\"2\"/>",
    "<a b=\"1\" b=\"2\"/>",
    "<a 1b=\"1\"/>",
    "<a =\"1\"/>",
    "<a b==\"1\"/>",
    "<a b=\"&\"/>",
    "<a b=\"&undefined;\"/>",
    "<a b=\"&#0;\"/>",
    "<a b=\"\u{1}\"/>",
    // References and characters.
    "<a>&</a>",
    "<a>&amp</a>",
    "<a>&amp ;</a>",
    "<a>&nbsp;</a>",
    "<a>&#;</a>",
    "<a>&#x;</a>",
    "<a>&#xG;</a>",
    "<a>&#+65;</a>",
    "<a>&#X41;</a>",
    "<a>&#65</a>",
    "<a>&#x7;</a>",
    "<a>&#0;</a>",
    "<a>&#xD800;</a>",
    "<a>&#xFFFE;</a>",
    "<a>&#x110000;</a>",
    "<a>&#99999999999;</a>",
    "<a>\u{0}</a>",
    "<a>\u{8}</a>",
    "<a>\u{1F}</a>",
    "<a>\u{FFFE}</a>",
    "<a>\u{FFFF}</a>",
    "<a>]]></a>",
    "<a>x]]>y</a>",
    // Comments, instructions, sections, declarations.
    "<a><!-- -- --></a>",
    "<a><!-- ---></a>",
    "<a><!-></a>",
    "<a><!---></a>",
    "<a><!x></a>",
    "<a><!ELEMENT b ANY></a>",
    "<a><?xml version=\"1.0\"?></a>",
    "<a><?XML x?></a>",
    "<a><? x?></a>",
    "<a><?x:y z?></a>",
    "<a><?x+?></a>",
    "<a><![cdata[x]]></a>",
    "<a><![CDATA [x]]></a>",
    " <?xml version=\"1.0\"?><a/>",
    "<!-- x --><?xml version=\"1.0\"?><a/>",
    "<?xml?><a/>",
    "<?xml ?><a/>",
    "<?xml encoding=\"utf-8\"?><a/>",
    "<?xml version=\"1.0\"><a/>",
    "<?xml version=\"1.0\" encoding=\"\"?><a/>",
    "<?xml version=\"1.0\" encoding=\"-8\"?><a/>",
    "<?xml version=\"1.0\" standalone=\"maybe\"?><a/>",
    "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"utf-8\"?><a/>",
    "<?xml version=\"1.0\"encoding=\"utf-8\"?><a/>",
    "<?xml version=\"1.0\" version=\"1.0\"?><a/>",
    "<?xml version='1.0' other='1'?><a/>",
    "<?xml version=1.0?><a/>",
    "<!DOCTYPE a><a/>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
    "<a/><!DOCTYPE a>",
    "<a><!DOCTYPE a></a>",
    // Namespaces.
    "<p:a/>",
    "<a p:b=\"1\"/>",
    "<a:b:c xmlns:a=\"u\"/>",
    "<:a/>",
    "<a:/>",
    "<p:a xmlns:p=\"\"/>",
    "<a xmlns:p=\"u\"><b xmlns:p=\"\"/></a>",
    "<a xmlns:p=\"u\" xmlns:p=\"v\"/>",
    "<a xmlns=\"u\" xmlns=\"u\"/>",
    "<a xmlns:p=\"u\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>",
    "<a xmlns:p=\"u/\" xmlns:q=\"u&#x2F;\" p:b=\"1\" q:b=\"2\"/>",
    "<a xmlns:xml=\"u\"/>",
    "<a xmlns:p=\"http://www.w3.org/XML/1998/namespace\"/>",
    "<a xmlns=\"http://www.w3.org/XML/1998/namespace\"/>",
    "<a xmlns:xmlns=\"u\"/>",
    "<a xmlns:p=\"http://www.w3.org/2000/xmlns/\"/>",
    "<a xmlns=\"http://www.w3.org/2000/xmlns/\"/>",
    "<xmlns:a/>",
    "<a><b xmlns:p=\"u\"/><p:c/></a>",
    "<p:a xmlns:p=\"u\"></q:a>",
];

const WELL_FORMED: &[&str] = &[
    "<a/>",
    "<a></a>",
    "<a />",
    "<a></a >",
    "<a\n\t/>",
    "<a>text</a>",
    "  \n<a/>\r\n ",
    "<?xml version=\"1.0\"?><a/>",
    "<?xml version='1.0' encoding='utf-8'?>\n<a/>",
    "<?xml version = \"1.0\" encoding = \"UTF-8\" standalone = \"yes\" ?><a/>",
    "<?xml version=\"1.0\" standalone=\"no\"?><a/>",
    "<?xml-stylesheet href=\"x\"?><a/>",
    "<!-- a --><?b?><a/><!-- c --><?d e?>",
    "<a><!----></a>",
    "<a><!-- - - > <b> & ]]> --></a>",
    "<a><?b?></a>",
    "<a><?b c ? > d?></a>",
    "<a><![CDATA[]]></a>",
    "<a><![CDATA[<b> & ]] > ]]]]><![CDATA[>]]></a>",
    "<a>]] ]> ></a>",
    "<a>&lt;&gt;&amp;&apos;&quot;</a>",
    "<a>&#65;&#x41;&#x10FFFF;&#9;&#xA;&#13;&#0000000000065;</a>",
    "<a b='\"' c=\"'\"/>",
    "<a b = '1'\n c='2'/>",
    "<a b='&lt;&#10;&amp;'/>",
    "<a b=''/>",
    "<a b='>'/>",
    "<a b='x\ty\nz'/>",
    "<a xmlns='u'/>",
    "<a xmlns='u'><b xmlns=''/></a>",
    "<p:a xmlns:p='u' p:b='1' b='1'/>",
    "<p:a p:b='1' xmlns:p='u'/>",
    "<p:a xmlns:p='u'><p:b xmlns:p='v'><p:c/></p:b><p:d/></p:a>",
    "<a xml:lang='en' xml:space='preserve'/>",
    "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
    "<a xmlns='u' xmlns:p='u' b='1' p:b='2'/>",
    "<a><b><c/></b><b><c/></b></a>",
    "<_a-b.c1/>",
    "<\u{E9}l\u{E9}ment \u{E0}='1'>\u{20AC}</\u{E9}l\u{E9}ment>",
    "<a\u{B7}\u{300}/>",
    "<\u{10000}/>",
    "<a>\u{FFFD}\u{E000}\u{85}\u{2028}</a>",
    "<a>\t\n\r</a>",
    "<xmlish/>",
    "<a xmlnsish='1'/>",
    "<a>&#x20;</a>",
];

#[test]
fn ill_formed_documents_are_refused() {
    for text in ILL_FORMED {
        let Err(error) = checked(text) else {
            panic!("accepted {text:?}");
        };
        assert!(error.position() <= text.len(), "{text:?}: {error}");
        walk_by_text(text).expect_err("the typed walk refuses what the check refuses");
    }
}

#[test]
fn well_formed_documents_are_accepted() {
    for text in WELL_FORMED {
        if let Err(error) = checked(text) {
            panic!("{text:?}: {error}");
        }
        walk_by_text(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        if let Err(error) = roxmltree::Document::parse(text) {
            panic!("{text:?}: {error}");
        }
    }
}

/// Reads every element as text, the way values are read.
fn walk_by_text(text: &str) -> Result<(), DecodeError> {
    let limits = Limits::response();
    let mut reader = Reader::new(text, &limits)?;
    while reader.child()? {
        reader.loose_text()?;
    }
    reader.finish()
}

#[test]
fn kinds_tell_what_is_wrong() {
    assert_eq!(kind("<a>"), DecodeErrorKind::UnexpectedEnd);
    assert_eq!(kind("<a></b>"), DecodeErrorKind::NotWellFormed);
    assert_eq!(kind("<a>&#x7;</a>"), DecodeErrorKind::ForbiddenCharacter);
    assert_eq!(kind("<a>\u{7}</a>"), DecodeErrorKind::ForbiddenCharacter);
    for (text, expected) in [
        ("<a>&nbsp;</a>", "one of the entities lt, gt"),
        ("<a>&1;</a>", "a reference such as"),
    ] {
        let error = crate::checked(text).unwrap_err();
        assert!(error.expected().starts_with(expected), "{error}");
    }
    assert_eq!(kind(" <!DOCTYPE a><a/>"), DecodeErrorKind::Doctype);
    let error = checked(" <!DOCTYPE a><a/>").unwrap_err();
    assert_eq!(error.position(), 1);
    let error = checked("<a>\u{FFFE}\u{7}</a>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "at /a (byte 3): expected characters that XML 1.0 allows, found U+FFFE"
    );
    let error = checked("<a><b>x</c></a>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "at /a/b (byte 7): expected `</b>`, found `</c`"
    );
}

const GOOD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- c --><?p i?>\
    <s:Env xmlns:s=\"urn:s\" xmlns='urn:d'>\r\n<s:Body a = \"1 &amp; 2\" s:b='\u{E9}'><x>t&#10;\u{20AC}</x>\
    <y/><z><![CDATA[ <>]] ]]></z ><!-- d --></s:Body></s:Env>";

#[test]
fn every_cut_of_a_document_is_an_error() {
    assert_eq!(checked(GOOD), Ok(()));
    for end in (0..GOOD.len()).filter(|&it| GOOD.is_char_boundary(it)) {
        let cut = &GOOD[..end];
        let Err(error) = checked(cut) else {
            panic!("accepted {cut:?}");
        };
        if end > GOOD.find("?>").unwrap() {
            assert_eq!(
                error.kind(),
                DecodeErrorKind::UnexpectedEnd,
                "{cut:?}: {error}"
            );
        }
        walk_by_text(cut).expect_err("a cut document");
    }
}

/// Pieces that documents are made of, good and bad ones.
const PIECES: &[&str] = &[
    "<a>",
    "</a>",
    "<b/>",
    "<p:c xmlns:p='u'>",
    "</p:c>",
    "<p:d",
    " p:e='1'",
    " e=\"2\"",
    " xmlns='v'",
    ">",
    "/>",
    "text",
    "&amp;",
    "&#x7;",
    "&#65;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "--",
    "<?pi ",
    "?>",
    "<?xml version='1.0'?>",
    "\u{E9}",
    "\r\n",
    " ",
    "<",
    "&",
    "'",
    "\"",
    "=",
    ":",
    "xml:lang='x'",
    " xmlns:p=''",
    " xmlns:q='u'",
    " q:e='3'",
];

const ATTRIBUTES: &[&str] = &[
    " e='1'",
    " e='2'",
    " f='3'",
    " f='&lt;'",
    " f='x\ty'",
    " f = '4'",
    "\nf='5'",
    " f=\"it's\"",
    " p:e='6'",
    " q:e='7'",
];

const DECLARATIONS: &[&str] = &["", "", " xmlns:q='u'", " xmlns='w'"];

/// Some of a start tag.
fn attributes() -> impl Strategy<Value = String> {
    let some = prop::collection::vec(prop::sample::select(ATTRIBUTES), 0..3);
    some.prop_map(|attributes| attributes.concat())
}

/// Namespace, local name and value.
type Attribute = (String, String, String);

fn of_another(attribute: roxmltree::Attribute<'_, '_>) -> Attribute {
    let namespace = attribute.namespace().unwrap_or_default();
    (
        namespace.into(),
        attribute.name().into(),
        attribute.value().into(),
    )
}

/// The attributes of each child of the root.
fn attributes_of_children(text: &str) -> Result<Vec<Vec<Attribute>>, DecodeError> {
    let mut reader = Reader::new(text, &Limits::response())?;
    let mut all = Vec::new();
    reader.child()?;
    reader.enter();
    while reader.child()? {
        let mut attributes = Vec::new();
        for index in 0..reader.attribute_count() {
            let value = reader.attribute_value(index)?.into_owned();
            let (namespace, local) = reader.attribute(index);
            attributes.push((namespace.to_owned(), local.to_owned(), value));
        }
        all.push(attributes);
        reader.skip()?;
    }
    reader.finish()?;
    Ok(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_accepted_another_parser_accepts(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        let inner = pieces.concat();
        for text in [format!("<a>{inner}</a>"), format!("<p:c xmlns:p='u'{inner}</p:c>"), inner] {
            let other = roxmltree::Document::parse(&text);
            if checked(&text).is_ok() {
                prop_assert!(other.is_ok(), "{text:?}: {}", other.unwrap_err());
            }
        }
    }

    #[test]
    fn a_changed_byte_is_judged_as_another_parser_does(at in 0..GOOD.len(), byte in 0_u8..128) {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(text) = std::str::from_utf8(&bytes) && checked(text).is_ok() {
            let other = roxmltree::Document::parse(text);
            prop_assert!(other.is_ok(), "{text:?}: {}", other.unwrap_err());
        }
    }

    /// An element's attributes are read by what the element before had.
    #[test]
    fn attributes_are_what_another_parser_reads(
        tags in prop::collection::vec((attributes(), prop::sample::select(DECLARATIONS), attributes()), 1..5),
    ) {
        let tag = |(before, declaration, after)| format!("<b{before}{declaration}{after}/>");
        let tags: String = tags.into_iter().map(tag).collect();
        let text = format!("<a xmlns:p='u' xmlns:q='v'>{tags}</a>");
        match roxmltree::Document::parse(&text) {
            Ok(other) => {
                let elements = other.root_element().children();
                let expected: Vec<Vec<_>> = elements
                    .map(|element| element.attributes().map(of_another).collect())
                    .collect();
                prop_assert_eq!(attributes_of_children(&text).unwrap(), expected, "{}", text);
            }
            Err(_) => prop_assert!(attributes_of_children(&text).is_err(), "{text}"),
        }
    }

    #[test]
    fn nothing_panics(text in "[<>&;:/!?a-b =\"'\\[\\]\\-#x0-9\u{E9}\u{20AC}]{0,40}") {
        let _ = checked(&text);
        let _ = walk_by_text(&text);
    }
}

#[test]
fn forbidden_characters_are_refused_wherever_they_stand() {
    let filler = "0123456789abcdef".repeat(16);
    for bad in [
        "\0", "\u{1}", "\u{8}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}",
    ] {
        for n_before in 0..200 {
            let before = &filler[..n_before];
            for (head, tail) in [
                ("<a>", "</a>"),
                ("<a>", "&amp;</a>"),
                ("<a>", "\r\n<b/></a>"),
                ("<a><![CDATA[", "]]></a>"),
                ("<a><!--", "--></a>"),
                ("<a><?p ", "?></a>"),
                ("<a b='", "'/>"),
                ("<a b=\"", "&lt;\"/>"),
                ("<a xmlns:b=\"u", "\"/>"),
                ("<a/><!--", "-->"),
            ] {
                let document = format!("{head}{before}{bad}{tail}");
                let error = checked(&document).unwrap_err();
                assert_eq!(
                    error.kind(),
                    DecodeErrorKind::ForbiddenCharacter,
                    "{document:?}"
                );
                assert_eq!(error.position(), head.len() + n_before, "{document:?}");
                let document = format!("{head}{before}{tail}");
                checked(&document).unwrap();
            }
        }
        for (head, tail) in [
            ("", "<a/>"),
            ("<", "a/>"),
            ("<a", "/>"),
            ("<a ", "/>"),
            ("<a><b/>", "</a>"),
            ("<a></a", ">"),
            ("<a/>", ""),
            ("<a/>", " <!---->"),
        ] {
            let error = checked(&format!("{head}{bad}{tail}")).unwrap_err();
            assert_eq!(
                error.kind(),
                DecodeErrorKind::ForbiddenCharacter,
                "{head:?}"
            );
        }
    }
}

#[test]
fn the_end_of_a_section_is_refused_in_every_text() {
    for n_before in 0..200 {
        let before = "]-".repeat(n_before) + &"x".repeat(n_before);
        for head in ["<a>", "<a>&lt;", "<a>\r", "<a><b/>"] {
            let error = checked(&format!("{head}{before}]]></a>")).unwrap_err();
            assert_eq!(error.kind(), DecodeErrorKind::NotWellFormed);
            assert_eq!(error.position(), head.len() + before.len());
            checked(&format!("{head}{before}]]</a>")).unwrap();
            checked(&format!("{head}{before}]]&gt;</a>")).unwrap();
        }
    }
}
