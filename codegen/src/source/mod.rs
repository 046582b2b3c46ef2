//! Files: the only place that reads documents for the pipeline. In: a path. Out: decoded text, line index, [`Span`](span::Span)s.
//!
//! Knows nothing of XML structure.

pub mod gate;
pub mod loader;
pub mod map;
pub mod path;
pub mod span;
