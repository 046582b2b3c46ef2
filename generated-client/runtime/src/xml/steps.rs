//! [`Steps`]: what the patterns of values have taken, of one document that is read or written.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many steps were taken. What checks a value has but a look at where it stands, which threads may share; one of them
/// counts.
#[derive(Debug, Default)]
pub(super) struct Steps(AtomicUsize);

impl Steps {
    /// Counts `n_steps` more. False where they are more than `limit` with those before.
    pub(super) fn take(&self, n_steps: usize, limit: usize) -> bool {
        let all = self.0.load(Ordering::Relaxed).saturating_add(n_steps);
        self.0.store(all, Ordering::Relaxed);
        all <= limit
    }
}
