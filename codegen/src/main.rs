//! `wsdl-codegen`: the command line.
//!
//! Every command is a thin caller of the library of the same name.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
