//! The server's side, typed: for mocks, tests on loopback and small services (feature `server`).
//!
//! Every generated module has a module `server` with a trait for each service, one method an operation. What implements
//! it is mounted by `Endpoint::handle`: an `http::Request` in, an `http::Response` out, whatever the HTTP server.
//! The same module has a mock for each service, whose client an application calls as it would the real one.
//!
//! | file | question |
//! |---|---|
//! | `answer` | what a method of the trait takes and gives |
//! | `dispatch` | which operation a request is for, and what is answered where there is none |
//! | `macros` | what generated code says |
//! | `mock` | what a mock expects, and what it answers |
//! | `recording` | how a session with a real service is kept, and answered again |
//! | `secured` | what stands before an endpoint whose messages are protected |
//!
//! Requests are read strictly: what departs from the schema is a fault of the sender.

#[cfg(feature = "server")]
mod answer;
#[cfg(feature = "server")]
mod dispatch;
mod macros;
#[cfg(feature = "server")]
mod mock;
#[cfg(feature = "server")]
mod recording;
#[cfg(all(feature = "server", feature = "ws-security"))]
mod secured;

#[cfg(feature = "server")]
pub use answer::{Answer, Handled};
#[cfg(feature = "server")]
pub use dispatch::{Endpoint, InProcessEndpoint};
#[cfg(feature = "server")]
#[doc(hidden)]
pub use dispatch::{Fit, refuse, respond, unmatched};
#[cfg(feature = "server")]
pub use mock::{Expectation, Mock, MockTransport};
#[cfg(feature = "server")]
pub use recording::{Recorder, Replay};
#[cfg(all(feature = "server", feature = "ws-security"))]
pub use secured::Secured;
