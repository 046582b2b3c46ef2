//! [`decode`]: the bytes of a document to its characters.
//!
//! In: bytes and the charset parameter of the transport. Out: text without a byte order mark. The order of
//! trust is byte order mark, charset parameter, XML declaration; XML 1.0 §4.3.3 and appendix F, RFC 7303 §3. Where one
//! of them is refuted by the bytes, the next is tried, and the document deviates.

use std::borrow::Cow;

#[cfg(feature = "encodings")]
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::{DecodeError, DecodeErrorKind};
#[cfg(not(feature = "encodings"))]
use super::few_encodings::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use super::limits::Limits;

/// A document whose bytes are decoded.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// Its characters, borrowed where they are UTF-8 already.
    pub(crate) text: Cow<'a, str>,
    /// What was said of its encoding, and what it is instead.
    pub(crate) deviation: Option<(String, String)>,
}

/// The characters of `bytes`, borrowed where they are UTF-8 already.
///
/// Encodings are those of the WHATWG standard, and UTF-32; without feature `encodings` UTF-8, UTF-16, UTF-32 and
/// windows-1252, which `iso-8859-1` and `us-ascii` mean as well.
///
/// # Errors
/// The encoding is not known, the bytes are not in it, or there are more of them than `limits` allows.
pub fn decode<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
    limits: &Limits,
) -> Result<Cow<'a, str>, DecodeError> {
    decode_noting(bytes, charset, limits).map(|decoded| decoded.text)
}

/// As [`decode`], with what deviates.
pub(crate) fn decode_noting<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
    limits: &Limits,
) -> Result<Decoded<'a>, DecodeError> {
    check_size(bytes.len(), limits)?;
    let is_around = |ch| matches!(ch, ' ' | '\t' | '"' | '\'');
    let charset =
        charset.map(
            |name| match name.starts_with(is_around) || name.ends_with(is_around) {
                true => name.trim_matches(is_around),
                false => name,
            },
        );
    let charset = charset.filter(|it| !it.is_empty());
    let decoded = match of_shape(bytes) {
        Some((form, skipped)) => {
            let text = form.decode(&bytes[skipped..], skipped)?;
            let is_said = charset.is_none_or(|it| form.is_called(it));
            let deviation = (!is_said).then(|| deviation(charset.unwrap_or_default(), form.name()));
            Decoded { text, deviation }
        }
        None => by_name(bytes, charset)?,
    };
    check_size(decoded.text.len(), limits)?;
    Ok(decoded)
}

/// What is expected of a name, for messages.
pub(super) const KNOWN: &str = match cfg!(feature = "encodings") {
    true => "an encoding of the WHATWG standard",
    false => "UTF-8, UTF-16, UTF-32 or windows-1252; feature `encodings` reads more",
};

/// How characters are made of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Standard(&'static Encoding),
    /// Four bytes a character, in the order that the function says.
    Utf32(fn([u8; 4]) -> u32),
}

impl Form {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Utf32(_) => "UTF-32",
        }
    }

    /// Whether `label` may mean this form: `utf-16` says nothing of the order of bytes.
    pub(super) fn is_called(self, label: &str) -> bool {
        let label = label.to_ascii_lowercase();
        match self {
            Self::Utf32(_) => label.starts_with("utf-32"),
            Self::Standard(own) if is_sixteen_bit(own) => {
                label.starts_with("utf-16") || label == "utf16" || label.contains("ucs-2")
            }
            Self::Standard(own) => known(&label) == Some(own),
        }
    }

    fn decode(self, bytes: &[u8], skipped: usize) -> Result<Cow<'_, str>, DecodeError> {
        match self {
            Self::Standard(encoding) => {
                strictly(encoding, bytes).ok_or_else(|| invalid(encoding, bytes, skipped))
            }
            Self::Utf32(code_point) => {
                let (fours, odd) = bytes.as_chunks::<4>();
                let chars = fours.iter().map(|it| char::from_u32(code_point(*it)));
                let text: Option<String> = chars.collect();
                match text.filter(|_| odd.is_empty()) {
                    Some(text) => Ok(Cow::Owned(text)),
                    None => Err(refusal("UTF-32", skipped, "bytes that are not")),
                }
            }
        }
    }
}

