//! What callers pay for generated code, each figure with its goal beside it: for `figures`.
//!
//! In: a folder of WSDLs. Out: a table. Times are of all processors, and as the machine is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::child::{ChildArgs, run_child};
use super::crates::Compiled;
use super::outcome::{Outcome, Status};
use super::{Args, TARGET, compile, limits, pool, programs, roots};
use crate::{captures, files};

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
    let one = std::slice::from_mut;
    let whole = weigh(one(&mut largest), &work.join("largest"), true)?;
    let all = match outcomes.len() {
        1 => whole.clone(),
        _ => weigh(&mut outcomes, &work.join("weighed"), false)?,
    };
    let thousands = all.types as f64 / 1_000.0;
    let module = largest.out.clone();
    largest.out = write_bare(&module, &work.join("bare-module"))?;
    let bare = weigh(one(&mut largest), &work.join("bare"), true)?;
    let used = programs::operations(&module)?;
    let root = roots.iter().find(|root| root.path == largest.path);
    let (root, first) = root.zip(used.first()).ok_or("no operation was generated")?;
    let cut = work.join("cut-module");
    files::remove(&cut)?;
    run_child(&ChildArgs::cut(root, &first.name, cut.clone()))?;
    let programs = work.join("programs");
    files::remove(&programs)?;
    let programs = programs::weigh([&module, &largest.out, &cut], &used, &programs)?;
    let mib = |kib: u64| kib as f64 / 1_024.0;
    let [seconds, peak] = [largest.figures.seconds, mib(largest.figures.peak_kib)];
    let [check, bare_check] = [whole.check, bare.check];
    let [build, bare_build] = [&whole, &bare].map(|compiled| compiled.build.unwrap_or_default());
    let both = [(check, bare_check), (build, bare_build)];
    let [check_times, build_times] = both.map(|(own, bare)| own.cpu_seconds / bare.cpu_seconds);
    let [check_memory, build_memory] = both.map(|(own, bare)| {
        let is_known = own.peak_kib > 0 && bare.peak_kib > 0;
        is_known.then(|| own.peak_kib as f64 / bare.peak_kib as f64)
    });
    let of_thousand = all.check.cpu_seconds / thousands;
    let rows = [
        row("generation, s", seconds, 1.0),
        row("generation, MiB", peak, 250.0),
        row("bytes of Rust for one of WSDL, all", expansion, 1.0),
        row("check of 1,000 types, s, all", of_thousand, 4.6),
        row("check, s", check.cpu_seconds, 25.0),
        row("check, times that of bare structs", check_times, 2.0),
        row("check, MiB", mib(check.peak_kib), 1_536.0),
        row("check, times the memory of bare", check_memory, 2.0),
        row("build, times that of bare structs", build_times, 2.0),
        row("build, MiB", mib(build.peak_kib), 1_536.0),
        row("build, times the memory of bare", build_memory, 2.0),
        row("machine code, times that of bare", programs.code, 3.0),
        row("unused operations, % of a program", programs.unused, 1.0),
    ];
    let mut text = format!("{:<36}{:>8}  goal\n", "generated code", "");
    text.push_str(&rows.concat());
    let _ = writeln!(
        text,
        "but for `all`, this is of the largest contract, {}: its build takes {:.2} s; machine code is of {} of its {} operations",
        largest.path,
        build.cpu_seconds,
        programs.n_operations,
        used.len()
    );
    Ok(text)
}

/// A figure with its goal.
fn row(name: &str, value: impl Into<Option<f64>>, most: f64) -> String {
    let (shown, verdict) = match value.into() {
        Some(value) if value <= most => (format!("{value:.2}"), "met"),
        Some(value) => (format!("{value:.2}"), "missed"),
        None => (String::new(), "not measured"),
    };
    format!("{name:<36}{shown:>8}  at most {most}: {verdict}\n")
}

/// What compiling these takes.
fn weigh(outcomes: &mut [Outcome], folder: &Path, build: bool) -> Result<Compiled, String> {
    // What cargo knows already would cost nothing.
    files::remove(folder)?;
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
    Ok(compiled)
}

/// Writes the module in `from` with its types alone: no table, no setter, no `impl`.
fn write_bare(from: &Path, to: &Path) -> Result<PathBuf, String> {
    // A contract whose messages are all empty has no types.
    let text = std::fs::read_to_string(from.join("types.rs")).unwrap_or_default();
    let module = "//! Types.\n\nmod types;\npub use self::types::*;\n";
    files::write(to.join("mod.rs"), module)?;
    files::write(to.join("types.rs"), &bare(&text))?;
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
