//! Every construct that a contract can repeat, n times and 4n times: generating from it takes no more than in proportion.
//!
//! What is counted is instructions, as `growth.rs` of the runtime counts them; where there is no valgrind, none are.

use wsdl_codegen::settings::Settings;

use super::instructions::{TASK, counted, instructions};
use super::support::{repeat, root, run, service};

/// Four times as much takes at most so many hundredths of the instructions; what grows with the square takes 1,600.
const MOST: u64 = 400;
/// The one test of this file.
const TEST: &str = "counts::nothing_grows_faster_than_the_contract";

/// The files of a contract: the WSDL, then schemas, each with its name.
type Files = Vec<(String, String)>;
type Make = fn(usize) -> Files;

fn schema(text: &str) -> Files {
    vec![("a.wsdl".to_owned(), service(text))]
}

/// A type `t:T` with this content, in a member of `t:root`.
fn of_type(content: &str) -> Files {
    let member = r#"<xs:element name="m" type="t:T"/>"#;
    schema(&(root(member) + &format!(r#"<xs:complexType name="T">{content}</xs:complexType>"#)))
}

/// A simple type `t:T`.
fn of_simple(content: &str, others: &str) -> Files {
    let member = r#"<xs:element name="m" type="t:T"/>"#;
    let ty = format!(r#"<xs:simpleType name="T">{content}</xs:simpleType>"#);
    schema(&(root(member) + &ty + others))
}

/// The WSDL of `schema` with more messages, operations of its port type, and of its binding.
fn wsdl(schema: &str, messages: &str, operations: &str, bound: &str) -> Files {
    let text = service(schema)
        .replace("<portType", &format!("{messages}<portType"))
        .replace("</portType>", &format!("{operations}</portType>"))
        .replace("</binding>", &format!("{bound}</binding>"));
    vec![("a.wsdl".to_owned(), text)]
}

/// `depth` elements in each other, each of a type without a name.
fn nest(depth: usize) -> String {
    (0..depth).fold(
        r#"<xs:element name="leaf" type="xs:int"/>"#.to_owned(),
        |inner, level| {
            format!(
                r#"<xs:element name="x{level}"><xs:complexType><xs:sequence>{inner}</xs:sequence></xs:complexType></xs:element>"#
            )
        },
    )
}

/// What is repeated, how often at first, and a contract with it.
const CONSTRUCTS: &[(&str, usize, Make)] = &[
    ("elements", 100, |n| {
        schema(&root(&repeat(n, |it| {
            format!(r#"<xs:element name="m{it}" type="xs:int"/>"#)
        })))
    }),
    ("declarations of namespaces", 80, |n| {
        let members = repeat(n, |it| {
            format!(r#"<xs:element name="m{it}" type="q{it}:T" xmlns:q{it}="urn:t"/>"#)
        });
        schema(&(root(&members) + r#"<xs:complexType name="T"/>"#))
    }),
    ("types", 40, |n| {
        let members = repeat(n, |it| {
            format!(r#"<xs:element name="m{it}" type="t:T{it}"/>"#)
        });
        let types = repeat(n, |it| {
            format!(
                r#"<xs:complexType name="T{it}"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>"#
            )
        });
        schema(&(root(&members) + &types))
    }),
    ("chains of twenty extensions", 3, |n| {
        let members = repeat(n, |it| {
            format!(r#"<xs:element name="m{it}" type="t:C{it}x20"/>"#)
        });
        let chain = |it: usize| {
            repeat(20, |step| {
                format!(
                    r#"<xs:complexType name="C{it}x{}"><xs:complexContent><xs:extension base="t:C{it}x{step}"><xs:sequence><xs:element name="a{step}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#,
                    step + 1
                )
            }) + &format!(r#"<xs:complexType name="C{it}x0"/>"#)
        };
        schema(&(root(&members) + &repeat(n, chain)))
    }),
    ("types of one base", 20, |n| {
        let types = repeat(n, |it| {
            format!(
                r#"<xs:complexType name="D{it}"><xs:complexContent><xs:extension base="t:B"><xs:attribute name="a{it}"/></xs:extension></xs:complexContent></xs:complexType>"#
            )
        });
        let member = r#"<xs:element name="m" type="t:B"/>"#;
        schema(&(root(member) + r#"<xs:complexType name="B"/>"# + &types))
    }),
    ("types without a name in each other", 3, |n| {
        let branch = |it| {
            format!(
                r#"<xs:element name="m{it}"><xs:complexType><xs:sequence>{}</xs:sequence></xs:complexType></xs:element>"#,
                nest(20)
            )
        };
        schema(&root(&repeat(n, branch)))
    }),
    ("alternatives", 80, |n| {
        let members = repeat(n, |it| {
            format!(r#"<xs:element name="m{it}" type="xs:int"/>"#)
        });
        schema(&root(&format!("<xs:choice>{members}</xs:choice>")))
    }),
    ("choices", 40, |n| {
        let choice = |it| {
            format!(
                r#"<xs:choice><xs:element name="m{it}" type="xs:int"/><xs:element name="n{it}" type="xs:int"/></xs:choice>"#
            )
        };
        schema(&root(&repeat(n, choice)))
    }),
    ("attributes", 100, |n| {
        of_type(&repeat(n, |it| {
            format!(r#"<xs:attribute name="a{it}" type="xs:int"/>"#)
        }))
    }),
    ("groups", 60, |n| {
        let used = repeat(n, |it| format!(r#"<xs:group ref="t:G{it}"/>"#));
        let groups = repeat(n, |it| {
            format!(
                r#"<xs:group name="G{it}"><xs:sequence><xs:element name="e{it}" type="xs:int"/></xs:sequence></xs:group>"#
            )
        });
        schema(&(root(&used) + &groups))
    }),
    ("attribute groups", 60, |n| {
        let used = repeat(n, |it| format!(r#"<xs:attributeGroup ref="t:G{it}"/>"#));
        let groups = repeat(n, |it| {
            format!(
                r#"<xs:attributeGroup name="G{it}"><xs:attribute name="a{it}" type="xs:int"/></xs:attributeGroup>"#
            )
        });
        let member = r#"<xs:element name="m" type="t:T"/>"#;
        let ty = format!(r#"<xs:complexType name="T">{used}</xs:complexType>"#);
        schema(&(root(member) + &ty + &groups))
    }),
    ("literals", 200, |n| {
        let literals = repeat(n, |it| format!(r#"<xs:enumeration value="v{it}"/>"#));
        of_simple(
            &format!(r#"<xs:restriction base="xs:string">{literals}</xs:restriction>"#),
            "",
        )
    }),
    ("members of a union", 40, |n| {
        let names = repeat(n, |it| format!("t:E{it} "));
        let members = repeat(n, |it| {
            format!(
                r#"<xs:simpleType name="E{it}"><xs:restriction base="xs:string"><xs:length value="{it}"/></xs:restriction></xs:simpleType>"#
            )
        });
        of_simple(&format!(r#"<xs:union memberTypes="{names}"/>"#), &members)
    }),
    ("substitutes", 40, |n| {
        let head = r#"<xs:element name="h" type="xs:int"/>"#;
        let substitutes = repeat(n, |it| {
            format!(r#"<xs:element name="s{it}" type="xs:int" substitutionGroup="t:h"/>"#)
        });
        schema(&(root(r#"<xs:element ref="t:h"/>"#) + head + &substitutes))
    }),
    ("names that Rust spells alike", 40, |n| {
        schema(&root(&repeat(n, |it| {
            let name = format!("m{}{}", "_".repeat(it % 20), "x".repeat(it / 20));
            format!(r#"<xs:element name="{name}" type="xs:int"/>"#)
        })))
    }),
    ("operations and messages", 20, |n| {
        let elements = repeat(n, |it| {
            format!(
                r#"<xs:element name="Op{it}"><xs:complexType><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType></xs:element>"#
            )
        });
        let messages = repeat(n, |it| {
            format!(r#"<message name="M{it}"><part name="p" element="t:Op{it}"/></message>"#)
        });
        let operations = repeat(n, |it| {
            format!(r#"<operation name="Op{it}"><input message="t:M{it}"/></operation>"#)
        });
        let bound = repeat(n, |it| {
            format!(
                r#"<operation name="Op{it}"><input><soap:body use="literal"/></input></operation>"#
            )
        });
        wsdl(&(root("") + &elements), &messages, &operations, &bound)
    }),
    ("parts", 100, |n| {
        let parts = repeat(n, |it| format!(r#"<part name="p{it}" type="xs:int"/>"#));
        let text = service("")
            .replace(r#"<part name="p" element="t:root"/>"#, &parts)
            .replace("<soap:binding", r#"<soap:binding style="rpc""#)
            .replace(r#"use="literal""#, r#"use="literal" namespace="urn:t""#);
        vec![("a.wsdl".to_owned(), text)]
    }),
    ("ports", 20, |n| {
        let ports = repeat(n, |it| {
            format!(
                r#"<port name="SP{it}" binding="t:B"><soap:address location="http://example.com/{it}"/></port>"#
            )
        });
        let text = service(&root("")).replace("</service>", &format!("{ports}</service>"));
        vec![("a.wsdl".to_owned(), text)]
    }),
    // What is repeated is the import: there are as many schemas as its root.
    ("imports of all by all", 144, |n| {
        let n = n.isqrt();
        let imports = repeat(n, |it| {
            format!(r#"<xs:import namespace="urn:s{it}" schemaLocation="s{it}.xsd"/>"#)
        });
        let used = repeat(n, |it| {
            format!(r#"<xs:element name="m{it}" type="x:T" xmlns:x="urn:s{it}"/>"#)
        });
        let mut files = schema(&(imports + &root(&used)));
        for own in 0..n {
            let others = repeat(n, |it| match it == own {
                true => String::new(),
                false => {
                    format!(r#"<xs:import namespace="urn:s{it}" schemaLocation="s{it}.xsd"/>"#)
                }
            });
            let text = format!(
                r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s{own}">{others}<xs:complexType name="T"/></xs:schema>"#
            );
            files.push((format!("s{own}.xsd"), text));
        }
        files
    }),
];

/// Each construct, small and large, one after the other.
fn all_counted() {
    for (what, n, make) in CONSTRUCTS {
        for n in [*n, 4 * n] {
            let files = make(n);
            let files: Vec<(&str, &[u8])> = files
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_bytes()))
                .collect();
            let made = counted(|| run(&files, &Settings::default()));
            assert!(made.files.is_some(), "{what}: {}", made.report);
            assert!(!made.report.contains("skipped"), "{what}: {}", made.report);
        }
    }
}

#[test]
fn nothing_grows_faster_than_the_contract() {
    if std::env::var(TASK).is_ok() {
        return all_counted();
    }
    let Some(counts) = instructions(TEST, "instructions") else {
        return;
    };
    assert_eq!(counts.len(), 2 * CONSTRUCTS.len());
    let mut wrong = Vec::new();
    for ((what, ..), counts) in CONSTRUCTS.iter().zip(counts.chunks(2)) {
        let factor = 100 * counts[1] / counts[0];
        println!("{what}: {} to {}, {factor} %", counts[0], counts[1]);
        if factor > MOST {
            wrong.push(format!("{what}: {factor} %"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
