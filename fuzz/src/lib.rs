//! Fuzz targets: each a function that takes any bytes and panics where a promise is broken, and the inputs to begin with.
//!
//! `cargo xtask fuzz` builds each with libFuzzer. Tests of the workspace include the same files and run them over the same
//! inputs, mutated a fixed number of times, and over `crashes/`, which holds what once was wrong.

pub mod documents;
pub mod http_answers;
pub mod lexical;
pub mod messages;
pub mod mutate;
pub mod patterns;
pub mod plain;
pub mod reader;
pub mod secured;
pub mod settings;

#[path = "../../xtask/src/corpus/harness/compare.rs"]
#[allow(dead_code)]
mod compare;
#[path = "../../generated-client/tests/conformance/generated/mod.rs"]
#[allow(dead_code, unused_imports, missing_docs)]
#[rustfmt::skip]
pub mod generated;
#[path = "../../codegen/tests/hostile/support.rs"]
#[allow(dead_code)]
mod support;

/// Writes `seeds` into the folder that `FUZZ_SEEDS` names, for libFuzzer to begin with.
pub fn plant(seeds: Vec<Vec<u8>>) {
    let Some(folder) = std::env::var_os("FUZZ_SEEDS") else {
        return;
    };
    for (index, seed) in seeds.iter().enumerate() {
        let path = std::path::Path::new(&folder).join(format!("{index:04}"));
        std::fs::write(path, seed).expect("the folder of seeds can be written");
    }
}
