//! Checks values against their facets; XSD 1.0 part 2 §4.3.
//!
//! In: a value, its text, the static table of its type. Out: the first facet it breaks.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::facets::{FacetError, Facets};
use super::scalar::Scalar;

impl Facets {
    /// Checks `value`, whose text is `text` after white space handling.
    ///
    /// # Errors
    /// The first facet that does not hold: lengths, then bounds, digits and patterns, then those of list items.
    pub fn check<T: Scalar>(&self, value: &T, text: &str) -> Result<(), FacetError> {
        self.check_length::<T>(value)?;
        self.check_bounds(value)?;
        self.check_digits::<T>(text)?;
        for step in self.patterns {
            if !step.iter().any(|pattern| is_match(pattern, text)) {
                return Err(FacetError {
                    facet: "pattern",
                    bound: Cow::Owned(step.join("|")),
                    found: None,
                });
            }
        }
        match self.item {
            Some(item) => value.check_items(item, text),
            None => Ok(()),
        }
    }

    fn check_length<T: Scalar>(&self, value: &T) -> Result<(), FacetError> {
        if (self.length, self.min_length, self.max_length) == (None, None, None) {
            return Ok(());
        }
        let Some(found) = value.length() else {
            return Ok(());
        };
        let facets = [
            ("length", self.length, Some(found) == self.length),
            ("minLength", self.min_length, Some(found) >= self.min_length),
            ("maxLength", self.max_length, self.max_length >= Some(found)),
        ];
        first_broken::<T>(facets, found)
    }

    fn check_bounds<T: Scalar>(&self, value: &T) -> Result<(), FacetError> {
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
            if value
                .compare(bound)
                .is_some_and(|it| !allowed.contains(&it))
            {
                return Err(FacetError {
                    facet,
                    bound: Cow::Borrowed(bound),
                    found: None,
                });
            }
        }
        Ok(())
    }

    fn check_digits<T: Scalar>(&self, text: &str) -> Result<(), FacetError> {
        if (self.total_digits, self.fraction_digits) == (None, None) {
            return Ok(());
        }
        let (total, fraction) = count_digits(text);
        let bound = |it: Option<u32>| it.map(u64::from);
        let (max_total, max_fraction) = (bound(self.total_digits), bound(self.fraction_digits));
        first_broken::<T>(
            [("totalDigits", max_total, max_total >= Some(total))],
            total,
        )?;
        let facet = (
            "fractionDigits",
            max_fraction,
            max_fraction >= Some(fraction),
        );
        first_broken::<T>([facet], fraction)
    }
}

/// Whether `text` matches `pattern`, where patterns are checked.
#[cfg(feature = "patterns")]
fn is_match(pattern: &'static str, text: &str) -> bool {
    super::pattern::is_match(pattern, text)
}

/// Any text matches: without feature `patterns` there is nothing to check them with.
#[cfg(not(feature = "patterns"))]
fn is_match(_: &'static str, _: &str) -> bool {
    true
}

/// The first facet that has a bound and does not hold.
fn first_broken<T: Scalar>(
    facets: impl IntoIterator<Item = (&'static str, Option<u64>, bool)>,
    found: u64,
) -> Result<(), FacetError> {
    for (facet, bound, holds) in facets {
        if let (Some(bound), false) = (bound, holds) {
            return Err(FacetError {
                facet,
                bound: Cow::Owned(bound.to_string()),
                found: (!T::SECRET).then_some(found),
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
    let significant = match whole {
        "" => fraction.trim_start_matches('0').len(),
        whole => whole.len() + fraction.len(),
    };
    (
        significant.max(fraction.len()) as u64,
        fraction.len() as u64,
    )
}
