#![no_main]
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../../../src/corpus/harness/compare.rs"]
mod compare;
#[path = "../../../../generated-client/tests/conformance/generated/mod.rs"]
#[rustfmt::skip]
mod generated;
#[path = "../messages.rs"]
mod messages;
#[path = "../plain.rs"]
mod plain;
#[path = "../plant.rs"]
mod plant;

libfuzzer_sys::fuzz_target!(init: plant::plant(messages::seeds()), |data: &[u8]| messages::run(data));
