//! What the workspace's captures become: the IR and the public API of each service, as snapshots.
//!
//! A pull request that changes a capture shows here, in a few lines, what callers gain or lose.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use wsdl_codegen::capture::Capture;
use wsdl_codegen::emit::public_api;
use wsdl_codegen::generate::{analyse, generate};
use wsdl_codegen::ir::dump;

/// The captures of the workspace by the names of their folders.
fn captures() -> BTreeMap<String, Capture> {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let folders = std::fs::read_dir(schemas).expect("the captures are in the repository");
    let folders = folders.map(|it| it.expect("the captures are in the repository").path());
    let open = |folder: PathBuf| {
        let name = folder.file_name()?.to_str()?.to_owned();
        Some((name, Capture::open(&folder).expect("the capture opens")))
    };
    folders.filter(|it| it.is_dir()).filter_map(open).collect()
}

#[test]
fn snapshots_show_what_callers_get() {
    for (name, capture) in captures() {
        let generated = analyse(&capture);
        let report = generated.report();
        let api = generated
            .api
            .unwrap_or_else(|| panic!("{name} has errors: {report}"));
        insta::with_settings!({ prepend_module_to_snapshot => true, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}@ir"), dump(&api));
            insta::assert_snapshot!(format!("{name}@api"), public_api(&api));
            // What a capture loses is there to be seen, and to be agreed to.
            if !report.is_empty() {
                insta::assert_snapshot!(format!("{name}@diagnostics"), report);
            }
        });
    }
}

#[test]
fn snapshots_are_those_of_captures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let captures = captures();
    for entry in std::fs::read_dir(folder).expect("the snapshots are in the repository") {
        let name = entry
            .expect("the snapshots are in the repository")
            .file_name();
        let name = name.to_string_lossy();
        let Some(name) = name.strip_prefix("captures__") else {
            continue;
        };
        let capture = name.split('@').next().unwrap_or_default();
        assert!(
            captures.contains_key(capture),
            "no capture has `{name}`; delete it"
        );
    }
}

/// Generated code is data: at most 6 bytes for each byte of its source, and 4 lines of tables for each field.
#[test]
fn generated_code_stays_within_its_budgets() {
    for (name, capture) in captures() {
        let generated = generate(&capture);
        let stats = generated.stats().expect("the capture generates");
        assert!(
            stats.is_within_bytes(generated.source_bytes()),
            "{name}: {stats:?}"
        );
        assert!(stats.is_within_codec_lines(), "{name}: {stats:?}");
    }
}
