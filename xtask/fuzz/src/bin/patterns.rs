#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../patterns.rs"]
mod patterns;
#[path = "../plant.rs"]
mod plant;

libfuzzer_sys::fuzz_target!(init: plant::plant(patterns::seeds()), |data: &[u8]| patterns::run(data));
