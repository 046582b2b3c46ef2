//! `diff`: what changed in a service of `schemas` since a git revision.

use wsdl_codegen::diff::command::{Flags, run as compare};
use wsdl_codegen::diff::input::Input;

use crate::captures;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A folder of `schemas` by name.
    service: String,
    /// The revision to compare with.
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    against: String,
    #[command(flatten)]
    flags: Flags,
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
    let outcome = compare(&args.flags, old, open(&path)?);
    let compared = &outcome.compared;
    eprint!("{}{}", compared.old.report(), compared.new.report());
    let Some(text) = outcome.text else {
        return Err("what has errors is not compared; see above".to_owned());
    };
    say!("{}", text.trim_end());
    match outcome.failed_on {
        Some(it) => Err(format!("{}, see above", it.as_str())),
        None => Ok(()),
    }
}
