//! `explain`: what a diagnostic code means.

use serde::Serialize;
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::explain::{explain, find};
use wsdl_codegen::json::to_line;

use super::{Console, Exit, Stop};

const EXAMPLES: &str = "\
Examples:
  What `warning[operation-skipped]` means, and what to do:
      wsdl-codegen explain operation-skipped
  All codes with one line each:
      wsdl-codegen explain

Exits with 5 where there is no such code; a code that is near is named.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The code, as it stands in brackets: `warning[operation-skipped]`. Without one, all codes are listed.
    code: Option<String>,
}

/// A code as JSON lists it.
#[derive(Serialize)]
struct Listed {
    code: &'static str,
    meaning: &'static str,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let Some(wanted) = &args.code else {
        let width = Code::ALL
            .iter()
            .map(|it| it.as_str().len())
            .max()
            .unwrap_or(0);
        for code in Code::ALL {
            let text = if console.is_json() {
                to_line(&Listed {
                    code: code.as_str(),
                    meaning: code.meaning(),
                })
            } else {
                let word = format!("{:width$}", code.as_str());
                format!("{}  {}\n", console.heading(&word), code.meaning())
            };
            console.print(&text);
        }
        return Ok(Exit::Done);
    };
    let code = find(wanted).map_err(|message| Exit::Unknown.because(message))?;
    console.print(&explain(code));
    Ok(Exit::Done)
}
