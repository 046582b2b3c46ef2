//! Reads samples with the generated tables, writes them, reads them again, and compares.
//!
//! In: samples as operation, side, name and envelope. Out: for each what was written, or why it did not come back. Used by
//! `corpus --roundtrip` and by the tests of the fixtures.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use soap_runtime::xml::Deviation;
use soap_runtime::{
    CallError, DecodeOptions, EncodeOptions, Operation, SoapVersion, decode_request,
    decode_response, encode_fault, encode_request, encode_response,
};

use super::compare::{Failure, answer, check_deviations, check_equal, package, text_of, wrong};

/// The name of samples that hold what the schema does not list.
const UNKNOWN: &str = "unknown";

/// The samples of one root, and how they did.
pub(crate) struct Cases {
    /// Name and text by operation and side.
    samples: BTreeMap<(String, String), Vec<(String, String)>>,
    /// How each did.
    pub(crate) results: Vec<Case>,
    /// Called before each sample, with operation, side and name.
    pub(crate) before: Option<Tell>,
}

/// Hears of a sample.
pub(crate) type Tell = Box<dyn Fn(&str, &str, &str)>;

/// How one sample did.
pub(crate) struct Case {
    /// The operation's marker.
    pub(crate) marker: String,
    /// `request`, `response` or `fault`.
    pub(crate) side: String,
    /// The name of the sample.
    pub(crate) name: String,
    /// What was written.
    pub(crate) result: Result<String, Failure>,
}

impl Cases {
    /// Takes samples: operation, side, name, envelope.
    pub(crate) fn new(all: impl IntoIterator<Item = [String; 4]>) -> Self {
        let mut samples: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for [marker, side, name, text] in all {
            samples
                .entry((marker, side))
                .or_default()
                .push((name, text));
        }
        Self {
            samples,
            results: Vec::new(),
            before: None,
        }
    }

    /// Tries all samples of one operation.
    pub(crate) fn operation<O: Operation>(&mut self, marker: &str)
    where
        O::Request: PartialEq,
        O::Response: PartialEq,
    {
        self.side(marker, "request", &request::<O>);
        self.side(marker, "response", &response::<O>);
        self.side(marker, "fault", &fault::<O>);
    }

    /// The operations whose samples were not tried.
    #[allow(dead_code, reason = "only one of the users asks")]
    pub(crate) fn left(&self) -> Vec<&str> {
        self.samples.keys().map(|it| it.0.as_str()).collect()
    }

    fn side(
        &mut self,
        marker: &str,
        side: &str,
        check: &dyn Fn(&str, bool) -> Result<String, Failure>,
    ) {
        let key = (marker.to_owned(), side.to_owned());
        for (name, text) in self.samples.remove(&key).unwrap_or_default() {
            if let Some(tell) = &self.before {
                tell(marker, side, &name);
            }
            let is_known = name != UNKNOWN;
            let result = catch_unwind(AssertUnwindSafe(|| check(&text, is_known)));
            let result = result.unwrap_or_else(|_| Err(Failure::Wrong("it panics".to_owned())));
            let (marker, side) = (marker.to_owned(), side.to_owned());
            self.results.push(Case {
                marker,
                side,
                name,
                result,
            });
        }
    }
}

/// What was read of a message: body, header blocks, deviations.
type Read<B, H> = Result<(B, H, Vec<Deviation>), Failure>;

/// Reads, writes, and does both again.
fn turn<B: PartialEq, H>(
    (text, is_known): (&str, bool),
    read: impl Fn(&str) -> Read<B, H>,
    write: impl Fn(&B, &H) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let once = |text: &str| {
        let (body, headers, deviations) = read(text)?;
        check_deviations(&deviations, is_known, text)?;
        let written = write(&body, &headers)?;
        Ok((body, written))
    };
    let (first, written) = once(text)?;
    let (second, again) = once(&written)?;
    if second != first {
        let words = format!("comes back different: {text} as {written}");
        return Err(Failure::Wrong(words));
    }
    check_equal(written, &again)
}

fn request<O: Operation>(text: &str, is_known: bool) -> Result<String, Failure>
where
    O::Request: PartialEq,
{
    let read = |text: &str| {
        let (content_type, body) = package(text);
        let mut request = http::Request::new(body);
        let headers = request.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, content_type);
        let read = decode_request::<O>(request, &DecodeOptions::default());
        read.map(|it| (it.body, it.headers, it.deviations))
            .map_err(|it| wrong("is not read", &it, text))
    };
    let write = |body: &O::Request, headers: &O::RequestHeaders| {
        // Samples are of the schemas; what policies protect besides is no concern of theirs.
        let options =
            EncodeOptions::new(SoapVersion::V11, "https://sample.test/").with_policy_check(false);
        let request = encode_request::<O>(body, headers, &options)
            .map_err(|it| wrong("is not written", &it, text))?;
        text_of(request.body())
    };
    turn((text, is_known), read, write)
}

fn response<O: Operation>(text: &str, is_known: bool) -> Result<String, Failure>
where
    O::Response: PartialEq,
{
    let read = |text: &str| {
        let read = decode_response::<O>(answer(text, 200), &DecodeOptions::default());
        read.map(|it| (it.body, it.headers, it.deviations))
            .map_err(|it| wrong("is not read", &it, text))
    };
    let write = |body: &O::Response, headers: &O::ResponseHeaders| {
        let response = encode_response::<O>(body, headers, SoapVersion::V11);
        let response = response.map_err(|it| wrong("is not written", &it, text))?;
        text_of(response.body())
    };
    turn((text, is_known), read, write)
}

/// Details are compared as they are written: that of an operation without faults has no equality.
fn fault<O: Operation>(text: &str, _is_known: bool) -> Result<String, Failure> {
    let turn = |text: &str| -> Result<String, Failure> {
        let error = match decode_response::<O>(answer(text, 500), &DecodeOptions::default()) {
            Ok(_) => return Err(Failure::Wrong(format!("is read as an answer: {text}"))),
            Err(error) => error,
        };
        let CallError::Fault(fault) = error else {
            return Err(wrong("is not read as a fault", &error, text));
        };
        // What was kept as it came shows nothing.
        let mut fault = fault.into_inner();
        fault.raw_detail.clear();
        if fault.detail.is_none() {
            return Err(Failure::Wrong(format!("has no typed detail: {text}")));
        }
        if !fault.raw_headers.is_empty() {
            return Err(Failure::Wrong(format!("has an untyped header: {text}")));
        }
        let response = encode_fault(&fault, SoapVersion::V11);
        let response = response.map_err(|it| wrong("is not written", &it, text))?;
        text_of(response.body())
    };
    let written = turn(text)?;
    let again = turn(&written)?;
    check_equal(written, &again)
}
