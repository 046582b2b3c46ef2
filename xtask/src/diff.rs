//! `diff`: what changed in a service of `schemas` since a git revision.

use clap::ValueEnum;
use wsdl_codegen::diff::Effect;
use wsdl_codegen::diff::input::{Input, compare_inputs};
use wsdl_codegen::diff::render::{to_json, to_markdown, to_text};

use crate::captures;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A folder of `schemas` by name.
    service: String,
    /// The revision to compare with.
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    against: String,
    /// How to print the changes.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail where there are such changes.
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

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let root = captures::workspace_root();
    let path = format!("schemas/{}", args.service.replace('_', "-"));
    if !root.join(&path).is_dir() {
        return Err(format!(
            "`{path}` is no folder; expected the name of one in `schemas`"
        ));
    }
    let open = |spec: &str| Input::open(spec, &root).map_err(|it| it.to_string());
    let old =
        open(&format!("{}:./{path}", args.against))?.named(format!("{}:{path}", args.against));
    let compared = compare_inputs(old, open(&path)?);
    eprint!("{}{}", compared.old.report(), compared.new.report());
    let Some(report) = compared.report else {
        return Err("what has errors is not compared; see above".to_owned());
    };
    match args.format {
        Format::Text => print!("{}", to_text(&report)),
        Format::Markdown => print!("{}", to_markdown(&report)),
        Format::Json => print!("{}", to_json(&report).to_pretty()),
    }
    let (is_met, what) = match args.fail_on {
        None => (false, ""),
        Some(FailOn::Requests) => (report.count(Effect::BreaksRequests) > 0, "requests break"),
        Some(FailOn::Breaking) => (report.is_breaking(), "requests or code break"),
        Some(FailOn::Any) => (!report.changes.is_empty(), "there are changes"),
    };
    match is_met {
        true => Err(format!("{what}, see above")),
        false => Ok(()),
    }
}
