//! Facets: what a value must satisfy; XSD 1.0 part 2 §4.3.

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
    };
}
