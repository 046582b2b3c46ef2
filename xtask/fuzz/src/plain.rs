//! What holds for every error: it is short, and plain text in one line.

use std::error::Error;
use std::fmt::Debug;

/// Bytes that an error shows at most, in any way.
const ERROR_BYTES: usize = 4 << 10;

/// Checks `error` and all its sources.
pub fn assert_plain(error: &(dyn Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        assert_line(&error.to_string());
        next = error.source();
    }
    assert_debug(&error);
}

/// Checks what `Debug` says.
pub fn assert_debug(value: &dyn Debug) {
    let text = format!("{value:?}");
    assert!(
        text.len() <= 2 * ERROR_BYTES,
        "{} bytes: {text}",
        text.len()
    );
}

/// Checks one line.
pub fn assert_line(text: &str) {
    assert!(text.len() <= ERROR_BYTES, "{} bytes: {text}", text.len());
    assert!(!text.chars().any(char::is_control), "{text:?}");
}
