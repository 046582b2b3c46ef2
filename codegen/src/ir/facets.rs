//! Facet tables.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

/// The facets of a simple type, as a static table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FacetTable {
    /// The static's name.
    pub ident: String,
    /// `whiteSpace`: `replace` or `collapse` where it is not the Rust type's own.
    pub white_space: Option<WhiteSpace>,
    /// `length`.
    pub length: Option<u64>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`s: every inner list is one derivation step, of which one must match.
    pub patterns: Vec<Vec<String>>,
    /// `minInclusive`.
    pub min_inclusive: Option<String>,
    /// `maxInclusive`.
    pub max_inclusive: Option<String>,
    /// `minExclusive`.
    pub min_exclusive: Option<String>,
    /// `maxExclusive`.
    pub max_exclusive: Option<String>,
    /// `totalDigits`.
    pub total_digits: Option<u32>,
    /// `fractionDigits`.
    pub fraction_digits: Option<u32>,
    /// The facets of every item of a list; without a name of its own.
    pub item: Option<Box<FacetTable>>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
}

/// `whiteSpace`; XSD 1.0 part 2 §4.3.6.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WhiteSpace {
    /// Tabs and line ends become blanks.
    Replace,
    /// And runs of blanks become one, those at the ends none.
    Collapse,
}
