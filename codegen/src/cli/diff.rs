//! `diff`: what changed between two captures.

use std::path::Path;

use clap::ValueEnum;
use wsdl_codegen::diff::input::{Input, compare_inputs};
use wsdl_codegen::diff::render::{to_json, to_markdown, to_text};
use wsdl_codegen::diff::{Effect, Report};

use super::{Console, Exit};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The old WSDL, or folder with WSDLs; at a git revision as `REV:PATH`.
    old: String,
    /// The new one, likewise.
    new: String,
    /// How to print the changes.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Exit with 6 where there are such changes.
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs.
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Requests that worked may not work any more.
    Requests,
    /// Requests or code break.
    Breaking,
    /// Anything changed.
    Any,
}

impl FailOn {
    fn is_met(self, report: &Report) -> bool {
        match self {
            Self::Requests => report.count(Effect::BreaksRequests) > 0,
            Self::Breaking => report.is_breaking(),
            Self::Any => !report.changes.is_empty(),
        }
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Exit {
    let folder = Path::new(".");
    let open = |spec: &str| {
        let input = Input::open(spec, folder);
        input.map_err(|error| console.error(&error.to_string()))
    };
    let (Ok(old), Ok(new)) = (open(&args.old), open(&args.new)) else {
        return Exit::Input;
    };
    let compared = compare_inputs(old, new);
    console.errors(&compared.old);
    console.errors(&compared.new);
    let Some(report) = compared.report else {
        console.error("what has errors is not compared");
        return Exit::Documents;
    };
    // Programs that ask for messages as JSON want the result so too.
    let format = if console.is_json() {
        Format::Json
    } else {
        args.format
    };
    console.print(&match format {
        Format::Text => to_text(&report),
        Format::Markdown => to_markdown(&report),
        Format::Json => to_json(&report).to_pretty(),
    });
    match args.fail_on {
        Some(it) if it.is_met(&report) => Exit::Changed,
        Some(_) | None => Exit::Done,
    }
}
