//! `dump`: one stage of the pipeline.

use std::path::PathBuf;

use wsdl_codegen::config::Config;
use wsdl_codegen::dump::{Stage, dump};

use super::{Console, Exit};

const EXAMPLES: &str = "\
Examples:
  Which files were read, and how each was reached:
      wsdl-codegen dump documents Shop.wsdl
  What becomes of types and operations: Rust and wire names, what may be absent:
      wsdl-codegen dump ir Shop.wsdl --config shop.toml
  What would be written, without writing it:
      wsdl-codegen dump rust Shop.wsdl | less

The forms are for people and may change with every version; `inspect --json` is for programs.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The stage: documents, model, ir or rust.
    stage: Stage,
    /// A WSDL, or a folder with WSDLs and perhaps a `service.toml`.
    input: PathBuf,
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
    let run = match config.run() {
        Ok(run) => run,
        Err(error) => {
            console.error(&error.to_string());
            return Exit::Input;
        }
    };
    drop(waiting);
    console.diagnostics(&run.generated);
    match dump(&run.generated, args.stage) {
        Some(text) => {
            console.print(&text);
            Exit::Done
        }
        None => {
            let stage = args.stage.as_str();
            console.error(&format!(
                "the errors above stop the run before the stage `{stage}`"
            ));
            Exit::Documents
        }
    }
}
