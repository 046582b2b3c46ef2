//! [`Timings`]: how long each stage of a run took.
//!
//! In: stages, as they run. Out: a table for people. Nothing that is generated depends on it.

use std::fmt;
use std::time::{Duration, Instant};

/// How long each stage took, in the order in which they ran.
#[derive(Clone, Debug, Default)]
pub struct Timings(Vec<(&'static str, Duration)>);

impl Timings {
    /// Runs a stage.
    pub(crate) fn measure<R>(&mut self, stage: &'static str, run: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = run();
        self.0.push((stage, start.elapsed()));
        result
    }
}

/// A line for each stage, in milliseconds, and one for all of them.
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.iter().map(|(_, time)| *time).sum();
        for (stage, time) in self.0.iter().chain([&("all", all)]) {
            writeln!(f, "{stage:<10}{:>10.1} ms", time.as_secs_f64() * 1e3)?;
        }
        Ok(())
    }
}
