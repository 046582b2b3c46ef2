//! What will be called: the ports, operations, parts, header blocks and faults of the WSDL that can be generated.

mod action;
mod attachments;
mod body;
mod bound;
mod clients;
mod demands;
mod extensions;
mod faults;
mod headers;
mod operations;
mod parts;
mod ports;

pub(super) use clients::plan;
