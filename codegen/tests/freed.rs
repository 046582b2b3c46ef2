//! Memory of contracts that were read at run time goes with them.
//!
//! The allocator counts, so that nothing depends on what the system gives back.

use std::alloc::System;
use std::path::Path;

use bytes::Bytes;
use soap_runtime::DecodeOptions;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use wsdl_codegen::live::Contract;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Allocations, and bytes of them, that are not given back.
fn held() -> (usize, usize) {
    let stats = ALLOCATOR.stats();
    (
        stats.allocations - stats.deallocations,
        stats.bytes_allocated - stats.bytes_deallocated,
    )
}

/// Reads a contract, and a message with a value whose pattern is translated.
fn turn(path: &Path) {
    let contract = Contract::open(path).expect("the fixture can be read");
    let operation = contract.operations().next().expect("it has one");
    let text = r#"<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><value xmlns="urn:t"/></S:Body></S:Envelope>"#;
    let response = http::Response::new(Bytes::from_static(text.as_bytes()));
    let _ = operation.decode_response(response, &DecodeOptions::default());
}

#[test]
fn a_thousand_contracts_leave_nothing_behind() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/types/facets.wsdl");
    // What is made once for the process.
    for _ in 0..3 {
        turn(&path);
    }
    let before = held();
    for _ in 0..1_000 {
        turn(&path);
    }
    let after = held();
    // The thread that started the test may do its own work meanwhile; one allocation of each contract would be a thousand.
    assert!(after.0 < before.0 + 100, "{before:?} {after:?}");
    assert!(after.1 < before.1 + 16_000, "{before:?} {after:?}");
}
