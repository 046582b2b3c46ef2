#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../plain.rs"]
mod plain;
#[path = "../plant.rs"]
mod plant;
#[path = "../secured.rs"]
mod secured;

libfuzzer_sys::fuzz_target!(init: plant::plant(secured::seeds()), |data: &[u8]| secured::run(data));
