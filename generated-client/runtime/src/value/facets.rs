//! Facets: what a value must satisfy; XSD 1.0 part 2 §4.3.
//!
//! The table of a type, and the error that names the first facet that a value breaks. Enumerations are Rust types and
//! no facets, but for those of qualified names. Does not say the value, which may be a secret.

use std::fmt;

/// The facets of one simple type, as a table. Generated code writes `Facets { max_length: Some(5), ..Facets::NONE }`.
#[derive(Debug)]
pub struct Facets<'t> {
    /// `whiteSpace`, where it is not the Rust type's own.
    pub white_space: Option<WhiteSpace>,
    /// `length`: characters, octets or list items.
    pub length: Option<u64>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`s: every inner list is one derivation step, of which one pattern must match. Checked with feature `patterns`.
    pub patterns: &'t [&'t [&'t str]],
    /// `minInclusive`, in lexical form.
    pub min_inclusive: Option<&'t str>,
    /// `maxInclusive`.
    pub max_inclusive: Option<&'t str>,
    /// `minExclusive`.
    pub min_exclusive: Option<&'t str>,
    /// `maxExclusive`.
    pub max_exclusive: Option<&'t str>,
    /// `totalDigits`.
    pub total_digits: Option<u32>,
    /// `fractionDigits`.
    pub fraction_digits: Option<u32>,
    /// `enumeration`, of qualified names: `{namespace}local`. Those of other types are Rust types.
    pub names: &'t [&'t str],
    /// What every item of a list must satisfy.
    pub item: Option<&'t Self>,
    /// Where translated patterns are kept; `None` for as long as the program runs.
    #[cfg(feature = "patterns")]
    pub translated: Option<&'t super::pattern::Translated>,
}

/// `whiteSpace`; XSD 1.0 part 2 §4.3.6.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WhiteSpace {
    /// Tabs and line ends become blanks.
    Replace,
    /// And runs of blanks become one, those at the ends none.
    Collapse,
}

impl Facets<'_> {
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
        names: &[],
        item: None,
        #[cfg(feature = "patterns")]
        translated: None,
    };
}

/// A value breaks a facet of its type. Never holds the value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FacetError {
    pub(super) facet: &'static str,
    pub(super) bound: String,
    pub(super) found: Option<u64>,
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
