//! The encodings that runtime's own step does not know: those of the WHATWG standard, which documents still come in.
//!
//! In: bytes, and the charset they came with. Out: text, or nothing where the runtime's answer stands.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The most bytes of a document that its XML declaration is looked for in.
const HEAD: usize = 1024;

/// What became of a document in such an encoding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Decoded {
    /// Its characters.
    Text(String),
    /// The bytes are not in the encoding of that name.
    Malformed(&'static str),
}

/// Decodes `bytes` by the `charset` they came with, else by their XML declaration; XML 1.0 appendix F.
///
/// `None` where neither names such an encoding.
pub(super) fn decode_legacy(bytes: &[u8], charset: Option<&str>) -> Option<Decoded> {
    let label = match charset.map(|it| it.trim_matches([' ', '\t', '"', '\''])) {
        Some(charset) if !charset.is_empty() => charset,
        Some(_) | None => declared(bytes)?,
    };
    // What these are is for the runtime to say, and `replacement` stands for encodings that nobody should read.
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())
        .filter(|it| ![UTF_8, UTF_16LE, UTF_16BE].contains(it))?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    Some(match text {
        Some(text) => Decoded::Text(text.into_owned()),
        None => Decoded::Malformed(encoding.name()),
    })
}

fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..head.len().min(HEAD)];
    let end = head.windows(2).position(|it| it == b"?>")?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let (_, rest) = head.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    rest[1..].split_once(quote).map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_encodings_are_read() {
        for (label, bytes, text) in [
            ("windows-1251", &b"\xC8\xEC\xFF"[..], "Имя"),
            ("ISO-8859-2", b"\xBE\xE1dost", "žádost"),
            ("iso-8859-15", b"\xA4", "€"),
            ("GB2312", b"\xB2\xE9\xD1\xAF", "查询"),
            ("Shift_JIS", b"\x8C\x9F\x8D\xF5", "検索"),
        ] {
            let head = format!("<?xml version='1.0' encoding='{label}'?><!--");
            let document = [head.as_bytes(), bytes, b"--><a/>"].concat();
            let expected = format!("{head}{text}--><a/>");
            let decoded = decode_legacy(&document, None);
            assert_eq!(decoded, Some(Decoded::Text(expected)), "{label}");
            let decoded = decode_legacy(bytes, Some(&format!("\"{label}\"")));
            assert_eq!(decoded, Some(Decoded::Text(text.to_owned())), "{label}");
        }
    }

    #[test]
    fn others_are_left_alone() {
        assert_eq!(decode_legacy(b"<a/>", None), None);
        let utf16 = b"<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>";
        assert_eq!(decode_legacy(utf16, None), None);
        assert_eq!(decode_legacy(b"<a/>", Some("ebcdic-cp-us")), None);
        let cut = decode_legacy(b"<a>\xB2", Some("gb2312"));
        assert_eq!(cut, Some(Decoded::Malformed("GBK")));
    }
}
