//! From text to files: atomic writes, comparison.
