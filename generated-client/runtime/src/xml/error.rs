//! Errors of reading and writing XML.

/// A document could not be read.
#[derive(Debug)]
pub struct DecodeError {}

/// A value could not be written.
#[derive(Debug)]
pub struct EncodeError {}
