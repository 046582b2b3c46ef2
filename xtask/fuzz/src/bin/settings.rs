#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../plant.rs"]
mod plant;
#[path = "../settings.rs"]
mod settings;
#[path = "../../../../codegen/tests/hostile/support.rs"]
mod support;

libfuzzer_sys::fuzz_target!(init: plant::plant(settings::seeds()), |data: &[u8]| settings::run(data));
