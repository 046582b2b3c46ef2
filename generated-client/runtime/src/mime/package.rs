//! Reading a package: its bytes into the root part and the others; RFC 2046 §5.1, RFC 2387.
//!
//! A package that does not end with its closing boundary is an error, wherever it was cut. Multipart parts are kept as
//! they are: nothing nests here.

use bytes::Bytes;

use super::incoming::{Event, Incoming, limit};
use super::{Attachment, MediaType, content_id};
use crate::xml::{DecodeError, DecodeErrorKind, Limits};

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
    let mut package = Incoming::of_whole(media.boundary.as_deref(), limits)?;
    package.push(bytes.clone());
    let mut attachments: Vec<Attachment> = Vec::new();
    loop {
        match package.next()? {
            Event::Part(head) => attachments.push(head),
            Event::Content(content) => {
                if let Some(part) = attachments.last_mut() {
                    part.bytes = content;
                }
            }
            Event::End => break,
            Event::More => return Err(package.cut()),
        }
    }
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
        let kind = DecodeErrorKind::Missing;
        return Err(DecodeError::new(kind, "", 0, "a part", "none"));
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
