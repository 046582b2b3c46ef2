//! The proof that does not rest on our own word: values over the whole shape of every type of every fixture are written
//! by the generated code, validated by libxml2 against the fixture's schemas, and read back equal.
//!
//! In: `codegen/tests/fixtures`, and the code generated from them. Needs `xmllint`; without it the test says that nothing
//! was validated, and fails where `CI` is set.

#[path = "../../src/corpus/harness/cases.rs"]
mod cases;
#[path = "../../src/corpus/harness/compare.rs"]
#[allow(dead_code, reason = "nothing is kept here")]
mod compare;
mod fixtures;
mod json;
#[path = "../../src/corpus/live.rs"]
mod live;

// A library has no dead code among what it exports; a test has.
#[allow(
    dead_code,
    unused_imports,
    reason = "fixtures are there to be compiled; not all of their items are called"
)]
#[allow(
    clippy::should_implement_trait,
    reason = "a contract may call an operation `cmp`"
)]
#[path = "../../../generated-client/tests/conformance/generated/mod.rs"]
#[rustfmt::skip]
pub mod generated;

#[path = "../../fuzz/src/messages.rs"]
#[allow(unreachable_pub, reason = "`fuzz` is another crate")]
mod messages;
#[path = "../../fuzz/src/mutate.rs"]
#[allow(unreachable_pub, reason = "`fuzz` is another crate")]
mod mutate;
#[path = "../../fuzz/src/plain.rs"]
#[allow(unreachable_pub, reason = "`fuzz` is another crate")]
mod plain;

use std::collections::{BTreeMap, VecDeque};
use std::io::Write as _;
use std::path::Path;

use compare::Failure;
use fixtures::{compare_json, fixtures};
use wsdl_codegen::live::{Contract, Secrets};
use wsdl_codegen::sample::{Amount, Sampler, Side};
use xtask::validation::xmllint;

