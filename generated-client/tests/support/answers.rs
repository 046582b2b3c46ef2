//! Literal HTTP answers: heads and envelopes as real hosts write them.
//!
//! In: a status line, headers, a body. Out: bytes. Nothing here escapes, counts or checks anything but the length.

use super::server::{Answer, Then};

pub(crate) const TEXT_XML: &str = "Content-Type: text/xml; charset=utf-8\r\n";
pub(crate) const SOAP_XML: &str = "Content-Type: application/soap+xml; charset=utf-8\r\n";
pub(crate) const TEXT_HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

/// An answer with these header lines (each with its line end), a `Content-Length` and this body.
pub(crate) fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

/// The same with a length that covers the whole body, of which only the first `sent` bytes come.
pub(crate) fn cut(status: &str, headers: &str, body: &str, sent: usize) -> Answer {
    let mut bytes = http(status, headers, body);
    bytes.truncate(bytes.len() - body.len() + sent);
    let then = Then::Close;
    Answer { bytes, then }
}

/// An answer as captured: LF after the head's lines, and a head that speaks of its own connection.
pub(crate) fn captured(capture: &[u8]) -> Vec<u8> {
    let (head, body) = split_capture(capture);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default();
    let mut bytes = format!("{status}\r\n");
    for line in lines {
        let name = line.split(':').next().unwrap_or_default();
        // The length is set anew, so that a capture may be edited.
        if !name.eq_ignore_ascii_case("content-length") {
            bytes += line;
            bytes += "\r\n";
        }
    }
    bytes += &format!("Content-Length: {}\r\n\r\n", body.len());
    [bytes.as_bytes(), body].concat()
}

/// The head and the body of a captured message.
pub(crate) fn split_capture(capture: &[u8]) -> (String, &[u8]) {
    let crlf = capture.windows(4).position(|it| it == b"\r\n\r\n");
    let lf = capture.windows(2).position(|it| it == b"\n\n");
    let (end, blank) = match (crlf, lf) {
        (Some(crlf), lf) if lf.is_none_or(|lf| crlf < lf) => (crlf, 4),
        (_, Some(lf)) => (lf, 2),
        (_, None) => panic!("a capture has a blank line after its head"),
    };
    let head = String::from_utf8_lossy(&capture[..end]).into_owned();
    (head, &capture[end + blank..])
}

/// A SOAP 1.1 envelope around `content`, as ASMX writes it: on one line.
pub(crate) fn envelope11(content: &str) -> String {
    envelope("http://schemas.xmlsoap.org/soap/envelope/", "", content)
}

/// A SOAP 1.2 envelope around `content`, as ASMX writes it: prefix `soap`, not `soap12`.
pub(crate) fn envelope12(content: &str) -> String {
    envelope("http://www.w3.org/2003/05/soap-envelope", "", content)
}

/// An envelope with header blocks.
pub(crate) fn envelope(namespace: &str, headers: &str, content: &str) -> String {
    let headers = match headers {
        "" => String::new(),
        headers => format!("<soap:Header>{headers}</soap:Header>"),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"{namespace}\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\
         {headers}<soap:Body>{content}</soap:Body></soap:Envelope>"
    )
}

/// HTTP 200 with a SOAP 1.1 envelope around `content`.
pub(crate) fn ok11(content: &str) -> Vec<u8> {
    http("200 OK", TEXT_XML, envelope11(content))
}

/// HTTP 200 with a SOAP 1.2 envelope around `content`.
pub(crate) fn ok12(content: &str) -> Vec<u8> {
    http("200 OK", SOAP_XML, envelope12(content))
}
