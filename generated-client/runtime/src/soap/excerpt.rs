//! [`Excerpt`]: the beginning of an answer that is not SOAP, safe to show.

use std::fmt;

/// Bytes of an answer that are kept.
const KEPT: usize = 64 << 10;
/// Bytes of an answer that are shown.
const SHOWN: usize = 2 << 10;

/// The beginning of an answer that could not be understood.
///
/// 64 KiB are kept, 2 KiB are shown; control characters are shown escaped.
/// Of an envelope without a fault only the markup is kept: its values may be tickets and tokens.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Excerpt {
    text: String,
    total: usize,
}

impl Excerpt {
    /// The excerpt of a body. Bytes that are not UTF-8 become U+FFFD.
    pub fn new(body: &[u8]) -> Self {
        let kept = &body[..body.len().min(KEPT)];
        let text = String::from_utf8_lossy(kept);
        let text = match is_envelope(&text) {
            true => markup(&text),
            false => text.into_owned(),
        };
        Self {
            text,
            total: body.len(),
        }
    }

    /// What was kept, with its control characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The size of the whole body in bytes.
    pub fn total_bytes(&self) -> usize {
        self.total
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = cut(&self.text, SHOWN);
        write_escaped(f, shown)?;
        if shown.len() < self.total {
            write!(f, " … ({} bytes)", self.total)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Excerpt({self})")
    }
}

/// The longest beginning of `text` that has at most `bytes` bytes.
pub(super) fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Writes `text` so that it can neither break a line nor steer a terminal.
pub(super) fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for it in text.chars() {
        match it {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' => {
                write!(f, "{}", it.escape_unicode())?;
            }
            it if it.is_control() => write!(f, "{}", it.escape_default())?,
            it => write!(f, "{it}")?,
        }
    }
    Ok(())
}

/// Whether `text` is an answer of the service, however wrapped or damaged, rather than a message about one.
fn is_envelope(text: &str) -> bool {
    let has = |name: &str| {
        text.match_indices(name)
            .any(|(at, _)| text[..at].ends_with([':', '<']))
    };
    has("Envelope") && !has("Fault")
}

/// `text` without values: element names and namespaces, `…` for everything else. It need not be well-formed.
fn markup(text: &str) -> String {
    let mut kept = String::new();
    let mut pieces = text.split('<');
    let push_text = |kept: &mut String, text: &str| {
        if text.trim().is_empty() {
            kept.push_str(text);
        } else {
            kept.push('…');
        }
    };
    push_text(&mut kept, pieces.next().unwrap_or_default());
    for piece in pieces {
        let end = piece.find('>').unwrap_or(piece.len());
        let (tag, text) = (&piece[..end], piece[end..].strip_prefix('>'));
        let mut words = tag.split_ascii_whitespace();
        kept.push('<');
        // What is no name is a comment, an instruction, text between marks, or damage.
        let name = words.next().unwrap_or_default().trim_end_matches('/');
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, ':' | '_' | '-' | '.' | '/');
        kept.push_str(if name.chars().all(is_name) {
            name
        } else {
            "…"
        });
        for word in words.filter(|it| it.starts_with("xmlns")) {
            kept.push(' ');
            kept.push_str(word.trim_end_matches('/'));
        }
        if tag.ends_with('/') {
            kept.push('/');
        }
        if let Some(text) = text {
            kept.push('>');
            push_text(&mut kept, text);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_little_and_nothing_that_steers() {
        let excerpt = Excerpt::new(&b"<html>\r\n\x1b[31m".repeat(20_000));
        assert_eq!(excerpt.as_str().len(), KEPT);
        let shown = excerpt.to_string();
        assert!(shown.starts_with("<html>\\r\\n\\u{1b}[31m"), "{shown}");
        assert!(shown.len() < 4 * SHOWN);
        assert!(!shown.contains(char::is_control));
        assert!(shown.ends_with("… (260000 bytes)"));
    }

    #[test]
    fn of_an_envelope_only_the_markup_is_kept() {
        let text = |it: &str| Excerpt::new(it.as_bytes()).as_str().to_owned();
        let body = "<a xmlns='urn:a' b='s3cret'>s3cret<c/><![CDATA[s3cret]]><!-- s3cret --></a>";
        assert_eq!(
            text(&format!(
                "<s:Envelope xmlns:s='urn:s'>\n{body}</s:Envelope>"
            )),
            "<s:Envelope xmlns:s='urn:s'>\n<a xmlns='urn:a'>…<c/><…><…></a></s:Envelope>"
        );
        let multipart = format!("--b\r\nContent-ID: <s3cret>\r\n\r\n<Envelope>{body}");
        assert!(!text(&multipart).replace("<s3cret>", "").contains("s3cret"));
        // Messages about answers, and faults, are what an excerpt is for.
        for it in [
            "<html>busy</html>",
            "<e><why>busy</why></e>",
            "<s:Envelope><s:Fault>busy",
        ] {
            assert_eq!(text(it), it);
        }
    }

    #[test]
    fn cuts_between_characters() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(cut("aé", 3), "aé");
    }
}
