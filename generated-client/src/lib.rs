//! Typed clients of three SOAP services, generated from their WSDLs.
//!
//! | module | service | cargo feature |
//! |---|---|---|
//! | [`technician_console`] | LogMeIn Rescue `TechnicianConsole.asmx` | `technician-console` |
//! | [`rescue_api`] | LogMeIn Rescue `API.asmx` | `rescue-api` |
//! | [`superoffice`] | SuperOffice NetServer Services84, `User.svc` and `SoPrincipal.svc` | `superoffice` |
//!
//! All features are on by default, and so is `reqwest`, the HTTP transport.
//! Every type is a plain struct or enum with public fields; request types have chained setters.
//! A method of a client takes a request and gives a [`Call`](soap_runtime::Call): awaited, it is the answer's body;
//! `send` gives the [`Reply`](soap_runtime::Reply) with headers and deviations as well.
//!
//! [`session`] signs in, stays signed in and signs out; it is written by hand, on top of the clients.
//! Everything below [`generated`] is written by `cargo xtask regen`.

// Lints that hold for code people write, not for code that a schema decides.
#[allow(
    clippy::large_enum_variant,
    reason = "the schema decides what an alternative holds"
)]
#[rustfmt::skip]
pub mod generated;
#[cfg(any(
    feature = "technician-console",
    feature = "rescue-api",
    feature = "superoffice"
))]
pub mod session;

pub use generated::*;
pub use soap_runtime;

/// The README's example, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
