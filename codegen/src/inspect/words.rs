//! Words of a report.

/// Names are the document's: what would move the cursor is not printed.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_control() { '\u{FFFD}' } else { it })
        .collect()
}
