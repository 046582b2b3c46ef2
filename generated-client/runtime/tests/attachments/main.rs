//! Messages with parts beside the envelope: MTOM, SOAP with Attachments, `swaRef`; read and written.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/pieces.rs"]
mod pieces_transport;
mod reading;
mod service;
#[cfg(feature = "reqwest")]
mod streaming;
mod writing;
