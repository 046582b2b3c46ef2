//! Constraining facets; XSD 1.0 part 2 §4.3.

use crate::names::QName;
use crate::source::span::Span;
use crate::words::words;

/// A constraining facet; XSD 1.0 part 2 §4.3.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Which facet.
    pub kind: FacetKind,
    /// Its `value`, as written.
    pub value: String,
    /// The qualified name that it is as a literal of a type of those.
    pub name: Option<QName>,
    /// Whether types derived from this one may not change it.
    pub fixed: bool,
    /// `xs:documentation`, mostly on enumerations.
    pub docs: Option<String>,
    /// .NET's `<EnumerationValue>` in `xs:appinfo`.
    pub enumeration_value: Option<String>,
    /// The `value` attribute's value.
    pub span: Span,
}

words! {
    /// The name of a facet.
    pub enum FacetKind {
        Enumeration = "enumeration",
        Pattern = "pattern",
        Length = "length",
        MinLength = "minLength",
        MaxLength = "maxLength",
        MinInclusive = "minInclusive",
        MaxInclusive = "maxInclusive",
        MinExclusive = "minExclusive",
        MaxExclusive = "maxExclusive",
        TotalDigits = "totalDigits",
        FractionDigits = "fractionDigits",
        WhiteSpace = "whiteSpace",
    }
}
