//! The command line: arguments, and which command runs.
//!
//! In: arguments. Out: text on standard output and error, files, and an [`Exit`].

mod call;
#[cfg(feature = "fetch")]
mod capture;
mod check;
mod console;
mod contract;
mod diff;
mod dump;
mod explain;
mod generate;
mod inspect;
mod serve;
mod waiting;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};

use console::Console;

/// How the program ends. The numbers are part of the interface.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Exit {
    /// All is done.
    Done = 0,
    /// The documents have errors, or `--strict` made errors of warnings.
    Documents = 1,
    /// The input or its settings cannot be read. 2 is clap's, for arguments that make no sense.
    Input = 3,
    /// The output cannot be written.
    Output = 4,
    /// A command without a command's result, e.g. `explain` of a code that does not exist.
    Unknown = 5,
    /// `diff --fail-on` found what it is to fail on.
    Changed = 6,
    /// `call` was answered with a fault.
    Fault = 7,
    /// `call` failed on the way, or its answer cannot be read.
    Call = 8,
    /// `check` found a message that is not what its contract says.
    Invalid = 9,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ends early.
struct Stop {
    exit: Exit,
    /// What is still to be said of it, where that is more than was shown.
    message: Option<String>,
}

impl From<Exit> for Stop {
    fn from(exit: Exit) -> Self {
        Self {
            exit,
            message: None,
        }
    }
}

impl Exit {
    /// To end with an error that no document holds.
    fn because(self, error: impl ToString) -> Stop {
        Stop {
            exit: self,
            message: Some(error.to_string()),
        }
    }
}

/// The heading of the options that every command has.
const MESSAGES: &str = "Messages";

const EXAMPLES: &str = "\
Examples:
  Fetch a WSDL with all that it imports:
      wsdl-codegen capture 'https://shop.example/Shop.svc?wsdl' schemas/shop
  See what a WSDL offers, and what of it can be generated:
      wsdl-codegen inspect Shop.wsdl
  Call it, with an address of its WSDL or with a file:
      wsdl-codegen call 'https://shop.example/Shop.svc?wsdl' Buy article=tea
  Stand in for it, with its `?wsdl`, on loopback:
      wsdl-codegen serve Shop.wsdl
  Write a module into your crate; its only dependency is `soap-runtime`:
      wsdl-codegen generate Shop.wsdl --out src/shop
  Write a whole crate with a README and examples:
      wsdl-codegen generate Shop.wsdl --out shop-client --crate
  Say whether messages are what it says:
      wsdl-codegen check Shop.wsdl request.xml
  See what a new version of it means for you:
      wsdl-codegen diff Shop.wsdl Shop-new.wsdl
  Learn what a message means:
      wsdl-codegen explain operation-skipped

Exit codes:
  0  done; operations that cannot be generated are warnings, unless `--strict`
  1  the documents have errors; nothing was written
  2  the arguments make no sense
  3  the input or its settings cannot be read
  4  the output cannot be written; what was there is as it was
  5  there is no such thing, e.g. `explain` of an unknown code
  6  `diff --fail-on` found such changes
  7  `call` was answered with a fault
  8  `call` failed on the way, or its answer cannot be read
  9  `check` found a message that is not what its contract says

A folder in place of a WSDL is a capture: all `*.wsdl` directly in it, or the only one below,
with its `service.toml`. Nothing is read from standard input. `NO_COLOR` turns colours off, as
`--color=never` does. COMMAND-LINE.md tells more.";

const COMPLETIONS: &str = "\
Examples:
  bash, in ~/.bashrc:
      source <(wsdl-codegen completions bash)
  zsh, into a folder of $fpath:
      wsdl-codegen completions zsh > ~/.zfunc/_wsdl-codegen
  fish:
      wsdl-codegen completions fish > ~/.config/fish/completions/wsdl-codegen.fish
  PowerShell, in $PROFILE:
      wsdl-codegen completions powershell | Out-String | Invoke-Expression";

/// Typed SOAP clients in Rust from WSDL 1.1 and XSD 1.0.
///
/// Reads a WSDL and all that it imports from disk, never from the network (`capture` fetches them), and writes plain Rust structs, enums and
/// one client a service.
#[derive(Debug, Parser)]
#[command(name = "wsdl-codegen", version, after_help = EXAMPLES, max_term_width = 100)]
struct Args {
    /// Colour the messages.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = MESSAGES
    )]
    color: Color,
    /// Print messages, and results where there is a choice, for people or for programs (one JSON object a line).
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = MESSAGES
    )]
    message_format: MessageFormat,
    /// Print every message instead of the first few of each kind and a count of notes.
    #[arg(long, short, global = true, help_heading = MESSAGES)]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum MessageFormat {
    /// Text with the source line and a caret.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fetch a WSDL with all that it imports into a folder, or fetch one again.
    #[cfg(feature = "fetch")]
    Capture(capture::Args),
    /// Write a module folder, or a whole crate, from a WSDL.
    Generate(generate::Args),
    /// Show services, ports and operations, and which of them will be generated.
    Inspect(inspect::Args),
    /// Call an operation of a service, without generating anything.
    Call(Box<call::Args>),
    /// Stand in for a service: answer every operation with samples or files, and serve its `?wsdl`.
    Serve(serve::Args),
    /// Say whether messages are what a contract says: each problem with line, column and path.
    Check(check::Args),
    /// Print one stage of the pipeline: documents, model, ir or rust.
    Dump(dump::Args),
    /// Say what changed between two WSDLs, and what that means for callers: requests, code, answers.
    Diff(diff::Args),
    /// Say what a diagnostic code means, with a wrong and a right document; without a code, list them all.
    Explain(explain::Args),
    /// What can stand at the end of these words of `call`; for completions.
    #[command(hide = true)]
    Candidates {
        /// The words behind `call`, the last one begun.
        words: Vec<String>,
    },
    /// Print completions for a shell, to be sourced or stored.
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    let console = Console::new(args.color, args.message_format, args.verbose);
    let ended = match &args.command {
        #[cfg(feature = "fetch")]
        Command::Capture(it) => capture::run(it, &console),
        Command::Generate(it) => generate::run(it, &console),
        Command::Inspect(it) => inspect::run(it, &console),
        Command::Call(it) => call::run(it, &console),
        Command::Serve(it) => serve::run(it, &console),
        Command::Candidates { words } => call::candidates(words, &console),
        Command::Check(it) => check::run(it, &console),
        Command::Dump(it) => dump::run(it, &console),
        Command::Diff(it) => diff::run(it, &console),
        Command::Explain(it) => explain::run(it, &console),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "wsdl-codegen", &mut out);
            console.print(&call::completions(*shell, &String::from_utf8_lossy(&out)));
            Ok(Exit::Done)
        }
    };
    let exit = ended.unwrap_or_else(|stop| {
        stop.message
            .iter()
            .for_each(|message| console.error(message));
        stop.exit
    });
    exit.into()
}
