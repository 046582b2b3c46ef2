//! Any bytes as a request, answer or fault of generated operations: packages and references among them. What is read can be
//! written, or the writer says why not; what is written is read as the same value.
//!
//! The first line of an input says of which operation, which side, and how tolerantly; the second its content type, where
//! it is not that of the body. So files of crashes can be read.

use std::error::Error;
use std::fmt::Debug;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use soap_runtime::xml::{Deviation, DeviationKind};
use soap_runtime::{
    AnswerOptions, CallError, DecodeOptions, EncodeOptions, Limits, MtomMode, Operation,
    SoapVersion, decode_request, decode_response, encode_fault, encode_request,
    encode_response_with, peek_operation,
};

use crate::compare::package;
use crate::generated;
use crate::plain::{assert_debug, assert_line, assert_plain};

/// One operation.
struct Known {
    name: &'static str,
    request: fn(&Input<'_>),
    response: fn(&Input<'_>),
}

macro_rules! operations {
    ($($module:ident: $($marker:ident)+;)+) => {
        const OPERATIONS: &[Known] = &[$($(Known {
            name: concat!(stringify!($module), "/", stringify!($marker)),
            request: request::<generated::$module::operations::$marker>,
            response: response::<generated::$module::operations::$marker>,
        },)+)+];
    };
}

operations! {
    addressing: Said;
    all: Echo;
    any: Echo;
    any_type: Echo;
    arrays: Echo;
    array_forms: Put;
    attachments: Send Add;
    bare_bodies: Find;
    builtin_numbers_times: Echo;
    builtin_texts: Echo;
    choice: Echo;
    choice_of_sequences: Echo;
    choice_repeated: Echo;
    defaults: Echo;
    document_encoded: Put;
    encoded_headers: Ask;
    enumerations: Echo;
    extension: Echo;
    facets: Echo;
    family: Echo;
    faults: One Two;
    groups: Echo;
    headers: Ping;
    list_facets: Echo;
    lists_unions: Echo;
    mixed: Echo;
    mtom: Put Take;
    nillable: Echo;
    recursion: Echo;
    restriction: Echo;
    rpc_encoded: Put Draw;
    rpc_literal: Find;
    secrets: Echo;
    sequence_repeated: Echo;
    stand_ins: Find;
    substitution: Echo;
}

struct Input<'i> {
    mode: &'i str,
    content_type: HeaderValue,
    body: Bytes,
}

/// Messages to begin with, where there is no sampler: `cargo xtask fuzz` adds samples of all operations.
pub fn seeds() -> Vec<Vec<u8>> {
    const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
    let envelope =
        |body: &str| format!("<s:Envelope xmlns:s='{SOAP}'><s:Body>{body}</s:Body></s:Envelope>");
    let mut seeds = Vec::new();
    for known in OPERATIONS {
        for side in ["request", "response"] {
            let body = envelope("<x:echo xmlns:x='urn:t'><id>1</id></x:echo>");
            seeds.push(format!("{} {side} \n\n{body}", known.name).into_bytes());
        }
    }
    let fault =
        envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault>");
    seeds.push(format!("faults/One response f\n\n{fault}").into_bytes());
    let soap12 = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><s:Fault><s:Code><s:Value>s:Sender\
                  </s:Value></s:Code><s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>";
    seeds.push(format!("faults/Two response f\napplication/soap+xml\n{soap12}").into_bytes());
    let include = "<x:put xmlns:x='urn:t'><d><i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:a%40b'/></d></x:put>";
    let parts = format!(
        "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\n\r\n{}\r\n--b\r\nContent-ID: <a@b>\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n",
        envelope(include)
    );
    for name in [
        "mtom/Put request",
        "mtom/Take response",
        "attachments/Send request",
    ] {
        let head =
            "multipart/related; boundary=b; type=\"application/xop+xml\"; start-info=\"text/xml\"";
        seeds.push(format!("{name} \n{head}\n{parts}").into_bytes());
    }
    seeds
}

/// Reads `data` as the message that it says it is.
pub fn run(data: &[u8]) {
    let mut lines = data.splitn(3, |byte| *byte == b'\n');
    let (Some(first), Some(second), Some(body)) = (lines.next(), lines.next(), lines.next()) else {
        return;
    };
    let first = String::from_utf8_lossy(first);
    let mut words = first.split(' ');
    let (name, side, mode) = (
        words.next().unwrap_or(""),
        words.next().unwrap_or(""),
        words.next().unwrap_or(""),
    );
    let Some(known) = OPERATIONS.iter().find(|known| known.name == name) else {
        return;
    };
    let (content_type, body) = match (HeaderValue::from_bytes(second), std::str::from_utf8(body)) {
        (Ok(value), _) if !second.is_empty() => (value, Bytes::copy_from_slice(body)),
        (_, Ok(text)) => package(text),
        _ => (
            HeaderValue::from_static("text/xml"),
            Bytes::copy_from_slice(body),
        ),
    };
    let input = Input {
        mode,
        content_type,
        body,
    };
    match side {
        "request" => (known.request)(&input),
        _ => (known.response)(&input),
    }
}

impl Input<'_> {
    fn has(&self, letter: char) -> bool {
        self.mode.contains(letter)
    }

