//! Constraining facets; XSD 1.0 part 2 §4.3.

use std::fmt;

use crate::names::QName;
use crate::source::span::Span;

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

macro_rules! facet_kinds {
    ($($kind:ident $local:literal,)+) => {
        /// The name of a facet.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub enum FacetKind {
            $(#[doc = concat!("`xs:", $local, "`.")] $kind,)+
        }

        impl FacetKind {
            /// Each with the local name of its element.
            pub const NAMES: &[(Self, &'static str)] = &[$((Self::$kind, $local),)+];
        }
    };
}

facet_kinds! {
    Enumeration "enumeration",
    Pattern "pattern",
    Length "length",
    MinLength "minLength",
    MaxLength "maxLength",
    MinInclusive "minInclusive",
    MaxInclusive "maxInclusive",
    MinExclusive "minExclusive",
    MaxExclusive "maxExclusive",
    TotalDigits "totalDigits",
    FractionDigits "fractionDigits",
    WhiteSpace "whiteSpace",
}

impl fmt::Display for FacetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Self::NAMES.iter().find(|it| it.0 == *self);
        f.write_str(found.map_or("", |it| it.1))
    }
}
