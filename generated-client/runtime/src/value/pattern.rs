//! `pattern`: the regular expressions of XSD; XSD 1.0 part 2 appendix F.
//!
//! In: a pattern and a text. Out: whether the whole text matches, in steps that a [`Scope`] counts and may end: at worst the
//! size of the pattern times the text. A pattern is translated once into the syntax of `regex-automata` and kept. One that
//! cannot be translated matches everything: a generator that cares asks [`check_syntax`].

mod blocks;
mod machine;
mod translate;

#[cfg(test)]
pub(super) use translate::CATEGORIES;

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::scope::{NoScope, Scope};
use machine::Machine;

/// The patterns of static tables, of which there is a bounded number.
static OF_THE_PROGRAM: Translated = Translated::new();

/// Patterns that were translated, kept for the next value. `None` stands for one that cannot be.
#[derive(Debug, Default)]
pub struct Translated(RwLock<BTreeMap<String, Option<Machine>>>);

impl Translated {
    /// None yet.
    pub const fn new() -> Self {
        Self(RwLock::new(BTreeMap::new()))
    }

    /// Whether all of `text` matches `pattern`, or `pattern` cannot be translated.
    pub fn is_match(&self, pattern: &str, text: &str) -> bool {
        self.is_match_within(pattern, text, &NoScope)
    }

    /// As [`Translated::is_match`], in steps that `scope` counts; false too where it allows no more of them.
    pub fn is_match_within(&self, pattern: &str, text: &str, scope: &dyn Scope) -> bool {
        let is_match = |machine: &Option<Machine>| {
            (machine.as_ref()).is_none_or(|machine| machine.is_match(text, scope))
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(machine) = known.get(pattern) {
            return is_match(machine);
        }
        drop(known);
        let machine = compile(pattern).ok();
        let res = is_match(&machine);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(pattern.to_owned(), machine);
        res
    }
}

/// Whether all of `text` matches `pattern`, which is one of a static table, or `pattern` cannot be translated.
pub(super) fn is_match(pattern: &str, text: &str, scope: &dyn Scope) -> bool {
    OF_THE_PROGRAM.is_match_within(pattern, text, scope)
}

/// Whether `pattern` can be translated.
///
/// # Errors
/// What cannot be, in one line.
pub fn check_syntax(pattern: &str) -> Result<(), String> {
    compile(pattern).map(drop)
}

/// What in `pattern` can hardly be meant, though it is a regular expression of XSD, in one line: `^` and `$` stand for
/// themselves there, and all of a value has to match anyway.
pub fn doubt(pattern: &str) -> Option<String> {
    let alternatives = || pattern.split('|').map(|it| it.trim_start_matches('('));
    if alternatives().any(|it| it.starts_with('^')) {
        return Some("`^` is a character in XSD, where a pattern spans the whole value".to_owned());
    }
    let is_anchored = |it: &str| {
        let it = it.trim_end_matches(')');
        let before = it.strip_suffix('$');
        // An even number of backslashes in front of it escapes none.
        before.is_some_and(|it| (it.len() - it.trim_end_matches('\\').len()).is_multiple_of(2))
    };
    if alternatives().any(is_anchored) {
        return Some("`$` is a character in XSD, where a pattern spans the whole value".to_owned());
    }
    // A text of each kind that any real type takes some of.
    pattern
        .is_empty()
        .then(|| "an empty pattern takes the empty text alone".to_owned())
}

fn compile(pattern: &str) -> Result<Machine, String> {
    Machine::new(&translate::translate(pattern)?)
}
