//! What the tests share: a literal server, literal answers, samples and infosets.

// Every test crate includes all of it and uses a part.
#![allow(dead_code)]

pub(crate) mod answers;
pub(crate) mod infoset;
pub(crate) mod request;
pub(crate) mod samples;
pub(crate) mod server;
