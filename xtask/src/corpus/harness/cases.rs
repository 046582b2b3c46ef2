//! Reads samples with the generated tables, writes them, reads them again, and compares.
//!
//! In: samples as operation, side, name and envelope. Out: for each what was written, or why it did not come back. Used by
//! `corpus --roundtrip` and by the tests of the fixtures.

use std::collections::BTreeMap;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use soap_runtime::xml::{Deviation, DeviationKind};
use soap_runtime::{
    CallError, DecodeOptions, EncodeOptions, Operation, SoapVersion, decode_request,
    decode_response, encode_fault, encode_request, encode_response,
};

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

/// Why a sample did not come back.
pub(crate) enum Failure {
    /// The sample itself is not one that the facets allow.
    Sample,
    /// The rest, in words.
    Wrong(String),
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

fn request<O: Operation>(text: &str, is_known: bool) -> Result<String, Failure>
where
    O::Request: PartialEq,
{
    let read = |text: &str| {
        let (content_type, body) = package(text);
        let mut request = http::Request::new(body);
        let headers = request.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, content_type);
        decode_request::<O>(request, &DecodeOptions::default())
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
    let first = read(text)?;
    check_deviations(&first.deviations, is_known, text)?;
    let written = write(&first.body, &first.headers)?;
    let second = read(&written)?;
    check_deviations(&second.deviations, is_known, &written)?;
    if second.body != first.body {
        return Err(different(text, &written));
    }
    let again = write(&second.body, &second.headers)?;
    check_equal(written, &again)
}

fn response<O: Operation>(text: &str, is_known: bool) -> Result<String, Failure>
where
    O::Response: PartialEq,
{
    let read = |text: &str| {
        decode_response::<O>(answer(text, 200), &DecodeOptions::default())
            .map_err(|it| wrong("is not read", &it, text))
    };
    let write = |body: &O::Response, headers: &O::ResponseHeaders| {
        let response = encode_response::<O>(body, headers, SoapVersion::V11);
        text_of(
            response
                .map_err(|it| wrong("is not written", &it, text))?
                .body(),
        )
    };
    let first = read(text)?;
    check_deviations(&first.deviations, is_known, text)?;
    let written = write(&first.body, &first.headers)?;
    let second = read(&written)?;
    check_deviations(&second.deviations, is_known, &written)?;
    if second.body != first.body {
        return Err(different(text, &written));
    }
    let again = write(&second.body, &second.headers)?;
    check_equal(written, &again)
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
        text_of(
            response
                .map_err(|it| wrong("is not written", &it, text))?
                .body(),
        )
    };
    let written = turn(text)?;
    let again = turn(&written)?;
    check_equal(written, &again)
}

pub(crate) fn answer(text: &str, status: u16) -> http::Response<Bytes> {
    let (content_type, body) = package(text);
    let mut response = http::Response::new(body);
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(http::header::CONTENT_TYPE, content_type);
    response
}

/// The content type and body of a message: an envelope, an envelope with an instruction at its end that names parts to put
/// beside it, or a whole package.
pub(crate) fn package(text: &str) -> (http::HeaderValue, Bytes) {
    let (content_type, body) = match (text.strip_prefix("--"), text.split_once("<?parts ")) {
        (Some(rest), _) => {
            let boundary = rest.lines().next().unwrap_or_default();
            let content_type = format!("multipart/related; boundary=\"{boundary}\"");
            (content_type, text.to_owned())
        }
        (None, Some((envelope, ids))) => {
            let mut body = format!("--sample\r\nContent-Type: text/xml\r\n\r\n{envelope}\r\n");
            for id in ids.trim_end_matches("?>").split(' ') {
                body.push_str("--sample\r\nContent-Type: a/b\r\n");
                body.push_str(&format!("Content-ID: <{id}>\r\n\r\noctets\r\n"));
            }
            let content_type = "multipart/related; boundary=sample".to_owned();
            (content_type, body + "--sample--\r\n")
        }
        (None, None) => ("text/xml; charset=utf-8".to_owned(), text.to_owned()),
    };
    let value = http::HeaderValue::from_str(&content_type);
    let value = value.unwrap_or(http::HeaderValue::from_static("text/xml"));
    (value, Bytes::from(body))
}

/// The envelope of a message, which is the first part where it is a package.
pub(crate) fn envelope_of(text: String) -> String {
    let Some(boundary) = text.strip_prefix("--").and_then(|it| it.lines().next()) else {
        return text;
    };
    let end = format!("\r\n--{boundary}");
    let rest = text.split_once("\r\n\r\n").map_or("", |it| it.1);
    rest.split(&end).next().unwrap_or_default().to_owned()
}

pub(crate) fn text_of(bytes: &Bytes) -> Result<String, Failure> {
    String::from_utf8(bytes.to_vec()).map_err(|it| wrong("is not written as UTF-8", &it, ""))
}

fn different(text: &str, written: &str) -> Failure {
    Failure::Wrong(format!("comes back different: {text} as {written}"))
}

pub(crate) fn check_equal(one: String, other: &str) -> Result<String, Failure> {
    if one == other {
        return Ok(envelope_of(one));
    }
    Err(Failure::Wrong(format!(
        "is written in two ways: {one} and {other}"
    )))
}

/// The samples say what the tables say, so nothing may be unexpected.
pub(crate) fn check_deviations(
    all: &[Deviation],
    is_known: bool,
    text: &str,
) -> Result<(), Failure> {
    let is_expected = |it: &&Deviation| match it.kind {
        DeviationKind::UnknownValue => !is_known,
        DeviationKind::Facet => true,
        _ => false,
    };
    if let Some(it) = all.iter().find(|it| !is_expected(it)) {
        return Err(Failure::Wrong(format!(
            "departs: {:?} {it}: {text}",
            it.kind
        )));
    }
    match all.iter().any(|it| it.kind == DeviationKind::Facet) {
        true => Err(Failure::Sample),
        false => Ok(()),
    }
}

pub(crate) fn wrong(what: &str, error: &dyn Error, text: &str) -> Failure {
    let mut words = format!("{what}: {error}");
    let mut next = error.source();
    while let Some(it) = next {
        words.push_str(&format!(": {it}"));
        next = it.source();
    }
    words.push_str(": ");
    words.push_str(text);
    Failure::Wrong(words)
}
