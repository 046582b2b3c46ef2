//! What a caller sees: clients, their methods, and the messages, headers and faults of these.
//!
//! In: the plans. Out: [`ClientDraft`]s; the types that they meet are queued.

mod alone;
mod clients;
mod faults;
mod headers;
mod messages;
mod methods;

pub(super) use alone::{also, offer, roots};
pub(super) use clients::{ClientDraft, Headers, lower};
pub(super) use methods::{OperationDraft, reserved};
