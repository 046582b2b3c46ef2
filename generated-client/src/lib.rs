//! Typed clients of three SOAP services, generated from their WSDLs.
//!
//! ```no_run
//! use generated_client::rescue_api::{ApiClient, GetAccountRequest, LoginRequest, LoginResult};
//!
//! # #[cfg(feature = "hyper")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = ApiClient::new();
//! let request = LoginRequest::default()
//!     .email("tech@example.com")
//!     .password(std::env::var("RESCUE_PASSWORD")?);
//! let login = client.login(request).await?;
//! if login.result != LoginResult::Ok {
//!     return Err(format!("not signed in: {}", login.result).into());
//! }
//! // The client keeps the cookie that the service signs in by.
//! let account = client.get_account(GetAccountRequest::default()).await?;
//! println!("{} has the id {}", account.organization.unwrap_or_default(), account.account_id);
//! # Ok(()) }
//! ```
//!
//! | module | service | cargo feature |
//! |---|---|---|
//! | [`technician_console`] | LogMeIn Rescue `TechnicianConsole.asmx` | `technician-console` |
//! | [`rescue_api`] | LogMeIn Rescue `API.asmx` | `rescue-api` |
//! | [`superoffice`] | SuperOffice NetServer Services84, `User.svc` and `SoPrincipal.svc` | `superoffice` |
//! | [`session`] | signs in, stays signed in and signs out, for each of them | |
//!
//! Every type is a plain struct or enum with public fields; request types have chained setters.
//! A method of a client takes a request and gives a [`Call`](soap_runtime::Call): awaited, it is the answer's body;
//! `send` gives the [`Reply`](soap_runtime::Reply) with headers and deviations as well.
//! Timeouts, credentials, retries, streams and tests are those of [`soap_runtime`], whose first page has recipes.
//!
//! | feature | gives |
//! |---|---|
//! | `technician-console`, `rescue-api`, `superoffice` (default) | the modules |
//! | `hyper` (default) | the asynchronous HTTP transport, and `new()` of the clients |
//! | `encodings`, `patterns` (default) | answers in every encoding of the web; values checked against patterns |
//! | `blocking` | the HTTP transport for programs without an asynchronous runtime |
//! | `server` | a typed trait and a mock for each service |
//! | `http2`, `gzip`, `brotli`, `digest`, `pkcs12`, `tower`, `tracing`, `ws-security` | what the runtime has of HTTP, logs and security |
//! | `serde`, `chrono`, `jiff`, `time`, `rust_decimal` | values in the types of these crates |
//!
//! Everything below [`generated`] is written by `cargo xtask regen`; [`session`] by hand, on top of it.

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
