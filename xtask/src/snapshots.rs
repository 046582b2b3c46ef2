//! The snapshots of what was generated: runs their tests, says what changed and how to review it.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::{captures, cargo};

/// Runs the snapshot tests of the captures; with `accept`, takes every change.
pub(crate) fn run(accept: bool) -> Result<(), String> {
    let root = captures::workspace_root();
    let folder = root.join("codegen/tests/snapshots");
    let before = if accept {
        read_all(&folder)
    } else {
        Vec::new()
    };
    let output = cargo::command()
        .args([
            "test",
            "--quiet",
            "--package",
            "wsdl-codegen",
            "--test",
            "captures",
        ])
        .env("INSTA_UPDATE", if accept { "always" } else { "new" })
        .env("INSTA_FORCE_PASS", "1")
        .current_dir(&root)
        .stdin(Stdio::null())
        .output()
        .map_err(|it| format!("the snapshot tests did not start: {it}"))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        return Err(
            "the snapshot tests failed; run `cargo test -p wsdl-codegen --test captures`".into(),
        );
    }
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
    let pending = files(folder, "snap.new");
    if pending.is_empty() {
        say!(
            "snapshots of what was generated: all {} unchanged",
            files(folder, "snap").len()
        );
        return Ok(());
    }
    for path in &pending {
        let old = path.with_extension("");
        let kind = if old.exists() { "changed" } else { "new" };
        say!("snapshot {kind}: {}", shown(root, &old));
    }
    let has_insta = cargo::command()
        .args(["insta", "--version"])
        .output()
        .is_ok_and(|it| it.status.success());
    let review = if has_insta {
        "review them with `cargo insta review`"
    } else {
        "compare each with its `.snap.new`, then accept them with `cargo xtask regen --accept`"
    };
    Err(format!("{} snapshots differ; {review}", pending.len()))
}

fn read_all(folder: &Path) -> Vec<(PathBuf, String)> {
    files(folder, "snap")
        .into_iter()
        .map(|it| (it.clone(), std::fs::read_to_string(&it).unwrap_or_default()))
        .collect()
}

/// The snapshots of captures in `folder` whose names end in `suffix`, sorted.
fn files(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|it| it.path())
        .filter(|it| {
            let name = it
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            name.starts_with("captures__") && name.ends_with(&format!(".{suffix}"))
        })
        .collect();
    paths.sort();
    paths
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
