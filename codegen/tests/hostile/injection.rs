//! Text of a stranger in every place that takes text: it stays in literals, documentation and checked names.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use proc_macro2::{TokenStream, TokenTree};
use wsdl_codegen::settings::Settings;

use super::support::{Random, repeat, root, run, run_text, service};

/// Texts that try to leave the place they stand in; `canary` is what would then be code.
const HOSTILE: &[&str] = &[
    "x*/ } fn canary() {} /*",
    "x\n}\nfn canary() {}\n",
    "x\r\nfn canary() {}",
    "x\rfn canary() {}",
    "x\"; fn canary() {} //",
    "x\"#; fn canary() {} r#\"",
    "x\\\"; fn canary() {} //",
    "x]\n#[canary] fn canary() {}",
    "x\u{2028}fn canary() {}",
    "x\u{85}fn canary() {}",
    "x{canary}{}{0}$canary #canary",
    "x') ; canary!() ; ('",
    "x\u{202e}fn canary",
];

pub(super) fn escaped(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            // As references, so that normalisation of attribute values does not turn them into blanks.
            '\n' | '\r' | '\t' => format!("&#{};", u32::from(it)),
            it => it.to_string(),
        })
        .collect()
}

/// A WSDL with `text` wherever a document has text, and `name` at the end of each name.
fn wsdl(text: &str, name: &str) -> String {
    let (t, n) = (escaped(text), escaped(name));
    format!(
        r#"<definitions name="x{n}" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:{t}" targetNamespace="urn:{t}">
<documentation>{t}</documentation>
<types><xs:schema targetNamespace="urn:{t}" elementFormDefault="qualified">
<xs:annotation><xs:documentation>{t}</xs:documentation></xs:annotation>
<xs:element name="in{n}"><xs:complexType><xs:annotation><xs:documentation>{t}</xs:documentation></xs:annotation><xs:sequence>
<xs:element name="x{n}" type="t:type{n}"/>
<xs:element name="many{n}" type="t:type{n}" minOccurs="0" maxOccurs="unbounded"/>
<xs:element name="default{n}" type="xs:string" default="{t}"/>
<xs:element name="number{n}" type="xs:int" default="{t}"/>
<xs:element name="fixed{n}" type="xs:string" fixed="{t}"/>
<xs:choice><xs:element name="one{n}" type="xs:int"/><xs:element name="two{n}" type="t:simple{n}"/></xs:choice>
<xs:sequence maxOccurs="unbounded"><xs:element name="three{n}" type="xs:int"/><xs:element name="four{n}" type="t:union{n}"/></xs:sequence>
<xs:any namespace="{t} ##local"/>
</xs:sequence><xs:attribute name="x{n}" type="t:simple{n}"/><xs:attribute name="d{n}" default="{t}"/></xs:complexType></xs:element>
<xs:element name="out{n}" type="t:type{n}"/>
<xs:complexType name="type{n}"><xs:annotation><xs:documentation>{t}</xs:documentation></xs:annotation><xs:sequence><xs:element name="e{n}" type="t:simple{n}"/></xs:sequence></xs:complexType>
<xs:complexType name="more{n}"><xs:complexContent><xs:extension base="t:type{n}"><xs:sequence><xs:element name="f{n}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:simpleType name="simple{n}"><xs:restriction base="xs:string"><xs:enumeration value="{t}"><xs:annotation><xs:documentation>{t}</xs:documentation></xs:annotation></xs:enumeration><xs:enumeration value="other {t}"/></xs:restriction></xs:simpleType>
<xs:simpleType name="pattern{n}"><xs:restriction base="xs:string"><xs:pattern value="{t}"/><xs:minLength value="{t}"/></xs:restriction></xs:simpleType>
<xs:simpleType name="union{n}"><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>
</xs:schema></types>
<message name="I{n}"><part name="p{n}" element="t:in{n}"/></message>
<message name="O{n}"><part name="p{n}" element="t:out{n}"/></message>
<portType name="P{n}"><operation name="Op{n}"><documentation>{t}</documentation><input name="x{n}" message="t:I{n}"/><output name="x{n}" message="t:O{n}"/><fault name="f{n}" message="t:O{n}"/></operation></portType>
<binding name="B{n}" type="t:P{n}"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/><operation name="Op{n}"><soap:operation soapAction="ACTION"/><input><soap:body use="literal"/><soap:header message="t:O{n}" part="p{n}" use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
<service name="S{n}"><documentation>{t}</documentation><port name="SP{n}" binding="t:B{n}"><soap:address location="http://example.com/{t}"/></port></service></definitions>"#
    )
}

