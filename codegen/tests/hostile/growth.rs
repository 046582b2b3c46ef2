//! Every construct that can be repeated, repeated so often that anything quadratic would take minutes.
//!
//! The bound is on the whole run, and generous: a linear run of any of them takes a second or two without optimisation. It
//! is on the time of a processor, so that what else the machine does has no part in it.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use soap_runtime::{DecodeOptions, Limits};
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::diagnostic::{Diagnostic, Diagnostics};
use wsdl_codegen::live::Contract;
use wsdl_codegen::load::load_memory;
use wsdl_codegen::lower::lower;
use wsdl_codegen::settings::Settings;
use wsdl_codegen::source::loader::MAX_FILES;
use wsdl_codegen::symbols::resolve_symbols;

use super::support::{Run, repeat, root, run, run_text, service};

const BOUND: Duration = Duration::from_secs(20);

/// How long this thread has had a processor, where the system says so.
fn spent() -> Duration {
    let Ok(text) = std::fs::read_to_string("/proc/thread-self/stat") else {
        return Duration::ZERO;
    };
    // proc(5): after the name in brackets, the times of user and system are fields 14 and 15, in hundredths of a second.
    let (_, fields) = text.rsplit_once(')').expect("it has a name");
    let times = fields.split_ascii_whitespace().skip(11).take(2);
    let ticks = times.map(|ticks| ticks.parse::<u64>().expect("it is a number"));
    Duration::from_millis(10 * ticks.sum::<u64>())
}

/// Does `work` within the bound.
#[track_caller]
fn bounded<T>(work: impl FnOnce() -> T) -> T {
    let start = spent();
    let res = work();
    let time = spent() - start;
    assert!(time < BOUND, "{time:?}");
    res
}

#[track_caller]
fn in_time(text: &str) -> Run {
    bounded(|| run_text(text))
}

/// The run must be stopped by the limit `words`, at once.
#[track_caller]
fn refused(text: &str, words: &str) {
    let run = in_time(text);
    assert!(run.files.is_none());
    assert!(run.report.contains(words), "{}", head(&run.report));
}

fn head(text: &str) -> String {
    text.chars().take(1000).collect()
}

#[test]
fn attributes_names_and_levels_are_limited() {
    let attributes = repeat(100_000, |it| format!(" a{it}='x'"));
    refused(&format!("<a{attributes}/>"), "at most 256 attributes");
    let declarations = repeat(100_000, |it| format!(" xmlns:a{it}='urn:{it}'"));
    refused(&format!("<a{declarations}/>"), "at most 128 namespace");
    let nested = repeat(50_000, |it| format!("<a xmlns:a{it}='urn:{it}'>"));
    refused(&nested, "at most 128 namespace");
    refused(&"<a>".repeat(1_000_000), "at most 256 levels");
    refused(
        &format!("<{}/>", "a".repeat(1_000_000)),
        "at most 1000 bytes in a name",
    );
    refused(
        &format!("<a>{}</a>", "<b/>".repeat(200_000)),
        "at most 100000 child",
    );
}

