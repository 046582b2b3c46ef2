//! Documents that mean harm, or were damaged: the generator ends soon, with files that parse or with diagnostics.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod counts;
mod documentation;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "what is public is so for `fuzz`, which uses the rest of it"
)]
mod fuzzed;
mod growth;
mod injection;
#[path = "../../../generated-client/runtime/tests/support/counts.rs"]
mod instructions;
mod mutation;
mod support;