/// What the first bytes show, without anybody saying it: a byte order mark, of so many bytes, or zeros around a `<`.
pub(super) fn of_shape(bytes: &[u8]) -> Option<(Form, usize)> {
    let form = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => return Some((Form::Utf32(u32::from_le_bytes), 4)),
        [0, 0, 0xFE, 0xFF, ..] => return Some((Form::Utf32(u32::from_be_bytes), 4)),
        [b'<', 0, 0, 0, ..] => Form::Utf32(u32::from_le_bytes),
        [0, 0, 0, b'<', ..] => Form::Utf32(u32::from_be_bytes),
        [b'<', 0, ..] => Form::Standard(UTF_16LE),
        [0, b'<', ..] => Form::Standard(UTF_16BE),
        _ => {
            let (encoding, skipped) = Encoding::for_bom(bytes)?;
            return Some((Form::Standard(encoding), skipped));
        }
    };
    Some((form, 0))
}

/// By the charset or the XML declaration, where the bytes bear it out.
fn by_name<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Decoded<'a>, DecodeError> {
    // Most are what they say at first, and nothing else is asked then.
    let first = charset.or_else(|| declared(bytes)).unwrap_or("UTF-8");
    if first.eq_ignore_ascii_case("utf-8")
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            deviation: None,
        });
    }
    let claims = claims(bytes, charset);
    let said = known(first);
    if let Ok(text) = std::str::from_utf8(bytes)
        && (said.is_none_or(|said| may_be_utf_8(said, bytes.is_ascii()))
            || claims.iter().any(|claim| known(claim) == Some(UTF_8)))
    {
        let is_said = match bytes.is_ascii() {
            true => said.is_some_and(|said| !is_sixteen_bit(said)),
            false => said == Some(UTF_8),
        };
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            deviation: (!is_said).then(|| deviation(first, UTF_8.name())),
        });
    }
    let decoded = claims.iter().find_map(|claim| {
        let encoding = known(claim).filter(|encoding| *encoding != UTF_8)?;
        let text = strictly(encoding, bytes)?;
        // What calls itself US-ASCII and holds more is what it mostly is on the web.
        let is_ascii = encoding == WINDOWS_1252 && claim.to_ascii_lowercase().contains("ascii");
        let is_said = *claim == first && !is_ascii;
        let deviation = (!is_said).then(|| deviation(first, encoding.name()));
        Some(Decoded { text, deviation })
    });
    decoded.ok_or_else(|| match said {
        Some(encoding) => invalid(encoding, bytes, 0),
        None => {
            let found = format!("the encoding `{first}`");
            refusal(KNOWN, 0, &found)
        }
    })
}

/// What is said of the encoding, in the order of trust.
pub(super) fn claims<'c>(bytes: &'c [u8], charset: Option<&'c str>) -> Vec<&'c str> {
    charset.into_iter().chain(declared(bytes)).collect()
}

/// Whether bytes that are UTF-8 are that in spite of what is said: text of one byte a character hardly ever is by
/// accident, and without zeros it has no 16 bits a character.
pub(super) fn may_be_utf_8(said: &'static Encoding, is_ascii: bool) -> bool {
    said == UTF_8
        || said.is_single_byte()
        || is_sixteen_bit(said)
        || is_ascii && said.is_ascii_compatible()
}

fn is_sixteen_bit(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

pub(super) fn known(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.as_bytes())
}

fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
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

pub(super) fn deviation(said: &str, found: &str) -> (String, String) {
    (format!("the encoding `{said}`"), found.to_owned())
}

fn invalid(encoding: &'static Encoding, bytes: &[u8], skipped: usize) -> DecodeError {
    if encoding != UTF_8 {
        let found = format!("bytes that are not {}", encoding.name());
        return refusal(encoding.name(), skipped, &found);
    }
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let found = match bytes.get(valid) {
        Some(byte) => format!("byte 0x{byte:02X}"),
        None => String::from("the end"),
    };
    refusal("UTF-8", skipped + valid, &found)
}

pub(super) fn refusal(expected: &str, position: usize, found: &str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Encoding, "", position, expected, found)
}

pub(super) fn check_size(len: usize, limits: &Limits) -> Result<(), DecodeError> {
    if len <= limits.bytes {
        return Ok(());
    }
    let expected = format_args!("at most {} bytes (`Limits::bytes`)", limits.bytes);
    Err(DecodeError::new(
        DecodeErrorKind::Limit,
        "",
        limits.bytes,
        expected,
        format_args!("{len}"),
    ))
}
