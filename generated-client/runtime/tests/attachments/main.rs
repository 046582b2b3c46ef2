//! Messages with parts beside the envelope: MTOM, SOAP with Attachments, `swaRef`; read and written.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "../support/mod.rs"]
mod support;

mod damaged;
#[path = "../support/pieces.rs"]
mod pieces_transport;
mod reading;
mod service;
#[cfg(feature = "hyper")]
mod streaming;
mod writing;
