//! Messages with parts beside the envelope: MTOM, SOAP with Attachments, `swaRef`; read and written.

#[path = "../support/mod.rs"]
mod support;

mod reading;
mod service;
mod writing;
