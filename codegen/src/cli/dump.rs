//! `dump`: one stage of the pipeline.

use std::path::PathBuf;

use wsdl_codegen::config::Config;
use wsdl_codegen::dump::{Stage, dump};
use wsdl_codegen::emit::EmitOptions;

use super::{Console, Exit};

#[derive(Debug, clap::Args)]
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
    let run = match config.run(&EmitOptions::default()) {
        Ok(run) => run,
        Err(error) => {
            console.error(&error.to_string());
            return Exit::Input;
        }
    };
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