#[test]
fn broken_declarations_are_reported_in_one_pass() {
    // In one line, so that a column is far from the start of its line.
    let bad = repeat(10_000, |it| {
        format!(r#"<xs:element name="é{it}" type="q:T{it}" minOccurs="x"/>"#)
    });
    let run = in_time(&service(&root(&bad)));
    let of_members = |it: &&Diagnostic| matches!(it.code, Code::BadValue | Code::UnboundPrefix);
    assert_eq!(
        run.diagnostics.items.iter().filter(of_members).count(),
        20_000
    );
    let unresolved = repeat(10_000, |it| {
        format!(
            r#"<xs:element name="m{it}" type="t:Tx{it}"/><xs:element name="m{it}" type="t:T"/>"#
        )
    });
    let near = repeat(10_000, |it| format!(r#"<xs:complexType name="T{it}"/>"#));
    in_time(&service(&(root(&unresolved) + &near)));
    let same = r#"<xs:complexType name="T"/>"#.repeat(10_000)
        + &repeat(10_000, |it| {
            format!(r#"<xs:complexType name="T"><xs:attribute name="a{it}"/></xs:complexType>"#)
        });
    in_time(&service(&same));
}

#[test]
fn circles_are_reported_once_a_member() {
    // Each group holds ten others: as many circles as there are references, each as long as the path.
    let n = 4_000;
    let groups = repeat(n, |it| {
        let inner = repeat(10, |to| {
            format!(
                r#"<xs:group ref="t:G{}"/>"#,
                (it * 7 + to * to * 31 + 1) % n
            )
        });
        format!(r#"<xs:group name="G{it}"><xs:sequence>{inner}</xs:sequence></xs:group>"#)
    });
    let run = in_time(&service(&(root("") + &groups)));
    let cycles = run.diagnostics.items.iter();
    let cycles = cycles.filter(|it| it.code == Code::Cycle).count();
    assert!((1..n).contains(&cycles), "{cycles}");
}

#[test]
fn redefinitions_are_applied_in_one_pass() {
    let n = 10_000;
    let redefined = repeat(n, |it| {
        format!(
            r#"<xs:complexType name="T{it}"><xs:complexContent><xs:extension base="t:T{it}"/></xs:complexContent></xs:complexType>"#
        )
    });
    let text = service(&format!(
        r#"<xs:redefine schemaLocation="s.xsd">{redefined}</xs:redefine>{}"#,
        root(r#"<xs:element name="m" type="t:T7"/>"#)
    ));
    let types = repeat(n, |it| format!(r#"<xs:complexType name="T{it}"/>"#));
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">{types}</xs:schema>"#
    );
    let files = [("a.wsdl", text.as_bytes()), ("s.xsd", schema.as_bytes())];
    let run = bounded(|| run(&files, &Settings::default()));
    assert_eq!(run.report, "");
}

#[test]
fn what_is_taken_over_is_limited() {
    let n = 800;
    let members = repeat(n, |it| {
        format!(r#"<xs:element name="a{it}" type="xs:int"/>"#)
    });
    let words = "more than 300000 fields";
    // Many types that derive from a wide one.
    let types = repeat(n, |it| {
        format!(
            r#"<xs:complexType name="T{it}"><xs:complexContent><xs:extension base="t:B"/></xs:complexContent></xs:complexType>"#
        )
    });
    let base = format!(
        r#"<xs:complexType name="B"><xs:sequence>{members}</xs:sequence></xs:complexType>"#
    );
    let text = root(r#"<xs:element name="m" type="t:B"/>"#) + &base + &types;
    refused(&service(&text), words);
    // Many types that hold a wide group.
    let types = repeat(n, |it| {
        format!(r#"<xs:complexType name="T{it}"><xs:group ref="t:G"/></xs:complexType>"#)
    });
    let used = repeat(n, |it| {
        format!(r#"<xs:element name="m{it}" type="t:T{it}"/>"#)
    });
    let group = format!(r#"<xs:group name="G"><xs:sequence>{members}</xs:sequence></xs:group>"#);
    refused(&service(&(root(&used) + &group + &types)), words);
    // A chain of substitutes: each stands for all before it.
    let n = 5_000;
    let chain = repeat(n, |it| {
        format!(
            r#"<xs:element name="h{}" type="xs:int" substitutionGroup="t:h{it}"/>"#,
            it + 1
        )
    });
    let first = r#"<xs:element name="h0" type="xs:int"/>"#;
    let used = repeat(n, |it| format!(r#"<xs:element ref="t:h{it}"/>"#));
    refused(&service(&(root(&used) + first + &chain)), words);
    let choice = format!("<xs:choice>{used}</xs:choice>");
    refused(&service(&(root(&choice) + first + &chain)), words);
}

#[test]
fn doubling_groups_are_not_expanded() {
    let doubling = |item: &dyn Fn(usize) -> String| repeat(60, item);
    let groups = doubling(&|it| {
        format!(
            r#"<xs:group name="G{}"><xs:sequence><xs:group ref="t:G{it}"/><xs:group ref="t:G{it}"/></xs:sequence></xs:group>"#,
            it + 1
        )
    });
    let first = r#"<xs:group name="G0"><xs:sequence/></xs:group>"#;
    let run = in_time(&service(
        &(root(r#"<xs:group ref="t:G60"/>"#) + first + &groups),
    ));
    assert!(run.report.contains("operation-skipped"), "{}", run.report);
    let unions = doubling(&|it| {
        format!(
            r#"<xs:simpleType name="U{}"><xs:union memberTypes="t:U{it} t:U{it}"/></xs:simpleType>"#,
            it + 1
        )
    });
    let first =
        r#"<xs:simpleType name="U0"><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>"#;
    let used = r#"<xs:element name="m" type="t:U60"/>"#;
    let run = in_time(&service(&(root(used) + first + &unions)));
    assert!(run.report.contains("operation-skipped"), "{}", run.report);
    // Types that hold two of the next are no expansion: they are all generated.
    let types = doubling(&|it| {
        format!(
            r#"<xs:complexType name="T{}"><xs:sequence><xs:element name="a" type="t:T{it}"/><xs:element name="b" type="t:T{it}"/></xs:sequence></xs:complexType>"#,
            it + 1
        )
    });
    let first = r#"<xs:complexType name="T0"><xs:sequence/></xs:complexType>"#;
    let used = r#"<xs:element name="m" type="t:T60"/>"#;
    assert_eq!(in_time(&service(&(root(used) + first + &types))).report, "");
}

#[test]
fn chains_of_bases_end() {
    for (first, item) in [
        (
            r#"<xs:complexType name="T0"/>"#,
            r#"<xs:complexType name="TNEXT"><xs:complexContent><xs:extension base="t:TTHIS"/></xs:complexContent></xs:complexType>"#,
        ),
        (
            r#"<xs:simpleType name="T0"><xs:restriction base="xs:string"/></xs:simpleType>"#,
            r#"<xs:simpleType name="TNEXT"><xs:restriction base="t:TTHIS"/></xs:simpleType>"#,
        ),
    ] {
        let n = 10_000;
        let chain = repeat(n, |it| {
            item.replace("NEXT", &(it + 1).to_string())
                .replace("THIS", &it.to_string())
        });
        let used = format!(r#"<xs:element name="m" type="t:T{n}"/>"#);
        let run = in_time(&service(&(root(&used) + first + &chain)));
        assert!(
            run.report.contains("operation-skipped"),
            "{}",
            head(&run.report)
        );
    }
}

#[test]
fn operations_that_share_a_problem_are_left_out_in_one_pass() {
    let n = 8_000;
    let types = repeat(n, |it| {
        format!(
            r#"<xs:element name="e{it}" type="t:T0"/><xs:complexType name="T{it}"><xs:sequence><xs:element name="a" type="t:T{}"/></xs:sequence></xs:complexType>"#,
            it + 1
        )
    });
    let messages = repeat(n, |it| {
        format!(r#"<message name="M{it}"><part name="p" element="t:e{it}"/></message>"#)
    });
    let operations = repeat(n, |it| {
        format!(r#"<operation name="Op{it}"><input message="t:M{it}"/></operation>"#)
    });
    let bound = repeat(n, |it| {
        format!(r#"<operation name="Op{it}"><input><soap:body use="literal"/></input></operation>"#)
    });
    let text = service(&(root("") + &types))
        .replace("<portType", &format!("{messages}<portType"))
        .replace("</portType>", &format!("{operations}</portType>"))
        .replace("</binding>", &format!("{bound}</binding>"));
    let run = in_time(&text);
    let skipped = run.diagnostics.items.iter();
    let skipped = skipped
        .filter(|it| it.code == Code::OperationSkipped)
        .count();
    assert_eq!(skipped, n);
}

#[test]
fn imports_are_limited_and_each_file_is_read_once() {
    let again = r#"<xs:import namespace="urn:s" schemaLocation="s.xsd"/>"#.repeat(20_000);
    let missing = repeat(20_000, |it| {
        format!(
            r#"<xs:import namespace="urn:m{it}" schemaLocation="http://example.com/{it}?xsd=xsd{it}"/>"#
        )
    });
    let text = service(&(again + &missing + &root("")));
    let schema =
        br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s"/>"#;
    let files = [("a.wsdl", text.as_bytes()), ("s.xsd", &schema[..])];
    let result = bounded(|| run(&files, &Settings::default()));
    assert!(result.files.is_some(), "{}", head(&result.report));
    // Files that import the next one.
    let names: Vec<String> = (0..MAX_FILES + 1_000)
        .map(|it| format!("s{it}.xsd"))
        .collect();
    let texts: Vec<String> = (0..MAX_FILES + 1_000)
        .map(|it| {
            format!(
                r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s{it}"><xs:import namespace="urn:s{}" schemaLocation="s{}.xsd"/></xs:schema>"#,
                it + 1,
                it + 1
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let result = run(&files, &Settings::default());
    assert!(
        result
            .report
            .contains(&format!("more than {MAX_FILES} files")),
        "{}",
        head(&result.report)
    );
}

#[test]
fn chameleons_are_limited() {
    let includers = repeat(4_000, |it| {
        format!(
            r#"<xs:schema targetNamespace="urn:s{it}"><xs:include schemaLocation="c.xsd"/></xs:schema>"#
        )
    });
    let text = service(&root("")).replace("</types>", &format!("{includers}</types>"));
    // As many bytes as one file may have, in a comment: reading them again would take hours.
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><!--{}--></xs:schema>"#,
        "x".repeat(2 << 20)
    );
    let files = [("a.wsdl", text.as_bytes()), ("c.xsd", schema.as_bytes())];
    let run = bounded(|| run(&files, &Settings::default()));
    assert!(
        run.report.contains("more than 128 MiB"),
        "{}",
        head(&run.report)
    );
}

#[test]
fn wide_types_are_generated() {
    let n = 2_000;
    let members = repeat(n, |it| {
        format!(
            r#"<xs:element name="m{}{}" type="xs:int"/>"#,
            "_".repeat(it % 3),
            it / 3
        )
    });
    let literals = repeat(n, |it| format!(r#"<xs:enumeration value="v{it}"/>"#));
    let text = root(&format!(r#"{members}<xs:element name="e" type="t:E"/>"#))
        + &format!(
            r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{literals}</xs:restriction></xs:simpleType>"#
        );
    let run = in_time(&service(&text));
    assert!(run.files.is_some(), "{}", head(&run.report));
}

#[test]
fn members_that_a_message_leaves_out_count_as_values() {
    let members = repeat(200, |it| {
        format!(r#"<xs:element name="m{it}" type="xs:int" minOccurs="0"/>"#)
    });
    let rows = r#"<xs:element name="row" type="t:Row" minOccurs="0" maxOccurs="unbounded"/>"#;
    let text = root(rows)
        + &format!(
            r#"<xs:complexType name="Row"><xs:sequence>{members}</xs:sequence></xs:complexType>"#
        );
    let mut diagnostics = Diagnostics::default();
    let text = service(&text);
    let files: [(&str, &[u8]); 1] = [("a.wsdl", text.as_bytes())];
    let model = load_memory(&files, "a.wsdl", &mut diagnostics)
        .unwrap()
        .model;
    let symbols = resolve_symbols(&model, &mut diagnostics);
    let api = lower(&model, &symbols, &Settings::default(), &mut diagnostics);
    let contract = Contract::new(api);
    let operation = contract.operation("Op").unwrap();
    let envelope = format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><root xmlns="urn:t">{}</root></s:Body></s:Envelope>"#,
        "<row/>".repeat(100)
    );
    let read = |value_bytes| {
        let mut limits = Limits::response();
        limits.value_bytes = value_bytes;
        let options = DecodeOptions::default().with_limits(limits);
        let request = http::Request::new(Bytes::from(envelope.clone()));
        operation.decode_request(request, &options)
    };
    // 100 rows are nothing, their 20,000 members more than half a megabyte.
    let error = read(1 << 19).unwrap_err();
    let error = error.source().unwrap().to_string();
    assert!(error.contains("`Limits::value_bytes`"), "{error}");
    let received = read(8 << 20).unwrap();
    assert_eq!(received.body["row"].as_array().unwrap().len(), 100);
}
