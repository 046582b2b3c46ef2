//! Files: the only place that reads from disk. In: a path. Out: decoded text, line index, [`Span`]s.
//!
//! Knows nothing of XML structure.

pub mod span;
