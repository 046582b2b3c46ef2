//! The record engine: reads and writes every generated type from its static table.
//!
//! In: a [`Shape`](shape::Shape) and the two accessors that the macros write. Out: values or XML.
//! Knows nothing of SOAP and nothing of HTTP.

pub mod shape;
pub mod slot;
