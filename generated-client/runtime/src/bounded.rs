//! Texts of errors with an end: whatever a server sends, what is logged of it stays short.
//!
//! In: anything that can be formatted. Out: its beginning.

use std::fmt::{self, Write};

/// Bytes that `Display` and `Debug` of an error take at most.
pub(crate) const ERROR_BYTES: usize = 4 << 10;

const MARK: &str = " …";

/// Writes the beginning of `text`, at most `max` bytes with the `…` that says where it was cut.
pub(crate) fn write_bounded(
    out: &mut dyn Write,
    max: usize,
    text: fmt::Arguments<'_>,
) -> fmt::Result {
    let mut bounded = Bounded {
        out,
        left: max.saturating_sub(MARK.len()),
        is_cut: false,
    };
    match bounded.write_fmt(text) {
        // Formatting stops at the cut, so that no more is formatted than is shown.
        Err(_) if bounded.is_cut => out.write_str(MARK),
        result => result,
    }
}

/// `Display` of an error that `write` writes.
pub(crate) fn display_bounded(
    f: &mut fmt::Formatter<'_>,
    write: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    write_bounded(f, ERROR_BYTES, format_args!("{}", Written(write)))
}

/// `Debug` of an error that `write` writes, in as many lines as `f` asks for.
pub(crate) fn debug_bounded(
    f: &mut fmt::Formatter<'_>,
    write: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    let text = Written(write);
    match f.alternate() {
        true => write_bounded(f, ERROR_BYTES, format_args!("{text:#}")),
        false => write_bounded(f, ERROR_BYTES, format_args!("{text}")),
    }
}

/// What a closure writes.
struct Written<W>(W);

impl<W: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Written<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)(f)
    }
}

/// The longest beginning of `text` that has at most `bytes` bytes.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

struct Bounded<'o> {
    out: &'o mut dyn Write,
    left: usize,
    is_cut: bool,
}

impl Write for Bounded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let shown = cut(text, self.left);
        self.left -= shown.len();
        self.out.write_str(shown)?;
        if shown.len() < text.len() {
            self.is_cut = true;
            return Err(fmt::Error);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Long;

    impl fmt::Debug for Long {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            debug_bounded(f, |f| vec!["é"; 10_000].fmt(f))
        }
    }

    fn bounded(text: &str, max: usize) -> String {
        let mut res = String::new();
        write_bounded(&mut res, max, format_args!("{text}")).expect("a text takes all");
        res
    }

    /// Fails once.
    struct Failing(bool);

    impl Write for Failing {
        fn write_str(&mut self, _: &str) -> fmt::Result {
            match std::mem::replace(&mut self.0, true) {
                true => Ok(()),
                false => Err(fmt::Error),
            }
        }
    }

    #[test]
    fn an_error_of_what_is_written_to_is_not_a_cut() {
        write_bounded(&mut Failing(false), 9, format_args!("short")).unwrap_err();
    }

    #[test]
    fn cuts_what_is_too_long_between_characters() {
        assert_eq!(bounded("short", 9), "short");
        assert_eq!(bounded("ééééé", 9), "éé …");
        assert_eq!(bounded("12345678", 8), "1234 …");
        for text in [format!("{Long:?}"), format!("{Long:#?}")] {
            assert!(text.len() <= ERROR_BYTES && text.ends_with(" …"));
        }
    }
}
