//! Whether everything still builds with the lowest Rust that `rust-version` promises.
//!
//! Three things tell: clippy's `incompatible_msrv` knows since when std has what our code uses; here, no dependency may
//! ask for a newer Rust; and where rustup has that Rust, it compiles all of it.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::captures::workspace_root;
use crate::process;

/// Fails where something needs a newer Rust. Returns what could not be checked.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let mut command = process::cargo("metadata --format-version 1 --all-features --locked");
    let metadata = process::output(command.stderr(Stdio::inherit()))?;
    let metadata = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let (lowest, newer) = newer_than_promised(&metadata)?;
    if !newer.is_empty() {
        return Err(format!(
            "these need a newer Rust than {lowest}, which `rust-version` promises: {}",
            newer.join(", ")
        ));
    }
    say!("=== lowest Rust: no dependency needs a newer one than {lowest}");
    compile(&lowest)
}

/// The version of the workspace, and the packages that ask for a newer one.
fn newer_than_promised(metadata: &Value) -> Result<(String, Vec<String>), String> {
    let packages = metadata["packages"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let asked = |package: &Value| package["rust_version"].as_str().map(str::to_owned);
    let own = packages.iter().find(|it| it["name"] == "soap-runtime");
    let lowest = own
        .and_then(asked)
        .ok_or("soap-runtime says no `rust-version`")?;
    let newer = packages
        .iter()
        .filter(|it| asked(it).is_some_and(|asked| numbers(&asked) > numbers(&lowest)))
        .map(|it| format!("{} {}", it["name"], it["version"]).replace('"', ""))
        .collect();
    Ok((lowest, newer))
}

/// `1.89.0` as numbers; a missing one is 0.
fn numbers(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|it| it.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

fn compile(lowest: &str) -> Result<Vec<String>, String> {
    let listed = process::output(Command::new("rustup").args(["toolchain", "list"]));
    if !listed.is_ok_and(|all| all.lines().any(|it| it.starts_with(lowest))) {
        return Ok(vec![format!(
            "compiling with Rust {lowest}: `rustup toolchain install {lowest}` brings it"
        )]);
    }
    let words = "check --workspace --all-features --target-dir target/lowest-rust";
    say!("=== lowest Rust: cargo +{lowest} {words}");
    let mut command = Command::new("rustup");
    command
        .args(["run", lowest, "cargo"])
        .args(words.split(' '));
    let failure = format!("it does not compile with Rust {lowest}");
    process::run(command.current_dir(workspace_root()), failure)?;
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dependency_that_needs_a_newer_rust_is_named() {
        let metadata = json!({ "packages": [
            { "name": "soap-runtime", "version": "0.1.0", "rust_version": "1.89" },
            { "name": "old", "version": "1.0.0", "rust_version": "1.89.0" },
            { "name": "silent", "version": "1.0.0", "rust_version": null },
            { "name": "new", "version": "2.1.0", "rust_version": "1.90" },
        ] });
        let (lowest, newer) = newer_than_promised(&metadata).expect("it is metadata");
        assert_eq!(
            (lowest.as_str(), newer),
            ("1.89", vec!["new 2.1.0".to_owned()])
        );
    }
}
