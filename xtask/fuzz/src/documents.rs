//! Documents of a grammar, or any text, where it begins with `<`. Each is generated from, and what comes out is Rust; samples
//! of its messages are held to its schemas, as they are and spoilt.

#[path = "grammar.rs"]
mod grammar;

use wsdl_codegen::ir::Api;
use wsdl_codegen::live::{Contract, Problem};
use wsdl_codegen::sample::{Amount, Sampler};
use wsdl_codegen::settings::Settings;
use wsdl_codegen::symbols::Model;

use self::grammar::document;
use super::mutate::{Numbers, mutate};
use crate::support::run as run_all;

/// Inputs to begin with: choices, and the fixtures as text.
pub fn seeds() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = folder
        .ancestors()
        .find(|it| it.join("schemas/README.md").exists())
        .expect("inside the repository");
    let fixtures = root.join("codegen/tests/fixtures");
    let mut seeds: Vec<Vec<u8>> = (1..40_u8)
        .map(|n| {
            (0..200)
                .map(|it: u8| it.wrapping_mul(it).wrapping_mul(n) ^ (it >> 3))
                .collect()
        })
        .collect();
    for folder in ["types", "services", "errors"] {
        for entry in std::fs::read_dir(fixtures.join(folder)).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.extension().is_some_and(|it| it == "wsdl") {
                seeds.push(std::fs::read(path).expect("the file can be read"));
            }
        }
    }
    seeds.retain(|seed| seed.len() < 8 << 10);
    seeds.sort();
    seeds
}

/// Generates from the document that `data` stands for.
pub fn run(data: &[u8]) {
    let made;
    let bytes = match data.first() {
        Some(b'<') => data,
        _ => {
            made = document(data);
            made.as_bytes()
        }
    };
    let run = run_all(&[("a.wsdl", bytes)], &Settings::default());
    for (name, file) in run.files.iter().flatten() {
        syn::parse_file(file).unwrap_or_else(|error| panic!("{name}: {error}\n{file}"));
    }
    if let Some((model, api)) = run.lowered {
        check_samples(&model, api, data);
    }
}

/// Whatever a document is, the validator says of it what people can read.
fn check_samples(model: &Model, api: Api, data: &[u8]) {
    let contract = Contract::new(api);
    let amount = Amount {
        covering: 3,
        random: 0,
    };
    let (samples, _) = Sampler::new(contract.api()).samples(amount);
    let others = [data.to_vec()];
    let mut numbers = Numbers::new(data.iter().map(|&byte| u64::from(byte)).sum());
    for sample in samples.iter().take(6) {
        let mut bytes = sample.text.clone().into_bytes();
        for _ in 0..3 {
            for problem in contract.check_with(Some(model), &bytes) {
                assert_plain(&problem);
            }
            mutate(&mut bytes, &mut numbers, &others);
        }
    }
}

fn assert_plain(problem: &Problem) {
    assert!(problem.line > 0 && problem.column > 0, "{problem:?}");
    let text = problem.to_string();
    assert!(!text.chars().any(char::is_control), "{text:?}");
}
