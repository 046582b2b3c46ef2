//! [`IncrementalText`]: the bytes of a document to its characters, as they arrive.
//!
//! In: pieces of the document, and the charset parameter of the transport. Out: the same characters as
//! [`decode`](super::decode) gives, each piece as soon as it can be. What only all bytes together could tell is decided
//! by the first that are not ASCII.

#[cfg(feature = "encodings")]
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::decode::{Form, KNOWN, claims, deviation, known, may_be_utf_8, of_shape, refusal};
use super::error::DecodeError;
#[cfg(not(feature = "encodings"))]
use super::few_encodings::{Encoding, UTF_8};

/// Bytes within which an XML declaration ends.
const HEAD: usize = 1024;

/// Bytes to characters, piece by piece.
#[derive(Debug)]
pub(crate) struct IncrementalText {
    charset: Option<String>,
    state: State,
    /// Bytes that are no character yet.
    left: Vec<u8>,
    /// Bytes that were decoded.
    position: usize,
    /// What was said of the encoding, and what it is instead.
    pub(crate) deviation: Option<(String, String)>,
}

enum State {
    /// Nothing is known of the encoding.
    Start,
    /// All was ASCII so far; said is this encoding.
    Ascii(&'static Encoding, String),
    Utf8,
    #[cfg(feature = "encodings")]
    Other(Box<Decoder>),
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Start => "Start",
            Self::Ascii(..) => "Ascii",
            Self::Utf8 => "Utf8",
            #[cfg(feature = "encodings")]
            Self::Other(_) => "Other",
        })
    }
}

impl IncrementalText {
    pub(crate) fn new(charset: Option<&str>) -> Self {
        let charset = charset.map(|label| label.trim_matches([' ', '\t', '"', '\'']));
        Self {
            charset: charset.filter(|it| !it.is_empty()).map(str::to_owned),
            state: State::Start,
            left: Vec::new(),
            position: 0,
            deviation: None,
        }
    }

    /// Whether the characters are other bytes than those that came.
    pub(crate) fn is_transcoded(&self) -> bool {
        match self.state {
            State::Start | State::Ascii(..) | State::Utf8 => false,
            #[cfg(feature = "encodings")]
            State::Other(_) => true,
        }
    }

    /// Adds the characters of the next bytes to `out`; `is_last` says that there are no more.
    ///
    /// # Errors
    /// The encoding is not known or cannot be read piece by piece, or the bytes are not in it.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        is_last: bool,
        out: &mut String,
    ) -> Result<(), DecodeError> {
        let joined;
        let mut bytes = match self.left.is_empty() {
            true => bytes,
            false => {
                self.left.extend_from_slice(bytes);
                joined = std::mem::take(&mut self.left);
                &joined
            }
        };
        if let State::Start = self.state {
            if !is_last && !shows_declaration(bytes) {
                self.left.extend_from_slice(bytes);
                return Ok(());
            }
            let skipped = self.start(bytes)?;
            bytes = &bytes[skipped..];
            self.position += skipped;
        }
        if let State::Ascii(said, label) = &self.state {
            let n_ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
            let (ascii, rest) = bytes.split_at(n_ascii);
            match as_utf_8(rest, is_last) {
                Some(true) => {
                    self.deviation = Some(deviation(label, UTF_8.name()));
                    self.state = State::Utf8;
                }
                Some(false) => self.state = other(said)?,
                None => {
                    out.push_str(&String::from_utf8_lossy(ascii));
                    self.position += ascii.len();
                    self.left.extend_from_slice(rest);
                    return Ok(());
                }
            }
        }
        self.decode(bytes, is_last, out)
    }

    fn decode(&mut self, bytes: &[u8], is_last: bool, out: &mut String) -> Result<(), DecodeError> {
        match &mut self.state {
            State::Start | State::Ascii(..) | State::Utf8 => {
                let (valid, rest) = match std::str::from_utf8(bytes) {
                    Ok(text) => (text, &[][..]),
                    Err(error) => {
                        let (valid, rest) = bytes.split_at(error.valid_up_to());
                        if error.error_len().is_some() || is_last {
                            let found = format!("byte 0x{:02X}", rest[0]);
                            return Err(refusal("UTF-8", self.position + valid.len(), &found));
                        }
                        (std::str::from_utf8(valid).unwrap_or_default(), rest)
                    }
                };
                out.push_str(valid);
                self.position += valid.len();
                self.left.extend_from_slice(rest);
                Ok(())
            }
            #[cfg(feature = "encodings")]
            State::Other(decoder) => {
                let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
                out.reserve(most.unwrap_or(bytes.len()));
                let (result, _) = decoder.decode_to_string_without_replacement(bytes, out, is_last);
                self.position += bytes.len();
                match result {
                    DecoderResult::InputEmpty => Ok(()),
                    DecoderResult::OutputFull | DecoderResult::Malformed(..) => {
                        let name = decoder.encoding().name();
                        let found = format!("bytes that are not {name}");
                        Err(refusal(name, self.position, &found))
                    }
                }
            }
        }
    }

    /// Decides by the first bytes, and gives how many of them are a byte order mark.
    fn start(&mut self, bytes: &[u8]) -> Result<usize, DecodeError> {
        if let Some((form, skipped)) = of_shape(bytes) {
            let said = self.charset.as_deref();
            if let Some(said) = said.filter(|said| !form.is_called(said)) {
                self.deviation = Some(deviation(said, form.name()));
            }
            self.state = match form {
                Form::Standard(encoding) if encoding == UTF_8 => State::Utf8,
                Form::Standard(encoding) => other(encoding)?,
                Form::Utf32(_) => return Err(not_in_pieces(form.name())),
            };
            return Ok(skipped);
        }
        let claims = claims(bytes, self.charset.as_deref());
        let first = claims.first().copied().unwrap_or("UTF-8");
        let said = known(first);
        self.state = match said {
            Some(said) if said == UTF_8 => State::Utf8,
            // A byte order mark or zeros would have shown 16 bits a character.
            _ if claims.iter().any(|claim| known(claim) == Some(UTF_8)) => {
                self.deviation = Some(deviation(first, UTF_8.name()));
                State::Utf8
            }
            Some(said) if may_be_utf_8(said, false) => State::Ascii(said, first.to_owned()),
            Some(said) => other(said)?,
            None => return Err(refusal(KNOWN, 0, &format!("the encoding `{first}`"))),
        };
        Ok(0)
    }
}

