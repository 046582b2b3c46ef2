//! `diff`: what changed between two captures.

use std::path::{Path, PathBuf};

use wsdl_codegen::capture::{Capture, CaptureError};
use wsdl_codegen::diff::command::{Flags, Format, run as compare};
use wsdl_codegen::diff::input::Input;

use super::{Console, Exit, Stop};

const EXAMPLES: &str = "\
Examples:
  What a new version of a WSDL means for callers, code and answers:
      wsdl-codegen diff Shop-old.wsdl Shop.wsdl
  What changed in a capture since the last commit, as a comment on a pull request:
      wsdl-codegen diff HEAD:schemas/shop schemas/shop --format markdown
  What a live service changed, in the names of the capture:
      wsdl-codegen diff schemas/shop Live.wsdl --config schemas/shop/service.toml
  Stop a pipeline where requests would break:
      wsdl-codegen diff origin/main:schemas/shop schemas/shop --fail-on requests

Exits with 0 whatever changed, and with 6 where `--fail-on` found such changes.
DIFF.md lists the kinds of changes.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The old WSDL, or folder with WSDLs; at a git revision as `REV:PATH`.
    old: String,
    /// The new one, likewise.
    new: String,
    /// Read both sides with the settings of this file, e.g. to compare a live WSDL with the capture in a repository.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let folder = Path::new(".");
    // It would be taken for a revision, and named with the password that it may hold.
    if [&args.old, &args.new]
        .iter()
        .any(|spec| spec.contains("://"))
    {
        let message = "an address is not compared: `wsdl-codegen capture` it into a folder first";
        return Err(Exit::Input.because(message));
    }
    let open = |spec: &str| {
        let input = Input::open(spec, folder)?;
        match &args.config {
            Some(path) => Ok(input.with_settings(Capture::read_settings(path)?)),
            None => Ok(input),
        }
    };
    let open =
        |spec: &str| open(spec).map_err(|error: CaptureError| console.error(&error.to_string()));
    let (Ok(old), Ok(new)) = (open(&args.old), open(&args.new)) else {
        return Err(Exit::Input.into());
    };
    let mut flags = args.flags;
    if console.is_json() {
        // Programs that ask for messages as JSON want the result so too.
        flags.format = Format::Json;
    }
    let waiting = console.waiting("comparing");
    let outcome = compare(&flags, old, new);
    drop(waiting);
    console.errors(&outcome.compared.old);
    console.errors(&outcome.compared.new);
    let unread = || Exit::Documents.because("what has errors is not compared");
    console.print(&outcome.text.ok_or_else(unread)?);
    Ok(match outcome.failed_on {
        Some(_) => Exit::Changed,
        None => Exit::Done,
    })
}
