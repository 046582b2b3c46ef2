//! The values of XML Schema in their exact lexical forms; XSD 1.0 part 2.
//!
//! In: the text of an element or attribute. Out: a Rust value, and back. Every type that text can hold
//! implements [`Scalar`]. Knows nothing of elements, records or SOAP.

mod attachment;
mod binary;
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time"
))]
mod convert;
mod decimal;
mod digits;
#[cfg(feature = "serde")]
pub mod exposed;
mod facet_checks;
pub mod facets;
mod float;
mod forms;
mod integer;
mod list;
mod meant;
mod nillable;
mod number;
#[cfg(feature = "patterns")]
pub mod pattern;
mod qname;
mod scalar;
mod scope;
mod secret;
#[cfg(feature = "serde")]
mod serialize;
mod simple;
mod text;
mod time;

pub use crate::mime::Attachment;
pub use binary::{Base64Binary, HexBinary};
pub use decimal::Decimal;
pub use integer::Integer;
pub use list::{List, ListOf};
pub use nillable::Nillable;
pub use qname::QName;
pub(crate) use scalar::stays_as_is;
pub use scalar::{LexicalError, Scalar, white_space};
pub(crate) use scope::Nameless;
pub use scope::{NoPrefixes, NoScope, Prefixes, Scope};
pub use secret::Secret;
pub use simple::{SimpleType, Static};
pub use time::{
    Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Offset, Time,
};

#[cfg(test)]
mod tests;
