#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../documents.rs"]
mod documents;
#[path = "../mutate.rs"]
mod mutate;
#[path = "../plant.rs"]
mod plant;
#[path = "../../../../codegen/tests/hostile/support.rs"]
mod support;

libfuzzer_sys::fuzz_target!(init: plant::plant(documents::seeds()), |data: &[u8]| documents::run(data));
