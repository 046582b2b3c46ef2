//! Sends every sample through the generated tables: read, written, read again.
//!
//! `corpus --roundtrip` copies this file into a crate beside a `roots.rs` that names all operations. It prints one line
//! before each sample, one for each that does not come back equal, and one with counts for each root.

mod roots;

use std::collections::BTreeMap;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use soap_runtime::xml::{Deviation, DeviationKind};
use soap_runtime::{
    DecodeOptions, EncodeOptions, Operation, SoapVersion, decode_request, decode_response, encode_request,
    encode_response,
};

/// The samples of one root.
pub struct Cases {
    root: &'static str,
    /// Name and text by operation and side.
    samples: BTreeMap<(String, String), Vec<(String, String)>>,
    good: usize,
    bad: usize,
    unsampled: usize,
}

/// Why a sample did not come back.
enum Failure {
    /// The sample itself is not one that the facets allow.
    Sample,
    /// The rest, in words.
    Wrong(String),
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    // What ended an earlier run is not tried again.
    let mut args = std::env::args().skip(1).filter_map(|it| it.parse().ok());
    roots::run_all(args.next().unwrap_or(0));
}

impl Cases {
    /// Reads the samples of `root` from `path`.
    pub fn open(root: &'static str, path: &str) -> Self {
        let mut samples: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in std::fs::read_to_string(path).unwrap_or_default().lines() {
            let parts: Vec<&str> = line.splitn(4, '\t').collect();
            if let [operation, side, name, text] = parts[..] {
                let key = (operation.to_owned(), side.to_owned());
                samples.entry(key).or_default().push((name.to_owned(), text.to_owned()));
            }
        }
        Self { root, samples, good: 0, bad: 0, unsampled: 0 }
    }

    /// Tries all samples of one operation.
    pub fn operation<O: Operation>(&mut self, marker: &str)
    where
        O::Request: PartialEq,
        O::Response: PartialEq,
    {
        self.side(marker, "request", &request::<O>);
        self.side(marker, "response", &response::<O>);
    }

    fn side(&mut self, marker: &str, side: &str, check: &dyn Fn(&str) -> Result<(), Failure>) {
        let key = (marker.to_owned(), side.to_owned());
        for (name, text) in self.samples.remove(&key).unwrap_or_default() {
            println!("try\t{}\t{marker}\t{side}\t{name}", self.root);
            let result = catch_unwind(AssertUnwindSafe(|| check(&text)));
            let words = match result {
                Ok(Ok(())) => {
                    self.good += 1;
                    continue;
                }
                Ok(Err(Failure::Sample)) => {
                    self.unsampled += 1;
                    continue;
                }
                Ok(Err(Failure::Wrong(words))) => words,
                Err(_) => "it panics".to_owned(),
            };
            self.bad += 1;
            let words = words.replace(['\t', '\n', '\r'], " ");
            println!("bad\t{}\t{marker}\t{side}\t{name}\t{words}", self.root);
        }
    }

    /// Prints the counts.
    pub fn finish(self) {
        println!("root\t{}\t{}\t{}\t{}", self.root, self.good, self.bad, self.unsampled);
    }
}

fn request<O: Operation>(text: &str) -> Result<(), Failure>
where
    O::Request: PartialEq,
{
    let read = |text: &str| {
        let (content_type, body) = package(text);
        let mut request = http::Request::new(body);
        request.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
        decode_request::<O>(request, &DecodeOptions::default()).map_err(|it| wrong("is not read", &it))
    };
    let write = |body: &O::Request, headers: &O::RequestHeaders| {
        let options = EncodeOptions::new(SoapVersion::V11, "https://corpus.test/");
        let request = encode_request::<O>(body, headers, &options).map_err(|it| wrong("is not written", &it))?;
        text_of(request.body())
    };
    let first = read(text)?;
    check_deviations(&first.deviations)?;
    let written = write(&first.body, &first.headers)?;
    let second = read(&written)?;
    check_deviations(&second.deviations)?;
    if second.body != first.body {
        return Err(Failure::Wrong(format!("comes back different: {text} as {written}")));
    }
    let again = write(&second.body, &second.headers)?;
    check_equal(&written, &again)
}

fn response<O: Operation>(text: &str) -> Result<(), Failure>
where
    O::Response: PartialEq,
{
    let read = |text: &str| {
        let (content_type, body) = package(text);
        let mut response = http::Response::new(body);
        response.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
        decode_response::<O>(response, &DecodeOptions::default()).map_err(|it| wrong("is not read", &it))
    };
    let write = |body: &O::Response, headers: &O::ResponseHeaders| {
        let response = encode_response::<O>(body, headers, SoapVersion::V11);
        text_of(response.map_err(|it| wrong("is not written", &it))?.body())
    };
    let first = read(text)?;
    check_deviations(&first.deviations)?;
    let written = write(&first.body, &first.headers)?;
    let second = read(&written)?;
    check_deviations(&second.deviations)?;
    if second.body != first.body {
        return Err(Failure::Wrong(format!("comes back different: {text} as {written}")));
    }
    let again = write(&second.body, &second.headers)?;
    check_equal(&written, &again)
}

/// The content type and body of a message: an envelope, an envelope with an instruction at its end that names parts to put beside it,
/// or a whole package.
fn package(text: &str) -> (http::HeaderValue, Bytes) {
    let (content_type, body) = match (text.strip_prefix("--"), text.split_once("<?parts ")) {
        (Some(rest), _) => {
            let boundary = rest.lines().next().unwrap_or_default();
            (format!("multipart/related; boundary=\"{boundary}\""), text.to_owned())
        }
        (None, Some((envelope, ids))) => {
            let mut body = format!("--sample\r\nContent-Type: text/xml\r\n\r\n{envelope}\r\n");
            for id in ids.trim_end_matches("?>").split(' ') {
                body.push_str(&format!("--sample\r\nContent-Type: a/b\r\nContent-ID: <{id}>\r\n\r\noctets\r\n"));
            }
            ("multipart/related; boundary=sample".to_owned(), body + "--sample--\r\n")
        }
        (None, None) => ("text/xml; charset=utf-8".to_owned(), text.to_owned()),
    };
    let value = http::HeaderValue::from_str(&content_type).unwrap_or(http::HeaderValue::from_static("text/xml"));
    (value, Bytes::from(body))
}

fn text_of(bytes: &Bytes) -> Result<String, Failure> {
    String::from_utf8(bytes.to_vec()).map_err(|it| wrong("is not written as UTF-8", &it))
}

fn check_equal(one: &str, other: &str) -> Result<(), Failure> {
    if one == other {
        return Ok(());
    }
    Err(Failure::Wrong(format!("is written in two ways: {one} and {other}")))
}

/// The samples say what the tables say, so nothing may be unexpected.
fn check_deviations(all: &[Deviation]) -> Result<(), Failure> {
    if let Some(it) = all.iter().find(|it| it.kind != DeviationKind::Facet) {
        return Err(Failure::Wrong(format!("departs: {:?} {it}", it.kind)));
    }
    if all.is_empty() { Ok(()) } else { Err(Failure::Sample) }
}

fn wrong(what: &str, error: &dyn Error) -> Failure {
    let mut words = format!("{what}: {error}");
    let mut next = error.source();
    while let Some(it) = next {
        words.push_str(&format!(": {it}"));
        next = it.source();
    }
    Failure::Wrong(words)
}
