//! Requests: of JSON, of a file of XML, and as text.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Request, Response};
use serde_json::Value as Json;
use soap_runtime::{DecodeOptions, EncodeOptions, SoapVersion};
use wsdl_codegen::live::{Contract, Operation, Secrets};
use wsdl_codegen::sample::{Sampler, Side, packaged};

use super::super::Console;
use super::super::contract::Opened;

/// Writes `body` with the header blocks `headers`.
pub(super) fn of_json(
    operation: Operation<'_>,
    body: &Json,
    headers: &Json,
    options: &EncodeOptions,
) -> Result<Request<Bytes>, String> {
    let request = operation.encode_request(body, headers, options);
    request.map_err(|error| super::causes(&error))
}

/// A request of `xml`: an envelope as it is, or the element of a body. Where it is none of the operation's requests is
/// said, and it is sent all the same.
pub(super) fn of_xml(
    operation: Operation<'_>,
    xml: &[u8],
    options: &EncodeOptions,
    console: &Console,
) -> Result<Request<Bytes>, String> {
    let text = String::from_utf8(xml.to_vec()).map_err(|_| "the XML is not UTF-8".to_owned())?;
    let envelope = in_envelope(&text, operation);
    let mut request = bare(operation, options)?;
    *request.body_mut() = Bytes::from(envelope);
    match operation.decode_request(clone(&request), &DecodeOptions::default()) {
        Ok(received) => {
            for deviation in received.deviations {
                console.warning(&format!("the request deviates: {deviation}"));
            }
        }
        Err(error) => console.warning(&format!(
            "the request is none of this operation: {}",
            super::causes(&error)
        )),
    }
    Ok(request)
}

/// `text`, which is an envelope or is put into one.
pub(in crate::cli) fn in_envelope(text: &str, operation: Operation<'_>) -> String {
    let root = text.trim_start_matches('\u{feff}').trim_start();
    let root = match root
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
    {
        Some((_, rest)) => rest.trim_start(),
        None => root,
    };
    let name = root
        .trim_start_matches('<')
        .split(|it: char| it.is_whitespace() || matches!(it, '>' | '/'));
    let name = name.into_iter().next().unwrap_or_default();
    if name.rsplit(':').next() == Some("Envelope") {
        return text.to_owned();
    }
    let namespace = operation.version().namespace();
    format!(r#"<S:Envelope xmlns:S="{namespace}"><S:Body>{root}</S:Body></S:Envelope>"#)
}

/// A request of the operation, to be filled: its headers are what counts.
fn bare(operation: Operation<'_>, options: &EncodeOptions) -> Result<Request<Bytes>, String> {
    let action = &operation.ir().soap_action;
    let request = Request::post(&options.endpoint);
    let request = match options.version {
        SoapVersion::V11 => request
            .header(CONTENT_TYPE, "text/xml; charset=utf-8")
            .header("SOAPAction", format!("\"{action}\"")),
        SoapVersion::V12 => {
            let action = action.replace(['"', '\\'], "");
            let media = "application/soap+xml; charset=utf-8";
            request.header(CONTENT_TYPE, format!("{media}; action=\"{action}\""))
        }
    };
    request
        .body(Bytes::new())
        .map_err(|error| error.to_string())
}

fn clone(request: &Request<Bytes>) -> Request<Bytes> {
    let mut res = Request::new(request.body().clone());
    (*res.headers_mut()).clone_from(request.headers());
    *res.uri_mut() = request.uri().clone();
    *res.method_mut() = request.method().clone();
    res
}

/// A filled-in request as JSON. What is made up is no secret.
pub(super) fn sample(opened: &Opened, operation: Operation<'_>) -> Option<Json> {
    let contract = Contract::new(opened.contract.api().clone()).with_secrets(Secrets::Shown);
    let marker = &operation.ir().marker_ident;
    let mut operations = contract.operations();
    let operation = operations.find(|own| own.ir().marker_ident == *marker)?;
    let api = contract.api();
    let sampler = Sampler::new(api);
    let client = operation.client();
    let text = sampler.filled(client, operation.ir(), Side::Request, client.version())?;
    let options = EncodeOptions::new(operation.version(), "http://no.address.invalid/");
    let mut request = bare(operation, &options.with_policy_check(false)).ok()?;
    let (content_type, body) = packaged(&text);
    let content_type = HeaderValue::from_static(content_type);
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    *request.body_mut() = Bytes::from(body);
    let received = operation.decode_request(request, &DecodeOptions::default());
    received.ok().map(|received| received.body)
}

pub(super) fn printed_request(request: &Request<Bytes>, body: &str) -> String {
    let head = format!("{} {}", request.method(), request.uri());
    printed(&head, request.headers(), body)
}

pub(super) fn printed_response(response: &Response<Bytes>, body: &str) -> String {
    printed(
        &format!("HTTP {}", response.status()),
        response.headers(),
        body,
    )
}

fn printed(head: &str, headers: &HeaderMap, body: &str) -> String {
    let mut text = format!("{head}\n");
    for (name, value) in headers {
        let is_secret = [AUTHORIZATION, COOKIE, SET_COOKIE].contains(name);
        let value = match value.to_str() {
            Ok(value) if !is_secret => value,
            Ok(_) | Err(_) => "xxx",
        };
        text.push_str(&format!("{name}: {value}\n"));
    }
    format!("{text}\n{}\n", body.trim_end())
}
