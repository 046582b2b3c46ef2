//! Reading a package: its bytes into the root part and the others; RFC 2046 §5.1, RFC 2387.
//!
//! Nothing is copied but what a transfer encoding hides. A package that does not end with its closing boundary is an
//! error, wherever it was cut. Multipart parts are kept as they are: nothing nests here.

use std::ops::Range;

use bytes::Bytes;
use memchr::memmem;

use super::head::{HeadError, Header, read_head};
use super::{Attachment, MediaType, content_id, transfer};
use crate::xml::{DecodeError, DecodeErrorKind, Limits};

/// RFC 2046 §5.1.1 allows 70; some senders take more.
pub(super) const MAX_BOUNDARY: usize = 200;

/// The parts of a message.
#[derive(Debug)]
pub(crate) struct Package {
    /// The media type of the document, or of the document that the XOP document stands for.
    pub(crate) media: MediaType,
    /// The bytes of the document.
    pub(crate) root: Bytes,
    /// The other parts, in order.
    pub(crate) attachments: Vec<Attachment>,
    /// Whether the document is XOP; XOP 1.0 §4.1.
    pub(crate) is_xop: bool,
    /// What the package says of itself, and what it is instead.
    pub(crate) deviation: Option<(String, String)>,
}

/// Takes a message of a `multipart` type apart.
///
/// # Errors
/// It is cut, names no boundary or no root part, passes a limit, or two parts have one `Content-ID`.
pub(crate) fn read_package(
    media: &MediaType,
    bytes: &Bytes,
    limits: &Limits,
) -> Result<Package, DecodeError> {
    if bytes.len() > limits.bytes {
        let expected = format!("at most {} bytes (`Limits::bytes`)", limits.bytes);
        return Err(limit(limits.bytes, &expected));
    }
    let boundary = media.boundary.as_deref().unwrap_or_default();
    if boundary.is_empty() {
        return Err(broken(0, "a boundary in the content type", "none"));
    }
    if boundary.len() > MAX_BOUNDARY {
        let expected = format!("a boundary of at most {MAX_BOUNDARY} bytes");
        return Err(limit(0, &expected));
    }
    let mut attachments = Vec::new();
    for part in split(bytes, boundary, limits)? {
        attachments.push(read_part(bytes, part, limits)?);
    }
    check_identities(&attachments)?;
    let start = media.start.as_deref().map(content_id::of_header);
    let named = start.map(|start| attachments.iter().position(|it| it.content_id == start));
    // RFC 2387 §3.2: without `start` the root is the first part, and so it mostly is where that names none.
    let deviation = (named == Some(None)).then(|| {
        let start = start.unwrap_or_default();
        let expected = format!("a part `{start}`, which the content type says is the root");
        (expected, String::from("the first part"))
    });
    let index = named.flatten().unwrap_or(0);
    if index >= attachments.len() {
        return Err(missing("a part", "none"));
    }
    let root = attachments.remove(index);
    let outer = MediaType::parse(&root.content_type);
    let is_xop = outer.essence == "application/xop+xml"
        || media.kind.as_deref() == Some("application/xop+xml") && outer.may_be_xml();
    // XOP 1.0 §4.1: the type parameter is the media type of the document that is packed.
    let mut inner = match &outer.kind {
        Some(kind) if outer.essence == "application/xop+xml" => MediaType::parse(kind),
        Some(_) | None => outer.clone(),
    };
    inner.charset = outer.charset;
    // The action may stand at any of the three; SOAP 1.2 part 2 §7.1.4, XOP 1.0 §4.1.
    inner.action = (inner.action)
        .or(outer.action)
        .or_else(|| media.action.clone())
        .or_else(|| MediaType::parse(media.start_info.as_deref().unwrap_or_default()).action);
    Ok(Package {
        media: inner,
        root: root.bytes,
        attachments,
        is_xop,
        deviation,
    })
}

