//! `capture`: a service's documents from its addresses into `schemas`.

use wsdl_codegen::fetch::command::{Failure, Flags, run as capture};

use crate::captures::workspace_root;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of `schemas`, e.g. `technician-console`.
    service: String,
    /// Addresses or files of WSDLs; with `--update` none are needed.
    #[arg(value_name = "URL|FILE", required_unless_present = "update")]
    sources: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let is_name = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if args.service.is_empty() || !args.service.chars().all(is_name) {
        return Err(format!(
            "expected the name of a folder in kebab case, found `{}`",
            args.service
        ));
    }
    let folder = workspace_root().join("schemas").join(&args.service);
    let report = capture(&args.flags, &args.sources, &folder).map_err(|it| match it {
        Failure::Input(error) | Failure::Output(error) => error.to_string(),
    })?;
    eprint!("{}", report.fetched.report());
    let Some(generated) = &report.generated else {
        return Err("nothing was written; see above".to_owned());
    };
    print!("{}", report.summary);
    if generated.api.is_none() {
        eprint!("{}", generated.report());
        return Err(
            "the documents were written, but cannot be generated from; see above".to_owned(),
        );
    }
    println!("now `cargo xtask regen`, and say in PROVENANCE.md what is seen rather than inferred");
    Ok(())
}
