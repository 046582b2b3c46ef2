//! [`Writer`]: writes well-formed XML only.

/// An XML document being written.
#[derive(Debug)]
pub struct Writer {}
