//! What the workspace's captures become: the IR and the public API of each service, as snapshots.
//!
//! A pull request that changes a capture shows here, in a few lines, what callers gain or lose.

use std::path::Path;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::emit::{EmitOptions, public_api};
use wsdl_codegen::generate::{analyse, generate};
use wsdl_codegen::ir::dump;

fn capture(name: &str) -> Capture {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../schemas")
        .join(name);
    Capture::open(&folder).expect("the capture is in the repository")
}

fn check(name: &str) {
    let generated = analyse(&capture(name));
    assert_eq!(
        generated.report(),
        "",
        "the capture generates without a diagnostic"
    );
    let api = generated.api.expect("there was no error");
    insta::with_settings!({ prepend_module_to_snapshot => true, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}@ir"), dump(&api));
        insta::assert_snapshot!(format!("{name}@api"), public_api(&api));
    });
}

#[test]
fn technician_console() {
    check("technician-console");
}

#[test]
fn rescue_api() {
    check("rescue-api");
}

#[test]
fn superoffice() {
    check("superoffice");
}

/// Generated code is data: at most 6 bytes for each byte of its source, and 4 lines of tables for each field.
#[test]
fn generated_code_stays_within_its_budgets() {
    for name in ["technician-console", "rescue-api", "superoffice"] {
        let generated = generate(&capture(name), &EmitOptions::default());
        let stats = generated.stats().expect("the capture generates");
        assert!(
            stats.is_within_bytes(generated.source_bytes()),
            "{name}: {stats:?}"
        );
        assert!(stats.is_within_codec_lines(), "{name}: {stats:?}");
    }
}
