//! What is noticed of documents that their schema forbids: for each kind a schema, documents that are right, and documents
//! that are wrong, with what is said of them.

use wsdl_codegen::capture::Capture;
use wsdl_codegen::generate::analyse_with;
use wsdl_codegen::live::Contract;
use wsdl_codegen::settings::Settings;
use wsdl_codegen::source::loader::MemoryLoader;

/// What `check` says of each document, by a schema that holds `declarations`.
fn said(declarations: &str, documents: &[&str]) -> Vec<Vec<String>> {
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" xmlns:t="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">{declarations}</xs:schema>"#
    );
    let files = [("t.xsd", schema.as_bytes())];
    let capture = Capture {
        folder: ".".into(),
        roots: vec!["t.xsd".to_owned()],
        n_around: 0,
        settings: Settings::default(),
        module: "t".to_owned(),
    };
    let generated = analyse_with(&mut MemoryLoader::new(&files), &capture);
    let report = generated.report();
    let api = generated.api.unwrap_or_else(|| panic!("{report}"));
    let contract = Contract::new(api);
    let model = generated.loaded.map(|loaded| loaded.model);
    let said = documents.iter().map(|document| {
        let start = document.find([' ', '>', '/']).unwrap_or(document.len());
        let (start, rest) = document.split_at(start);
        let document = format!(
            r#"{start} xmlns="urn:t" xmlns:t="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"{rest}"#
        );
        let problems = contract.check_with(model.as_ref(), document.as_bytes());
        let shown = problems.iter().map(|it| format!("{}: {}", it.path, it.message));
        shown.collect()
    });
    said.collect()
}

