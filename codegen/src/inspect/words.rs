//! Words of a report.

/// `n` of `plural`.
pub(super) fn counted(n: usize, plural: &str) -> String {
    let one = match plural {
        "aliases" => "alias",
        "families" => "family",
        _ => plural.strip_suffix('s').unwrap_or(plural),
    };
    format!("{n} {}", if n == 1 { one } else { plural })
}

/// Names are the document's: what would move the cursor is not printed.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_control() { '\u{FFFD}' } else { it })
        .collect()
}
