//! How much the patterns of values may take: all of one document together.

use crate::*;

/// Takes a step a byte, and one more.
static LETTERS: Facets<'static> = Facets {
    patterns: &[&["[a-z]*"]],
    ..Facets::NONE
};

/// A text may have come to a thousand places of it.
static MANY_PLACES: Facets<'static> = Facets {
    patterns: &[&["(a|b)*a(a|b){1000}"]],
    ..Facets::NONE
};

/// What mail addresses look like in real schemas: a text has come to a few places of it.
static MAIL: Facets<'static> = Facets {
    patterns: &[&[r"\w+([-+.']\w+)*@\w+([-.]\w+)*\.\w+([-.]\w+)*"]],
    ..Facets::NONE
};

static ITEMS: Facets<'static> = Facets {
    item: Some(&LETTERS),
    ..Facets::NONE
};

#[derive(Clone, Debug, PartialEq)]
struct Texts {
    letters: Vec<String>,
    items: Option<List<String>>,
    either: Option<Either>,
    eithers: Option<List<Either>>,
}

soap_runtime::record!(Texts, {
    letters: repeated(NS, "letters").facets(&LETTERS),
    items: optional(NS, "items").facets(&ITEMS),
    either: optional(NS, "either"),
    eithers: optional(NS, "eithers"),
});

/// The first member takes no digits, the second takes all.
#[derive(Clone, Debug, PartialEq)]
enum Either {
    Letters(String),
    Any(String),
}

soap_runtime::union!(Either, other _, { Letters in LETTERS, Any });

/// Reads `content` of an element, where patterns may take so many steps.
fn read_within(content: &str, limit: usize) -> Result<Texts, DecodeError> {
    let xml = format!("<texts xmlns=\"{NS}\">{content}</texts>");
    let mut limits = Limits::response();
    limits.pattern_steps = limit;
    let mut reader = Reader::new(&xml, &limits)?;
    reader.child()?;
    let mut value = Texts::blank();
    value.read(&mut reader, &required(NS, "texts"), Source::Element)?;
    Ok(value)
}

/// Checks that patterns take so many steps in `content`, and that one less is an error about it.
fn takes(n_steps: usize, content: &str) {
    assert!(read_within(content, n_steps).is_ok(), "{content}");
    let error = read_within(content, n_steps - 1).expect_err(content);
    assert_eq!(error.kind(), DecodeErrorKind::Limit, "{content}");
    let expected = format!(
        "at most {} steps of patterns (`Limits::pattern_steps`)",
        n_steps - 1
    );
    assert_eq!(error.expected(), expected, "{content}");
}

#[test]
fn steps_of_all_values_count_together() {
    takes(4, "<letters>abc</letters>");
    takes(7, "<letters>abc</letters><letters>de</letters>");
    takes(7, "<items>abc de</items>");
    takes(11, "<letters>abc</letters><items>abc de</items>");
}

#[test]
fn steps_of_members_of_unions_count() {
    takes(4, "<either>abc</either>");
    // Here as well no other member is taken.
    takes(4, "<either>123</either>");
    takes(7, "<eithers>123 ab</eithers>");
    let read = read_within("<either>123</either>", 4).unwrap();
    assert_eq!(read.either, Some(Either::Any("123".into())));
}

/// Reads a text of one element, with a tenth of what a response may take.
fn read_text(text: &str, facets: &'static Facets<'static>) -> Result<String, DecodeError> {
    let mut limits = Limits::response();
    limits.pattern_steps /= 10;
    let field: Field<'static> = required("", "v").facets(facets);
    let xml = format!("<v>{text}</v>");
    let mut reader = Reader::new(&xml, &limits)?;
    reader.child()?;
    let mut value = String::new();
    value.read(&mut reader, &field, Source::Element)?;
    Ok(value)
}

#[test]
fn ordinary_patterns_take_long_texts() {
    assert!(read_text(&"a".repeat(1 << 20), &LETTERS).is_ok());
    let mail = format!("{}@example.com", "abcdefg.".repeat(1 << 17) + "h");
    assert!(read_text(&mail, &MAIL).is_ok());
}

#[test]
fn contrived_patterns_end() {
    assert!(read_text(&("a".to_owned() + &"ab".repeat(500)), &MANY_PLACES).is_ok());
    let error = read_text(&"ab".repeat(1 << 19), &MANY_PLACES).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at /v (byte 3): expected at most 26843545 steps of patterns (`Limits::pattern_steps`), found more"
    );
}
