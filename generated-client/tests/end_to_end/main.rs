//! Whole conversations over loopback HTTP, against a server that is not made of our codec; and once against
//! our own server's side (`own_server.rs`).
//!
//! In: the generated clients and literal answers. Out: what the callers see, and what was really on the wire.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../support/mod.rs"]
mod support;

mod console;
mod limits;
mod own_server;
mod redaction;
mod refusals;
mod rescue_api;
mod spellings;
mod superoffice;
