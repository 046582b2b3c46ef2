//! WSDL 1.1: parses `wsdl:definitions` into owned declarations.

pub mod assume;
pub mod model;
pub mod parse;
pub mod policy;
