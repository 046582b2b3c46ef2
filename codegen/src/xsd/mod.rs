//! XML Schema: parses `xs:schema` elements into owned declarations. Knows nothing of WSDL.

mod facet;
mod identity;
pub mod model;
pub mod parse;
pub mod redefine;
pub(crate) mod rules;
pub mod wildcard;
