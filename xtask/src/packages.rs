//! Whether what would be published compiles: the packed crates, without the workspace around them.
//!
//! Cargo would check each against the others in the registry, which are not there yet, or against a copy that it unpacked
//! in an earlier run. So they are unpacked into a workspace of their own, in which they find each other.

use std::path::Path;
use std::process::Command;

use crate::{captures, files, process};

/// Below the target folder.
const FOLDER: &str = "target/package";

/// Packs the crates, and compiles what came out.
pub(crate) fn check() -> Result<(), String> {
    let root = captures::workspace_root();
    let packed = root.join(FOLDER);
    // Those of another version would be checked too.
    files::remove(&packed)?;
    let pack = "package --workspace --exclude xtask --allow-dirty --no-verify";
    say!("=== packages: cargo {pack}");
    run(&mut process::cargo(pack))?;
    let folder = packed.join("unpacked");
    let unpacked = unpack(&packed, &folder).map_err(|error| format!("{FOLDER}: {error}"));
    let manifest = manifest(&unpacked?);
    let written = std::fs::write(folder.join("Cargo.toml"), manifest)
        // The versions that are built already.
        .and_then(|()| std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")));
    written.map_err(|error| format!("{}: {error}", folder.display()))?;
    let check = "check --workspace --all-features --offline";
    say!("=== packages: cargo {check}, in {FOLDER}/unpacked");
    let mut command = process::cargo(check);
    command.current_dir(&folder);
    run(command.env("CARGO_TARGET_DIR", root.join("target")))
}

/// Unpacks the crates of `from` into `folder`. Returns their folders in it.
fn unpack(from: &Path, folder: &Path) -> std::io::Result<Vec<String>> {
    std::fs::create_dir_all(folder)?;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        if !files::ends_in(&path, "crate") {
            continue;
        }
        // Packed files are all of one old date, by which cargo would take them for unchanged.
        let mut tar = Command::new("tar");
        tar.arg("-xzmf").arg(&path).arg("-C").arg(folder);
        run(&mut tar).map_err(std::io::Error::other)?;
        names.extend(path.file_stem().map(|it| it.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// The workspace of the unpacked crates, each in place of what the registry would have under its name. Its profile is that
/// of ours, so that no dependency is compiled again.
fn manifest(folders: &[String]) -> String {
    let patches = folders.iter().filter_map(|folder| {
        let (name, _) = folder.rsplit_once('-')?;
        Some(format!("{name} = {{ path = \"{folder}\" }}\n"))
    });
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\"]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n[patch.crates-io]\n{}",
        patches.collect::<String>()
    )
}

fn run(command: &mut Command) -> Result<(), String> {
    let failure = format!("this failed: {command:?}");
    process::run(command, failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_find_each_other() {
        let folders = ["soap-runtime-0.1.0".to_owned()];
        let patch = "[patch.crates-io]\nsoap-runtime = { path = \"soap-runtime-0.1.0\" }\n";
        assert!(manifest(&folders).ends_with(patch));
    }
}
