//! What `cargo xtask corpus` and the tests of this package share: sample messages, and their validation by libxml2.
//!
//! In: what `wsdl-codegen` made of a WSDL. Out: messages to be read and written by its generated code; then whether what
//! was written is what the schemas allow.

pub mod sample;
pub mod validation;
