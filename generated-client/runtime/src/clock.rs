//! The time that things take, and the time of day, where there is a clock.

use std::time::Duration;

/// Measures the time from one point to the next.
#[derive(Debug)]
pub(crate) struct Stopwatch(#[cfg(not(target_family = "wasm"))] std::time::Instant);

#[cfg(not(target_family = "wasm"))]
impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// The time since the start, or since the last lap.
    pub(crate) fn lap(&mut self) -> Duration {
        let now = std::time::Instant::now();
        now.duration_since(std::mem::replace(&mut self.0, now))
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The standard library's clock panics on `wasm32-unknown-unknown`.
#[cfg(target_family = "wasm")]
impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self()
    }

    pub(crate) fn lap(&mut self) -> Duration {
        Duration::ZERO
    }

    pub(crate) fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// The time since 1970; `None` where there is no clock.
pub(crate) fn since_1970() -> Option<Duration> {
    #[cfg(not(target_family = "wasm"))]
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok();
    #[cfg(target_family = "wasm")]
    let now = None;
    now
}
