//! What callers pay for generated code, each figure with its goal beside it: for `figures`.
//!
//! In: a folder of WSDLs. Out: a table. Times are of all processors, and as the machine is.

use std::fmt::Write as _;
use std::path::Path;

use super::outcome::{Outcome, Status};
use super::{Args, TARGET, compile, limits, pool, roots};
use crate::captures;

/// What compiling took.
struct Cost {
    check_seconds: f64,
    /// Of a build without optimization; nothing where none was asked for.
    build_seconds: f64,
    n_types: usize,
}

/// Generates from `folder`, and compiles all of it; the largest contract by itself, and its structs without anything.
pub(crate) fn table(folder: &Path) -> Result<String, String> {
    let args = Args::compiling(folder.to_owned());
    let roots = roots::find(folder, None)?;
    let work = captures::workspace_root().join(TARGET);
    let mut outcomes = pool::run_all(&roots, &work.join("runs"), &limits(&args))?;
    outcomes.retain(|outcome| outcome.status == Status::Generated);
    let sum = |part: fn(&Outcome) -> usize| outcomes.iter().map(part).sum::<usize>() as f64;
    let expansion = sum(|it| it.figures.stats.bytes) / sum(|it| it.figures.source_bytes);
    let by_types = outcomes.iter().max_by_key(|it| it.figures.stats.types);
    let mut largest = by_types.ok_or("nothing was generated")?.clone();
    let all = weigh(&mut outcomes, &work.join("weighed"), false)?;
    let thousands = all.n_types as f64 / 1_000.0;
    let one = std::slice::from_mut;
    let whole = weigh(one(&mut largest), &work.join("largest"), true)?;
    largest.out = write_bare(&largest.out, &work.join("bare-module"))?;
    let bare = weigh(one(&mut largest), &work.join("bare"), true)?;
    let rows = [
        ("bytes of Rust for one of WSDL", expansion, 1.0),
        (
            "check, s for 1,000 types",
            all.check_seconds / thousands,
            4.6,
        ),
        (
            "check of the largest contract, s",
            whole.check_seconds,
            25.0,
        ),
        (
            "the same for each of bare structs",
            whole.check_seconds / bare.check_seconds,
            2.0,
        ),
        (
            "its build for each of bare structs",
            whole.build_seconds / bare.build_seconds,
            2.0,
        ),
    ];
    let mut text = format!("{:<36}{:>8}  goal\n", "generated code", "");
    for (name, value, most) in rows {
        let verdict = if value <= most { "met" } else { "missed" };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:<36}{value:>8.2}  at most {most}: {verdict}");
    }
    let _ = writeln!(
        text,
        "the largest contract is {}; its build takes {:.2} s",
        largest.path, whole.build_seconds
    );
    Ok(text)
}

/// The processor seconds that compiling these takes.
fn weigh(outcomes: &mut [Outcome], folder: &Path, build: bool) -> Result<Cost, String> {
    // What cargo knows already would cost nothing.
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    }
    let steps = compile::Steps {
        clippy: false,
        roots: None,
        build,
    };
    let compiled = compile::run(outcomes, folder, &steps)?;
    let mut said = outcomes.iter().flat_map(|it| &it.compiler);
    if said.any(|it| it.is_error) {
        return Err("what was generated does not compile; `corpus --compile` says why".to_owned());
    }
    Ok(Cost {
        check_seconds: compiled.check.cpu_seconds,
        build_seconds: compiled.build.map_or(0.0, |it| it.cpu_seconds),
        n_types: compiled.types,
    })
}

/// Writes the module in `from` with its types alone: no table, no setter, no `impl`.
fn write_bare(from: &Path, to: &Path) -> Result<std::path::PathBuf, String> {
    let explain = |it: std::io::Error| format!("{}: {it}", to.display());
    let text = std::fs::read_to_string(from.join("types.rs"))
        .map_err(|it| format!("{}: {it}", from.display()))?;
    std::fs::create_dir_all(to).map_err(explain)?;
    std::fs::write(to.join("mod.rs"), "//! Types.\n\npub mod types;\n").map_err(explain)?;
    std::fs::write(to.join("types.rs"), bare(&text)).map_err(explain)?;
    Ok(to.to_owned())
}

/// `types.rs` without invocations and `impl`s, which end as they begin: at the margin.
fn bare(text: &str) -> String {
    let mut kept = String::new();
    let mut is_inside = false;
    for line in text.lines() {
        let begins = line.starts_with("rt::") || line.starts_with("impl ");
        if !is_inside && !begins {
            kept.push_str(line);
            kept.push('\n');
        }
        let ends = line.ends_with(");") || line == "}";
        is_inside = (is_inside || begins) && !(ends && (begins || !line.starts_with(' ')));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_alone_are_bare() {
        let text = "struct A {\n    a: u8,\n}\nrt::setters!(A, plain a: u8);\nimpl A {\n    fn f() {\n    }\n}\n\
                    struct B;\nrt::setters!(\n    B, plain c: Vec<(u8)>\n);\nstruct C;\n";
        assert_eq!(
            bare(text),
            "struct A {\n    a: u8,\n}\nstruct B;\nstruct C;\n"
        );
    }
}
