//! Answers that are read while they arrive.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod pieces;
#[path = "../support/pieces.rs"]
mod pieces_transport;
mod service;
mod whole;
