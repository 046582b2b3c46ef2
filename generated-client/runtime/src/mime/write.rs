//! Writing a package: a document and its parts into the bytes of a `multipart/related` message.

use std::fmt::Write as _;

use bytes::Bytes;
use memchr::memmem;

use super::Attachment;
use super::outgoing::ROOT_ID;

/// A document that parts go with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope<'e> {
    pub(crate) text: &'e str,
    /// The media type, with the action where it has one.
    pub(crate) media: &'e str,
    /// Whether octets of the document are parts.
    pub(crate) is_xop: bool,
}

/// The content type of the package, without the action, and its bytes.
pub(crate) fn write_package(envelope: Envelope<'_>, parts: &[Attachment]) -> (String, Bytes) {
    let boundary = boundary_of(envelope.text, parts);
    let essence = envelope.media.split(';').next().unwrap_or_default();
    let media = quoted(envelope.media);
    let (content_type, root_type) = match envelope.is_xop {
        // XOP 1.0 §4.1; the note on MTOM and SOAP 1.1 says the same of `text/xml`.
        true => (
            format!(
                "multipart/related; type=\"application/xop+xml\"; start=\"<{ROOT_ID}>\"; start-info={media}; boundary=\"{boundary}\""
            ),
            format!("application/xop+xml; charset=UTF-8; type={media}"),
        ),
        // SOAP with Attachments §3.
        false => (
            format!(
                "multipart/related; type=\"{essence}\"; start=\"<{ROOT_ID}>\"; boundary=\"{boundary}\""
            ),
            format!(
                "{essence}; charset=utf-8{}",
                &envelope.media[essence.len()..]
            ),
        ),
    };
    let n_bytes: usize = parts.iter().map(|it| it.bytes.len() + 256).sum();
    let mut out = Vec::with_capacity(envelope.text.len() + n_bytes + 512);
    write_part(&mut out, &boundary, &root_type, ROOT_ID, &[]);
    out.extend_from_slice(envelope.text.as_bytes());
    for part in parts {
        let content_type = match part.content_type.as_str() {
            "" => "application/octet-stream",
            it => it,
        };
        out.extend_from_slice(b"\r\n");
        write_part(
            &mut out,
            &boundary,
            content_type,
            &part.content_id,
            &part.headers,
        );
        out.extend_from_slice(&part.bytes);
    }
    out.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (content_type, Bytes::from(out))
}

fn write_part(
    out: &mut Vec<u8>,
    boundary: &str,
    content_type: &str,
    content_id: &str,
    headers: &[(String, String)],
) {
    let mut head = format!(
        "--{boundary}\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{content_id}>\r\n"
    );
    for (name, value) in headers {
        // Writing to a string does not fail.
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    out.extend_from_slice(head.as_bytes());
}

/// A boundary that occurs nowhere in the message, and is the same each time: made from the content.
fn boundary_of(text: &str, parts: &[Attachment]) -> String {
    let mut hash = Fnv::default();
    hash.add(text.as_bytes());
    for part in parts {
        hash.add(part.content_id.as_bytes());
        hash.add(&part.bytes);
    }
    loop {
        let boundary = format!("soap-runtime-{:016x}", hash.0);
        let is_in = |it: &[u8]| memmem::find(it, boundary.as_bytes()).is_some();
        let in_headers =
            |it: &Attachment| (it.headers.iter()).any(|(_, value)| value.contains(&boundary));
        let is_taken = is_in(text.as_bytes())
            || parts.iter().any(|it| {
                is_in(&it.bytes)
                    || it.content_id.contains(&boundary)
                    || it.content_type.contains(&boundary)
                    || in_headers(it)
            });
        if !is_taken {
            return boundary;
        }
        hash.add(b"again");
    }
}

/// `text` as a quoted string; RFC 2045 §5.1.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The hash of Fowler, Noll and Vo: it need not be strong, only the same everywhere.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
