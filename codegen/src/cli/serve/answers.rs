//! What the stub answers: JSON or XML of a folder, or a filled-in sample.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use serde_json::Value as Json;
use soap_runtime::{AnswerOptions, DecodeOptions, SoapVersion};
use wsdl_codegen::ir;
use wsdl_codegen::live::{AnswerError, Operation};
use wsdl_codegen::sample::{Sampler, Side};

use super::super::call::message::in_envelope;
use super::super::contract::Opened;

/// The answer of `operation` in the version of its request.
///
/// # Errors
/// There is none that the contract allows; why, in words.
pub(super) fn answer(
    opened: &Opened,
    folder: Option<&Path>,
    operation: Operation<'_>,
    version: SoapVersion,
) -> Result<Response<Bytes>, String> {
    let file = folder.and_then(|folder| file(folder, operation));
    let body = match file {
        Some(path) => {
            let text = std::fs::read_to_string(&path);
            let text =
                text.map_err(|error| format!("`{}` cannot be read ({error})", path.display()))?;
            let about = |message: String| format!("`{}`: {message}", path.display());
            if path.extension().is_some_and(|it| it == "json") {
                serde_json::from_str(&text).map_err(|error| about(error.to_string()))?
            } else {
                match of_xml(operation, &in_envelope(&text, operation)).map_err(about)? {
                    Answered::Body(body) => body,
                    Answered::Fault(fault) => return Ok(fault),
                }
            }
        }
        None if operation.ir().response.is_none() => Json::Null,
        None => sample(opened, operation)?,
    };
    let options = AnswerOptions::new(version);
    let answer = operation.encode_response(&body, &Json::Null, &options);
    answer.map_err(|error| error.to_string())
}

/// The file with the answer of `operation`, by its name in the WSDL or its method.
fn file(folder: &Path, operation: Operation<'_>) -> Option<PathBuf> {
    let names = [&operation.ir().wire, &operation.ir().method_ident];
    let mut paths = names.into_iter().flat_map(|name| {
        let is_plain = !name.contains(['/', '\\']);
        ["json", "xml"].map(|end| is_plain.then(|| folder.join(format!("{name}.{end}"))))
    });
    paths.find_map(|path| path.filter(|path| path.is_file()))
}

enum Answered {
    Body(Json),
    Fault(Response<Bytes>),
}

fn of_xml(operation: Operation<'_>, envelope: &str) -> Result<Answered, String> {
    let mut response = Response::new(Bytes::copy_from_slice(envelope.as_bytes()));
    let media = match envelope.contains(SoapVersion::V12.namespace()) {
        true => SoapVersion::V12.media_type(),
        false => SoapVersion::V11.media_type(),
    };
    let media = http::HeaderValue::from_str(&format!("{media}; charset=utf-8"));
    response
        .headers_mut()
        .extend(media.map(|media| (CONTENT_TYPE, media)));
    let as_it_is = response.clone();
    match operation.decode_response(response, &DecodeOptions::default().with_strict(true)) {
        Ok(received) => Ok(Answered::Body(received.body)),
        Err(AnswerError::Fault { .. }) => {
            let mut fault = as_it_is;
            *fault.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            Ok(Answered::Fault(fault))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// A filled-in answer.
fn sample(opened: &Opened, operation: Operation<'_>) -> Result<Json, String> {
    let sampler = Sampler::new(opened.contract.api());
    let (client, own) = (operation.client(), operation.ir());
    let text = sampler.filled(client, own, Side::Response, ir::SoapVersion::V11);
    let text = text.ok_or("there is no sample of this answer: its type has no end")?;
    match of_sample(operation, &text)? {
        Answered::Body(body) => Ok(body),
        Answered::Fault(_) => Err("the sample is a fault".to_owned()),
    }
}

/// Samples say what tables say; what a schema cannot mean (a pattern that nothing matches) is put up with.
fn of_sample(operation: Operation<'_>, envelope: &str) -> Result<Answered, String> {
    let mut response = Response::new(Bytes::copy_from_slice(envelope.as_bytes()));
    let media = http::HeaderValue::from_static("text/xml; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, media);
    let received = operation.decode_response(response, &DecodeOptions::default());
    let received = received.map_err(|error| error.to_string())?;
    Ok(Answered::Body(received.body))
}
