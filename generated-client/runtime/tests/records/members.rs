//! Elements, attributes and lists: what a record reads, tolerates and limits.

use crate::*;

#[derive(Clone, Debug, Default, PartialEq)]
struct Login {
    id: Option<i32>,
    lang: Option<String>,
    email: Option<String>,
    password: Option<Secret<String>>,
    tags: Vec<String>,
    methods: Option<Vec<Option<Method>>>,
    note: Nillable<String>,
}

static METHOD_ITEM: Field<'static> = repeated(NS, "Method").nillable();
soap_runtime::record!(Login, {
    id: attribute("", "id"),
    lang: attribute("", "lang").default("en"),
    email: optional(NS, "sEmail"),
    password: optional(NS, "sPassword"),
    tags: repeated(NS, "tag").occurs(0, 2),
    methods: wrapper(NS, "methods", &METHOD_ITEM),
    note: optional(NS, "note").nillable(),
});
soap_runtime::setters!(Login, optional id: i32, optional email: String, optional password: Secret<String>, plain tags: Vec<String>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Method {
    name: Option<String>,
}

soap_runtime::record!(Method, {
    name: optional(NS, "name"),
});

const LOGIN_FIELD: Field<'static> = required(NS, "login");

#[test]
fn members_are_read_and_written_in_table_order() {
    assert_eq!(<Login as Shaped>::SHAPE.fields.len(), 7);
    let login: Login = round_trip(
        r#"<login xmlns="urn:x" id="7" lang="de"><sEmail>a@b.example</sEmail><sPassword>x</sPassword><tag>1</tag><tag>2</tag><methods><Method xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/><Method/><Method><name/></Method></methods><note>n</note></login>"#,
        &LOGIN_FIELD,
    );
    assert_eq!(login.id, Some(7));
    assert_eq!(login.password.as_ref().unwrap().expose(), "x");
    let methods = login.methods.unwrap();
    assert_eq!(
        methods,
        [
            None,
            Some(Method { name: None }),
            Some(Method {
                name: Some(String::new())
            })
        ]
    );
}

#[test]
fn an_absent_list_and_an_empty_list_differ() {
    let absent: Login = round_trip(r#"<login xmlns="urn:x" lang="en"/>"#, &LOGIN_FIELD);
    let empty: Login = round_trip(
        r#"<login xmlns="urn:x" lang="en"><methods/></login>"#,
        &LOGIN_FIELD,
    );
    assert_eq!((absent.methods, empty.methods), (None, Some(vec![])));
}

#[test]
fn absent_nil_and_value_are_three_things() {
    let nil = r#"<login xmlns="urn:x" lang="en"><note xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></login>"#;
    assert_eq!(round_trip::<Login>(nil, &LOGIN_FIELD).note, Nillable::Nil);
    let empty = r#"<login xmlns="urn:x" lang="en"><note/></login>"#;
    assert_eq!(
        round_trip::<Login>(empty, &LOGIN_FIELD).note,
        Nillable::Value(String::new())
    );
}

#[test]
fn setters_chain_and_debug_hides_secrets() {
    let login = Login::default()
        .id(1)
        .email("a@b.example")
        .password("sentinel")
        .tags(["x".to_owned()]);
    assert_eq!(login.email.as_deref(), Some("a@b.example"));
    assert!(!format!("{login:?}").contains("sentinel"));
}

#[test]
fn an_absent_attribute_takes_its_default() {
    let (login, _) = read::<Login>(r#"<login xmlns="urn:x"/>"#, &LOGIN_FIELD).unwrap();
    assert_eq!(login.lang.as_deref(), Some("en"));
}

#[test]
fn other_prefixes_order_and_unknown_members_are_tolerated_and_listed() {
    let (login, deviations) = read::<Login>(
        r#"<p:login xmlns:p="urn:x" lang="en" extra="1"><p:note>n</p:note><q xmlns="urn:q"><deep/></q><p:sEmail>e</p:sEmail></p:login>"#,
        &LOGIN_FIELD,
    )
    .unwrap();
    assert_eq!(login.email.as_deref(), Some("e"));
    assert_eq!(
        deviations,
        [
            DeviationKind::UnexpectedAttribute,
            DeviationKind::UnexpectedElement,
            DeviationKind::Order
        ]
    );
}

#[test]
fn unknown_members_of_one_name_are_not_taken_for_items() {
    let (login, deviations) = read::<Login>(
        r#"<login xmlns="urn:x"><tag>1</tag><other>2</other><other>3</other></login>"#,
        &LOGIN_FIELD,
    )
    .unwrap();
    assert_eq!(login.tags, ["1"]);
    assert_eq!(deviations, [DeviationKind::UnexpectedElement; 2]);
}

#[test]
fn a_single_member_that_repeats_is_an_error() {
    let error = read::<Login>(
        r#"<login xmlns="urn:x"><sEmail>a</sEmail><sEmail>b</sEmail></login>"#,
        &LOGIN_FIELD,
    )
    .unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Repeated);
}

#[test]
fn too_many_items_deviate_when_read_and_fail_when_written() {
    let xml = r#"<login xmlns="urn:x"><tag>1</tag><tag>2</tag><tag>3</tag></login>"#;
    let (login, deviations) = read::<Login>(xml, &LOGIN_FIELD).unwrap();
    assert_eq!(deviations, [DeviationKind::Repeated]);
    let error = write(&login, &LOGIN_FIELD).unwrap_err();
    assert!(error.to_string().contains("at most 2"), "{error}");
}

#[test]
fn members_in_the_namespace_of_their_parent_or_in_none_are_taken_and_listed() {
    static FOREIGN_ITEM: Field<'static> = repeated("urn:other", "c");
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Foreign {
        a: Option<String>,
        b: Vec<String>,
    }
    soap_runtime::record!(Foreign, {
        a: optional("urn:other", "a"),
        b: wrapper("urn:other", "b", &FOREIGN_ITEM),
    });
    let root = required(NS, "root");
    for xml in [
        r#"<root xmlns="urn:x"><a>1</a><b><c>2</c></b></root>"#,
        r#"<x:root xmlns:x="urn:x"><a>1</a><b><c>2</c></b></x:root>"#,
    ] {
        let (value, deviations) = read::<Foreign>(xml, &root).unwrap();
        assert_eq!(value.a.as_deref(), Some("1"), "{xml}");
        assert_eq!(value.b, ["2"], "{xml}");
        assert_eq!(deviations, [DeviationKind::Namespace; 3]);
    }
    // An extension of somebody else is not taken, nor is one more than the schema has.
    let xml = r#"<root xmlns="urn:x"><a xmlns="urn:ext">0</a><o:a xmlns:o="urn:other">1</o:a><a>2</a></root>"#;
    let (value, deviations) = read::<Foreign>(xml, &root).unwrap();
    assert_eq!(value.a.as_deref(), Some("1"));
    assert_eq!(deviations, [DeviationKind::UnexpectedElement; 2]);
}

#[derive(Clone, Debug, PartialEq)]
struct Numbers {
    values: Vec<i64>,
}

soap_runtime::record!(Numbers, { values: repeated(NS, "v") });

#[test]
fn what_the_items_of_lists_take_in_memory_is_limited() {
    let field = required(NS, "numbers");
    let xml = format!(
        "<numbers xmlns=\"{NS}\">{}</numbers>",
        "<v>1</v>".repeat(10)
    );
    let mut limits = Limits::response();
    limits.value_bytes = 10 * size_of::<i64>();
    let read = |limits: &Limits| {
        let mut reader = Reader::new(&xml, limits).unwrap();
        reader.child().unwrap();
        let mut value = Numbers::blank();
        let result = value.read(&mut reader, &field, Source::Element);
        result.map(|()| value.values.len())
    };
    assert_eq!(read(&limits).unwrap(), 10);
    limits.value_bytes -= 1;
    let error = read(&limits).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit);
    assert_eq!(
        error.to_string(),
        "at /numbers/v (byte 95): expected at most 79 bytes of values (`Limits::value_bytes`), found more"
    );
}

#[test]
fn lists_in_a_text_count_as_values() {
    let field: Field<'static> = required(NS, "v");
    let xml = format!(r#"<v xmlns="urn:x">{}</v>"#, "1 ".repeat(10));
    let mut limits = Limits::response();
    let read = |limits: &Limits| {
        let mut reader = Reader::new(&xml, limits).unwrap();
        reader.child().unwrap();
        let mut value = List::<String>::blank();
        let result = value.read(&mut reader, &field, Source::Element);
        result.map(|()| value.len())
    };
    limits.value_bytes = 10 * size_of::<String>();
    assert_eq!(read(&limits).unwrap(), 10);
    limits.value_bytes -= 1;
    assert_eq!(read(&limits).unwrap_err().kind(), DecodeErrorKind::Limit);
}

#[derive(Clone, Debug, PartialEq)]
struct Kept {
    elements: Vec<AnyElement>,
}

soap_runtime::record!(Kept, { elements: repeated(NS, "e") });

#[test]
fn declarations_that_kept_elements_take_along_count_as_values() {
    let xml = format!("<p:kept xmlns:p=\"{NS}\">{}</p:kept>", "<p:e/>".repeat(10));
    let read = |limits: &Limits| {
        let mut reader = Reader::new(&xml, limits).unwrap();
        reader.child().unwrap();
        let mut value = Kept::blank();
        let result = value.read(&mut reader, &required(NS, "kept"), Source::Element);
        result.map(|()| value.elements)
    };
    let own = "<p:e xmlns:p=\"urn:x\"";
    let mut limits = Limits::response();
    limits.value_bytes = 10 * (size_of::<AnyElement>() + own.len());
    let elements = read(&limits).unwrap();
    assert_eq!(elements[9].as_str(), format!("{own}/>"));
    limits.value_bytes -= 1;
    assert_eq!(read(&limits).unwrap_err().kind(), DecodeErrorKind::Limit);
}
