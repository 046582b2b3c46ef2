#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../http_answers.rs"]
mod http_answers;
#[path = "../plain.rs"]
mod plain;
#[path = "../plant.rs"]
mod plant;

libfuzzer_sys::fuzz_target!(init: plant::plant(http_answers::seeds()), |data: &[u8]| http_answers::run(data));
