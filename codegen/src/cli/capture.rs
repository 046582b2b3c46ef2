//! `capture`: a WSDL from its address into a folder.

use std::path::Path;

use clap::CommandFactory as _;
use clap::error::ErrorKind;
use serde::Serialize;
use wsdl_codegen::fetch::command::{Failure, Flags, run as capture};
use wsdl_codegen::json::to_line;

use super::{Console, Exit, Stop};

const EXAMPLES: &str = "\
Examples:
  Fetch a WSDL with all that it imports, then generate from it:
      wsdl-codegen capture 'https://shop.example/Shop.svc?wsdl' schemas/shop
      wsdl-codegen generate schemas/shop --out src/shop
  See what the service changed since, and take it:
      wsdl-codegen capture --update schemas/shop
  From behind a sign-in; user and password go to the first address's origin only:
      WSDL_CODEGEN_PASSWORD=… wsdl-codegen capture --user me 'https://shop.example/?wsdl' shop
  A file with what it imports, some of that from another host:
      wsdl-codegen capture downloads/Shop.wsdl schemas/shop --allow-host schemas.example

Only hosts that you name are asked. Locations in the stored documents are changed to the local
names, and nothing else. `capture.lock` in the folder records addresses, times and hashes.
When anything fails, the folder is as it was.";

#[derive(Debug, clap::Args)]
#[command(
    after_help = EXAMPLES,
    override_usage = "wsdl-codegen capture [OPTIONS] <URL|FILE>... <FOLDER>\n       \
                      wsdl-codegen capture --update [OPTIONS] [URL|FILE]... <FOLDER>"
)]
pub(super) struct Args {
    /// Addresses or files of WSDLs, and last the folder to write; with `--update` the folder is enough.
    #[arg(value_name = "URL|FILE FOLDER", required = true)]
    places: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

/// What was fetched, as JSON.
#[derive(Serialize)]
struct Captured<'r> {
    out: &'r str,
    documents: Vec<&'r str>,
    missing: Vec<&'r str>,
    changed: Vec<&'r str>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let Some((folder, sources)) = args.places.split_last() else {
        unreachable!("clap requires one place");
    };
    if sources.is_empty() && !args.flags.update {
        let message = format!(
            "expected an address or a file, and behind it the folder to write; found `{folder}` only"
        );
        // As clap itself ends for arguments that make no sense.
        super::Args::command()
            .error(ErrorKind::MissingRequiredArgument, message)
            .exit();
    }
    let report = capture(&args.flags, sources, Path::new(folder));
    let report = report.map_err(|failure| match failure {
        Failure::Input(error) => Exit::Input.because(error),
        Failure::Output(error) => Exit::Output.because(error),
    })?;
    console.diagnostics_in(&report.fetched.diagnostics, &report.fetched.texts);
    let Some(generated) = &report.generated else {
        return Err(match console.is_json() {
            true => Exit::Documents.into(),
            false => Exit::Documents.because("nothing was written: there are errors"),
        });
    };
    if console.is_json() {
        let fetched = &report.fetched;
        let changes = report.stored.iter().flatten();
        console.print(&to_line(&Captured {
            out: folder,
            documents: fetched
                .documents
                .iter()
                .map(|it| it.name.as_str())
                .collect(),
            missing: fetched
                .missing
                .iter()
                .map(|it| it.location.as_str())
                .collect(),
            changed: changes.map(|it| it.path.as_str()).collect(),
        }));
    } else {
        console.print(&report.summary);
    }
    match &generated.api {
        Some(_) => Ok(Exit::Done),
        None => {
            console.errors(generated);
            Ok(Exit::Documents)
        }
    }
}
