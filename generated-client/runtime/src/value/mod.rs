//! The values of XML Schema in their exact lexical forms; XSD 1.0 part 2.
//!
//! In: the text of an element or attribute. Out: a Rust value, and back. Every type that text can hold
//! implements [`Scalar`]. Knows nothing of elements, records or SOAP.

pub mod facets;
mod float;
mod number;
mod scalar;
mod text;

pub use scalar::{LexicalError, NoPrefixes, NoScope, Prefixes, Scalar, Scope, white_space};
