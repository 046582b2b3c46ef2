//! What the benchmarks that read messages read them with.

use bytes::Bytes;
use soap_runtime::{DecodeOptions, Limits};

/// What such an answer is read with, however long its list is.
pub(crate) fn reading() -> DecodeOptions {
    let mut limits = Limits::response();
    limits.bytes = 64 << 20;
    limits.children = 1_000_000;
    limits.text_bytes = 64 << 20;
    DecodeOptions::default().with_limits(limits)
}

/// The answer as it comes from a transport.
pub(crate) fn response(body: &Bytes) -> http::Response<Bytes> {
    let mut response = http::Response::new(body.clone());
    let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
    response.headers_mut().insert("content-type", content_type);
    response
}

/// Steps over all events of a document, and checks next to nothing; how many there are.
pub(crate) fn scan(document: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(document);
    let mut events = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return events,
            Ok(_) => events += 1,
            Err(error) => panic!("{error}"),
        }
    }
}
