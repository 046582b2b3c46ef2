//! `ci`: every check, in the order in which a failure is cheapest.

use crate::{captures, cargo};

struct Step {
    name: &'static str,
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
}

const STEPS: [Step; 6] = [
    Step {
        name: "format",
        args: &["fmt", "--all", "--check"],
        env: &[],
    },
    Step {
        name: "freshness",
        args: &["xtask", "regen", "--check"],
        env: &[],
    },
    Step {
        name: "clippy",
        args: &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
        env: &[],
    },
    Step {
        name: "docs",
        args: &["doc", "--workspace", "--no-deps"],
        env: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    // Snapshots are only compared here; without this, a changed one would be left behind as a file.
    Step {
        name: "tests",
        args: &["test", "--workspace"],
        env: &[("INSTA_UPDATE", "no")],
    },
    // No other member asks for these: conversions, the blocking transport, WS-Security.
    Step {
        name: "features",
        args: &["test", "-p", "soap-runtime", "--all-features"],
        env: &[],
    },
];

/// Runs all steps; stops at the first that fails.
pub(crate) fn run() -> Result<(), String> {
    for step in &STEPS {
        let shown = format!("cargo {}", step.args.join(" "));
        say!("=== {}: {shown}", step.name);
        let status = cargo::command()
            .args(step.args)
            .envs(step.env.iter().copied())
            .current_dir(captures::workspace_root())
            .status()
            .map_err(|it| format!("`{shown}` did not start: {it}"))?;
        if !status.success() {
            return Err(format!(
                "the step `{}` failed; run `{shown}` by itself",
                step.name
            ));
        }
    }
    say!("=== all {} steps passed", STEPS.len());
    Ok(())
}