struct Case {
    kind: &'static str,
    schema: &'static str,
    right: &'static [&'static str],
    wrong: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        kind: "keys and references to them",
        schema: r#"
            <xs:element name="r">
              <xs:complexType><xs:choice maxOccurs="unbounded">
                <xs:element name="k" maxOccurs="unbounded">
                  <xs:complexType><xs:attribute name="a" type="xs:decimal" default="7"/><xs:attribute name="b"/></xs:complexType>
                </xs:element>
                <xs:element name="l" type="xs:decimal"/>
              </xs:choice></xs:complexType>
              <xs:key name="key"><xs:selector xpath="t:k"/><xs:field xpath="@a"/></xs:key>
              <xs:unique name="pair"><xs:selector xpath="./t:k"/><xs:field xpath="@a"/><xs:field xpath="@b"/></xs:unique>
              <xs:keyref name="ref" refer="key"><xs:selector xpath=".//t:l"/><xs:field xpath="."/></xs:keyref>
            </xs:element>"#,
        right: &[
            r#"<r><k a="1"/><k a="2"/><l>2.0</l></r>"#,
            r#"<r><k/><l>7</l></r>"#,
        ],
        wrong: &[
            (
                r#"<r><k a="1"/><k a="1.0"/></r>"#,
                "/r/k: expected values of its own for `key`, found \"1\" a second time",
            ),
            (
                r#"<r><k a="1"/><l>3</l></r>"#,
                "/r/l: expected values of the key `key`, found \"3\", which no element has",
            ),
        ],
    },
    Case {
        kind: "keys of scopes further in",
        schema: r#"
            <xs:element name="r">
              <xs:complexType><xs:sequence>
                <xs:element name="g" maxOccurs="unbounded">
                  <xs:complexType><xs:sequence><xs:element name="k" type="xs:string" nillable="true" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
                  <xs:unique name="u"><xs:selector xpath="t:k"/><xs:field xpath="."/></xs:unique>
                </xs:element>
                <xs:element name="l" type="xs:string"/>
              </xs:sequence></xs:complexType>
              <xs:keyref name="ref" refer="u"><xs:selector xpath="t:l"/><xs:field xpath="."/></xs:keyref>
            </xs:element>"#,
        right: &[
            r#"<r><g><k>1</k></g><g><k>1</k><k>2</k></g><l>2</l></r>"#,
            r#"<r><g><k>1</k><k xsi:nil="true"/><k xsi:nil="true"/></g><l>1</l></r>"#,
        ],
        wrong: &[(
            r#"<r><g><k>1</k></g><g><k>1</k></g><l>1</l></r>"#,
            "/r/l: expected values of the key `u`, found \"1\", which no element has",
        )],
    },
    Case {
        kind: "wildcards",
        schema: r#"
            <xs:element name="r"><xs:complexType><xs:sequence>
              <xs:any namespace="urn:t" processContents="strict"/>
              <xs:any namespace="urn:t" processContents="lax"/>
              <xs:any namespace="urn:t" processContents="skip"/>
            </xs:sequence><xs:anyAttribute namespace="urn:t"/></xs:complexType></xs:element>
            <xs:element name="n" type="xs:int"/>
            <xs:attribute name="a" type="xs:int"/>"#,
        right: &[r#"<r t:a="1"><n>1</n><o><n>1</n></o><n>x</n></r>"#],
        wrong: &[
            (
                "<r><o/><o/><o/></r>",
                "/r/o: expected an element that the contract declares, found `o` of `urn:t`",
            ),
            (
                "<r><n>1</n><o><n>x</n></o><o/></r>",
                "/r/o/n: expected a value of its type, found \"x\" (no value of `xs:int`)",
            ),
            (
                r#"<r t:a="x"><n>1</n><n>1</n><n/></r>"#,
                "/r/@a: expected a value of its type, found \"x\" (no value of `xs:int`)",
            ),
            (
                r#"<r t:b="x"><n>1</n><n>1</n><n/></r>"#,
                "/r/@b: expected an attribute that the contract declares, found `b`",
            ),
        ],
    },
    Case {
        kind: "xsi:type",
        schema: r#"
            <xs:complexType name="B" block="extension"><xs:sequence><xs:element name="a" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>
            <xs:complexType name="E"><xs:complexContent><xs:extension base="B"/></xs:complexContent></xs:complexType>
            <xs:complexType name="R"><xs:complexContent><xs:restriction base="B"><xs:sequence/></xs:restriction></xs:complexContent></xs:complexType>
            <xs:complexType name="A" abstract="true"/>
            <xs:element name="b" type="B"/>
            <xs:element name="s" type="xs:decimal"/>
            <xs:element name="u"/>
            <xs:element name="v" type="A"/>"#,
        right: &[
            r#"<b xsi:type="R"/>"#,
            r#"<u xsi:type="B"><a>1</a></u>"#,
            r#"<u><b><a>1</a></b></u>"#,
        ],
        wrong: &[
            (
                r#"<b xsi:type="E"/>"#,
                "/b: expected the type of the element or one that derives from it, found `E` in xsi:type, whose way to derive is blocked",
            ),
            (
                r#"<s xsi:type="B"/>"#,
                "/s: expected the type of the element or one that derives from it, found `B` in xsi:type, which does not derive from it",
            ),
            (
                r#"<b xsi:type="R"><a>1</a></b>"#,
                "/b/a: expected the end, found `a`",
            ),
            (
                r#"<u xsi:type="N"/>"#,
                "/u: expected the name of a type that the contract declares, found \"N\"",
            ),
            (
                "<v/>",
                "/v: expected xsi:type with a type that derives from that of the element, which is abstract, found none",
            ),
        ],
    },
    Case {
        kind: "substitution groups",
        schema: r#"
            <xs:element name="h" type="xs:decimal" abstract="true"/>
            <xs:element name="i" type="xs:int" substitutionGroup="h"/>
            <xs:element name="o" type="xs:decimal" block="substitution"/>
            <xs:element name="p" type="xs:decimal" substitutionGroup="o"/>
            <xs:element name="r"><xs:complexType><xs:sequence>
              <xs:element ref="h" minOccurs="0"/><xs:element ref="o" minOccurs="0"/>
            </xs:sequence></xs:complexType></xs:element>"#,
        right: &["<r><i>1</i><o>1</o></r>"],
        wrong: &[
            (
                "<r><h>1</h></r>",
                "/r/h: expected an element that stands for `h`, found `h` itself, which is abstract",
            ),
            (
                "<r><p>1</p></r>",
                "/r/p: expected `h` or `o` or the end, found `p`",
            ),
        ],
    },
    Case {
        kind: "occurrences and order",
        schema: r#"
            <xs:element name="r"><xs:complexType><xs:choice minOccurs="0">
              <xs:sequence minOccurs="2" maxOccurs="2">
                <xs:element name="a" minOccurs="2" maxOccurs="3" type="xs:int"/><xs:element name="b" type="xs:int"/>
              </xs:sequence>
              <xs:element name="c" minOccurs="2" maxOccurs="2" type="xs:int"/>
            </xs:choice></xs:complexType></xs:element>
            <xs:element name="l"><xs:complexType><xs:all>
              <xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int" minOccurs="0"/>
            </xs:all></xs:complexType></xs:element>"#,
        right: &[
            "<r/>",
            "<r><c>1</c><c>1</c></r>",
            "<r><a>1</a><a>1</a><b>1</b><a>1</a><a>1</a><a>1</a><b>1</b></r>",
            "<l><y>1</y><x>1</x></l>",
            "<l><x>1</x></l>",
        ],
        wrong: &[
            ("<r><c>1</c></r>", "/r: expected `c`, found the end of `r`"),
            ("<r><a>1</a><b>1</b></r>", "/r/b: expected `a`, found `b`"),
            (
                "<r><a>1</a><a>1</a><b>1</b></r>",
                "/r: expected `a`, found the end of `r`",
            ),
            (
                "<l><x>1</x><x>1</x></l>",
                "/l/x: expected `y` or the end, found `x`",
            ),
            ("<l><y>1</y></l>", "/l: expected `x`, found the end of `l`"),
        ],
    },
    Case {
        kind: "nil, fixed values and text",
        schema: r#"
            <xs:element name="r"><xs:complexType><xs:sequence>
              <xs:element name="n" type="xs:int" nillable="true"/>
              <xs:element name="f" type="xs:decimal" fixed="1.0" minOccurs="0"/>
              <xs:element name="g" fixed="x" minOccurs="0"/>
            </xs:sequence><xs:attribute name="a" type="xs:decimal" fixed="1.0"/></xs:complexType></xs:element>"#,
        right: &[
            r#"<r a="1"><n xsi:nil="true"/><f>01</f><g>x</g></r>"#,
            "<r><n>1</n><f/><g/></r>",
        ],
        wrong: &[
            (
                r#"<r><n xsi:nil="true">1</n></r>"#,
                "/r/n: expected nothing in an element that is nil, found text",
            ),
            (
                r#"<r><n>1</n><f xsi:nil="false">1</f></r>"#,
                "/r/f: expected no xsi:nil, found it at `f`, which is not nillable",
            ),
            (
                "<r><n>1</n><f>2</f></r>",
                "/r/f: expected the fixed value \"1.0\", found \"2\"",
            ),
            (
                "<r><n>1</n><g>y</g></r>",
                "/r/g: expected the fixed value \"x\" and nothing else, found \"y\"",
            ),
            (
                r#"<r a="2"><n>1</n></r>"#,
                "/r/@a: expected the fixed value \"1.0\", found \"2\"",
            ),
            (
                "<r>x<n>1</n></r>",
                "/r: expected elements alone, found text",
            ),
        ],
    },
    Case {
        kind: "attributes",
        schema: r#"
            <xs:complexType name="B"><xs:attribute name="a"/><xs:attribute name="b" use="required"/></xs:complexType>
            <xs:complexType name="R"><xs:complexContent><xs:restriction base="B"><xs:attribute name="a" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType>
            <xs:element name="r" type="R"/>"#,
        right: &[r#"<r b=""/>"#],
        wrong: &[
            ("<r/>", "/r: expected attribute `b`, found none"),
            (
                r#"<r a="1" b=""/>"#,
                "/r/@a: expected no attribute `a`, found \"1\"",
            ),
        ],
    },
    Case {
        kind: "identifiers",
        schema: r#"
            <xs:element name="r"><xs:complexType><xs:sequence>
              <xs:element name="i" maxOccurs="unbounded"><xs:complexType>
                <xs:attribute name="id" type="xs:ID"/><xs:attribute name="to" type="xs:IDREFS"/>
              </xs:complexType></xs:element>
            </xs:sequence></xs:complexType></xs:element>"#,
        right: &[r#"<r><i to="b a"/><i id="a"/><i id="b"/></r>"#],
        wrong: &[
            (
                r#"<r><i id="a"/><i id=" a"/></r>"#,
                "/r/i/@id: expected an identifier of its own, found \"a\" a second time",
            ),
            (
                r#"<r><i id="a" to="a b"/></r>"#,
                "/r/i/@to: expected the identifier of an element, found \"b\", which none has",
            ),
        ],
    },
    Case {
        kind: "simple values",
        schema: r#"
            <xs:simpleType name="D"><xs:restriction base="xs:decimal"><xs:totalDigits value="3"/><xs:fractionDigits value="1"/></xs:restriction></xs:simpleType>
            <xs:simpleType name="L"><xs:restriction><xs:simpleType><xs:list itemType="xs:decimal"/></xs:simpleType><xs:enumeration value="1 2"/></xs:restriction></xs:simpleType>
            <xs:simpleType name="T"><xs:restriction base="xs:dateTime"><xs:enumeration value="2020-01-01T12:00:00Z"/></xs:restriction></xs:simpleType>
            <xs:element name="d" type="D"/><xs:element name="l" type="L"/><xs:element name="t" type="T"/><xs:element name="q" type="xs:QName"/>"#,
        right: &[
            "<d>012.50</d>",
            "<l> 1.0  2</l>",
            "<t>2020-01-01T13:00:00.0+01:00</t>",
            "<q>t:x</q>",
        ],
        wrong: &[
            (
                "<d>1234</d>",
                "/d: expected a value of its type, found \"1234\" (4 digits, where totalDigits is 3)",
            ),
            (
                "<d>1.25</d>",
                "/d: expected a value of its type, found \"1.25\" (2 digits, where fractionDigits is 1)",
            ),
            (
                "<l>1</l>",
                "/l: expected a value of its type, found \"1\" (not in the enumeration)",
            ),
            (
                "<t>2020-01-01T12:00:00</t>",
                "/t: expected a value of its type, found \"2020-01-01T12:00:00\" (not in the enumeration)",
            ),
            (
                "<q>u:x</q>",
                "/q: expected a value of its type, found \"u:x\" (its prefix is not declared)",
            ),
        ],
    },
];

#[test]
fn right_documents_pass_and_wrong_ones_are_named() {
    for case in CASES {
        for (document, said) in case.right.iter().zip(said(case.schema, case.right)) {
            assert_eq!(said, [""; 0], "{}: {document}", case.kind);
        }
        let documents: Vec<&str> = case.wrong.iter().map(|it| it.0).collect();
        for ((document, expected), said) in case.wrong.iter().zip(said(case.schema, &documents)) {
            assert_eq!(said, [*expected], "{}: {document}", case.kind);
        }
    }
}

/// XSD 1.0 part 2 §3.2.7: the same instant in other zones, over a leap day; one whose zone nobody knows is another.
#[test]
fn times_are_compared_as_instants() {
    let schema = r#"<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="t" type="xs:dateTime" maxOccurs="unbounded"/></xs:sequence></xs:complexType><xs:unique name="u"><xs:selector xpath="t:t"/><xs:field xpath="."/></xs:unique></xs:element>"#;
    let document = |other: &str| format!("<r><t>2020-02-29T23:30:00Z</t><t>{other}</t></r>");
    for (other, is_same) in [
        ("2020-03-01T00:30:00+01:00", true),
        ("2020-02-29T15:30:00-08:00", true),
        ("2020-02-29T23:30:00.0Z", true),
        ("2020-02-29T23:30:00", false),
        ("2020-02-28T23:30:00Z", false),
    ] {
        let n_said = said(schema, &[&document(other)])[0].len();
        assert_eq!(n_said, usize::from(is_same), "{other}");
    }
}

#[test]
fn secrets_are_not_shown() {
    let schema = r#"<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="password" maxOccurs="2" type="xs:token"/></xs:sequence><xs:attribute name="password" type="xs:NCName"/></xs:complexType><xs:unique name="u"><xs:selector xpath="*"/><xs:field xpath="."/></xs:unique></xs:element>"#;
    let document =
        r#"<r password="2 hunters"><password>hunter3</password><password>hunter3</password></r>"#;
    let said = said(schema, &[document]).concat();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(!said.concat().contains("hunter"), "{said:?}");
}

#[test]
fn a_deep_document_is_read_with_little_stack() {
    let schema = r#"<xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="r" minOccurs="0"/></xs:sequence></xs:complexType><xs:unique name="u"><xs:selector xpath=".//t:r"/><xs:field xpath="@a"/></xs:unique></xs:element>"#;
    let nested = |depth: usize| "<r>".repeat(depth) + &"</r>".repeat(depth);
    let read = move || {
        let said = said(schema, &[&nested(250), &nested(300)]);
        assert_eq!(said[0], [""; 0]);
        assert!(said[1][0].contains("at most 256 levels"), "{:?}", said[1]);
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(read);
    let joined = thread.expect("threads can be made").join();
    assert!(joined.is_ok());
}
