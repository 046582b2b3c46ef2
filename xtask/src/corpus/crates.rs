//! The workspace that modules of the corpus are compiled in. In: its crates. Out: manifests, and what cargo says.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::messages::{self, Message};
use super::processes::{children, children_cpu_seconds, peak_kib};
use crate::{captures, files};

/// How often the compiler's memory is looked at.
const PAUSE: Duration = Duration::from_millis(20);

/// How compiling went.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Compiled {
    /// The crates that the modules were put into.
    pub(crate) crates: usize,
    /// The types that compiled.
    pub(crate) types: usize,
    /// The lines that compiled.
    pub(crate) lines: usize,
    /// Of `cargo check` or `cargo clippy`, without the runtime.
    pub(crate) check: Took,
    /// Of `cargo build`, without the runtime.
    pub(crate) build: Option<Took>,
    /// The number of the crate that each root's module is in, by the root's index.
    #[serde(skip)]
    pub(crate) homes: BTreeMap<usize, usize>,
    /// What is no module's fault, as text.
    pub(crate) elsewhere: Vec<String>,
}

/// How long the compiler took.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Took {
    /// From begin to end.
    pub(crate) wall_seconds: f64,
    /// Of all processors.
    pub(crate) cpu_seconds: f64,
    /// The most memory that one process of the compiler held; 0 where the system does not tell.
    pub(crate) peak_kib: u64,
}

/// The name of a crate.
pub(super) fn crate_name(number: usize) -> String {
    format!("corpus_{number:03}")
}

/// Writes the workspace's manifest, with the members, the runtime's path and the lints of this workspace, and its lock file.
pub(super) fn write_workspace(folder: &Path, members: &[String]) -> Result<(), String> {
    let members: Vec<String> = members
        .iter()
        .map(|it| format!("\"crates/{it}\""))
        .collect();
    let manifest = workspace_manifest(&members.join(", "))?;
    files::write(folder.join("Cargo.toml"), &manifest)?;
    let lock = captures::workspace_root().join("Cargo.lock");
    files::copy(&lock, &folder.join("Cargo.lock"))
}

/// The manifest of a crate; `dependencies` are lines of it.
pub(super) fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    )
}

fn workspace_manifest(members: &str) -> Result<String, String> {
    let root = captures::workspace_root();
    let text = files::read(root.join("Cargo.toml"))?;
    let runtime = root.join("generated-client/runtime");
    let runtime = runtime
        .to_str()
        .ok_or("the workspace's path is not UTF-8")?;
    let mut res = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[workspace.dependencies]\nsoap-runtime = {{ path = {runtime:?}, default-features = false }}\n\n[profile.dev]\ndebug = \"line-tables-only\"\nincremental = false\n\n"
    );
    let mut is_lint = false;
    for line in text.lines() {
        if line.starts_with('[') {
            is_lint = line.starts_with("[workspace.lints");
        }
        if is_lint {
            res.push_str(line);
            res.push('\n');
        }
    }
    Ok(res)
}

/// The `#[allow]` that stands above the generated module of `generated-client`.
pub(super) fn waivers() -> Result<String, String> {
    let path = captures::workspace_root().join("generated-client/src/lib.rs");
    let text = files::read(&path)?;
    let Some((before, _)) = text.split_once("#[rustfmt::skip]") else {
        let problem = "expected `#[rustfmt::skip]` above the generated module";
        return Err(files::at(&path, problem));
    };
    // At the start of a line: examples in the documentation above have attributes as well.
    let attributes = before.split_once("\n#[");
    Ok(attributes.map_or_else(String::new, |(_, rest)| format!("#[{rest}")))
}

/// Runs cargo in `folder`; gives how long it took, what it said, and whether it succeeded.
pub(super) fn cargo(folder: &Path, args: &[&str]) -> Result<(Took, Vec<Message>, bool), String> {
    let shown = format!("cargo {}", args.join(" "));
    eprintln!("{shown} …");
    let cpu = children_cpu_seconds();
    let started = Instant::now();
    let process = crate::cargo::command()
        .args(args)
        .args(["--message-format=json", "--quiet"])
        .current_dir(folder)
        // Its own target folder, so that no other cargo waits for this one.
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|it| format!("`{shown}` did not start: {it}"))?;
    let (id, has_ended) = (process.id(), AtomicBool::new(false));
    let (output, peak_kib) = std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let mut peak = 0;
            while !has_ended.load(Ordering::Relaxed) {
                peak = children(id).filter_map(peak_kib).fold(peak, u64::max);
                std::thread::sleep(PAUSE);
            }
            peak
        });
        let output = process.wait_with_output();
        has_ended.store(true, Ordering::Relaxed);
        (output, watching.join().unwrap_or_default())
    });
    let output = output.map_err(|it| format!("`{shown}`: {it}"))?;
    let took = Took {
        wall_seconds: started.elapsed().as_secs_f64(),
        cpu_seconds: children_cpu_seconds() - cpu,
        peak_kib,
    };
    eprintln!(
        "… took {:.1} s of the processors, and {} MiB",
        took.cpu_seconds,
        took.peak_kib / 1_024
    );
    let said = messages::parse(&String::from_utf8_lossy(&output.stdout));
    if !output.status.success() && said.is_empty() {
        return Err(format!(
            "`{shown}` failed: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok((took, said, output.status.success()))
}
