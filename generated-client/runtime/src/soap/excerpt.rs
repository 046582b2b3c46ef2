//! [`Excerpt`]: the beginning of an answer that is not SOAP, safe to show.

use std::fmt;

/// Bytes of an answer that are kept.
const KEPT: usize = 64 << 10;
/// Bytes of an answer that are shown.
const SHOWN: usize = 2 << 10;

/// The beginning of an answer that could not be understood.
///
/// 64 KiB are kept, 2 KiB are shown; control characters are shown escaped.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Excerpt {
    text: String,
    total: usize,
}

impl Excerpt {
    /// The excerpt of a body. Bytes that are not UTF-8 become U+FFFD.
    pub fn new(body: &[u8]) -> Self {
        let kept = &body[..body.len().min(KEPT)];
        Self {
            text: String::from_utf8_lossy(kept).into_owned(),
            total: body.len(),
        }
    }

    /// What was kept, as it came: with its control characters.
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
    fn cuts_between_characters() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(cut("aé", 3), "aé");
    }
}