/// Where the parts are, headers included.
fn split(bytes: &[u8], boundary: &str, limits: &Limits) -> Result<Vec<Range<usize>>, DecodeError> {
    let delimiter = format!("--{boundary}");
    let mut res = Vec::new();
    let mut start = None;
    for at in memmem::find_iter(bytes, &delimiter) {
        if at > 0 && bytes[at - 1] != b'\n' {
            continue;
        }
        let rest = &bytes[at + delimiter.len()..];
        let is_last = rest.starts_with(b"--");
        let Some(line_len) = (match is_last {
            true => Some(0),
            false => line_end(rest),
        }) else {
            // A longer line that begins alike, such as the boundary of a nested package.
            continue;
        };
        if let Some(start) = start {
            res.push(start..before_line_end(bytes, at).max(start));
            if res.len() > limits.parts {
                let expected = format!("at most {} parts (`Limits::parts`)", limits.parts);
                return Err(limit(at, &expected));
            }
        }
        if is_last {
            return Ok(res);
        }
        start = Some(at + delimiter.len() + line_len);
    }
    let expected = match start {
        Some(_) => "the boundary that ends the message",
        None => "the boundary that begins a part",
    };
    Err(DecodeError::new(
        DecodeErrorKind::UnexpectedEnd,
        "",
        bytes.len(),
        expected,
        "the end",
    ))
}

/// How many bytes there are to the end of a line that is blank; `None` if it is not, or has no end.
pub(super) fn line_end(rest: &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|it| matches!(it, b' ' | b'\t'));
    let n_blanks = blanks.count();
    match &rest[n_blanks..] {
        [b'\r', b'\n', ..] => Some(n_blanks + 2),
        [b'\n', ..] => Some(n_blanks + 1),
        _ => None,
    }
}

/// The line end in front of a boundary belongs to it; RFC 2046 §5.1.1.
fn before_line_end(bytes: &[u8], at: usize) -> usize {
    match &bytes[..at] {
        [.., b'\r', b'\n'] => at - 2,
        [.., b'\n'] => at - 1,
        _ => at,
    }
}

fn read_part(
    bytes: &Bytes,
    part: Range<usize>,
    limits: &Limits,
) -> Result<Attachment, DecodeError> {
    let position = part.start;
    let raw = bytes.slice(part);
    let head = read_head(&raw, limits.part_header_bytes);
    let head = head.map_err(|error| head_error(error, position, limits.part_header_bytes));
    let (headers, content) = head?;
    let (mut res, encoding) = attachment_of(headers);
    let decoded = transfer::decode_transfer(&encoding, raw.slice(content..));
    res.bytes = decoded.ok_or_else(|| {
        DecodeError::new(
            DecodeErrorKind::Encoding,
            "",
            position,
            "a part in binary, 8bit, 7bit, base64 or quoted-printable",
            format_args!("one in `{encoding}` that cannot be read"),
        )
    })?;
    Ok(res)
}

/// The part with these headers, without its content, and the transfer encoding that they say.
pub(super) fn attachment_of(headers: Vec<Header>) -> (Attachment, String) {
    let mut res = Attachment::default();
    let mut encoding = String::new();
    for (name, value) in headers {
        if name.eq_ignore_ascii_case("content-id") {
            res.content_id = content_id::of_header(&value).to_owned();
        } else if name.eq_ignore_ascii_case("content-type") {
            res.content_type = value;
        } else if name.eq_ignore_ascii_case("content-transfer-encoding") {
            encoding = value;
        } else {
            res.headers.push((name, value));
        }
    }
    (res, encoding)
}

/// Why the part at `position` has no headers, of which it may have `max` bytes.
pub(super) fn head_error(error: HeadError, position: usize, max: usize) -> DecodeError {
    match error {
        HeadError::TooLong => {
            let expected = format!("at most {max} bytes of headers (`Limits::part_header_bytes`)");
            limit(position, &expected)
        }
        HeadError::Endless => broken(position, "a blank line after the headers", "none"),
        HeadError::NoHeader => broken(position, "headers of a part", "a line that is none"),
    }
}

/// RFC 2045 §7: identifiers are unique; which of two is meant cannot be told.
fn check_identities(attachments: &[Attachment]) -> Result<(), DecodeError> {
    let mut ids: Vec<&str> = attachments.iter().map(|it| &*it.content_id).collect();
    ids.retain(|it| !it.is_empty());
    ids.sort_unstable();
    match ids.windows(2).find(|it| it[0] == it[1]) {
        Some(twice) => Err(DecodeError::new(
            DecodeErrorKind::Repeated,
            "",
            0,
            "one part of each Content-ID",
            format_args!("two with <{}>", twice[0]),
        )),
        None => Ok(()),
    }
}

pub(super) fn broken(position: usize, expected: &str, found: &str) -> DecodeError {
    DecodeError::new(
        DecodeErrorKind::NotWellFormed,
        "",
        position,
        expected,
        found,
    )
}

fn missing(expected: &str, found: &str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Missing, "", 0, expected, found)
}

pub(super) fn limit(position: usize, expected: &str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Limit, "", position, expected, "more")
}
