//! The generated Rust of every fixture of the generator: it compiles without a warning, and carries messages over
//! unchanged.
//!
//! In: `generated/`, written by `cargo xtask regen` from `codegen/tests/fixtures`. Out: literal messages read, compared
//! with values, written and compared again. Sampled messages are in `xtask/tests/valid`, which has the sampler.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../support/infoset.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod infoset;

#[cfg(feature = "hyper")]
#[path = "../support/server.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod server;

// A library has no dead code among what it exports; a test has.
#[allow(
    dead_code,
    unused_imports,
    reason = "fixtures are there to be compiled; not all of their items are called"
)]
#[allow(
    clippy::should_implement_trait,
    reason = "a contract may call an operation `cmp`"
)]
#[rustfmt::skip]
pub mod generated;

mod attachments;
mod builders;
mod content;
mod documents;
mod encoded;
mod modules;
mod names;
mod policies;
mod serialize;
mod services;
mod support;
mod types;
mod values;
