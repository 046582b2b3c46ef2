//! What all numbers have in common: a sign, and a limit of digits.

use std::cmp::Ordering;

/// The most digits that a number may have.
pub(crate) const MAX_DIGITS: usize = 1_000;

/// The order of two numbers, of which is said whether they are negative; `magnitude` is that without their signs.
pub(super) fn signed_order(
    left: bool,
    right: bool,
    magnitude: impl FnOnce() -> Ordering,
) -> Ordering {
    match (left, right) {
        (false, false) => magnitude(),
        (true, true) => magnitude().reverse(),
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
    }
}

/// Splits an optional sign from `text`: whether it is a minus, and the rest.
pub(crate) fn split_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}
