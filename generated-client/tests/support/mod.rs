//! What the tests share: a literal server, literal answers, samples and infosets.

// Every test crate includes all of it and uses a part.
#![allow(dead_code)]

pub mod answers;
pub mod infoset;
pub mod request;
pub mod samples;
pub mod server;
