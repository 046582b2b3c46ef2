//! Fixtures to IR.
