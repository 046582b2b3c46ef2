//! Changes to a text, made all at once.

use std::ops::Range;

/// Changes to a text, by the places where they stand in it.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.0.push((at..at, text.into()));
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// The text with all changes. They do not overlap; those in one place come in the order they were made in.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut res = String::with_capacity(text.len() + 4096);
        let mut done = 0;
        for (range, new) in self.0 {
            res.push_str(&text[done..range.start]);
            res.push_str(&new);
            done = range.end;
        }
        res.push_str(&text[done..]);
        res
    }
}
