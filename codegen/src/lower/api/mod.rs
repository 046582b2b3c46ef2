//! What a caller sees: clients, their methods, and the messages, headers and faults of these.

pub(super) mod alone;
pub(super) mod clients;
pub(super) mod faults;
pub(super) mod headers;
pub(super) mod messages;
pub(super) mod methods;
