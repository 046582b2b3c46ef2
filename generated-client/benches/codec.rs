//! How fast messages are read and written, beside two parsers that do less.
//!
//! In: the answer to a sign-in of the Technician Console, 1.3 kB in the documented form, and the same with 10,000 and
//! 100,000 list entries. Out: a table of times and throughput. `quick_xml_scan` only steps over the
//! events: it checks no well-formedness, resolves no namespace and keeps nothing. `roxmltree_dom` builds a tree.
//!
//! ```text
//! cargo bench -p generated-client --bench codec
//! ```

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use generated_client::technician_console::operations::LoginTechnicianFromStandaloneV72 as Login;
use soap_runtime::{EncodeOptions, NoHeaders, SoapVersion, decode_response, encode_request};

/// List entries in the answer; two are what the documentation shows.
const ENTRIES: [usize; 3] = [2, 10_000, 100_000];

mod messages;
mod reading;

fn main() {
    divan::main();
}

#[divan::bench(args = ENTRIES)]
fn decode(bencher: Bencher<'_, '_>, entries: usize) {
    let body = Bytes::from(messages::answer(entries));
    let options = reading::reading();
    let reply =
        decode_response::<Login>(reading::response(&body), &options).expect("the answer is good");
    let methods = reply.body.two_factor_authentication_methods;
    assert_eq!(methods.map(|methods| methods.len()), Some(entries));
    bencher
        .counter(BytesCount::new(body.len()))
        .with_inputs(|| reading::response(&body))
        .bench_values(|response| decode_response::<Login>(response, &options));
}

#[divan::bench(args = ENTRIES)]
fn quick_xml_scan(bencher: Bencher<'_, '_>, entries: usize) {
    let body = messages::answer(entries);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench(|| reading::scan(black_box(&body)));
}

#[divan::bench(args = ENTRIES)]
fn roxmltree_dom(bencher: Bencher<'_, '_>, entries: usize) {
    let body = messages::answer(entries);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench(|| roxmltree::Document::parse(black_box(&body)));
}

/// A request of 10 MB in one text, and a copy of it.
#[divan::bench(args = ["write", "copy"])]
fn encode_text(bencher: Bencher<'_, '_>, how: &str) {
    let request =
        messages::request().email("0123456789 abcdefghijklmnopqrstuvwxyz, ".repeat(256 << 10));
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/");
    let write = || encode_request::<Login>(black_box(&request), &NoHeaders, &options);
    let written = write().expect("the request is good").into_body();
    let bencher = bencher.counter(BytesCount::new(written.len()));
    match how {
        "write" => bencher.bench(write),
        _ => bencher.bench(|| black_box(&written).to_vec()),
    }
}

#[divan::bench]
fn encode(bencher: Bencher<'_, '_>) {
    let request = messages::request();
    let options = EncodeOptions::new(
        SoapVersion::V11,
        "https://example.com/TechnicianConsole.asmx",
    );
    let write = || encode_request::<Login>(black_box(&request), &NoHeaders, &options);
    let length = write().expect("the request is good").body().len();
    bencher.counter(BytesCount::new(length)).bench(write);
}
