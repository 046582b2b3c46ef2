//! `figures`: what the benchmarks measure, each figure with its goal beside it.
//!
//! Instructions are counted by valgrind's callgrind in one run of each path, so that two runs on one machine give the same;
//! those of some paths stand in a file, which `ci` holds them to. Times are as the machine is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use serde_json::Value;

use crate::captures::workspace_root;
use crate::{cargo, corpus, files, process};

/// The counts that a change is held to.
const FILE: &str = "generated-client/benches/instructions.txt";

/// The paths of the benchmark `counted` whose counts stand in the file.
const KEPT: [&str; 6] = [
    "decode-small",
    "decode-list",
    "decode-sparse",
    "decode-attributes",
    "encode-login",
    "encode-text",
];

/// What is wanted of a path: at most so many times the instructions of another, or so many at all.
const GOALS: [(&str, Goal); 11] = [
    ("decode-small", Goal::Ratio(0.8, "scan-small")),
    ("decode-list", Goal::Ratio(0.65, "scan-list")),
    ("decode-sparse", Goal::Ratio(2.0, "scan-sparse")),
    ("decode-unknown", Goal::Ratio(2.0, "scan-sparse")),
    ("decode-attributes", Goal::Ratio(2.0, "scan-attributes")),
    ("decode-pattern", Goal::Ratio(2.0, "scan-pattern")),
    ("decode-wide-choice", Goal::Ratio(3.0, "scan-wide-choice")),
    ("decode-wide-each", Goal::Ratio(3.0, "scan-wide-each")),
    (
        "decode-wide-reversed",
        Goal::Ratio(3.0, "scan-wide-reversed"),
    ),
    ("decode-wide-unknown", Goal::Ratio(3.0, "scan-wide-unknown")),
    ("encode-login", Goal::AtMost(6_000)),
];

/// Per cent that a count may grow by without the file being changed.
const SLACK: u64 = 5;

