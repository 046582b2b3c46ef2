//! What all numbers have in common: a sign, and a limit of digits.

/// The most digits that a number may have.
pub(crate) const MAX_DIGITS: usize = 1_000;

/// Splits an optional sign from `text`: whether it is a minus, and the rest.
pub(crate) fn split_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}
