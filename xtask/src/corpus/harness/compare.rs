//! Messages in HTTP, and whether what came back is what was sent: what is the same for all kinds of tables.

use std::error::Error;

use bytes::Bytes;
use soap_runtime::xml::{Deviation, DeviationKind};

/// Why a sample did not come back.
pub(crate) enum Failure {
    /// The sample itself is not one that the facets allow.
    Sample,
    /// The rest, in words.
    Wrong(String),
}

/// What was written of a sample, on one line.
pub(crate) fn line(marker: &str, side: &str, name: &str, envelope: &str) -> String {
    let envelope = envelope.replace('\\', "\\\\");
    let envelope = envelope.replace('\n', "\\n").replace('\r', "\\r");
    format!("{marker}\t{side}\t{name}\t{envelope}\n")
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
