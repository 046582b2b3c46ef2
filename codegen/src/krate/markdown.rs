//! Texts of documents in Markdown.

/// `text` as a Markdown code span in a table cell. Names of documents may hold anything.
pub(super) fn code(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|it| match it {
            '`' | '|' => '\'',
            it if it.is_control() => '\u{FFFD}',
            it => it,
        })
        .collect();
    format!("`{clean}`")
}
