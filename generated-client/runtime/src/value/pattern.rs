//! `pattern`: the regular expressions of XSD; XSD 1.0 part 2 appendix F.
//!
//! In: a pattern and a text. Out: whether the whole text matches, in time linear in the text. A pattern is
//! translated once into the syntax of the `regex` crate and kept. One that cannot be translated matches
//! everything: a generator that cares asks [`check_syntax`].

mod blocks;
mod translate;

#[cfg(test)]
pub(super) use translate::CATEGORIES;

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use regex::Regex;

/// Every pattern comes from a static table, so there is a bounded number of them.
static COMPILED: RwLock<BTreeMap<&'static str, Option<Regex>>> = RwLock::new(BTreeMap::new());

/// Whether all of `text` matches `pattern`, or `pattern` cannot be translated.
pub fn is_match(pattern: &'static str, text: &str) -> bool {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(regex) = known.get(pattern) {
        return regex.as_ref().is_none_or(|it| it.is_match(text));
    }
    drop(known);
    let regex = compile(pattern).ok();
    let matches = regex.as_ref().is_none_or(|it| it.is_match(text));
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    known.insert(pattern, regex);
    matches
}

/// Whether `pattern` can be translated.
///
/// # Errors
/// What cannot be, in one line.
pub fn check_syntax(pattern: &str) -> Result<(), String> {
    compile(pattern).map(drop)
}

fn compile(pattern: &str) -> Result<Regex, String> {
    let translated = translate::translate(pattern)?;
    Regex::new(&format!(r"\A(?:{translated})\z")).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
        // The messages of the crate span lines; the last says what is wrong.
        error => error
            .to_string()
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned(),
    })
}