#[derive(Clone, Copy, Debug)]
enum Goal {
    Ratio(f64, &'static str),
    AtMost(u64),
}

/// What is printed.
#[derive(Debug, Parser)]
pub(crate) struct Args {
    /// Only count the paths whose counts are kept, and fail where one has grown.
    #[arg(long)]
    check: bool,
    /// Only count those, and keep what they are now.
    #[arg(long, conflicts_with = "check")]
    accept: bool,
    /// Also weigh what is generated from the WSDLs of this folder: its size, and what it takes to compile.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["check", "accept"])]
    corpus: Option<PathBuf>,
}

/// Prints the figures, or holds the counts to what is kept.
pub(crate) fn run(args: &Args) -> Result<(), String> {
    if args.check {
        if let Some(reason) = check()? {
            say!("=== NOT RUN: {reason}");
        }
        return Ok(());
    }
    if let (Some(folder), true) = (&args.corpus, cfg!(debug_assertions)) {
        return run_optimized(folder);
    }
    if args.accept {
        let counts = count(|path| KEPT.contains(&path))?;
        let text = written(&machine()?, &counts);
        let file = workspace_root().join(FILE);
        return files::write(file, &text);
    }
    match missing() {
        Some(reason) => say!("=== NOT RUN: {reason}"),
        None => say!("{}", table(&count(|_| true)?)),
    }
    bench("codec", "technician-console")?;
    say!("goal of `codec`: `encode_text` at 1 GB/s or more");
    bench("calls", "technician-console,hyper")?;
    say!("goal of `calls`: a ratio of at most 1.08");
    bench("memory", "technician-console")?;
    say!(
        "goal of `memory`: one allocation beside the two of the headers; at most 1.3 times the values"
    );
    if let Some(folder) = &args.corpus {
        say!("{}", corpus::weigh(folder)?);
    }
    Ok(())
}

/// Does all of it in a build for release: without optimization the generator is ten times as slow, which no user of it sees.
fn run_optimized(folder: &Path) -> Result<(), String> {
    let mut command = cargo::command();
    command.args(["run", "--release", "--manifest-path"]);
    command.arg(workspace_root().join("Cargo.toml"));
    command.args(["-p", "xtask", "--", "figures", "--corpus"]);
    process::run(command.arg(folder), "the figures failed")
}

/// Holds the counts to those that are kept. What kept it from doing so, if anything did.
///
/// # Errors
/// A count has grown by more than is allowed.
pub(crate) fn check() -> Result<Option<String>, String> {
    if let Some(reason) = missing() {
        return Ok(Some(reason));
    }
    let file = workspace_root().join(FILE);
    let text = files::read(file)?;
    let (kept_on, kept) = read(&text)?;
    let machine = machine()?;
    if kept_on != machine {
        return Ok(Some(format!(
            "instruction counts: they were kept with {kept_on}, here is {machine}"
        )));
    }
    let counts = count(|path| KEPT.contains(&path))?;
    let grown = grown(&kept, &counts);
    if grown.is_empty() {
        say!("=== instruction counts: none has grown by more than {SLACK} %");
        return Ok(None);
    }
    Err(format!(
        "{}; where that is worth it, `cargo xtask figures --accept` keeps the new counts",
        grown.join("; ")
    ))
}

/// Why nothing can be counted here.
fn missing() -> Option<String> {
    match process::succeeds(Command::new("valgrind").arg("--version")) {
        true => None,
        false => Some(String::from(
            "instruction counts: `valgrind` is not installed; `.ci/run` says how to",
        )),
    }
}

/// What counts depend on besides the code: the compiler, what the machine's processor can do, the C library, which copies
/// and compares bytes, and what counts.
fn machine() -> Result<String, String> {
    let text = process::output(Command::new("rustc").arg("-vV"))?;
    let counter = process::output(Command::new("valgrind").arg("--version"))?;
    // Where it says none, it is another library.
    let library = process::output(Command::new("getconf").arg("GNU_LIBC_VERSION"));
    let library = library.unwrap_or_else(|_| "another C library".to_owned());
    let line = |name: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap_or("?").trim().to_owned()
    };
    #[cfg(target_arch = "x86_64")]
    let vectors = match std::arch::is_x86_feature_detected!("avx2") {
        true => "with AVX2",
        false => "without AVX2",
    };
    #[cfg(not(target_arch = "x86_64"))]
    let vectors = "";
    Ok(format!(
        "rustc {} for {} {vectors}, {}, {}",
        line("release:"),
        line("host:"),
        library.trim(),
        counter.trim()
    ))
}

/// The instructions of each path that is wanted.
fn count(is_wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, u64>, String> {
    let program = build()?;
    let names = process::output(&mut Command::new(&program))?;
    let mut counts = BTreeMap::new();
    for name in names.lines().filter(|name| is_wanted(name)) {
        let mut command = Command::new("valgrind");
        command
            .arg("--tool=callgrind")
            .arg("--toggle-collect=*counted_run*")
            .arg("--callgrind-out-file=/dev/null")
            .arg(&program)
            .arg(name);
        let report = process::output(&mut command)?;
        let found = report
            .lines()
            .find_map(|line| line.split_once("Collected :"));
        let n_instructions = found.and_then(|(_, number)| number.trim().parse().ok());
        let n_instructions = n_instructions.filter(|number| *number > 0);
        let n_instructions =
            n_instructions.ok_or_else(|| format!("valgrind counted nothing in `{name}`"))?;
        counts.insert(name.to_owned(), n_instructions);
    }
    Ok(counts)
}

/// Builds the benchmark `counted`, and gives the program.
fn build() -> Result<PathBuf, String> {
    let text = process::output(&mut process::cargo(
        "bench -p generated-client --no-default-features --features encodings,patterns,technician-console \
         --bench counted --no-run --message-format json-render-diagnostics",
    ))?;
    let mut programs = text.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_it = message["target"]["name"] == "counted";
        let program = message["executable"].as_str().filter(|_| is_it)?;
        Some(PathBuf::from(program))
    });
    let program = programs.next_back();
    program.ok_or_else(|| String::from("cargo named no program for the benchmark `counted`"))
}