#[test]
fn all_values_come_back_equal() {
    let mut wrong: Vec<String> = Vec::new();
    let mut n_equal = 0;
    for fixture in fixtures() {
        let name = &fixture.name;
        for it in &fixture.left {
            wrong.push(format!("{name}: list operation `{it}` in this test"));
        }
        if fixture.open > 0 {
            wrong.push(format!(
                "{name}: {} alternatives are in no sample",
                fixture.open
            ));
        }
        for it in &fixture.results {
            let words = match &it.result {
                Ok(_) => {
                    n_equal += 1;
                    continue;
                }
                Err(Failure::Sample) => "the sampler found no value for a facet",
                Err(Failure::Wrong(words)) => words,
            };
            wrong.push(format!(
                "{name} {} {} {}: {words}",
                it.marker, it.side, it.name
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(n_equal > 1_000, "{n_equal} samples");
    println!("{n_equal} samples of all fixtures are read back equal");
}

/// What is read and written without compiling is what compiled tables read and write.
#[test]
fn tables_made_at_run_time_are_those_that_are_compiled() {
    let mut wrong: Vec<String> = Vec::new();
    let mut n_equal = 0;
    for fixture in fixtures() {
        let api = fixture.generated.api.clone().expect("it has no error");
        let contract = Contract::new(api).with_secrets(Secrets::Shown);
        // Several samples of faults have one name.
        let mut compiled: BTreeMap<[&str; 3], VecDeque<_>> = BTreeMap::new();
        for case in &fixture.results {
            let key = [case.marker.as_str(), &case.side, &case.name];
            compiled.entry(key).or_default().push_back(&case.result);
        }
        for sample in &fixture.samples {
            let key = [sample.marker.as_str(), sample.side.as_str(), &sample.name];
            let compiled = compiled.get_mut(&key).and_then(VecDeque::pop_front);
            if live::is_beyond_json(&sample.text) {
                continue;
            }
            let words = match (compiled, live::turn(&contract, sample)) {
                (Some(Ok(compiled)), Ok(live)) if *compiled == live => {
                    n_equal += 1;
                    continue;
                }
                (Some(Ok(compiled)), Ok(live)) => format!("compiled {compiled}\n  live {live}"),
                (_, Err(Failure::Wrong(words))) => words,
                (_, Err(Failure::Sample)) => "a facet is broken".to_owned(),
                (_, Ok(_)) => "compiled tables do not take it".to_owned(),
            };
            wrong.push(format!("{} {}: {words}", fixture.name, key.join(" ")));
        }
    }
    let shown = &wrong[..wrong.len().min(20)];
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        shown.join("\n")
    );
    assert!(n_equal > 1_000, "{n_equal} samples");
    println!("{n_equal} samples of all fixtures are written the same without compiling");
}

/// Requests and answers as JSON are what serde makes of the generated types, to the letter, and serde reads them.
#[test]
fn json_made_at_run_time_is_that_of_serde() {
    let mut wrong: Vec<String> = Vec::new();
    let mut n_equal = 0;
    for fixture in fixtures() {
        let api = fixture.generated.api.clone().expect("it has no error");
        let hidden = Contract::new(api.clone());
        let shown = Contract::new(api).with_secrets(Secrets::Shown);
        let samples = fixture.samples.iter();
        for sample in samples.filter(|sample| sample.side != Side::Fault) {
            let (Ok(hidden), Ok(shown)) = (live::body(&hidden, sample), live::body(&shown, sample))
            else {
                continue;
            };
            if live::is_beyond_json(&sample.text) {
                continue;
            }
            match compare_json(&fixture.name, sample, &json::Live { hidden, shown }) {
                Ok(()) => n_equal += 1,
                Err(words) => {
                    let (marker, side) = (&sample.marker, sample.side.as_str());
                    wrong.push(format!("{} {marker} {side}: {words}", fixture.name));
                }
            }
        }
    }
    let shown = &wrong[..wrong.len().min(20)];
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        shown.join("\n")
    );
    assert!(n_equal > 1_000, "{n_equal} samples");
    println!("{n_equal} samples of all fixtures are the same JSON without compiling");
}

#[test]
fn all_that_is_written_is_valid() {
    if !xmllint::is_there() {
        let is_ci = std::env::var_os("CI").is_some_and(|it| !it.is_empty() && it != "false");
        assert!(
            !is_ci,
            "`xmllint` is missing; install Debian's package `libxml2-utils`"
        );
        // Past the capture of tests that pass, so that it is seen.
        let _ = writeln!(
            std::io::stderr(),
            "NOT VALIDATED: `xmllint` is missing; Debian's package is `libxml2-utils`"
        );
        return;
    }
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("valid");
    let _ = std::fs::remove_dir_all(&work);
    let mut wrong: Vec<String> = Vec::new();
    let mut unchecked: Vec<String> = Vec::new();
    let mut broken: Vec<String> = Vec::new();
    let mut n_valid = 0;
    for fixture in fixtures() {
        let name = &fixture.name;
        let verdict = fixture.validated(&fixture.written(), &work.join(name));
        n_valid += verdict.valid;
        broken.extend(verdict.broken.iter().map(|it| format!("{name}: {it}")));
        // Its settings switch off the checks that its schema asks for.
        if name != "unchecked" {
            wrong.extend(verdict.invalid.iter().map(|it| format!("{name}: {it}")));
        }
        for (cause, n) in &verdict.unchecked {
            unchecked.push(format!("{name}: {n} messages: {cause}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(n_valid > 1_000, "{n_valid} messages");
    // What libxml2 cannot be asked about is this and no more.
    let names = |all: &[String]| -> Vec<String> {
        let names = all.iter().map(|it| it.split(':').next().unwrap_or(""));
        names.map(str::to_owned).collect()
    };
    assert_eq!(
        names(&unchecked),
        [
            "array_forms",
            "document_encoded",
            "encoded_headers",
            "encoded_headers",
            "rpc_encoded"
        ],
        "{unchecked:?}"
    );
    // These show schemas that break a rule, or are of another version.
    let odd = [
        "no_simple_type",
        "unchecked",
        "bad_defaults",
        "drafts",
        "enumeration_bases",
        "later_version",
        "loose",
        "wildcard_exclusions",
    ];
    assert_eq!(names(&broken), odd, "{broken:?}");
    println!("{n_valid} written messages of all fixtures are valid; not validated: {unchecked:?}");
}

/// The fuzz target `messages`: over what once was wrong, over samples, and over some mutations.
#[test]
fn damaged_messages_are_refused_or_read_as_what_is_written_again() {
    let amount = Amount {
        covering: 4,
        random: 0,
    };
    let mut seeds = messages::seeds();
    for fixture in fixtures() {
        let Some(api) = &fixture.generated.api else {
            panic!("{} has errors", fixture.name);
        };
        for it in Sampler::new(api).samples(amount).0 {
            let (name, marker, side) = (&fixture.name, it.marker, it.side.as_str());
            seeds.push(format!("{name}/{marker} {side} \n\n{}", it.text).into_bytes());
        }
    }
    mutate::run_all("messages", messages::run, &seeds, 2_000);
}

/// A validator that takes everything would prove nothing.
#[test]
fn what_is_spoilt_is_not_valid() {
    if !xmllint::is_there() {
        return;
    }
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spoilt");
    let _ = std::fs::remove_dir_all(&work);
    let fixtures = fixtures();
    // The fixture, what is replaced in its messages, by what, and what libxml2 then says.
    let stranger = "<x xmlns=\"urn:t\"/>";
    let table = [
        ("choice", "<id>12</id>", "", "Expected is ( {urn:t}id )"),
        ("choice", "<id>12</id>", "<id>1x</id>", "'xs:int'"),
        (
            "facets",
            "<exact>é1é</exact>",
            "<exact>é1</exact>",
            "'length'",
        ),
        (
            "family",
            "xsi:type=\"",
            "xsi:type=\"x",
            "no corresponding namespace",
        ),
        (
            "nillable",
            "xsi:nil=\"true\"",
            "xsi:nil=\"yes\"",
            "'xs:boolean'",
        ),
        (
            "headers",
            "</soap:Header>",
            &format!("{stranger}</soap:Header>"),
            "strict wildcard",
        ),
        (
            "faults",
            "</detail>",
            &format!("{stranger}</detail>"),
            "strict wildcard",
        ),
        (
            "bare_bodies",
            "</soap:Body>",
            &format!("{stranger}</soap:Body>"),
            "not expected",
        ),
        ("rpc_literal", "find", "found", "the wrapper is"),
        ("list_facets", ">100 0<", ">101 0<", "'maxInclusive'"),
        ("list_facets", "codes=\"AA", "codes=\"Aa", "Aa"),
        ("document_encoded", ">12</level>", ">1x</level>", "'xs:int'"),
        ("fault_parts", ">12</digits>", ">1x</digits>", "'xs:int'"),
        (
            "fault_parts",
            "<fault>",
            "<fault><x/>",
            "Expected is ( {urn:t}digits )",
        ),
        ("rpc_literal", "</find>", "<x/></find>", "not expected"),
    ];
    for (index, (name, good, bad, expected)) in table.into_iter().enumerate() {
        let fixture = fixtures.iter().find(|it| it.name == name);
        let fixture = fixture.unwrap_or_else(|| panic!("there is a fixture `{name}`"));
        let mut written = fixture.written();
        written.retain(|it| it.envelope.contains(good));
        assert!(!written.is_empty(), "{name}: no message has {good}");
        for it in &mut written {
            it.envelope = it.envelope.replace(good, bad);
        }
        let verdict = fixture.validated(&written, &work.join(index.to_string()));
        assert_eq!(verdict.broken, None, "{name}");
        assert_eq!(verdict.valid, 0, "{name}: {good} as {bad}");
        assert!(
            !verdict.invalid.is_empty(),
            "{name}: {good} is not validated"
        );
        let all = verdict.invalid.iter();
        let is_expected = |it: &String| it.contains(expected);
        let others: Vec<&String> = all.filter(|it| !is_expected(it)).collect();
        assert!(
            others.is_empty(),
            "{name}: expected {expected}: {others:#?}"
        );
    }
}
