//! What will be called: the ports, operations, parts, header blocks and faults of the WSDL that can be generated.

pub(super) mod attachments;
pub(super) mod body;
pub(super) mod bound;
pub(super) mod extensions;
pub(super) mod faults;
pub(super) mod headers;
pub(super) mod operations;
pub(super) mod ports;
