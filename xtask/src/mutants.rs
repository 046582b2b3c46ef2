//! `mutants`: whether tests notice when an operator, a value or an arm of some files is another.
//!
//! Builds the program of `xtask/mutants/`, a workspace of its own, and starts it.

use std::path::PathBuf;

use crate::captures::workspace_root;
use crate::{cargo, process};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files of one package, each in its `src`.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Integration tests of the package that try them too, beside its unit tests.
    #[arg(long = "test", value_name = "NAME")]
    tests: Vec<String>,
    /// Tries only what survived the last run.
    #[arg(long)]
    again: bool,
}

/// Tries the mutants of some files; fails where one survives that is not explained.
pub(crate) fn run(args: &Args) -> Result<(), String> {
    let root = workspace_root();
    let build = process::cargo(
        "build --quiet --manifest-path xtask/mutants/Cargo.toml --target-dir target/mutants-tool",
    );
    let mut tried = cargo::program(root.join("target/mutants-tool/debug/mutants"));
    let tests = args.tests.iter().map(|test| format!("--test={test}"));
    tried.args(args.again.then_some("--again"));
    tried.args(tests).args(&args.files).current_dir(&root);
    for (mut command, what) in [(build, "is not built"), (tried, "found some that survive")] {
        process::run(&mut command, format!("the program of `mutants` {what}"))?;
    }
    Ok(())
}
