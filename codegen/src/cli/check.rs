//! `check`: whether messages are what their contract says.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::json;
use soap_runtime::Limits;
use wsdl_codegen::live::{Problem, Secrets};

use super::{Console, Exit, Stop, contract};

const EXAMPLES: &str = "\
Examples:
  Is a message what the contract says? Envelopes of requests, answers and faults, and documents of any element:
      wsdl-codegen check Shop.wsdl request.xml answer.xml
  Documents of a schema alone:
      wsdl-codegen check order.xsd orders/*.xml
  For programs, one JSON object for each problem:
      wsdl-codegen check Shop.wsdl request.xml --message-format json

A problem is `FILE:LINE:COLUMN: MESSAGE, at PATH`. What ends the reading of a message comes last: what
is behind it was not looked at. The exit code is 9 where a message has problems.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A WSDL, a schema, a folder of them, or an address.
    input: PathBuf,
    /// The messages or documents, in XML.
    #[arg(required = true, value_name = "MESSAGE.xml")]
    messages: Vec<PathBuf>,
    /// Read the settings from this file.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let opened = contract::open(&args.input, args.config.as_ref(), Secrets::Hidden, console)?;
    let model = Some(&opened.loaded.model);
    let mut exit = Exit::Done;
    for path in &args.messages {
        let unread = |error| Exit::Input.because(format_args!("{}: {error}", path.display()));
        let document = read(path).map_err(unread)?;
        for problem in opened.contract.check_with(model, &document) {
            print(path, &problem, console);
            exit = Exit::Invalid;
        }
    }
    Ok(exit)
}

/// The document, of which no more is read than makes it too long: the check says so.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut document = Vec::new();
    let most = Limits::schema().bytes as u64 + 1;
    File::open(path)?.take(most).read_to_end(&mut document)?;
    Ok(document)
}

fn print(path: &Path, problem: &Problem, console: &Console) {
    let file = path.display().to_string();
    if !console.is_json() {
        return console.print(&format!("{file}:{problem}\n"));
    }
    let Problem {
        line,
        column,
        path,
        message,
    } = problem;
    let object = json!({
        "file": file,
        "line": line,
        "column": column,
        "path": path,
        "message": message,
    });
    console.print(&format!("{object}\n"));
}
