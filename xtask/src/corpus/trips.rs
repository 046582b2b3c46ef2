//! How samples did that were read, written and read again.

use serde::{Deserialize, Serialize};

/// How the samples of one root did.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct RoundTrips {
    /// Came back equal.
    pub(crate) good: usize,
    /// Did not.
    pub(crate) bad: usize,
    /// Break a facet, because the sampler found no better text.
    pub(crate) unsampled: usize,
    /// Operation, side, sample and what went wrong.
    pub(crate) failures: Vec<String>,
}
