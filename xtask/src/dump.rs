//! `dump`: one stage of the pipeline as text.

use wsdl_codegen::config::Config;
use wsdl_codegen::dump::{Stage, dump};

use crate::captures;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The stage whose result to print: documents, model, ir or rust.
    stage: Stage,
    /// A folder of `schemas` by name, or the path of a WSDL.
    capture: String,
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let path = captures::path_of(&args.capture);
    let run = Config::new(path).run();
    let run = run.map_err(captures::unknown)?;
    eprint!("{}", run.generated.report());
    let text = dump(&run.generated, args.stage).ok_or_else(|| {
        format!(
            "`{}` did not come as far as this stage; see above",
            args.capture
        )
    })?;
    say!("{}", text.trim_end());
    Ok(())
}