fn bench(name: &str, features: &str) -> Result<(), String> {
    say!("=== {name}");
    let mut command = process::cargo("bench -p generated-client --no-default-features");
    command.args(["--features", features, "--bench", name]);
    process::run(&mut command, format!("the benchmark `{name}` failed"))
}

/// The counts with their goals.
fn table(counts: &BTreeMap<String, u64>) -> String {
    let mut text = format!(
        "{:<20}{:>14}  {:>8}  goal\n",
        "path", "instructions", "ratio"
    );
    for (path, count) in counts {
        let goal = GOALS.iter().find(|(own, _)| own == path);
        let (ratio, wanted, is_met) = match goal {
            Some((_, Goal::Ratio(most, other))) => {
                let ratio = *count as f64 / counts.get(*other).copied().unwrap_or(1) as f64;
                let wanted = format!("at most {most} times `{other}`");
                (format!("{ratio:.2}"), wanted, Some(ratio <= *most))
            }
            Some((_, Goal::AtMost(most))) => (
                String::new(),
                format!("at most {most}"),
                Some(count <= most),
            ),
            None => (String::new(), String::new(), None),
        };
        let verdict = match is_met {
            Some(true) => ": met",
            Some(false) => ": missed",
            None => "",
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{path:<20}{count:>14}  {ratio:>8}  {wanted}{verdict}");
    }
    text
}

/// The file of these counts.
fn written(machine: &str, counts: &BTreeMap<String, u64>) -> String {
    let mut text = format!(
        "# Instructions of one run of each path of the benchmark `counted`; `cargo xtask figures --accept` writes them.\n\
         # machine: {machine}\n"
    );
    for (path, count) in counts {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{path} {count}");
    }
    text
}

/// What such a file says: the machine, and the counts.
fn read(text: &str) -> Result<(String, BTreeMap<String, u64>), String> {
    let machine = text
        .lines()
        .find_map(|line| line.strip_prefix("# machine: "));
    let mut counts = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let parsed = line.split_once(' ').and_then(|(path, count)| {
            let count = count.parse().ok()?;
            Some((path.to_owned(), count))
        });
        let (path, count) = parsed.ok_or_else(|| format!("{FILE}: `{line}` is no count"))?;
        counts.insert(path, count);
    }
    Ok((machine.unwrap_or_default().to_owned(), counts))
}

/// What is said of the counts that are more than the kept ones allow, and of those that are not kept.
fn grown(kept: &BTreeMap<String, u64>, counts: &BTreeMap<String, u64>) -> Vec<String> {
    let said = counts
        .iter()
        .filter_map(|(path, count)| match kept.get(path) {
            None => Some(format!("`{path}` is not in {FILE}")),
            Some(kept) if count * 100 > kept * (100 + SLACK) => Some(format!(
                "`{path}` takes {count} instructions, which is more than {SLACK} % above {kept}"
            )),
            Some(_) => None,
        });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(list: &[(&str, u64)]) -> BTreeMap<String, u64> {
        let list = list.iter();
        list.map(|(path, count)| ((*path).to_owned(), *count))
            .collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let counts = counts(&[("a", 1), ("b", 20_000)]);
        let text = written("rustc 1.2.3 for here", &counts);
        assert_eq!(read(&text), Ok(("rustc 1.2.3 for here".into(), counts)));
        assert!(read("a b").is_err());
    }

    #[test]
    fn a_count_may_grow_by_little() {
        let kept = counts(&[("a", 1_000), ("b", 1_000)]);
        assert!(grown(&kept, &counts(&[("a", 1_050), ("b", 10)])).is_empty());
        assert_eq!(
            grown(&kept, &counts(&[("a", 1_051), ("b", 1_000)])).len(),
            1
        );
        assert_eq!(grown(&kept, &counts(&[("c", 1)])).len(), 1);
    }
}
