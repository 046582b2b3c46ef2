//! Facets: what a value must satisfy; XSD 1.0 part 2 §4.3.
//!
//! In: a value, its text, the static table of its type. Out: the first facet it breaks. Does not know
//! enumerations, which are Rust types, and does not say the value, which may be a secret.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::pattern;
use super::scalar::Scalar;

/// The facets of one simple type, as a static table. Generated code writes `Facets { max_length: Some(5), ..Facets::NONE }`.
#[derive(Debug)]
pub struct Facets {
    /// `whiteSpace`, where it is not the Rust type's own.
    pub white_space: Option<WhiteSpace>,
    /// `length`: characters, octets or list items.
    pub length: Option<u64>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`s: every inner list is one derivation step, of which one pattern must match.
    pub patterns: &'static [&'static [&'static str]],
    /// `minInclusive`, in lexical form.
    pub min_inclusive: Option<&'static str>,
    /// `maxInclusive`.
    pub max_inclusive: Option<&'static str>,
    /// `minExclusive`.
    pub min_exclusive: Option<&'static str>,
    /// `maxExclusive`.
    pub max_exclusive: Option<&'static str>,
    /// `totalDigits`.
    pub total_digits: Option<u32>,
    /// `fractionDigits`.
    pub fraction_digits: Option<u32>,
    /// What every item of a list must satisfy.
    pub item: Option<&'static Self>,
}

/// `whiteSpace`; XSD 1.0 part 2 §4.3.6.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WhiteSpace {
    /// Tabs and line ends become blanks.
    Replace,
    /// And runs of blanks become one, those at the ends none.
    Collapse,
}

impl Facets {
    /// No facets: the base of every table.
    pub const NONE: Self = Self {
        white_space: None,
        length: None,
        min_length: None,
        max_length: None,
        patterns: &[],
        min_inclusive: None,
        max_inclusive: None,
        min_exclusive: None,
        max_exclusive: None,
        total_digits: None,
        fraction_digits: None,
        item: None,
    };

    /// Checks `value`, whose text is `text` after white space handling.
    ///
    /// # Errors
    /// The first facet that does not hold: lengths, then bounds, digits and patterns, then those of list items.
    pub fn check<T: Scalar>(&self, value: &T, text: &str) -> Result<(), FacetError> {
        self.check_length::<T>(value)?;
        self.check_bounds(value)?;
        self.check_digits::<T>(text)?;
        for step in self.patterns {
            if !step.iter().any(|it| pattern::is_match(it, text)) {
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

/// A value breaks a facet of its type. Never holds the value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FacetError {
    facet: &'static str,
    bound: Cow<'static, str>,
    found: Option<u64>,
}

impl FacetError {
    /// The facet as the schema writes it: `maxLength`.
    pub const fn facet(&self) -> &'static str {
        self.facet
    }

    /// What the schema asks for: `5`, or the pattern.
    pub fn bound(&self) -> &str {
        &self.bound
    }

    /// The length or the number of digits found, where the facet counts them and the value is no secret.
    pub const fn found(&self) -> Option<u64> {
        self.found
    }
}

impl fmt::Display for FacetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} `{}`", self.facet, self.bound)?;
        match self.found {
            Some(found) => write!(f, ", found {found}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FacetError {}
