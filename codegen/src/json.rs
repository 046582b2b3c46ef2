//! JSON as it is printed: serde_json's, and fit for a terminal.
//!
//! In: what can be serialised. Out: text without control characters but line ends, whatever the documents hold.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};

use crate::diagnostic::render::is_unprintable;

/// The value on one line.
pub fn to_line(value: &impl Serialize) -> String {
    printable(serde_json::to_string(value)) + "\n"
}

/// The value over several lines, for people who look at it.
pub fn to_pretty(value: &impl Serialize) -> String {
    printable(serde_json::to_string_pretty(value)) + "\n"
}

/// Counts as one object, in their order.
pub(crate) fn counts<S: Serializer>(
    counts: &[(&'static str, usize)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().copied())
}

/// Outside of strings JSON has nothing that cannot be printed but the line ends of the pretty form; in strings, a line
/// end is escaped already.
fn printable(json: serde_json::Result<String>) -> String {
    let json =
        json.expect("what is printed has text as keys, and serialises without an error of its own");
    if !json.chars().any(is_unprintable) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for it in json.chars() {
        if it == '\n' || !is_unprintable(it) {
            out.push(it);
            continue;
        }
        for unit in it.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_line_around_is_escaped() {
        let value = ["a\n\u{202e}\u{7f}é\u{e0001}"];
        let line = "[\"a\\n\\u202e\\u007fé\\udb40\\udc01\"]\n";
        assert_eq!(to_line(&value), line);
        assert_eq!(
            to_pretty(&value),
            line.replace('[', "[\n  ").replace(']', "\n]")
        );
    }
}
