//! What `cargo xtask corpus` and the tests of this package share: the validation of sample messages by libxml2.
//!
//! In: what `wsdl-codegen` made of a WSDL, and what its generated code wrote. Out: whether that
//! is what the schemas allow.

pub mod validation;
