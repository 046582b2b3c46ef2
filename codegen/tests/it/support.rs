//! One check for all cases: a fixture in, snapshots of the stages asked for out.

use std::path::{Path, PathBuf};

use wsdl_codegen::capture::Capture;
use wsdl_codegen::emit::public_api;
use wsdl_codegen::generate::{Generated, generate};
use wsdl_codegen::ir::{SoapVersion, dump};
use wsdl_codegen::sample::{Sampler, Side};

/// Which text of a run is a snapshot.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stage {
    /// The IR.
    Ir,
    /// What callers can use.
    Api,
    /// What was reported.
    Diagnostics,
    /// A filled-in request of the first operation.
    Sample,
}

/// The folder of the fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// All of what the fixture at `path` becomes: a file without `.wsdl`, or a folder with settings.
pub(crate) fn run(path: &str) -> Generated {
    let capture = Capture::open(&file(path)).expect("the fixture is in the repository");
    generate(&capture)
}

/// The file or folder of the fixture at `path`.
fn file(path: &str) -> PathBuf {
    let folder = fixtures().join(path);
    if folder.is_dir() {
        folder
    } else {
        folder.with_extension("wsdl")
    }
}

/// Compares one stage of what the fixture at `path` became with its snapshot, which names the fixture.
#[track_caller]
pub(crate) fn check(stage: Stage, path: &str, generated: &Generated) {
    let (name, text) = match stage {
        Stage::Ir => {
            let api = generated.api.as_ref().expect("there was no error");
            ("ir", dump(api))
        }
        Stage::Api => {
            let api = generated.api.as_ref().expect("there was no error");
            ("api", public_api(api))
        }
        Stage::Diagnostics => ("diagnostics", generated.report()),
        Stage::Sample => ("sample", sample(generated).expect("it has an end")),
    };
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_suffix(name);
    settings.set_omit_expression(true);
    settings.set_input_file(file(path));
    let case = path.rsplit('/').next().unwrap_or(path);
    settings.bind(|| insta::assert_snapshot!(case, text));
}

fn sample(generated: &Generated) -> Option<String> {
    let api = generated.api.as_ref()?;
    let client = api.clients.first()?;
    let operation = client.operations.first()?;
    let sampler = Sampler::new(api);
    sampler.filled(client, operation, Side::Request, SoapVersion::V11)
}

/// The names of the fixtures in `folder`: files, and folders with settings.
pub(crate) fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(fixtures().join(folder)).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|it| it.expect("it can be read").path())
        .filter(|it| it.is_dir() || it.extension().is_some_and(|it| it == "wsdl"))
        .filter_map(|it| Some(it.file_stem()?.to_str()?.to_owned()))
        .filter(|it| it != "echo")
        .collect();
    names.sort();
    names
}

/// One test for each case, and one that no fixture lacks a test.
macro_rules! cases {
    ($check:path, $folder:literal: $($test:ident = $case:literal,)+) => {
        $(#[test]
        fn $test() {
            $check($case);
        })+

        #[test]
        fn every_fixture_has_a_test() {
            assert_eq!([$($case),+], *$crate::support::names($folder));
        }
    };
}

pub(crate) use cases;
