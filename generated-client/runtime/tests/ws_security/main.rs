//! WS-Security: what policies demand, tokens, signatures, encryption; over the runtime's own client and server side.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[cfg(feature = "ws-security")]
mod demanding;
#[cfg(all(feature = "server", feature = "ws-security"))]
mod endpoint;
#[cfg(feature = "ws-security")]
mod exchanges;
#[cfg(feature = "ws-security")]
mod freshness;
#[cfg(feature = "ws-security")]
mod keys;
#[cfg(feature = "ws-security")]
mod mutations;
#[cfg(feature = "ws-security")]
mod node;
#[cfg(all(feature = "pkcs12", feature = "ws-security"))]
mod pkcs12;
mod policy;
#[cfg(feature = "ws-security")]
mod secrets;
mod service;
#[cfg(feature = "ws-security")]
mod signers;
#[cfg(feature = "ws-security")]
mod signing;
#[cfg(feature = "ws-security")]
mod wrapping;
#[cfg(feature = "ws-security")]
mod wss4j;
#[cfg(feature = "ws-security")]
mod xmlsec;
#[cfg(feature = "ws-security")]
mod zeep;
