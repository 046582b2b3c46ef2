//! The typed clients.
