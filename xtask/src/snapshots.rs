//! The snapshots of what was generated: runs their tests, says what changed and how to review it.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use wsdl_codegen::capture::Capture;

use crate::{captures, files, process};

/// Runs the snapshot tests of the captures; with `accept`, takes every change.
pub(crate) fn run(accept: bool, services: &[Capture]) -> Result<(), String> {
    let root = captures::workspace_root();
    let folder = root.join("codegen/tests/snapshots");
    for path in left_behind(&folder, services) {
        if !accept {
            return Err(format!(
                "`{}` is of no folder in `schemas`; `cargo xtask regen --accept` deletes it",
                shown(&root, &path)
            ));
        }
        std::fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        say!("deleted: {}", shown(&root, &path));
    }
    let before = if accept {
        read_all(&folder)
    } else {
        Vec::new()
    };
    // Cargo's own messages pass, so that it is seen that it compiles. What the tests print does not: whatever differs is
    // said below.
    let mut command = process::cargo("test --package wsdl-codegen --test captures snapshots_show");
    command
        .env("INSTA_UPDATE", if accept { "always" } else { "new" })
        .env("INSTA_FORCE_PASS", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    process::run(
        &mut command,
        "the snapshots could not be compared; `cargo test -p wsdl-codegen --test captures` says why",
    )?;
    if accept {
        let after = read_all(&folder);
        let changed: Vec<_> = after.iter().filter(|it| !before.contains(it)).collect();
        for (path, _) in &changed {
            say!("accepted: {}", shown(&root, path));
        }
        say!(
            "{} snapshots accepted, {} unchanged",
            changed.len(),
            after.len() - changed.len()
        );
        return Ok(());
    }
    report_pending(&root, &folder)
}

/// Names every snapshot that differs, and the command that reviews it.
fn report_pending(root: &Path, folder: &Path) -> Result<(), String> {
    let pending = ending(folder, "snap.new");
    if pending.is_empty() {
        say!(
            "snapshots of what was generated: all {} unchanged",
            ending(folder, "snap").len()
        );
        return Ok(());
    }
    for path in &pending {
        let old = path.with_extension("");
        let kind = if old.exists() { "changed" } else { "new" };
        say!("snapshot {kind}: {}", shown(root, &old));
    }
    let review = if process::cargo_has("insta") {
        "review them with `cargo insta review`"
    } else {
        "compare each with its `.snap.new`, then accept them with `cargo xtask regen --accept`"
    };
    Err(format!("{} snapshots differ; {review}", pending.len()))
}

/// The snapshots of captures that are no more.
fn left_behind(folder: &Path, services: &[Capture]) -> Vec<PathBuf> {
    let is_of = |path: &Path, service: &Capture| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let service = service.folder.file_name().unwrap_or_default();
        name.starts_with(&format!("captures__{}@", service.to_string_lossy()))
    };
    let mut paths = ending(folder, "snap");
    paths.retain(|path| !services.iter().any(|service| is_of(path, service)));
    paths
}

fn read_all(folder: &Path) -> Vec<(PathBuf, String)> {
    ending(folder, "snap")
        .into_iter()
        .map(|it| (it.clone(), std::fs::read_to_string(&it).unwrap_or_default()))
        .collect()
}

/// The snapshots of captures in `folder` whose names end in `suffix`, sorted.
fn ending(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut paths = files::entries(folder).unwrap_or_default();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("captures__") && name.ends_with(&format!(".{suffix}"))
    });
    paths
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
