//! `dump`: one stage of the pipeline.

use std::path::PathBuf;

use wsdl_codegen::config::Config;
use wsdl_codegen::dump::{Stage, dump};

use super::contract::ran;
use super::{Console, Exit, Stop};

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

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mut config = Config::new(&args.input);
    if let Some(path) = &args.config {
        config = config.settings_file(path);
    }
    let run = ran(&config, "reading", console)?;
    console.diagnostics(&run.generated);
    let stage = args.stage.as_str();
    let text = dump(&run.generated, args.stage).ok_or_else(|| {
        let message = format!("the errors above stop the run before the stage `{stage}`");
        Exit::Documents.because(message)
    })?;
    console.print(&text);
    Ok(Exit::Done)
}