    /// Strict, mending, leaving items out, with narrow limits.
    fn options(&self) -> DecodeOptions {
        let mut limits = Limits::response();
        if self.has('l') {
            limits.bytes = 2000;
            limits.elements = 20;
            limits.depth = 8;
            limits.text_bytes = 100;
            limits.parts = 2;
        }
        DecodeOptions::default()
            .with_strict(self.has('s'))
            .with_mending(self.has('m'))
            .with_skipped_items(self.has('i'))
            .with_limits(limits)
    }

    fn version(&self) -> SoapVersion {
        if self.has('2') {
            SoapVersion::V12
        } else {
            SoapVersion::V11
        }
    }

    fn mtom(&self) -> MtomMode {
        if self.has('x') {
            MtomMode::From(0)
        } else {
            MtomMode::Off
        }
    }
}

fn request<O: Operation>(input: &Input<'_>)
where
    O::Request: Debug + PartialEq,
{
    let request = |content_type: &HeaderValue, body: &Bytes| {
        let mut request = http::Request::new(body.clone());
        request
            .headers_mut()
            .insert(CONTENT_TYPE, content_type.clone());
        request
    };
    let first = request(&input.content_type, &input.body);
    if let Err(error) = peek_operation(&first) {
        assert_plain(&error);
    }
    let incoming = match decode_request::<O>(first, &input.options()) {
        Ok(incoming) => incoming,
        Err(error) => return assert_plain(&error),
    };
    deviations(&incoming.deviations);
    let options = EncodeOptions::new(input.version(), "https://fuzz.test/")
        .with_policy_check(false)
        .with_mtom(input.mtom());
    let written = match encode_request::<O>(&incoming.body, &incoming.headers, &options) {
        Ok(written) => written,
        Err(error) => return assert_plain(&error),
    };
    let text = String::from_utf8_lossy(written.body()).into_owned();
    let again = decode_request::<O>(
        request(&written.headers()[CONTENT_TYPE], written.body()),
        &DecodeOptions::default(),
    );
    let again = again.unwrap_or_else(|error| panic!("{error} {:?}: {text}", error.source()));
    if is_whole(&incoming.deviations) {
        equal(&incoming.body, &again.body, &text);
    }
}

fn response<O: Operation>(input: &Input<'_>)
where
    O::Response: Debug + PartialEq,
{
    let response = |content_type: &HeaderValue, body: &Bytes| {
        let mut response = http::Response::new(body.clone());
        if input.has('f') {
            *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
        }
        response
            .headers_mut()
            .insert(CONTENT_TYPE, content_type.clone());
        response
    };
    let reply =
        match decode_response::<O>(response(&input.content_type, &input.body), &input.options()) {
            Ok(reply) => reply,
            Err(CallError::Fault(fault)) => {
                let fault = fault.into_inner();
                assert_debug(&fault);
                match encode_fault(&fault, input.version()) {
                    Ok(written) => {
                        let text = String::from_utf8_lossy(written.body()).into_owned();
                        let again = decode_response::<O>(written, &DecodeOptions::default());
                        assert!(matches!(again, Err(CallError::Fault(_))), "{text}");
                    }
                    Err(error) => assert_plain(&error),
                }
                return;
            }
            Err(error) => return assert_plain(&error),
        };
    deviations(&reply.deviations);
    let mut options = AnswerOptions::new(input.version());
    options = options.with_mtom(input.mtom());
    let written = match encode_response_with::<O>(&reply.body, &reply.headers, &options) {
        Ok(written) => written,
        Err(error) => return assert_plain(&error),
    };
    let text = String::from_utf8_lossy(written.body()).into_owned();
    let again = decode_response::<O>(written, &DecodeOptions::default());
    let again = again.unwrap_or_else(|error| panic!("{error} {:?}: {text}", error.source()));
    if is_whole(&reply.deviations) {
        equal(&reply.body, &again.body, &text);
    }
}

fn deviations(all: &[Deviation]) {
    for it in all {
        assert_line(&it.to_string());
    }
}

/// Whether all was read. An attribute whose value could not be is not there, and what is not there has its default when it
/// is read again.
fn is_whole(deviations: &[Deviation]) -> bool {
    let is_left_out = |it: &Deviation| it.kind == DeviationKind::Unreadable;
    !deviations.iter().any(is_left_out)
}

/// `NaN` is the same, though it is not equal to itself; so is an attachment whose name was made.
fn equal<V: Debug + PartialEq>(one: &V, other: &V, text: &str) {
    if one != other {
        let (one, other) = (format!("{one:?}"), format!("{other:?}"));
        assert!(one == other, "{one}\n{other}\n{text}");
    }
}
