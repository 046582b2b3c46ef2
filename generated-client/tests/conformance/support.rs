//! Bodies read and written through SOAP, as a client and a server do.

use std::error::Error;
use std::fmt::Debug;
use std::iter::successors;

use soap_runtime::{
    DecodeOptions, EncodeOptions, Incoming, IncomingError, Operation, RequestError, SoapVersion,
    decode_request, encode_request,
};

use crate::infoset;

/// An envelope with `headers` and `body` in it.
pub(crate) fn envelope(headers: &str, body: &str) -> String {
    let headers = match headers {
        "" => String::new(),
        it => format!("<s:Header>{it}</s:Header>"),
    };
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">{headers}<s:Body>{body}</s:Body></s:Envelope>"#
    )
}

/// Reads `body` as the request of `O`.
pub(crate) fn read<O: Operation>(body: &str) -> Result<Incoming<O>, IncomingError> {
    read_envelope(envelope("", body))
}

/// Reads the envelope `text` as the request of `O`.
pub(crate) fn read_envelope<O: Operation>(text: String) -> Result<Incoming<O>, IncomingError> {
    let request = http::Request::new(text.into());
    decode_request(request, &DecodeOptions::default())
}

/// Writes `body` as the request of `O`: the whole envelope.
pub(crate) fn write<O>(body: &O::Request) -> Result<String, RequestError>
where
    O: Operation<RequestHeaders: Default>,
{
    write_with::<O>(body, &O::RequestHeaders::default())
}

/// Writes `body` and `headers` as the request of `O`: the whole envelope.
pub(crate) fn write_with<O: Operation>(
    body: &O::Request,
    headers: &O::RequestHeaders,
) -> Result<String, RequestError> {
    let options = EncodeOptions::new(SoapVersion::V11, "https://fixture.example/");
    let request = encode_request::<O>(body, headers, &options)?;
    Ok(String::from_utf8(request.into_body().into()).unwrap())
}

/// What is read from `body`; it has no deviation and is written as the same infoset.
#[track_caller]
pub(crate) fn round_trip<O>(body: &str) -> O::Request
where
    O: Operation<Request: PartialEq, RequestHeaders: Default>,
{
    let incoming = read::<O>(body).unwrap_or_else(|error| panic!("{error}\n{body}"));
    let deviations: Vec<String> = incoming
        .deviations
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(deviations, [""; 0], "{body}");
    let written = write::<O>(&incoming.body).unwrap_or_else(|error| panic!("{error:?}\n{body}"));
    infoset::assert_same(&written, &envelope("", body));
    let again = read_envelope::<O>(written).unwrap();
    assert!(again.body == incoming.body, "read, written and read again");
    incoming.body
}

/// How what is read from `body` deviates, one line each.
#[track_caller]
pub(crate) fn deviations<O: Operation>(body: &str) -> Vec<String> {
    let incoming = read::<O>(body).unwrap_or_else(|error| panic!("{error}\n{body}"));
    incoming
        .deviations
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// What is read from `body`, and how many deviations it has.
#[track_caller]
pub(crate) fn read_counting<O: Operation>(body: &str) -> (O::Request, usize) {
    let incoming = read::<O>(body).unwrap_or_else(|error| panic!("{error}\n{body}"));
    (incoming.body, incoming.deviations.len())
}

/// Why `body` cannot be read.
#[track_caller]
pub(crate) fn refusal<O>(body: &str) -> String
where
    O: Operation<Request: Debug>,
{
    match read::<O>(body) {
        Ok(it) => panic!("{:?} was read from {body}", it.body),
        Err(error) => chain(&error),
    }
}

/// Why `body` cannot be written.
#[track_caller]
pub(crate) fn unwritable<O>(body: &O::Request) -> String
where
    O: Operation<RequestHeaders: Default>,
{
    match write::<O>(body) {
        Ok(it) => panic!("{body:?} was written as {it}"),
        Err(error) => chain(&error),
    }
}

/// The messages of `error` and of its sources.
fn chain(error: &dyn Error) -> String {
    let sources = successors(Some(error), |&it| it.source());
    let messages: Vec<String> = sources.map(ToString::to_string).collect();
    messages.join(": ")
}
