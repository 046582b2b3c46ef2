//! The envelope: written around header blocks and a body, and taken apart into them again.
//!
//! Knows nothing of HTTP. What it reads into is `dyn`, so that this code exists once and not once an operation.

mod reading;
mod writing;

pub use reading::Target;
pub use writing::Outgoing;

pub(super) use reading::{
    EnvelopeError, Understanding, enter_child, enter_envelope, read_envelope,
};
pub(super) use writing::{Form, Spare, WriteBody, write_envelope};
