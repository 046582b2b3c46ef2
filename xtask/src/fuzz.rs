//! `fuzz`: builds the targets of `xtask/fuzz/` with libFuzzer and runs them.
//!
//! Needs a C++ compiler and no nightly Rust: there is nothing `unsafe` of our own, so that coverage is all that is asked
//! of the compiler. Inputs that were found are kept in `target/fuzz/corpus`; what is wrong is written to `xtask/fuzz/crashes`,
//! where tests of the workspace find it. Whether generated code compiles, only a compiler says: `--compile` asks it.

#[path = "../fuzz/src/grammar.rs"]
#[allow(unreachable_pub, reason = "what is public is so for `fuzz`")]
mod grammar;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::generate::analyse;
use wsdl_codegen::sample::{Amount, Sampler};

use crate::mutate::Numbers;
use crate::{captures, corpus, files, process};

/// The targets, each a file of `xtask/fuzz/src`.
const TARGETS: [&str; 8] = [
    "documents",
    "http_answers",
    "lexical",
    "messages",
    "patterns",
    "reader",
    "secured",
    "settings",
];

/// What libFuzzer asks of the compiler; as `cargo fuzz` sets it, without sanitizers.
const FLAGS: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The target; all of them, one after the other, without it.
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(TARGETS))]
    target: Option<String>,
    /// How long each runs.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Fuzzes nothing: writes so many contracts of the grammar of `documents`, and compiles what is generated from them.
    #[arg(long, value_name = "N", conflicts_with_all = ["seconds", "input"])]
    compile: Option<u64>,
    /// Runs one input and no more: a file of `xtask/fuzz/crashes`.
    #[arg(long, requires = "target")]
    input: Option<PathBuf>,
}

/// Runs one target or all; fails where one found something.
pub(crate) fn run(args: &Args) -> Result<(), String> {
    let targets = match &args.target {
        Some(target) => vec![target.as_str()],
        None => TARGETS.to_vec(),
    };
    let root = captures::workspace_root();
    if let Some(n) = args.compile {
        return compile(&root, n);
    }
    let programs = build(&root, &targets)?;
    let mut found = Vec::new();
    for target in targets {
        let program = programs.join(target);
        match &args.input {
            Some(input) => {
                let status = Command::new(&program).arg(input).status();
                let status =
                    status.map_err(|error| format!("`{target}` did not start: {error}"))?;
                found.extend((!status.success()).then_some(target));
            }
            None if fuzz(&root, &program, target, args.seconds)? => {}
            None => found.push(target),
        }
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{} found something; the inputs are in `xtask/fuzz/crashes`",
            found.join(", ")
        )),
    }
}

/// Compiles what comes of `n` contracts, as `corpus` does with real ones.
fn compile(root: &Path, n: u64) -> Result<(), String> {
    let folder = root.join("target/fuzz/made");
    // Those of the run before may be more.
    files::remove(&folder)?;
    for index in 0..n {
        let mut numbers = Numbers::new(index + 1);
        let choices: Vec<u8> = (0..600).map(|_| numbers.below(256) as u8).collect();
        let file = folder.join(format!("made{index:04}/made.wsdl"));
        files::write(file, &grammar::document(&choices))?;
    }
    corpus::run(&corpus::Args::compiling(folder))
}

/// Builds the programs of `targets`, and gives their folder.
fn build(root: &Path, targets: &[&str]) -> Result<PathBuf, String> {
    // The versions of the workspace, and what libFuzzer adds.
    let lock = root.join("xtask/fuzz/Cargo.lock");
    files::copy(&root.join("Cargo.lock"), &lock)?;
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut command = process::cargo(
        "build --release --manifest-path xtask/fuzz/Cargo.toml --target-dir target/fuzz",
    );
    command
        .args(["--target", &platform])
        // With a platform that is named, programs that are run while building are spared.
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    if targets
        .iter()
        .any(|target| ["documents", "settings"].contains(target))
    {
        command.args(["--features", "generator"]);
    }
    for target in targets {
        command.args(["--bin", target]);
    }
    process::run(&mut command, "the targets of `fuzz` are not built")?;
    Ok(root.join("target/fuzz").join(platform).join("release"))
}

/// Runs one target, says what it did, and whether it found nothing.
fn fuzz(root: &Path, program: &Path, target: &str, seconds: u64) -> Result<bool, String> {
    let folder = |of: &str| -> Result<PathBuf, String> {
        let folder = root.join(of).join(target);
        files::make(&folder)?;
        Ok(folder)
    };
    let (corpus, seeds) = (folder("target/fuzz/corpus")?, folder("target/fuzz/seeds")?);
    let crashes = folder("xtask/fuzz/crashes")?;
    if target == "messages" {
        plant_samples(root, &seeds)?;
    }
    let log = root.join(format!("target/fuzz/{target}.log"));
    let out = fs::File::create(&log).map_err(|error| files::at(&log, error))?;
    let status = Command::new(program)
        .arg(&corpus)
        .arg(&seeds)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .args([
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-max_len=16384",
            "-print_final_stats=1",
        ])
        .env("FUZZ_SEEDS", &seeds)
        .stdout(std::process::Stdio::null())
        .stderr(out)
        .status();
    let is_good = status
        .map_err(|error| format!("`{target}` did not start: {error}"))?
        .success();
    let log_text = fs::read(&log).map_err(|error| files::at(&log, error))?;
    let log_text = String::from_utf8_lossy(&log_text);
    let executed = statistic(&log_text, "number_of_executed_units");
    let covered = log_text
        .rsplit("cov: ")
        .next()
        .and_then(|it| it.split(' ').next());
    say!(
        "{target}: {} executions, {} edges, {}; {}",
        executed.unwrap_or("?"),
        covered.unwrap_or("?"),
        if is_good {
            "nothing found"
        } else {
            "FOUND SOMETHING"
        },
        log.display()
    );
    if !is_good {
        let panics = log_text
            .lines()
            .skip_while(|line| !line.contains("panicked at"));
        for line in panics.take(6) {
            say!("    {}", line.chars().take(1000).collect::<String>());
        }
    }
    // A folder that holds nothing is not kept.
    let _ = fs::remove_dir(&crashes);
    Ok(is_good)
}

fn statistic<'l>(log: &'l str, name: &str) -> Option<&'l str> {
    let line = log
        .lines()
        .find(|line| line.starts_with(&format!("stat::{name}")))?;
    line.rsplit(' ').next()
}

/// Samples of every message of the fixtures, in the form that `xtask/fuzz/src/messages.rs` reads.
fn plant_samples(root: &Path, seeds: &Path) -> Result<(), String> {
    let amount = Amount {
        covering: 30,
        random: 2,
    };
    let fixtures = root.join("codegen/tests/fixtures");
    for folder in ["types", "services"] {
        for path in files::entries(&fixtures.join(folder))? {
            let is_contract = files::ends_in(&path, "wsdl");
            let Ok(capture) = Capture::open(&path) else {
                continue;
            };
            let generated = analyse(&capture);
            let (Some(api), true) = (&generated.api, is_contract) else {
                continue;
            };
            let (samples, _) = Sampler::new(api).samples(amount);
            for (index, it) in samples.iter().enumerate() {
                let side = it.side.as_str();
                let mode = if side == "fault" {
                    "f"
                } else {
                    ["", "x"][index % 2]
                };
                let module = &capture.module;
                let text = format!("{module}/{} {side} {mode}\n\n{}", it.marker, it.text);
                files::write(seeds.join(format!("{module}-{index}")), &text)?;
            }
        }
    }
    Ok(())
}
