//! A server that fails in every way at every byte: the client gives the value or a clear error, and asks once.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "../support/mod.rs"]
mod support;

mod encrypted;
mod hosts;
mod offsets;
mod packed;
mod server;
