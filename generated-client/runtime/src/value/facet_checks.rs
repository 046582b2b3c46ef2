//! Checks values against their facets; XSD 1.0 part 2 §4.3.
//!
//! In: a value, its text, the static table of its type. Out: the first facet it breaks.

use std::cmp::Ordering;

use super::facets::{FacetError, Facets};
use super::scalar::Scalar;
use super::scope::{NoScope, Scope};
use super::simple::{SimpleType, Static};

impl Facets<'_> {
    /// Checks `value`, whose text is `text` after white space handling.
    ///
    /// # Errors
    /// The first facet that does not hold: lengths, then bounds, digits and patterns, then those of list items.
    pub fn check<T: Scalar>(&self, value: &T, text: &str) -> Result<(), FacetError> {
        self.check_as(&Static::TYPE, value, text, &NoScope)
    }

    /// Checks `value`, a value of `simple`, whose text is `text` after white space handling. `scope` counts the steps of
    /// patterns; where it allows no more, a pattern does not hold.
    ///
    /// # Errors
    /// As [`Facets::check`].
    pub fn check_as<S: SimpleType>(
        &self,
        simple: &S,
        value: &S::Value,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        let is_secret = simple.is_secret();
        self.check_length(is_secret, || simple.length(value))?;
        self.check_bounds(|bound| simple.compare(value, bound))?;
        self.check_digits(is_secret, text)?;
        for step in self.patterns {
            if !(step.iter()).any(|pattern| self.is_match(pattern, text, scope)) {
                return Err(FacetError {
                    facet: "pattern",
                    bound: step.join("|"),
                    found: None,
                });
            }
        }
        let is_it = |name: &&str| simple.compare(value, name) == Some(Ordering::Equal);
        if !self.names.is_empty() && !self.names.iter().any(is_it) {
            return Err(FacetError {
                facet: "enumeration",
                bound: self.names.join("|"),
                found: None,
            });
        }
        match self.item {
            Some(item) => simple.check_items(value, item, text, scope),
            None => Ok(()),
        }
    }

    fn check_length(
        &self,
        is_secret: bool,
        length: impl FnOnce() -> Option<u64>,
    ) -> Result<(), FacetError> {
        if (self.length, self.min_length, self.max_length) == (None, None, None) {
            return Ok(());
        }
        let Some(found) = length() else {
            return Ok(());
        };
        let facets = [
            ("length", self.length, Some(found) == self.length),
            ("minLength", self.min_length, Some(found) >= self.min_length),
            ("maxLength", self.max_length, self.max_length >= Some(found)),
        ];
        first_broken(is_secret, facets, found)
    }

    fn check_bounds(&self, compare: impl Fn(&str) -> Option<Ordering>) -> Result<(), FacetError> {
        let facets = [
            (
                "minInclusive",
                self.min_inclusive,
                [Ordering::Greater, Ordering::Equal],
            ),
            (
                "maxInclusive",
                self.max_inclusive,
                [Ordering::Less, Ordering::Equal],
            ),
            ("minExclusive", self.min_exclusive, [Ordering::Greater; 2]),
            ("maxExclusive", self.max_exclusive, [Ordering::Less; 2]),
        ];
        for (facet, bound, allowed) in facets {
            let Some(bound) = bound else { continue };
            // An order that cannot be told, as between dates with and without an offset, breaks nothing.
            if compare(bound).is_some_and(|order| !allowed.contains(&order)) {
                return Err(FacetError {
                    facet,
                    bound: bound.to_owned(),
                    found: None,
                });
            }
        }
        Ok(())
    }

    fn check_digits(&self, is_secret: bool, text: &str) -> Result<(), FacetError> {
        if (self.total_digits, self.fraction_digits) == (None, None) {
            return Ok(());
        }
        let (total, fraction) = count_digits(text);
        let bound = |it: Option<u32>| it.map(u64::from);
        let (max_total, max_fraction) = (bound(self.total_digits), bound(self.fraction_digits));
        let facet = ("totalDigits", max_total, max_total >= Some(total));
        first_broken(is_secret, [facet], total)?;
        let facet = (
            "fractionDigits",
            max_fraction,
            max_fraction >= Some(fraction),
        );
        first_broken(is_secret, [facet], fraction)
    }

    /// Whether `text` matches `pattern`, where patterns are checked.
    #[cfg(feature = "patterns")]
    fn is_match(&self, pattern: &str, text: &str, scope: &dyn Scope) -> bool {
        match self.translated {
            Some(translated) => translated.is_match_within(pattern, text, scope),
            None => super::pattern::is_match(pattern, text, scope),
        }
    }

    /// Any text matches: without feature `patterns` there is nothing to check them with.
    #[cfg(not(feature = "patterns"))]
    fn is_match(&self, _: &str, _: &str, _: &dyn Scope) -> bool {
        true
    }
}

/// The first facet that has a bound and does not hold.
fn first_broken(
    is_secret: bool,
    facets: impl IntoIterator<Item = (&'static str, Option<u64>, bool)>,
    found: u64,
) -> Result<(), FacetError> {
    for (facet, bound, holds) in facets {
        if let (Some(bound), false) = (bound, holds) {
            return Err(FacetError {
                facet,
                bound: bound.to_string(),
                found: (!is_secret).then_some(found),
            });
        }
    }
    Ok(())
}

/// The digits of a decimal number, all and those after the point; XSD 1.0 part 2 §4.3.11, §4.3.12:
/// zeros that the value does not need do not count.
fn count_digits(text: &str) -> (u64, u64) {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = whole.trim_start_matches(['+', '-', '0']);
    let fraction = fraction.trim_end_matches('0');
    ((whole.len() + fraction.len()) as u64, fraction.len() as u64)
}
