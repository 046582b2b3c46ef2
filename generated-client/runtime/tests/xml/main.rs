//! The XML layer: what is refused, what is read, what is written, and that one undoes the other.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

#[path = "../support/counts.rs"]
mod counts;
mod decoding;
mod fragments;
mod growth;
mod limits;
mod reading;
mod round_trip;
mod well_formed;
mod writing;

use soap_runtime::xml::{DecodeError, DecodeErrorKind, Limits, check};

fn checked(text: &str) -> Result<(), DecodeError> {
    check(text, &Limits::schema())
}

fn kind(text: &str) -> DecodeErrorKind {
    match checked(text) {
        Ok(()) => panic!("accepted {text:?}"),
        Err(error) => error.kind(),
    }
}
