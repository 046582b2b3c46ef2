//! Documents that mean harm, or were damaged: the generator ends soon, with files that parse or with diagnostics.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod growth;
mod injection;
mod mutation;
mod support;