fn idents(stream: TokenStream, found: &mut BTreeSet<String>) {
    for it in stream {
        match it {
            TokenTree::Ident(it) => {
                found.insert(it.to_string());
            }
            TokenTree::Group(it) => idents(it.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Nothing stands in `files` but what an emitter writes.
fn check_files(files: &BTreeMap<String, String>, what: &str) {
    for (name, text) in files {
        let mut found = BTreeSet::new();
        idents(TokenStream::from_str(text).unwrap(), &mut found);
        assert!(!found.contains("canary"), "{name}: {what:?}\n{text}");
        assert!(!text.contains('\u{202e}'), "{name}: {what:?}");
        for item in syn::parse_file(text).unwrap().items {
            let is_known = match (name.as_str(), &item) {
                ("mod.rs", syn::Item::Const(_) | syn::Item::Use(_) | syn::Item::Mod(_)) => true,
                (
                    "types.rs",
                    syn::Item::Struct(_)
                    | syn::Item::Enum(_)
                    | syn::Item::Type(_)
                    | syn::Item::Impl(_),
                ) => true,
                ("codec.rs", syn::Item::Static(_)) => true,
                ("operations.rs", syn::Item::Struct(_) | syn::Item::Impl(_)) => true,
                ("client.rs", syn::Item::Struct(_) | syn::Item::Impl(_)) => true,
                (_, syn::Item::Macro(it)) => it
                    .mac
                    .path
                    .segments
                    .first()
                    .is_some_and(|it| it.ident == "soap_runtime" || it.ident == "rt"),
                (_, syn::Item::Use(_)) => true,
                _ => false,
            };
            assert!(is_known, "{name}: {what:?}\n{text}");
        }
    }
}

#[test]
fn text_of_a_document_is_never_code() {
    let mut n_with_operation = 0;
    for text in HOSTILE {
        // What needs a name that no document can hold is left out: such names come no further than messages.
        let places = [("urn:op", ""), (text, ""), ("urn:op", text)];
        for (action, name) in places {
            let result = run_text(&wsdl(text, name).replace("ACTION", &escaped(action)));
            let Some(files) = result.files else { continue };
            check_files(&files, text);
            let Some(operations) = files.get("operations.rs") else {
                continue;
            };
            n_with_operation += usize::from(operations.contains("operation!("));
            // A header that no HTTP message can carry is never written.
            for line in operations.lines().filter(|it| it.contains("soap_action")) {
                assert!(!line.contains("\\r") && !line.contains("\\n"), "{line}");
            }
        }
    }
    let without = "x canary y";
    assert!(
        run_text(&wsdl(without, "").replace("ACTION", ""))
            .files
            .is_some()
    );
    assert!(n_with_operation > 0, "no text came as far as the output");
}

/// Names in which rules meet: case, marks that fall away, keywords, other scripts, nothing at all.
const NAMES: &[&str] = &[
    "a",
    "A",
    "_a",
    "a_",
    "__a",
    "a.b",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "Ab",
    "ab",
    "type",
    "Type",
    "TYPE",
    "self",
    "Self",
    "_",
    "__",
    "-",
    ".",
    "1",
    "1a",
    "_1",
    "crate",
    "super",
    "r#type",
    "async",
    "gen",
    "Option",
    "String",
    "Vec",
    "Box",
    "None",
    "Some",
    "new",
    "clone",
    "default",
    "with_a",
    "value",
    "Other",
    "other",
    "größe",
    "GRÖSSE",
    "große",
    "grosse",
    "\u{e9}",
    "e\u{301}",
    "\u{212b}",
    "\u{c5}",
    "ﬁ",
    "fi",
    "日本",
    "日本語",
    "ǆ",
    "ǅ",
    "Ǆ",
    "ſ",
    "s",
    "ß",
    "ẞ",
    "SS",
    "ı",
    "i",
    "İ",
    "I",
    "\u{200d}",
    "a\u{200d}",
    "😀",
    "😀😀",
    "\u{37e}",
    "µ",
    "μ",
    "K",
    "\u{212a}",
    "macro_rules",
    "union",
    "static",
    "'a",
    "a2",
    "a_2",
    "A2",
    "a_2_2",
    "Result",
    "result",
];

#[test]
fn names_never_meet() {
    let mut random = Random::new(3);
    for round in 0..12 {
        // All of them once; afterwards made up of pieces.
        let names: Vec<String> = if round == 0 {
            NAMES.iter().map(|it| (*it).to_owned()).collect()
        } else {
            let made: BTreeSet<String> = (0..120)
                .map(|_| {
                    let n = 1 + random.below(3);
                    (0..n).map(|_| *random.pick(NAMES)).collect()
                })
                .collect();
            made.into_iter().collect()
        };
        let literals = names
            .iter()
            .map(|name| format!(r#"<xs:enumeration value="{}"/>"#, escaped(name)))
            .collect::<String>();
        // What is no name of XML is refused as one, and stays a literal.
        let is_name = |name: &&String| roxmltree::Document::parse(&format!("<{name}/>")).is_ok();
        let names: Vec<&String> = names.iter().filter(is_name).collect();
        let at = |it: usize| escaped(names[it]);
        let n = names.len();
        let members = repeat(n, |it| {
            format!(r#"<xs:element name="{0}" type="t:{0}"/>"#, at(it))
        });
        let types = repeat(n, |it| {
            format!(
                r#"<xs:complexType name="{0}"><xs:choice><xs:element name="{0}" type="t:E"/><xs:element name="{1}"><xs:complexType/></xs:element></xs:choice><xs:attribute name="{0}"/></xs:complexType>"#,
                at(it),
                at((it + 1) % n)
            )
        });
        let operations = repeat(n, |it| {
            format!(
                r#"<operation name="{}"><input message="t:I"/></operation>"#,
                at(it)
            )
        });
        let bound = repeat(n, |it| {
            format!(
                r#"<operation name="{}"><input><soap:body use="literal"/></input></operation>"#,
                at(it)
            )
        });
        let schema = root(&members)
            + &types
            + &format!(
                r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{literals}</xs:restriction></xs:simpleType>"#
            );
        let text = service(&schema)
            .replace("</portType>", &format!("{operations}</portType>"))
            .replace("</binding>", &format!("{bound}</binding>"));
        let result = run(&[("a.wsdl", text.as_bytes())], &Settings::default());
        let files = result.files.unwrap_or_else(|| panic!("{}", result.report));
        check_unique(&files);
        assert!(
            files["client.rs"].matches("pub fn ").count() > n,
            "{}",
            result.report
        );
    }
}

fn check_unique(files: &BTreeMap<String, String>) {
    // All files of a module share one scope, by re-exports; `operations` has its own.
    let mut types = BTreeSet::new();
    for (name, text) in files {
        let mut values = BTreeSet::new();
        let mut operations = BTreeSet::new();
        for item in syn::parse_file(text).unwrap().items {
            match item {
                syn::Item::Struct(it) => {
                    let scope = if name == "operations.rs" {
                        &mut operations
                    } else {
                        &mut types
                    };
                    assert!(scope.insert(it.ident.to_string()), "{name}: {}", it.ident);
                    let mut fields = BTreeSet::new();
                    for field in it.fields.iter().filter_map(|it| it.ident.as_ref()) {
                        assert!(
                            fields.insert(field.to_string()),
                            "{name}: {}.{field}",
                            it.ident
                        );
                    }
                }
                syn::Item::Enum(it) => {
                    assert!(types.insert(it.ident.to_string()), "{name}: {}", it.ident);
                    let mut variants = BTreeSet::new();
                    for variant in &it.variants {
                        let variant = variant.ident.to_string();
                        assert!(
                            variants.insert(variant.clone()),
                            "{name}: {}::{variant}",
                            it.ident
                        );
                    }
                }
                syn::Item::Type(it) => {
                    assert!(types.insert(it.ident.to_string()), "{name}: {}", it.ident);
                }
                syn::Item::Static(it) => {
                    assert!(values.insert(it.ident.to_string()), "{name}: {}", it.ident);
                }
                syn::Item::Const(it) => {
                    assert!(values.insert(it.ident.to_string()), "{name}: {}", it.ident);
                }
                syn::Item::Impl(it) => {
                    let mut methods = BTreeSet::new();
                    for item in &it.items {
                        if let syn::ImplItem::Fn(method) = item {
                            let method = method.sig.ident.to_string();
                            assert!(methods.insert(method.clone()), "{name}: {method}");
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
