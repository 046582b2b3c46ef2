//! The values of XML Schema in their exact lexical forms; XSD 1.0 part 2.
pub mod facets;
