//! What became of a root: data that each step of a run adds to.

use std::path::PathBuf;

use serde::Serialize;
use xtask::validation::Verdict;

use super::child::Figures;
use super::trips::RoundTrips;

/// What became of a root.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Outcome {
    /// The root.
    pub(crate) path: String,
    /// How it ended.
    pub(crate) status: Status,
    /// The folder with its files.
    #[serde(skip)]
    pub(crate) out: PathBuf,
    /// What it gave; seconds and memory are there in any case.
    pub(crate) figures: Figures,
    /// What the compiler says about its code.
    pub(crate) compiler: Vec<Problem>,
    /// How its samples did with compiled tables, which have to write what those of run time write; `None` where none were
    /// tried.
    pub(crate) compiled_trips: Option<RoundTrips>,
    /// What libxml2 says of what was written; `None` where it was not asked.
    pub(crate) validated: Option<Verdict>,
}

/// How a root ended.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// There are files.
    Generated,
    /// There are errors instead.
    Failed,
    /// It ran out of time.
    Hung,
    /// It passed the memory limit.
    TooLarge,
    /// The process died; its last words.
    Crashed(String),
}

/// A complaint of the compiler.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    /// Whether it is an error.
    pub(crate) is_error: bool,
    /// What it says.
    pub(crate) text: String,
    /// File and line of the first.
    pub(crate) place: String,
    /// How many there are with this text.
    pub(crate) count: usize,
}
