//! `cargo xtask`: the workspace's own commands.
//!
//! Most are thin callers of `wsdl-codegen`'s library; `ci` starts cargo, and `corpus` processes of its own.

/// `println!` to a reader that may be gone: what was to be done is done all the same.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

mod api;
mod capture;
mod captures;
mod cargo;
mod ci;
mod corpus;
mod diff;
mod dump;
mod figures;
mod files;
mod fuzz;
mod generated_md;
mod listed;
mod lowest_rust;
mod mutants;
#[path = "../fuzz/src/mutate.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the fuzz targets use the rest of it"
)]
mod mutate;
mod packages;
mod peers;
mod process;
mod regen;
mod snapshots;
mod xmldiff;
mod xsts;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The workspace's own commands.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Regenerate `generated-client` from `schemas`, then test the snapshots of what was generated.
    ///
    /// When it fails, it says at the end which command repairs it.
    Regen(regen::Args),
    /// Print one stage of the pipeline for a service of `schemas` or for any WSDL.
    ///
    /// When it fails, the diagnostics above the last line point at the text that is wrong.
    Dump(dump::Args),
    /// Fetch a service's WSDL with all that it imports into `schemas`, or fetch one again.
    ///
    /// When it fails, nothing was written, and the message says what to add.
    Capture(capture::Args),
    /// Say what changed in a service of `schemas` since a git revision, and what that means for callers.
    ///
    /// When it fails on errors, the diagnostics point at the text that is wrong; `--fail-on` fails on changes.
    Diff(diff::Args),
    /// Generate from every WSDL of a folder of real ones, and measure: losses, size, time, memory, whether it compiles.
    ///
    /// When it fails, the table names the roots that crashed, hung or did not compile, worst first.
    Corpus(corpus::Args),
    /// Run the fuzz targets of `fuzz`, each for some seconds.
    ///
    /// When it fails, the inputs that were found are in `xtask/fuzz/crashes`, and the last lines say what is wrong with them.
    Fuzz(fuzz::Args),
    /// Try whether the tests of a package notice when something in a file of it is wrong: mutation testing.
    ///
    /// When it fails, it names mutants that no test kills: add a test, or say in `xtask/mutants/explained.txt` why none can.
    Mutants(mutants::Args),
    /// Ask the reader and libxml2 which documents of a folder are well-formed, and mutations of them.
    ///
    /// When it fails, the last lines name documents on which they do not agree.
    Xmldiff(xmldiff::Args),
    /// Let zeep, node-soap or PHP call a stub of every WSDL of a folder, and say what they read whole.
    ///
    /// When it fails, the folder holds no WSDL or a client is not found.
    Peers(peers::Args),
    /// Generate from one root; what `corpus` starts for each.
    #[command(hide = true)]
    CorpusRoot(corpus::ChildArgs),
    /// Judge the schemas of the W3C XML Schema Test Suite, and compare with what is right and with libxml2.
    ///
    /// When it fails, the folder is not in the suite's layout.
    Xsts(xsts::Args),
    /// Measure what a user pays: instructions, times, and a call beside a bare POST, with the goals.
    ///
    /// When `--check` fails, a path takes more instructions than `generated-client/benches/instructions.txt` allows.
    Figures(figures::Args),
    /// Run everything a change must pass: format, freshness, licences, lints, docs, tests, packages, instruction counts.
    ///
    /// When it fails, run the step it names by itself.
    Ci,
}

fn main() -> ExitCode {
    let result = match Args::parse().command {
        Command::Regen(args) => regen::run(&args),
        Command::Dump(args) => dump::run(&args),
        Command::Capture(args) => capture::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Mutants(args) => mutants::run(&args),
        Command::Xmldiff(args) => xmldiff::run(&args),
        Command::Peers(args) => peers::run(&args),
        Command::CorpusRoot(args) => corpus::run_child(&args),
        Command::Xsts(args) => xsts::run(&args),
        Command::Figures(args) => figures::run(&args),
        Command::Ci => ci::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
