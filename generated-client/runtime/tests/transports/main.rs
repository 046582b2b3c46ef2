//! Both HTTP transports against servers that are here: literal bytes on a socket, and software of other make.
#![cfg(all(feature = "hyper", feature = "blocking"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[cfg(any(feature = "gzip", feature = "brotli"))]
mod coding;
mod foreign;
mod proxies;
mod server;
mod settings;
mod stages;
#[path = "../support/mod.rs"]
mod support;
