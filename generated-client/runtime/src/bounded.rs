//! Texts of errors with an end: whatever a server sends, what is logged of it stays short.
//!
//! In: anything that can be formatted. Out: its beginning.

use std::fmt::{self, Write};

/// Bytes of `Display` and `Debug` of one error. What wraps it has its own words, and all together stay below 4 KiB.
pub(crate) const ERROR_BYTES: usize = 3 << 10;

/// Writes the beginning of `text`, at most `max` bytes, and `…` where it was cut.
pub(crate) fn write_bounded(
    f: &mut fmt::Formatter<'_>,
    max: usize,
    text: fmt::Arguments<'_>,
) -> fmt::Result {
    let mut bounded = Bounded {
        out: f,
        left: max,
        is_cut: false,
    };
    match bounded.write_fmt(text) {
        Err(_) if bounded.is_cut => f.write_str(" …"),
        result => result,
    }
}

/// `Debug` of `value` as `f` asks for it, cut as errors are.
pub(crate) fn debug_bounded(f: &mut fmt::Formatter<'_>, value: &dyn fmt::Debug) -> fmt::Result {
    match f.alternate() {
        true => write_bounded(f, ERROR_BYTES, format_args!("{value:#?}")),
        false => write_bounded(f, ERROR_BYTES, format_args!("{value:?}")),
    }
}

struct Bounded<'b, 'f> {
    out: &'b mut fmt::Formatter<'f>,
    left: usize,
    is_cut: bool,
}

impl Write for Bounded<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.len() <= self.left {
            self.left -= text.len();
            return self.out.write_str(text);
        }
        let mut end = self.left;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.left = 0;
        self.out.write_str(&text[..end])?;
        // Nothing that formats needs to go on.
        self.is_cut = true;
        Err(fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Long;

    impl fmt::Debug for Long {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            debug_bounded(f, &vec!["é"; 10_000])
        }
    }

    #[test]
    fn cuts_what_is_too_long_between_characters() {
        struct Short;
        impl fmt::Display for Short {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_bounded(f, 4, format_args!("a{}", "éé"))
            }
        }
        assert_eq!(Short.to_string(), "aé …");
        for text in [format!("{Long:?}"), format!("{Long:#?}")] {
            assert!(text.len() < ERROR_BYTES + 8 && text.ends_with(" …"));
        }
    }
}
