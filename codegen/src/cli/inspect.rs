//! `inspect`: what a WSDL offers.

use std::path::PathBuf;

use wsdl_codegen::config::Config;
use wsdl_codegen::inspect::inspect;
use wsdl_codegen::json::to_pretty;

use super::{Console, Exit};

const EXAMPLES: &str = "\
Examples:
  See services, ports and operations, and what of them can be generated:
      wsdl-codegen inspect Shop.wsdl
  Why operations are left out, for programs:
      wsdl-codegen inspect Shop.wsdl --json | jq '.port_types[].operations[].skipped'

Messages are named as `request -> answer`; a form other than document/literal stands in
parentheses. COMMAND-LINE.md lists the members of the JSON.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A WSDL, or a folder with WSDLs and perhaps a `service.toml`.
    input: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Read the settings from this file.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
}

pub(super) fn run(args: &Args, console: &Console) -> Exit {
    let mut config = Config::new(&args.input);
    if let Some(path) = &args.config {
        config = config.settings_file(path);
    }
    let waiting = console.waiting("reading");
    let generated = match config.analyse() {
        Ok(run) => run.generated,
        Err(error) => {
            console.error(&error.to_string());
            return Exit::Input;
        }
    };
    drop(waiting);
    // Only what stops a generation: the report itself says what is left out and why.
    console.errors(&generated);
    let Some(report) = inspect(&generated) else {
        return Exit::Documents;
    };
    if generated.diagnostics.has_errors() && report.port_types.is_empty() {
        // A page in HTML, for one: an empty report would only hide the message.
        return Exit::Documents;
    }
    if args.json || console.is_json() {
        console.print(&to_pretty(&report));
    } else {
        console.print(&report.to_text());
    }
    match generated.diagnostics.has_errors() {
        true => Exit::Documents,
        false => Exit::Done,
    }
}
