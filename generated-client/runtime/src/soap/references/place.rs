//! Where in an envelope a reference stands, for errors.

use crate::xml::{DecodeError, DecodeErrorKind, Limits, Reader};

/// An error at the element that starts at byte `position` of `text`.
#[cold]
pub(super) fn error_at(
    text: &str,
    limits: &Limits,
    position: usize,
    kind: DecodeErrorKind,
    expected: &str,
    found: &str,
) -> DecodeError {
    let path = path_of(text, limits, position).unwrap_or_default();
    DecodeError::new(kind, path, position, expected, found)
}

/// The path of the element that starts at byte `position`; the survey has read the document before.
fn path_of(text: &str, limits: &Limits, position: usize) -> Option<String> {
    let mut reader = Reader::new(text, limits).ok()?;
    let mut depth = 0_usize;
    loop {
        if !reader.child().ok()? {
            depth = depth.checked_sub(1)?;
            continue;
        }
        if reader.position() == position {
            return Some(reader.path());
        }
        reader.enter();
        depth += 1;
    }
}
