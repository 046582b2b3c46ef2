//! The time that things take, and the time of day, where there is a clock.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Measures the time from one point to the next; `None` where there is no clock: the standard library's panics on
/// `wasm32-unknown-unknown`.
#[derive(Debug)]
pub(crate) struct Stopwatch(Option<Instant>);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(cfg!(not(target_family = "wasm")).then(Instant::now))
    }

    /// The time since the start, or since the last lap.
    pub(crate) fn lap(&mut self) -> Duration {
        let lap = self.elapsed();
        self.0 = self.0.map(|start| start + lap);
        lap
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.map_or(Duration::ZERO, |start| start.elapsed())
    }
}

/// The time since 1970; `None` where there is no clock.
pub(crate) fn since_1970() -> Option<Duration> {
    let now = cfg!(not(target_family = "wasm")).then(SystemTime::now)?;
    now.duration_since(UNIX_EPOCH).ok()
}
