//! What is reported: one fixture of `fixtures/errors` for each diagnostic code, named after it.

use wsdl_codegen::diagnostic::code::Code;

use crate::support::{Stage, cases, check, names, run};

fn check_report(code: &str) {
    let path = format!("errors/{code}");
    let generated = run(&path);
    let has_code = generated
        .diagnostics
        .items
        .iter()
        .any(|it| it.code.as_str() == code);
    // An operation that passes a limit is left out; the limit is then the cause, beside the operation.
    let is_cause = generated.diagnostics.items.iter().any(|it| {
        it.labels
            .iter()
            .any(|(_, text)| meaning(code) == Some(text.as_str()))
    });
    assert!(has_code || is_cause, "{}", generated.report());
    check(Stage::Diagnostics, &path, &generated);
}

fn meaning(code: &str) -> Option<&'static str> {
    let code = Code::ALL.iter().find(|it| it.as_str() == code)?;
    Some(code.meaning())
}

#[test]
fn every_code_has_a_fixture() {
    // What the file system does is no document.
    let mut codes: Vec<&str> = Code::ALL.iter().map(|it| it.as_str()).collect();
    codes.retain(|it| *it != Code::Unreadable.as_str());
    codes.sort_unstable();
    assert_eq!(names("errors"), codes);
}

#[test]
fn errors_stop_the_run_and_warnings_do_not() {
    for code in names("errors") {
        let generated = run(&format!("errors/{code}"));
        let has_errors = generated.diagnostics.has_errors();
        assert_eq!(
            generated.files.is_none(),
            has_errors,
            "{}",
            generated.report()
        );
    }
}

cases! {
    check_report, "errors":
    bad_value = "bad-value",
    cycle = "cycle",
    duplicate = "duplicate",
    facet = "facet",
    import_not_found = "import-not-found",
    import_outside = "import-outside",
    invalid_schema = "invalid-schema",
    limit_passed = "limit-passed",
    lossy = "lossy",
    missing_attribute = "missing-attribute",
    name_collision = "name-collision",
    not_well_formed = "not-well-formed",
    not_wsdl = "not-wsdl",
    operation_skipped = "operation-skipped",
    policy_ignored = "policy-ignored",
    port_skipped = "port-skipped",
    settings = "settings",
    unbound_prefix = "unbound-prefix",
    unknown_element = "unknown-element",
    unresolved_name = "unresolved-name",
}
