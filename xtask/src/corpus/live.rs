//! Samples through tables that are made at run time, by way of JSON.
//!
//! In: a contract, and a sample. Out: what is written of it, or why it did not come back: the same as of compiled tables
//! (`harness/cases.rs`).

use serde_json::Value as Json;
use soap_runtime::{AnswerOptions, DecodeOptions, EncodeOptions, SoapVersion};
use wsdl_codegen::live::{AnswerError, Contract, Operation, Received};
use wsdl_codegen::sample::{Sample, Side, UNKNOWN};

use super::compare::{Failure, answer, check_deviations, check_equal, package, text_of, wrong};

/// Whether a message holds a number for which JSON has no form: serde writes null.
pub(crate) fn is_beyond_json(text: &str) -> bool {
    text.contains("INF") || text.contains("NaN")
}

/// The body of a request or an answer, as JSON.
#[allow(dead_code, reason = "the tests of fixtures ask")]
pub(crate) fn body(contract: &Contract, sample: &Sample) -> Result<Json, Failure> {
    let operation = operation(contract, sample)?;
    let read = match sample.side {
        Side::Request => read_request(&operation, &sample.text)?,
        Side::Response | Side::Fault => read_response(&operation, &sample.text)?,
    };
    Ok(read.body)
}

fn operation<'c>(contract: &'c Contract, sample: &Sample) -> Result<Operation<'c>, Failure> {
    let mut operations = contract.operations();
    let operation = operations.find(|operation| operation.ir().marker_ident == sample.marker);
    operation.ok_or_else(|| {
        let words = format!("there is no operation `{}`", sample.marker);
        Failure::Wrong(words)
    })
}

/// Reads, writes, and does both again.
pub(crate) fn turn(contract: &Contract, sample: &Sample) -> Result<String, Failure> {
    let operation = operation(contract, sample)?;
    let is_known = sample.name != UNKNOWN;
    let once = |text: &str| match sample.side {
        Side::Request => request(&operation, text, is_known),
        Side::Response => response(&operation, text, is_known),
        Side::Fault => fault(&operation, text),
    };
    let written = once(&sample.text)?;
    let again = once(&written)?;
    check_equal(written, &again)
}

fn read_request(operation: &Operation<'_>, text: &str) -> Result<Received, Failure> {
    let (content_type, body) = package(text);
    let mut request = http::Request::new(body);
    let headers = request.headers_mut();
    headers.insert(http::header::CONTENT_TYPE, content_type);
    let read = operation.decode_request(request, &DecodeOptions::default());
    read.map_err(|error| wrong("is not read", &error, text))
}

fn read_response(operation: &Operation<'_>, text: &str) -> Result<Received, Failure> {
    let read = operation.decode_response(answer(text, 200), &DecodeOptions::default());
    read.map_err(|error| wrong("is not read", &error, text))
}

fn request(operation: &Operation<'_>, text: &str, is_known: bool) -> Result<String, Failure> {
    let read = read_request(operation, text)?;
    check_deviations(&read.deviations, is_known, text)?;
    let options = EncodeOptions::new(SoapVersion::V11, "https://sample.test/");
    let written = operation
        .encode_request(&read.body, &read.headers, &options)
        .map_err(|error| wrong("is not written", &error, text))?;
    text_of(written.body())
}

fn response(operation: &Operation<'_>, text: &str, is_known: bool) -> Result<String, Failure> {
    let read = read_response(operation, text)?;
    check_deviations(&read.deviations, is_known, text)?;
    let options = AnswerOptions::new(SoapVersion::V11);
    let written = operation
        .encode_response(&read.body, &read.headers, &options)
        .map_err(|error| wrong("is not written", &error, text))?;
    text_of(written.body())
}

fn fault(operation: &Operation<'_>, text: &str) -> Result<String, Failure> {
    let read = operation.decode_response(answer(text, 500), &DecodeOptions::default());
    let (fault, detail, headers) = match read {
        Err(AnswerError::Fault {
            fault,
            detail,
            headers,
        }) => (fault, detail, headers),
        Err(error) => return Err(wrong("is not read as a fault", &error, text)),
        Ok(_) => return Err(Failure::Wrong(format!("is read as an answer: {text}"))),
    };
    if detail == Json::Null || !fault.raw_headers.is_empty() {
        return Err(Failure::Wrong(format!("is not typed: {text}")));
    }
    let written = operation
        .encode_fault(&fault, &detail, &headers, SoapVersion::V11)
        .map_err(|error| wrong("is not written", &error, text))?;
    text_of(written.body())
}
