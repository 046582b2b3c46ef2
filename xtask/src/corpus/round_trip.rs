//! Whether what is read is written the same: samples through the compiled tables.
//!
//! In: the compiled crates, and each root's samples. Out: each root's counts and failures.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::child::{MAX_KEPT, SAMPLES, WRITTEN};
use super::crates::{Compiled, cargo, crate_name, manifest, write_workspace};
use super::live::is_beyond_json;
use super::messages::PREFIX;
use super::outcome::Outcome;
use crate::files;

/// The program that does it; it is no part of this one.
const HARNESS: &str = include_str!("harness/main.rs");
/// Its part that does not know files.
const CASES: &str = include_str!("harness/cases.rs");
/// What of it is the same for tables of run time.
const COMPARE: &str = include_str!("harness/compare.rs");
/// Its crate.
pub(super) const CRATE: &str = "round_trip";
/// The file with what compiled tables wrote.
const COMPILED: &str = "compiled.tsv";

/// Runs all samples of the roots that compiled.
pub(crate) fn run(
    outcomes: &mut [Outcome],
    compiled: &Compiled,
    folder: &Path,
) -> Result<(), String> {
    write_crate(outcomes, compiled, folder)?;
    let args = ["build", "--package", CRATE];
    let (_, said, succeeded) = cargo(folder, &args)?;
    if !succeeded {
        let words = said.first().map_or("", |it| it.text.as_str());
        return Err(format!("the round trips do not compile: {words}"));
    }
    let program = folder.join("target/debug").join(CRATE);
    let mut from = 0;
    loop {
        let output = Command::new(&program)
            .arg(from.to_string())
            .stdin(Stdio::null())
            .output()
            .map_err(|it| format!("the round trips did not start: {it}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().for_each(|it| take(outcomes, it));
        if output.status.success() {
            outcomes.iter_mut().for_each(compare);
            return Ok(());
        }
        let Some((index, at)) = text.lines().rev().find_map(tried) else {
            return Err(format!("the round trips ended early: {}", output.status));
        };
        let Some(outcome) = outcomes.get_mut(index) else {
            return Err(format!(
                "the round trips name root {index}, which is not there"
            ));
        };
        let trips = outcome.compiled_trips.get_or_insert_default();
        trips.bad += 1;
        trips
            .failures
            .push(format!("{at}: the process died ({})", output.status));
        from = index + 1;
    }
}

/// Notes what compiled tables wrote otherwise than those of run time.
fn compare(outcome: &mut Outcome) {
    let Some(trips) = &mut outcome.compiled_trips else {
        return;
    };
    let read = |file: &str| std::fs::read_to_string(outcome.out.join(file)).unwrap_or_default();
    let (compiled, live) = (read(COMPILED), read(WRITTEN));
    let live: BTreeSet<&str> = live.lines().collect();
    for line in compiled.lines().filter(|line| !live.contains(line)) {
        if is_beyond_json(line) {
            continue;
        }
        (trips.good, trips.bad) = (trips.good.saturating_sub(1), trips.bad + 1);
        if trips.failures.len() < MAX_KEPT {
            let at = line.replace('\t', " ");
            trips
                .failures
                .push(format!("{at}: tables of run time write it otherwise"));
        }
    }
}

/// The root and the sample of a line that says what is tried.
fn tried(line: &str) -> Option<(usize, String)> {
    let (index, at) = line.strip_prefix("try\t")?.split_once('\t')?;
    Some((index.parse().ok()?, at.replace('\t', " ")))
}

fn take(outcomes: &mut [Outcome], line: &str) {
    let parts: Vec<&str> = line.splitn(3, '\t').collect();
    let [kind, index, rest] = parts[..] else {
        return;
    };
    let Some(outcome) = index
        .parse()
        .ok()
        .and_then(|it: usize| outcomes.get_mut(it))
    else {
        return;
    };
    let trips = outcome.compiled_trips.get_or_insert_default();
    if kind == "bad" && trips.failures.len() < MAX_KEPT {
        trips.failures.push(rest.replace('\t', " "));
    } else if kind == "root" {
        let counts: Vec<usize> = rest.split('\t').filter_map(|it| it.parse().ok()).collect();
        if let [good, bad, unsampled] = counts[..] {
            (trips.good, trips.bad, trips.unsampled) = (good, bad, unsampled);
        }
    }
}

fn write_crate(outcomes: &[Outcome], compiled: &Compiled, folder: &Path) -> Result<(), String> {
    let home = folder.join("crates").join(CRATE);
    let mut manifest = manifest(
        CRATE,
        "bytes = \"1\"\nhttp = \"1\"\nsoap-runtime = { workspace = true, features = [\"patterns\"] }\n",
    );
    let crates: BTreeSet<usize> = compiled.homes.values().copied().collect();
    let mut members: Vec<String> = crates.into_iter().map(crate_name).collect();
    for name in &members {
        let _ = writeln!(manifest, "{name} = {{ path = \"../{name}\" }}");
    }
    members.push(CRATE.to_owned());
    let mut roots = "//! All operations.\n\nuse crate::cases::Cases;\nuse crate::run_root;\n\npub fn run_all(from: usize) {\n".to_owned();
    let mut functions = String::new();
    for (&index, &number) in &compiled.homes {
        let path = outcomes[index].out.join(SAMPLES);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut markers: Vec<&str> = text
            .lines()
            .filter_map(|it| it.split('\t').next())
            .collect();
        markers.dedup();
        let _ = writeln!(
            roots,
            "    if from <= {index} {{\n        run_root(\"{index}\", {:?}, {:?}, run_{index:04});\n    }}",
            path.display().to_string(),
            outcomes[index].out.join(COMPILED).display().to_string()
        );
        let _ = writeln!(functions, "\nfn run_{index:04}(cases: &mut Cases) {{");
        for marker in markers
            .iter()
            .filter(|it| syn::parse_str::<syn::Ident>(it).is_ok())
        {
            let module = format!("{}::{PREFIX}{index:04}::operations", crate_name(number));
            let _ = writeln!(
                functions,
                "    cases.operation::<{module}::{marker}>(\"{marker}\");"
            );
        }
        functions.push_str("}\n");
    }
    roots.push_str("}\n");
    roots.push_str(&functions);
    write_workspace(folder, &members)?;
    for (file, text) in [
        ("Cargo.toml", manifest.as_str()),
        ("src/main.rs", HARNESS),
        ("src/cases.rs", CASES),
        ("src/compare.rs", COMPARE),
        ("src/roots.rs", &roots),
    ] {
        files::write(home.join(file), text)?;
    }
    Ok(())
}
