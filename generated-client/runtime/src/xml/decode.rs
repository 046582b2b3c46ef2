//! [`decode`]: the bytes of a document to its characters.
//!
//! In: bytes and the charset parameter of the transport. Out: text without a byte order mark. The order of
//! trust is byte order mark, charset parameter, XML declaration; XML 1.0 §4.3.3 and appendix F, RFC 7303 §3.

use std::borrow::Cow;

use super::error::{DecodeError, DecodeErrorKind};
use super::limits::Limits;

/// An encoding that can be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Ascii,
    Latin1,
    Windows1252,
}

/// The characters of `bytes`, borrowed where they are UTF-8 already.
///
/// # Errors
/// The encoding is none of UTF-8, UTF-16, US-ASCII, ISO-8859-1 and windows-1252, the bytes are not in it, or
/// there are more of them than `limits` allows.
pub fn decode<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
    limits: &Limits,
) -> Result<Cow<'a, str>, DecodeError> {
    check_size(bytes.len(), limits)?;
    let (encoding, skipped) = detect(bytes, charset)?;
    let bytes = &bytes[skipped..];
    let text = match encoding {
        Encoding::Utf8 => Cow::Borrowed(decode_utf8(bytes, skipped)?),
        Encoding::Utf16Le => Cow::Owned(decode_utf16(bytes, skipped, u16::from_le_bytes)?),
        Encoding::Utf16Be => Cow::Owned(decode_utf16(bytes, skipped, u16::from_be_bytes)?),
        Encoding::Ascii => Cow::Borrowed(decode_ascii(bytes, skipped)?),
        Encoding::Latin1 => decode_single_byte(bytes, char::from),
        Encoding::Windows1252 => decode_single_byte(bytes, windows_1252),
    };
    check_size(text.len(), limits)?;
    Ok(text)
}

fn detect(bytes: &[u8], charset: Option<&str>) -> Result<(Encoding, usize), DecodeError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => return Ok((Encoding::Utf8, 3)),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Err(unknown("UTF-32")),
        [0xFF, 0xFE, ..] => return Ok((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => return Ok((Encoding::Utf16Be, 2)),
        _ => {}
    }
    let guess = match bytes {
        [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => return Err(unknown("UTF-32")),
        [b'<', 0, ..] => Some(Encoding::Utf16Le),
        [0, b'<', ..] => Some(Encoding::Utf16Be),
        [0x4C, 0x6F, 0xA7, 0x94, ..] => return Err(unknown("EBCDIC")),
        _ => None,
    };
    let charset = charset.map(|it| it.trim_matches([' ', '\t', '"', '\'']));
    if let Some(charset) = charset.filter(|it| !it.is_empty()) {
        return Ok((named(charset, guess)?, 0));
    }
    if let Some(guess) = guess {
        return Ok((guess, 0));
    }
    match declared(bytes) {
        Some(name) => match named(name, None)? {
            // The declaration was just read as single bytes, so it is wrong about sixteen bits.
            Encoding::Utf16Le | Encoding::Utf16Be => Err(DecodeError::new(
                DecodeErrorKind::Encoding,
                "",
                0,
                "a document in the encoding it declares",
                format_args!("one that declares {name} in single bytes"),
            )),
            encoding => Ok((encoding, 0)),
        },
        None => Ok((Encoding::Utf8, 0)),
    }
}

fn named(name: &str, guess: Option<Encoding>) -> Result<Encoding, DecodeError> {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "utf-8" | "utf8" => Ok(Encoding::Utf8),
        // RFC 2781 §4.3: without a byte order mark UTF-16 is big endian, if it does not look otherwise.
        "utf-16" | "utf16" => Ok(guess.unwrap_or(Encoding::Utf16Be)),
        "utf-16le" => Ok(Encoding::Utf16Le),
        "utf-16be" => Ok(Encoding::Utf16Be),
        "us-ascii" | "ascii" => Ok(Encoding::Ascii),
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" => Ok(Encoding::Latin1),
        "windows-1252" | "cp1252" => Ok(Encoding::Windows1252),
        _ => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> DecodeError {
    let expected = "UTF-8, UTF-16, US-ASCII, ISO-8859-1 or windows-1252";
    let found = format_args!("the encoding `{name}`");
    DecodeError::new(DecodeErrorKind::Encoding, "", 0, expected, found)
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let head = &head[..memchr::memmem::find(head, b"?>")?];
    let at = memchr::memmem::find(head, b"encoding")? + "encoding".len();
    let rest = std::str::from_utf8(&head[at..]).ok()?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(name, _)| name)
}

fn decode_utf8(bytes: &[u8], skipped: usize) -> Result<&str, DecodeError> {
    std::str::from_utf8(bytes).map_err(|error| {
        invalid(
            "UTF-8",
            skipped + error.valid_up_to(),
            bytes.get(error.valid_up_to()),
        )
    })
}

fn decode_ascii(bytes: &[u8], skipped: usize) -> Result<&str, DecodeError> {
    match bytes.iter().position(|it| !it.is_ascii()) {
        Some(position) => Err(invalid("US-ASCII", skipped + position, bytes.get(position))),
        None => decode_utf8(bytes, skipped),
    }
}

fn decode_utf16(
    bytes: &[u8],
    skipped: usize,
    unit: fn([u8; 2]) -> u16,
) -> Result<String, DecodeError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(invalid("UTF-16", skipped + bytes.len() - 1, odd.first()));
    }
    let mut res = String::with_capacity(bytes.len() / 2);
    let mut position = skipped;
    for ch in char::decode_utf16(pairs.iter().map(|it| unit(*it))) {
        let ch = ch.map_err(|_| invalid("UTF-16", position, None))?;
        position += 2 * ch.len_utf16();
        res.push(ch);
    }
    Ok(res)
}

fn decode_single_byte(bytes: &[u8], to_char: fn(u8) -> char) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
        Ok(_) | Err(_) => Cow::Owned(bytes.iter().map(|it| to_char(*it)).collect()),
    }
}

/// The WHATWG table, which gives the five unassigned bytes their control characters.
fn windows_1252(byte: u8) -> char {
    const TABLE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => TABLE[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn invalid(encoding: &str, position: usize, byte: Option<&u8>) -> DecodeError {
    let found = match byte {
        Some(byte) => format!("byte 0x{byte:02X}"),
        None => String::from("half a surrogate pair"),
    };
    DecodeError::new(DecodeErrorKind::Encoding, "", position, encoding, found)
}

pub(super) fn check_size(len: usize, limits: &Limits) -> Result<(), DecodeError> {
    if len <= limits.bytes {
        return Ok(());
    }
    let expected = format_args!("at most {} bytes", limits.bytes);
    Err(DecodeError::new(
        DecodeErrorKind::Limit,
        "",
        limits.bytes,
        expected,
        format_args!("{len}"),
    ))
}
