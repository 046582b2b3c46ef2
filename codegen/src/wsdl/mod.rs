//! WSDL 1.1: parses `wsdl:definitions` into owned declarations.

pub mod model;
