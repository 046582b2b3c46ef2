//! What the examples share: where the service is, and a stand-in for it.
//!
//! In: the endpoint of a real service, or nothing. Out: a [`Service`] that an example can call either way.

// Every example includes all of it and uses a part.
#![allow(dead_code)]

mod canned;
#[path = "../../tests/support/mod.rs"]
mod literal;

use std::env;
use std::error::Error;
use std::time::Duration;

use literal::server::Server;

/// The service an example talks to: a real one, or a small server on the loopback interface with canned answers.
pub(crate) struct Service {
    endpoint: String,
    stand_in: Option<Server>,
}

impl Service {
    /// The service at `endpoint`, or the stand-in for it.
    pub(crate) fn new(endpoint: Option<String>) -> Self {
        match endpoint {
            Some(endpoint) => Self {
                endpoint,
                stand_in: None,
            },
            None => {
                println!(
                    "(offline: a stand-in answers; see the head of the file for the real service)"
                );
                let server = Server::start(canned::answers());
                Self {
                    endpoint: server.url("/stand-in"),
                    stand_in: Some(server),
                }
            }
        }
    }

    /// Where it is.
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// An account, a password and the like: `offline` for the stand-in, the environment's for a real service.
    pub(crate) fn input(&self, variable: &str, offline: &str) -> Result<String, Box<dyn Error>> {
        match self.stand_in {
            Some(_) => Ok(offline.to_owned()),
            None => env::var(variable).map_err(|error| format!("{variable}: {error}").into()),
        }
    }

    /// How long to wait before asking again.
    pub(crate) fn poll_interval(&self) -> Duration {
        match self.stand_in {
            Some(_) => Duration::ZERO,
            None => Duration::from_secs(2),
        }
    }
}