/// Whether what the bytes begin with is there as a whole: an XML declaration, or something else.
fn shows_declaration(bytes: &[u8]) -> bool {
    let is_other = bytes.len() >= 5 && !bytes.starts_with(b"<?xml");
    is_other || bytes.len() >= HEAD || memchr::memmem::find(bytes, b"?>").is_some()
}

/// Whether bytes that begin with one that is not ASCII are UTF-8; `None` if there are too few of them.
fn as_utf_8(bytes: &[u8], is_last: bool) -> Option<bool> {
    match std::str::from_utf8(bytes) {
        Ok("") => None,
        Ok(_) => Some(true),
        Err(error) if error.valid_up_to() > 0 => Some(true),
        Err(error) => (error.error_len().is_some() || is_last).then_some(false),
    }
}

#[cfg(feature = "encodings")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature it fails")]
fn other(encoding: &'static Encoding) -> Result<State, DecodeError> {
    let decoder = encoding.new_decoder_without_bom_handling();
    Ok(State::Other(Box::new(decoder)))
}

#[cfg(not(feature = "encodings"))]
fn other(encoding: &'static Encoding) -> Result<State, DecodeError> {
    Err(not_in_pieces(encoding.name()))
}

fn not_in_pieces(name: &str) -> DecodeError {
    let expected = match cfg!(feature = "encodings") {
        true => "an encoding that is read piece by piece",
        false => "UTF-8; feature `encodings` streams more",
    };
    refusal(expected, 0, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text and the deviation, read in pieces of `size` bytes.
    fn read(bytes: &[u8], charset: Option<&str>, size: usize) -> Result<String, DecodeError> {
        let mut text = IncrementalText::new(charset);
        let mut res = String::new();
        for piece in bytes.chunks(size) {
            text.push(piece, false, &mut res)?;
        }
        text.push(&[], true, &mut res)?;
        Ok(res)
    }

    #[test]
    fn gives_what_is_read_of_the_whole() {
        let limits = crate::xml::Limits::response();
        let declared = "<?xml version='1.0' encoding='iso-8859-1'?><a>";
        let latin = [declared.as_bytes(), b"gr\xFC\xDFe</a>"].concat();
        let utf_16 = [0xFE, 0xFF, 0, b'<', 0, b'a', 0x20, 0xAC];
        for (bytes, charset) in [
            ("<a>größe €</a>".as_bytes(), None),
            ("<a>größe €</a>".as_bytes(), Some("utf-8")),
            // Said is another encoding than it is.
            ("<a>größe €</a>".as_bytes(), Some("us-ascii")),
            ("\u{FEFF}<a>ß</a>".as_bytes(), Some("iso-8859-1")),
            #[cfg(feature = "encodings")]
            (&latin, None),
            #[cfg(feature = "encodings")]
            (&latin, Some("iso-8859-1")),
            #[cfg(feature = "encodings")]
            (&utf_16, None),
            (b"<a>", Some("iso-8859-1")),
        ] {
            let whole = crate::xml::decode(bytes, charset, &limits).expect("it can be read");
            for size in [1, 2, 3, 7, 100] {
                assert_eq!(read(bytes, charset, size).as_deref(), Ok(&*whole), "{size}");
            }
        }
        let _ = (latin, utf_16);
    }

    #[test]
    fn refuses_what_is_no_text() {
        for (bytes, charset) in [
            (&b"<a>\xC3\x28"[..], None),
            (b"<a>\xC3", None),
            (b"<a/>     ", Some("klingon")),
            (b"\0\0\0<", None),
        ] {
            for size in [1, 100] {
                assert!(read(bytes, charset, size).is_err(), "{bytes:?}");
            }
        }
    }
}
