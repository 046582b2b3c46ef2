//! The command `diff`, for every program that has it. In: arguments and two sides. Out: [`Outcome`], which the program prints.

use clap::ValueEnum;

use super::input::{Compared, Input, compare_inputs};
use super::json::to_json;
use super::render::{to_markdown, to_text};
use super::{Effect, Report};

/// How to show changes, and which to fail on.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct Flags {
    /// How to print the changes.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Fail where there are such changes.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub fail_on: Option<FailOn>,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs.
    Json,
}

/// The changes that are a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum FailOn {
    /// Requests that worked may not work any more.
    Requests,
    /// Requests or code break.
    Breaking,
    /// Anything changed.
    Any,
}

impl FailOn {
    /// Whether `report` has such changes.
    pub fn is_met(self, report: &Report) -> bool {
        match self {
            Self::Requests => report.count(Effect::BreaksRequests) > 0,
            Self::Breaking => report.is_breaking(),
            Self::Any => !report.changes.is_empty(),
        }
    }

    /// What it found, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests break",
            Self::Breaking => "requests or code break",
            Self::Any => "there are changes",
        }
    }
}

/// What came of a comparison.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// Both sides, with their diagnostics.
    pub compared: Compared,
    /// The changes in the format that was asked for; `None` where a side has errors.
    pub text: Option<String>,
    /// The changes that are a failure, where there are such.
    pub failed_on: Option<FailOn>,
}

/// Compares two captures.
pub fn run(flags: &Flags, old: Input, new: Input) -> Outcome {
    let compared = compare_inputs(old, new);
    let text = compared.report.as_ref().map(|report| match flags.format {
        Format::Text => to_text(report),
        Format::Markdown => to_markdown(report),
        Format::Json => to_json(report),
    });
    let failed_on = flags.fail_on.filter(|it| {
        compared
            .report
            .as_ref()
            .is_some_and(|report| it.is_met(report))
    });
    Outcome {
        compared,
        text,
        failed_on,
    }
}
