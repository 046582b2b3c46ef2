//! HTTP: one set of settings, [`HttpTransportBuilder`], and what carries by them: with a runtime or without.
//!
//! What is added to requests and taken off answers (cookies, credentials, compression) is the same for both.

#[cfg(feature = "hyper")]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod case;
mod coding;
mod cookies;
mod credentials;
#[cfg(feature = "digest")]
mod digest;
mod extras;
mod made;
mod tls;
mod unpacking;

#[cfg(feature = "hyper")]
pub use asynchronous::HttpTransport;
#[cfg(feature = "blocking")]
pub use blocking::BlockingHttpTransport;
pub use builder::HttpTransportBuilder;
