//! `corpus`: the generator over a folder of real WSDLs, each in a process of its own.
//!
//! In: a folder. Out: a table, a summary line, perhaps a JSON file; an error where something crashed, hung or does not
//! compile. The folder is only read; all that is written lies in `target/corpus`.

mod child;
#[path = "harness/compare.rs"]
mod compare;
mod compile;
mod crates;
mod live;
mod messages;
mod outcome;
mod pool;
mod processes;
mod programs;
mod report;
mod roots;
mod round_trip;
mod trips;
mod validate;
mod weight;

use std::path::PathBuf;
use std::time::Duration;

use crate::{captures, files};

pub(crate) use child::{ChildArgs, run_child};
pub(crate) use pool::{each, processors};
pub(crate) use roots::{Root, find as find_roots, sampled};
pub(crate) use weight::table as weigh;

/// The name that starts the program again for one root.
const CHILD: &str = "corpus-root";

/// Where a run keeps what it writes.
const TARGET: &str = "target/corpus";

#[derive(Debug, clap::Parser)]
#[command(after_help = "Examples:
  cargo run --release -p xtask -- corpus ~/wsdls
  cargo run --release -p xtask -- corpus ~/wsdls --filter onvif --compile
  cargo run --release -p xtask -- corpus ~/wsdls --compile --build --json figures.json
  cargo run --release -p xtask -- corpus ~/wsdls --roundtrip --compile --compile-sample 27

The folder holds WSDLs at any depth; where it holds a `list.tsv`, only the roots in its first column are used.
A root may import what lies in the same entry of the folder. One root after the other is what the code of
`cargo xtask dump rust <root>` and its diagnostics are for.
Use --release: the generator is about ten times as quick.
What is the same as in the run before is not compiled again; remove target/corpus/crates to measure the compiler.
--roundtrip needs `xmllint` (Debian's libxml2-utils) to say whether what is written is valid.")]
pub(crate) struct Args {
    /// The folder of WSDLs.
    folder: PathBuf,
    /// Use only roots whose path contains this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Generate with `modules.by-namespace`.
    #[arg(long)]
    by_namespace: bool,
    /// Check that all that was generated compiles, under the lints of this workspace.
    #[arg(long)]
    compile: bool,
    /// Compile only so many roots, spread evenly over all.
    #[arg(long, value_name = "N", requires = "compile")]
    compile_sample: Option<usize>,
    /// Check with clippy's lints as well.
    #[arg(long, requires = "compile")]
    clippy: bool,
    /// Also build it (debug), to measure.
    #[arg(long, requires = "compile")]
    build: bool,
    /// Read samples of all messages by tables made at run time, write them, read them again, and compare; and have `xmllint`
    /// validate what was written. With --compile, compiled tables have to write the same.
    #[arg(long)]
    roundtrip: bool,
    /// Write all figures to this file.
    #[arg(long, value_name = "OUT")]
    json: Option<PathBuf>,
    /// How many processes run at a time; by default one for each processor.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// How many rows the table has; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 25)]
    rows: usize,
    /// Seconds after which a root counts as hung.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// MiB of memory at which a root is ended.
    #[arg(long, value_name = "MIB", default_value_t = 4_096)]
    memory: u64,
}

impl Args {
    /// Generates from `folder` and compiles what comes of it; without optimization, the largest takes a while.
    pub(crate) fn compiling(folder: PathBuf) -> Self {
        let folder = folder.into_os_string();
        let words = ["corpus", "--compile", "--timeout", "600"].map(Into::into);
        let words = words.into_iter().chain([folder]);
        <Self as clap::Parser>::parse_from(words)
    }
}

/// What each process may take and does.
fn limits(args: &Args) -> pool::Limits {
    pool::Limits {
        jobs: args.jobs.unwrap_or_else(pool::processors).max(1),
        time: Duration::from_secs(args.timeout),
        memory_kib: args.memory.saturating_mul(1_024),
        samples: args.roundtrip,
        by_namespace: args.by_namespace,
    }
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let roots = roots::find(&args.folder, args.filter.as_deref())?;
    let work = captures::workspace_root().join(TARGET);
    let limits = limits(args);
    let runs = work.join("runs");
    let mut results = pool::run_all(&roots, &runs, &limits)?;
    let compiled = if args.compile {
        let steps = compile::Steps {
            clippy: args.clippy,
            roots: args.compile_sample,
            build: args.build,
        };
        let crates = work.join("crates");
        let compiled = compile::run(&mut results, &crates, &steps)?;
        if args.roundtrip {
            round_trip::run(&mut results, &compiled, &crates)?;
        }
        Some(compiled)
    } else {
        None
    };
    if args.roundtrip {
        validate::run(&mut results, limits.jobs)?;
    }
    let report = report::Report::new(results, compiled);
    if let Some(path) = &args.json {
        files::write(path, &report.json()?)?;
    }
    print!("{}", report.table(args.rows));
    println!("{}", report.summary());
    match report.complaint() {
        Some(complaint) => Err(complaint),
        None => Ok(()),
    }
}
