//! `dump`: one stage of the pipeline as text.

use std::io::Write as _;

use clap::ValueEnum;
use wsdl_codegen::document::dump_documents;
use wsdl_codegen::emit::EmitOptions;
use wsdl_codegen::generate::generate;
use wsdl_codegen::ir::dump as dump_ir;
use wsdl_codegen::symbols::dump_model;

use crate::captures;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The stage whose result to print.
    stage: Stage,
    /// A folder of `schemas` by name, or the path of a WSDL.
    capture: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stage {
    /// The files, and how each was reached.
    Documents,
    /// What they declare.
    Model,
    /// What will be generated.
    Ir,
    /// What is generated.
    Rust,
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let capture = captures::named(&args.capture)?;
    let generated = generate(&capture, &EmitOptions::default());
    eprint!("{}", generated.report());
    let stopped = || {
        format!(
            "`{}` did not come as far as this stage; see above",
            args.capture
        )
    };
    let text = match args.stage {
        Stage::Documents => {
            let loaded = generated.loaded.as_ref().ok_or_else(stopped)?;
            dump_documents(&loaded.documents, &loaded.sources)
        }
        Stage::Model => dump_model(&generated.loaded.as_ref().ok_or_else(stopped)?.model),
        Stage::Ir => dump_ir(generated.api.as_ref().ok_or_else(stopped)?),
        Stage::Rust => {
            let files = generated.files.as_ref().ok_or_else(stopped)?;
            files
                .iter()
                .map(|(name, text)| format!("// ===== {name}\n{text}\n"))
                .collect()
        }
    };
    // A reader that has seen enough, e.g. `head`, is no failure.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(())
}
