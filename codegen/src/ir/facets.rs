//! Facet tables.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

/// A static with the facets of simple types.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetItem {
    /// Its name.
    pub ident: String,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
    /// What stands in it.
    pub table: FacetTable,
}

/// The facets of a simple type.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct FacetTable {
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
    /// The qualified names of which a value is one, as `{namespace}local`; any where empty.
    pub names: Vec<String>,
    /// The facets of every item of a list.
    pub item: Option<Box<FacetTable>>,
}

/// `whiteSpace`; XSD 1.0 part 2 §4.3.6.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum WhiteSpace {
    /// Tabs and line ends become blanks.
    Replace,
    /// And runs of blanks become one, those at the ends none.
    Collapse,
}
