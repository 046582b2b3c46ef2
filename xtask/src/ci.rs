//! `ci`: every check, in the order in which a failure is cheapest.

use std::path::Path;
use std::process::Command;

use crate::{captures, figures, lowest_rust, packages, process};

struct Step {
    name: &'static str,
    /// What cargo is told.
    words: &'static str,
    env: Option<(&'static str, &'static str)>,
    /// Cargo's command of that name is no part of Rust; where it is missing, the step is passed over and said so.
    is_extra: bool,
    /// The target whose standard library it needs; likewise.
    target: Option<&'static str>,
}

const fn step(name: &'static str, words: &'static str) -> Step {
    Step {
        name,
        words,
        env: None,
        is_extra: false,
        target: None,
    }
}

const STEPS: [Step; 10] = [
    step("format", "fmt --all --check"),
    // Of generated code, of the documents that show it, and of the list of what the runtime offers.
    step("freshness", "xtask regen --check"),
    Step {
        is_extra: true,
        ..step("unused dependencies", "shear")
    },
    Step {
        is_extra: true,
        ..step(
            "licences and sources",
            "deny --log-level error check licenses bans sources",
        )
    },
    // Among the lints is `incompatible_msrv`: nothing of std that is newer than `rust-version`.
    step(
        "clippy",
        "clippy --workspace --all-targets --all-features -- -D warnings",
    ),
    step(
        "clippy of the least features",
        "clippy -p soap-runtime -p wsdl-codegen -p generated-client --no-default-features \
         --features generated-client/rescue-api -- -D warnings",
    ),
    // Nothing here runs on it: what has no transport compiles, and `tests/wasm.rs` says that it does not panic.
    Step {
        target: Some("wasm32-unknown-unknown"),
        ..step(
            "runtime and generated code on WebAssembly",
            "check -p soap-runtime -p generated-client --no-default-features --features \
             generated-client/rescue-api,generated-client/technician-console,generated-client/superoffice \
             --target wasm32-unknown-unknown",
        )
    },
    Step {
        env: Some(("RUSTDOCFLAGS", "-D warnings")),
        ..step("docs", "doc --workspace --no-deps --all-features")
    },
    // Snapshots are only compared here; without this, a changed one would be left behind as a file.
    Step {
        env: Some(("INSTA_UPDATE", "no")),
        ..step("tests", "test --workspace")
    },
    // No other member asks for these: conversions, the blocking transport, WS-Security.
    step(
        "tests of all features",
        "test -p soap-runtime --all-features",
    ),
];

/// Runs all steps; stops at the first that fails.
pub(crate) fn run() -> Result<(), String> {
    let mut not_run = lowest_rust::check()?;
    for step in &STEPS {
        let (name, shown) = (step.name, format!("cargo {}", step.words));
        let extra = step.words.split(' ').next().filter(|_| step.is_extra);
        if let Some(extra) = extra.filter(|extra| !process::cargo_has(extra)) {
            not_run.push(format!(
                "{name}: `cargo {extra}` is not installed; `.ci/run` says how to"
            ));
            continue;
        }
        if let Some(target) = step.target.filter(|target| !can_build_for(target)) {
            not_run.push(format!(
                "{name}: run `rustup target add {target}`, then `{shown}`"
            ));
            continue;
        }
        say!("=== {name}: {shown}");
        let failure = format!("the step `{name}` failed; run `{shown}` by itself");
        process::run(process::cargo(step.words).envs(step.env), failure)?;
    }
    packages::check()?;
    say!("=== instruction counts: cargo xtask figures --check");
    not_run.extend(figures::check()?);
    not_run.push(
        "advisories: their list is fetched from the network; run `cargo deny check advisories`"
            .to_owned(),
    );
    for it in &not_run {
        say!("=== NOT RUN: {it}");
    }
    say!("=== all other steps passed");
    Ok(())
}

/// Whether there is a standard library for `target`.
fn can_build_for(target: &str) -> bool {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", target])
        .current_dir(captures::workspace_root())
        .output();
    output.is_ok_and(|it| Path::new(String::from_utf8_lossy(&it.stdout).trim()).exists())
}
