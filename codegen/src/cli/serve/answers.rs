//! What the stub answers: JSON or XML of a folder with what goes beside it, or a filled-in sample.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use serde_json::Value as Json;
use soap_runtime::{AnswerOptions, Attachment, DecodeOptions, SoapVersion};
use wsdl_codegen::ir;
use wsdl_codegen::live::{AnswerError, Operation, Received};
use wsdl_codegen::sample::{Sampler, Side, packaged};

use super::super::call::message::in_envelope;
use super::super::call::parts::attachment;
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
    let answered = match folder
        .map(|folder| kept(folder, operation))
        .transpose()?
        .flatten()
    {
        Some(answered) => answered,
        None if operation.ir().response.is_none() => Answered::of(Json::Null),
        None => sample(opened, operation)?,
    };
    let (message, parts) = match answered {
        Answered::Message(message, parts) => (message, parts),
        Answered::Fault(fault) => return Ok(fault),
    };
    let mut options = AnswerOptions::new(version);
    for part in parts {
        options = options.with_attachment(part);
    }
    let answer = operation.encode_response(&message.body, &message.headers, &options);
    answer.map_err(|error| error.to_string())
}

/// What the folder has for `operation`, by its name in the WSDL or its method.
fn kept(folder: &Path, operation: Operation<'_>) -> Result<Option<Answered>, String> {
    let names = [&operation.ir().wire, &operation.ir().method_ident];
    let names = names.into_iter().filter(|name| !name.contains(['/', '\\']));
    for name in names {
        let beside = |end: &str| folder.join(format!("{name}.{end}"));
        let mut answered = match (json(&beside("json"))?, text(&beside("xml"))?) {
            (Some(body), _) => Answered::of(body),
            (None, Some(xml)) => {
                let answered = of_xml(operation, &in_envelope(&xml, operation));
                answered.map_err(|error| format!("`{}`: {error}", beside("xml").display()))?
            }
            (None, None) => continue,
        };
        if let Answered::Message(message, parts) = &mut answered {
            if let Some(headers) = json(&beside("headers.json"))? {
                message.headers = headers;
            }
            for path in files(&beside("parts")) {
                parts.push(attachment(&path)?);
            }
        }
        return Ok(Some(answered));
    }
    Ok(None)
}

fn json(path: &Path) -> Result<Option<Json>, String> {
    let Some(text) = text(path)? else {
        return Ok(None);
    };
    let json = serde_json::from_str(&text);
    json.map(Some)
        .map_err(|error| format!("`{}`: {error}", path.display()))
}

/// The text of a file, where there is one.
fn text(path: &Path) -> Result<Option<String>, String> {
    if !path.is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path);
    text.map(Some)
        .map_err(|error| format!("`{}` cannot be read ({error})", path.display()))
}

/// The files of a folder, by name; none where there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
}

/// The body of an answer, and its header blocks by their members.
struct Message {
    body: Json,
    headers: Json,
}

enum Answered {
    /// With the parts beside it that no member holds.
    Message(Message, Vec<Attachment>),
    Fault(Response<Bytes>),
}

impl Answered {
    fn of(body: Json) -> Self {
        let headers = Json::Null;
        Self::Message(Message { body, headers }, Vec::new())
    }

    fn received(received: Received) -> Self {
        let Received {
            body,
            headers,
            attachments,
            ..
        } = received;
        Self::Message(Message { body, headers }, attachments)
    }
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
        Ok(received) => Ok(Answered::received(received)),
        Err(AnswerError::Fault { .. }) => {
            let mut fault = as_it_is;
            *fault.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            Ok(Answered::Fault(fault))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// A filled-in answer. Samples say what tables say; what a schema cannot mean (a pattern that nothing matches) is put up
/// with.
fn sample(opened: &Opened, operation: Operation<'_>) -> Result<Answered, String> {
    let sampler = Sampler::new(opened.contract.api());
    let (client, own) = (operation.client(), operation.ir());
    let text = sampler.filled(client, own, Side::Response, ir::SoapVersion::V11);
    let text = text.ok_or("there is no sample of this answer: its type has no end")?;
    let (content_type, body) = packaged(&text);
    let mut response = Response::new(Bytes::from(body));
    let content_type = http::HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    let received = operation.decode_response(response, &DecodeOptions::default());
    let received = received.map_err(|error| error.to_string())?;
    Ok(Answered::received(received))
}
