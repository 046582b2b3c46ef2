#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../plain.rs"]
mod plain;
#[path = "../plant.rs"]
mod plant;
#[path = "../reader.rs"]
mod reader;

libfuzzer_sys::fuzz_target!(init: plant::plant(reader::seeds()), |data: &[u8]| reader::run(data));
