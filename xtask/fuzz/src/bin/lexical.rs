#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../lexical.rs"]
mod lexical;
#[path = "../plain.rs"]
mod plain;
#[path = "../plant.rs"]
mod plant;

libfuzzer_sys::fuzz_target!(init: plant::plant(lexical::seeds()), |data: &[u8]| lexical::run(data));
