//! What reading an answer of 100 MB takes of memory: beside the answer itself, and beside the values that are made of it; and
//! how often a request asks for memory.
//!
//! ```text
//! cargo bench -p generated-client --no-default-features --features technician-console --bench memory
//! ```
//!
//! Out: two lines. Measured by what the system says of this process, where it is Linux.

mod messages;

use std::alloc::System;
use std::fs;
use std::hint::black_box;

use bytes::Bytes;
use generated_client::technician_console::operations::LoginTechnicianFromStandaloneV72 as Login;
use soap_runtime::{
    DecodeOptions, EncodeOptions, Limits, NoHeaders, SoapVersion, decode_response, encode_request,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Entries in the list of the answer.
const ENTRIES: usize = 800_000;

fn main() {
    let request = messages::request();
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/");
    let encode = || encode_request::<Login>(&request, &NoHeaders, &options);
    // The first one makes what the others share.
    encode().expect("the request is good");
    let region = Region::new(COUNTED);
    black_box(encode()).expect("the request is good");
    println!("a request: {} allocations", region.change().allocations);
    let body = Bytes::from(messages::answer(ENTRIES));
    let n_bytes = body.len();
    let mut limits = Limits::response();
    limits.bytes = 200 << 20;
    limits.children = 1_000_000;
    limits.elements = 2_000_000;
    let options = DecodeOptions::default().with_limits(limits);
    let mut response = http::Response::new(body);
    let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
    response.headers_mut().insert("content-type", content_type);
    // The greatest memory is counted from here on: making the answer took more.
    let is_reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let (Some(before), true) = (kib("VmRSS:"), is_reset) else {
        println!("this system does not say what memory a process takes");
        return;
    };
    let kept = response.body().clone();
    let reply = decode_response::<Login>(response, &options);
    let reply = reply.expect("the answer is good");
    let (after, most) = (kib("VmRSS:"), kib("VmHWM:"));
    let mib = |at: Option<u64>| (at.unwrap_or_default().saturating_sub(before)) as f64 / 1024.0;
    println!(
        "an answer of {:.0} MB: values of {:.0} MiB, at most {:.0} MiB while reading, {:.2} times that",
        n_bytes as f64 / 1e6,
        mib(after),
        mib(most),
        mib(most) / mib(after)
    );
    drop((kept, reply));
}

/// A figure of this process.
fn kib(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}
