//! The gate in front of every parser: bytes in, text out that is well-formed and within the limits.
//!
//! The checks are the runtime's, so that generator and client refuse the same documents. Knows nothing of WSDL or schemas.

use soap_runtime::xml::{DecodeError, DecodeErrorKind, Limits, check, decode};

/// Why a document is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// What is wrong, lowercase.
    pub message: String,
    /// Byte offset in `text`, 0-based.
    pub offset: usize,
    /// What to do about it.
    pub help: Option<&'static str>,
    /// As much of the text as could be decoded, so that the place can be shown.
    pub text: String,
}

/// Decodes a document and checks it whole.
///
/// # Errors
/// The bytes are in an encoding that is not read, or the document is not well-formed, holds a DTD, or passes a limit.
pub fn gate(bytes: &[u8]) -> Result<String, Refusal> {
    gate_charset(bytes, None)
}

/// [`gate`] for a document that came with a charset, which counts more than its XML declaration; RFC 7303 §3.
///
/// # Errors
/// As [`gate`].
pub fn gate_charset(bytes: &[u8], charset: Option<&str>) -> Result<String, Refusal> {
    let limits = Limits::schema();
    let text = match decode(bytes, charset, &limits) {
        Ok(text) => text.into_owned(),
        Err(error) => {
            let valid = bytes.utf8_chunks().next().map_or("", |it| it.valid());
            return Err(refusal(&error, valid.to_owned()));
        }
    };
    match check(&text, &limits) {
        Ok(()) => Ok(text),
        Err(error) => Err(refusal(&error, text)),
    }
}

/// [`gate`] for a document beside the one that was asked for: a document type declaration that declares nothing here is
/// blanked out. `true`: there was one.
///
/// # Errors
/// As [`gate`].
pub fn gate_imported(bytes: &[u8]) -> Result<(String, bool), Refusal> {
    match gate(bytes) {
        Ok(text) => Ok((text, false)),
        Err(refusal) => {
            let Some(blanked) = without_doctype(&refusal) else {
                return Err(refusal);
            };
            let text = gate(blanked.as_bytes())?;
            Ok((text, true))
        }
    }
}

/// The text with blanks for the declaration that it is refused for, so that all positions stay; none where that has an
/// internal subset; XML 1.0 §2.8.
fn without_doctype(refusal: &Refusal) -> Option<String> {
    let (text, start) = (refusal.text.as_str(), refusal.offset);
    if !text.get(start..)?.starts_with("<!DOCTYPE") {
        return None;
    }
    let mut quote = None;
    for (at, it) in text[start..].char_indices() {
        match (quote, it) {
            (Some(open), _) if open == it => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(it),
            (None, '[') => return None,
            (None, '>') => {
                let end = start + at + 1;
                let blank = |it: char| {
                    if it == '\n' {
                        "\n".to_owned()
                    } else {
                        " ".repeat(it.len_utf8())
                    }
                };
                let blanks: String = text[start..end].chars().map(blank).collect();
                return Some(format!("{}{blanks}{}", &text[..start], &text[end..]));
            }
            (None, _) => {}
        }
    }
    None
}

/// A refusal of what is `text` as far as it could be decoded.
fn refusal(error: &DecodeError, text: String) -> Refusal {
    Refusal {
        message: words(error),
        help: help(error, &text),
        offset: error.position().min(text.len()),
        text,
    }
}

/// The error without its position, which the diagnostic shows in lines and columns.
fn words(error: &DecodeError) -> String {
    let expected = error.expected();
    if error.kind() == DecodeErrorKind::Doctype {
        return "a document type declaration is not allowed".to_owned();
    }
    match error.found() {
        Some(found) => format!("expected {expected}, found {found}"),
        None => format!("expected {expected}"),
    }
}

fn help(error: &DecodeError, text: &str) -> Option<&'static str> {
    match error.kind() {
        DecodeErrorKind::Encoding => {
            Some("save the file as UTF-8, and let the XML declaration say so or leave it out")
        }
        DecodeErrorKind::NotWellFormed
            if text.trim_start().len() < text.len() && text.trim_start().starts_with("<?xml") =>
        {
            Some(
                "remove what stands before `<?xml`: the server, or who saved the file, put it there",
            )
        }
        DecodeErrorKind::Doctype => Some(
            "nothing of it is ever read: remove it from the captured file, and write out what its entities stand for",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_stay_behind_a_declaration() {
        let text = "<!DOCTYPE a\n  SYSTEM 'ä>'\n>\n<a/>\n";
        let (blanked, was_there) = gate_imported(text.as_bytes()).unwrap();
        assert!(was_there);
        let lines: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(blanked.lines().map(str::len).collect::<Vec<_>>(), lines);
        assert!(blanked.ends_with("\n<a/>\n"), "{blanked:?}");
        assert!(gate_imported(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>").is_err());
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        for (bytes, expected) in [
            (&b"<a>\xFF</a>"[..], Some("save the file as UTF-8")),
            (
                b"\n<?xml version='1.0'?><a/>",
                Some("remove what stands before"),
            ),
            (b"<!DOCTYPE a><a/>", Some("nothing of it is ever read")),
            (b"<?xml version='1.0'?><a>", None),
            (b"<?xml version='1.0'?><a></b>", None),
            (b"\n<a></b>", None),
        ] {
            let refusal = gate(bytes).unwrap_err();
            let words = match bytes.starts_with(b"<!DOCTYPE") {
                true => "a document type declaration is not allowed",
                false => "expected ",
            };
            assert!(refusal.message.starts_with(words), "{refusal:?}");
            let is_it = match expected {
                Some(words) => refusal.help.is_some_and(|it| it.contains(words)),
                None => refusal.help.is_none(),
            };
            assert!(is_it, "{}: {refusal:?}", bytes.escape_ascii());
        }
    }
}
