//! [`Excerpt`]: the beginning of an answer that is not SOAP, safe to show.

use std::fmt;

use crate::bounded::{cut, write_bounded};
use crate::soap::secrets::redact;
use crate::xml::{self, Limits};

/// Bytes of an answer that are kept.
const KEPT: usize = 64 << 10;
/// Bytes of an answer that are shown.
const SHOWN: usize = 2 << 10;

/// The beginning of an answer that could not be understood.
///
/// 64 KiB are kept, 2 KiB are shown; control characters are shown escaped.
/// Of an envelope only the markup and the fault are kept: the values of an answer may be tickets and tokens. Anywhere else
/// the values of what the contract's settings call secret are left out.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Excerpt {
    text: String,
    total: usize,
}

impl Excerpt {
    /// The excerpt of a body. Bytes that are not UTF-8 become U+FFFD.
    pub fn new(body: &[u8]) -> Self {
        Self::redacted(body, None, &[])
    }

    /// The excerpt of a body in `charset`, without the values of what has one of the names `secrets`.
    pub fn redacted(body: &[u8], charset: Option<&str>, secrets: &[&str]) -> Self {
        let kept = &body[..body.len().min(KEPT)];
        let text = readable(kept, charset);
        let text = match (find(&text, "envelope"), find(&text, "fault")) {
            (Some(_), None) => markup(&text),
            (Some(_), Some(fault)) => {
                // Beside the fault stands an answer, whose values are as secret as in an answer alone.
                let start = text[..fault].rfind('<').unwrap_or(fault);
                let end = close_of_fault(&text[start..]).map_or(text.len(), |end| start + end);
                let (before, rest) = text.split_at(start);
                let (fault, after) = rest.split_at(end - start);
                [markup(before), redact(fault, secrets), markup(after)].concat()
            }
            (None, _) => redact(&text, secrets),
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
        write_bounded(f, SHOWN, format_args!("{}", Escaped(shown)))?;
        if shown.len() < self.text.len() || self.total > KEPT {
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

/// A text that can neither break a line nor steer a terminal.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for it in self.0.chars() {
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
}

/// The characters of `bytes` as far as they can be told: those of the charset, or of UTF-8, others as U+FFFD.
fn readable(bytes: &[u8], charset: Option<&str>) -> String {
    let limits = Limits::response();
    let mut text = match xml::decode(bytes, charset, &limits) {
        Ok(text) => text.into_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    // Sixteen bits a character that nothing names, or cut in the middle of one.
    text.retain(|it| it != '\0');
    text
}

/// Where an element called `name`, which is in lower case, begins in `text`, however wrapped or damaged that is.
fn find(text: &str, name: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    lower
        .match_indices(name)
        .map(|(at, _)| at)
        .find(|at| lower[..*at].ends_with([':', '<']))
}

/// The end of the fault that `text` begins with.
fn close_of_fault(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let close = (lower.match_indices("</")).find(|(at, _)| {
        let name = lower[at + 2..].split('>').next().unwrap_or_default();
        name.trim_end().rsplit(':').next() == Some("fault")
    });
    let (at, _) = close?;
    lower[at..].find('>').map(|end| at + end + 1)
}

/// An envelope for a log: without the values of header blocks, of which no schema knows all, nor those of `secrets`.
#[cfg(feature = "tracing")]
pub(crate) fn masked_envelope(text: &str, secrets: &[&str]) -> String {
    // To look for secrets takes up to the square of the text.
    let text = cut(text, KEPT);
    let is_close = |at: usize| {
        let name = text[..at].rsplit_once('<').map_or("", |(_, name)| name);
        name == "/" || (name.starts_with('/') && name.ends_with(':'))
    };
    let closes = text
        .match_indices("Header>")
        .filter(|(at, _)| is_close(*at));
    let body = closes
        .map(|(at, close)| at + close.len())
        .next()
        // Where a header has no end here, nothing says that it is over.
        .unwrap_or_else(|| match has_header(text) {
            true => text.len(),
            false => 0,
        });
    let masked = markup(&text[..body]) + &redact(&text[body..], secrets);
    cut(&masked, KEPT).to_owned()
}

/// Whether an element `Header` begins in `text` that is not empty.
#[cfg(feature = "tracing")]
fn has_header(text: &str) -> bool {
    let is_start = |(at, name): (usize, &str)| {
        let rest = &text[at + name.len()..];
        text[..at].ends_with([':', '<'])
            && (rest.is_empty() || rest.starts_with(|ch: char| ch == '>' || ch.is_whitespace()))
            && !rest.split('>').next().is_some_and(|tag| tag.ends_with('/'))
    };
    text.match_indices("Header").any(is_start)
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
    fn says_how_much_there_was_where_it_does_not_show_all() {
        let excerpt = |n_shown: usize, total: usize| {
            let text = "x".repeat(n_shown);
            Excerpt { text, total }.to_string()
        };
        assert_eq!(excerpt(5, 5), "xxxxx");
        assert_eq!(excerpt(5, KEPT), "xxxxx");
        assert_eq!(excerpt(5, KEPT + 1), "xxxxx … (65537 bytes)");
        assert!(excerpt(SHOWN + 1, SHOWN + 1).ends_with("… (2049 bytes)"));
        let excerpt = Excerpt::new(b"x\ny");
        assert_eq!(format!("{excerpt:?}"), "Excerpt(x\\ny)");
        assert_eq!(excerpt.total_bytes(), 3);
    }

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

    #[cfg(feature = "tracing")]
    #[test]
    fn a_log_shows_what_stands_behind_the_header() {
        let masked = |inside: &str| masked_envelope(&format!("<S:Envelope>{inside}"), &[]);
        for header in [
            "",
            "<S:Header/>",
            "<S:Header a='b' />",
            "<S:Header><t>s3cret</t></S:Header>",
        ] {
            let text = masked(&format!(
                "{header}<S:Body><HeaderText>a</HeaderText><b>shown</b>"
            ));
            assert!(
                text.contains("<b>shown</b>") && !text.contains("s3cret"),
                "{text}"
            );
        }
        for header in ["<S:Header>", "<Header>", "<S:Header\na='b'>"] {
            let text = masked(&format!("{header}<t>s3cret</t>{}", "<u/>".repeat(KEPT)));
            assert!(text.contains("<t>…</t>"), "{}", cut(&text, 100));
        }
    }

    #[test]
    fn of_an_answer_beside_a_fault_only_the_markup_is_kept() {
        let body =
            "<s:Body><r><t>s3cret</t></r><s:Fault><why>busy</why><pin>s3cret</pin></s:Fault>";
        let text = format!("<s:Envelope>{body}<r>s3cret</r></s:Body></s:Envelope>");
        let excerpt = Excerpt::redacted(text.as_bytes(), None, &["Pin"]);
        let shown = excerpt.as_str();
        assert!(
            shown.contains("<why>busy</why>") && !shown.contains("s3cret"),
            "{shown}"
        );
    }

    #[test]
    fn hides_in_any_charset_and_case() {
        let text = "<envelope><body><token>s3cret</token></body></envelope>";
        let json = r#"{"Token": "s3cret", "why": "busy"}"#;
        for text in [text, json] {
            let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let marked = [b"\xFF\xFE", &*utf_16].concat();
            for (bytes, charset) in [
                (text.as_bytes(), None),
                (&*marked, None),
                (&*utf_16, Some("utf-16le")),
                (&*utf_16, None),
                (&marked[..marked.len() - 1], None),
            ] {
                let shown = Excerpt::redacted(bytes, charset, &["token"]);
                assert!(!shown.as_str().contains("s3cret"), "{shown} {charset:?}");
                assert!(shown.as_str().to_lowercase().contains("token"), "{shown}");
            }
        }
    }
}
