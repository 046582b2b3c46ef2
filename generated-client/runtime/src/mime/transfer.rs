//! `Content-Transfer-Encoding`: how the bytes of a part are written; RFC 2045 §6.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::content_id::hex;

/// The encoding of a part.
#[derive(Debug, Default)]
pub(super) enum Transfer {
    #[default]
    Plain,
    /// With the digits that are no octets yet.
    Base64(Vec<u8>),
    /// With all that came of it.
    Quoted(Vec<u8>),
}

impl Transfer {
    /// `None` for one that is not known, or that cannot be read in pieces where it does not come as a whole.
    pub(super) fn of(encoding: &str, is_whole: bool) -> Option<Self> {
        match encoding.trim().to_ascii_lowercase().as_str() {
            "" | "binary" | "8bit" | "7bit" => Some(Self::Plain),
            "base64" => Some(Self::Base64(Vec::new())),
            "quoted-printable" if is_whole => Some(Self::Quoted(Vec::new())),
            _ => None,
        }
    }

    /// The octets of the next piece; `None` if it is not in the encoding.
    pub(super) fn decode(&mut self, piece: Bytes, is_last: bool) -> Option<Bytes> {
        match self {
            Self::Plain => Some(piece),
            Self::Base64(digits) => {
                digits.extend(piece.iter().filter(|byte| !byte.is_ascii_whitespace()));
                let n_whole = match is_last {
                    true => digits.len(),
                    false => digits.len() / 4 * 4,
                };
                let octets = STANDARD.decode(&digits[..n_whole]).ok()?;
                digits.drain(..n_whole);
                Some(octets.into())
            }
            Self::Quoted(text) => {
                text.extend_from_slice(&piece);
                match is_last {
                    true => decode_quoted(text).map(Bytes::from),
                    false => Some(Bytes::new()),
                }
            }
        }
    }
}

/// RFC 2045 §6.7.
fn decode_quoted(raw: &[u8]) -> Option<Vec<u8>> {
    let mut res = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |it| it + 1);
        let (line, tail) = rest.split_at(end);
        rest = tail;
        let text = line.trim_ascii_end();
        // Blanks at the end of a line were added on the way; the line end itself stays as it is.
        let line_end = match line {
            [.., b'\r', b'\n'] => &b"\r\n"[..],
            [.., b'\n'] => &b"\n"[..],
            _ => &b""[..],
        };
        let is_soft = text.ends_with(b"=");
        let mut text = text.strip_suffix(b"=").unwrap_or(text);
        while let Some(at) = memchr::memchr(b'=', text) {
            let [high, low, ..] = text[at + 1..] else {
                return None;
            };
            res.extend_from_slice(&text[..at]);
            res.push(hex(high)? << 4 | hex(low)?);
            text = &text[at + 3..];
        }
        res.extend_from_slice(text);
        if !is_soft {
            res.extend_from_slice(line_end);
        }
    }
    Some(res)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(encoding: &str, raw: &'static str) -> Option<Vec<u8>> {
        let raw = Bytes::from_static(raw.as_bytes());
        Transfer::of(encoding, true)?
            .decode(raw, true)
            .map(Vec::from)
    }

    #[test]
    fn reads_all_encodings() {
        for (encoding, raw, expected) in [
            ("", "a=", "a="),
            ("Binary", "a\r\n", "a\r\n"),
            ("8bit", "é", "é"),
            ("7BIT", "e", "e"),
            ("base64", "SGVs\r\n bG8=\r\n", "Hello"),
            ("quoted-printable", "H=C3=a9 =\r\nl  \r\n=3D", "Hé l\r\n="),
            ("quoted-printable", "a=  \nb\n", "ab\n"),
            ("quoted-printable", "", ""),
        ] {
            assert_eq!(decode(encoding, raw).unwrap(), expected.as_bytes(), "{raw}");
        }
    }

    #[test]
    fn refuses_what_is_not_in_the_encoding() {
        for (encoding, raw) in [
            ("base64", "SGVsbG8"),
            ("base64", "é"),
            ("quoted-printable", "=4"),
            ("quoted-printable", "=zz"),
            ("x-uuencode", "a"),
        ] {
            assert_eq!(decode(encoding, raw), None, "{encoding} {raw}");
        }
    }
}
