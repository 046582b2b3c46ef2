//! `Content-Encoding`: answers are unpacked within the limit, requests are packed where that is asked for; RFC 9110 §8.4.

#[cfg(any(feature = "gzip", feature = "brotli"))]
use std::io::Read;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

#[cfg(feature = "gzip")]
use crate::transport::Body;
use crate::transport::TransportError;
#[cfg(any(feature = "gzip", feature = "brotli"))]
use crate::transport::TransportErrorKind;

/// How an answer is read, which decides in which codings it may come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Accepted {
    /// As a whole: in all that are known.
    Whole,
    /// In pieces.
    Pieces,
}

impl Accepted {
    /// As `Accept-Encoding` says it; `None` for nothing.
    pub(super) const fn header(self) -> Option<&'static str> {
        match (cfg!(feature = "gzip"), cfg!(feature = "brotli"), self) {
            (true, true, Self::Whole) => Some("gzip, deflate, br"),
            (true, _, _) => Some("gzip, deflate"),
            (false, true, Self::Whole) => Some("br"),
            (false, _, _) => None,
        }
    }
}

/// Unpacks the body of an answer; what is packed in a way that is not known stays as it is, with the header that says so.
///
/// # Errors
/// The body is damaged, or more than `max` bytes unpacked.
pub(super) fn unpack(
    response: &mut http::Response<Bytes>,
    max: usize,
) -> Result<(), TransportError> {
    while let Some((rest, coding)) = last_coding(response.headers()) {
        let Some(bytes) = decode(&coding, response.body(), max)? else {
            return Ok(());
        };
        *response.body_mut() = bytes;
        let headers = response.headers_mut();
        headers.remove(CONTENT_LENGTH);
        headers.remove(CONTENT_ENCODING);
        if let Some(rest) = rest.and_then(|rest| rest.parse().ok()) {
            headers.insert(CONTENT_ENCODING, rest);
        }
    }
    Ok(())
}

/// The coding that was applied last, in lower case, and those before it.
pub(super) fn last_coding(headers: &http::HeaderMap) -> Option<(Option<String>, String)> {
    let values: Vec<&str> = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let list = values.join(",");
    let mut codings: Vec<&str> = list.split(',').map(str::trim).collect();
    codings.retain(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"));
    let last = codings.pop()?.to_ascii_lowercase();
    let rest = (!codings.is_empty()).then(|| codings.join(", "));
    Some((rest, last))
}

fn decode(coding: &str, body: &[u8], max: usize) -> Result<Option<Bytes>, TransportError> {
    match coding {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => read("gzip", flate2::read::MultiGzDecoder::new(body), max),
        // RFC 9110 §8.4.1.2: some send what the name says, and not what the RFC says it is.
        #[cfg(feature = "gzip")]
        "deflate" if is_zlib(body) => read(coding, flate2::read::ZlibDecoder::new(body), max),
        #[cfg(feature = "gzip")]
        "deflate" => read(coding, flate2::read::DeflateDecoder::new(body), max),
        #[cfg(feature = "brotli")]
        "br" => read(
            coding,
            brotli_decompressor::Decompressor::new(body, 4096),
            max,
        ),
        _ => {
            let _ = (body, max);
            Ok(None)
        }
    }
}

#[cfg(any(feature = "gzip", feature = "brotli"))]
fn read(coding: &str, decoder: impl Read, max: usize) -> Result<Option<Bytes>, TransportError> {
    let mut res = Vec::new();
    let most = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    decoder.take(most).read_to_end(&mut res).map_err(|error| {
        TransportError::new(TransportErrorKind::Io).with_message(format!(
            "the body of Content-Encoding {coding} is damaged: {error}"
        ))
    })?;
    match res.len() <= max {
        true => Ok(Some(res.into())),
        false => Err(TransportError::too_large(max)),
    }
}

/// Whether there is the head of RFC 1950.
#[cfg(feature = "gzip")]
pub(super) fn is_zlib(body: &[u8]) -> bool {
    let [method, flags, ..] = body else {
        return false;
    };
    method & 0x0F == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
}

/// Packs the body of a request, if it is there as a whole.
#[cfg(feature = "gzip")]
pub(super) fn pack(request: &mut http::Request<Body>) {
    use std::io::Write;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Memory takes all that is written.
    if let Some(bytes) = request.body().as_bytes()
        && encoder.write_all(bytes).is_ok()
        && let Ok(packed) = encoder.finish()
    {
        *request.body_mut() = Bytes::from(packed).into();
        let headers = request.headers_mut();
        headers.remove(CONTENT_LENGTH);
        headers.insert(CONTENT_ENCODING, http::HeaderValue::from_static("gzip"));
    }
}

#[cfg(all(test, feature = "gzip"))]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_method_and_a_sum() {
        assert!(is_zlib(&[0x78, 0x9C]));
        for other in [&[0x78, 0x9D][..], &[0x78], &[], &[1, 23, 0, 0xE8, 0xFF]] {
            assert!(!is_zlib(other), "{other:?}");
        }
    }

    #[test]
    fn a_body_may_be_as_long_as_the_limit() {
        let unpacked = |max| read("x", &b"12345"[..], max);
        let body = unpacked(5).expect("it is within the limit");
        assert_eq!(body.as_deref(), Some(&b"12345"[..]));
        unpacked(4).expect_err("it is beyond the limit");
    }
}
