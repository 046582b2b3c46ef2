//! What the workspace's captures become: the IR and the public API of each service, as snapshots.
//!
//! A pull request that changes a capture shows here, in a few lines, what callers gain or lose.

use std::path::Path;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::emit::public_api;
use wsdl_codegen::generate::analyse;
use wsdl_codegen::ir::dump;

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../schemas")
        .join(name);
    let generated = analyse(&Capture::open(&folder).expect("the capture is in the repository"));
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
