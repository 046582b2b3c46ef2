//! Cargo, as this program starts it.

use std::ffi::OsStr;
use std::process::Command;

/// A cargo that builds as the user's own does.
pub(crate) fn command() -> Command {
    program(env!("CARGO"))
}

/// A program that may start cargo. `cargo run` tells the program that it starts which package it is of; a cargo that
/// inherits this would build again whatever looks at those variables, and all that stands on it.
pub(crate) fn program(path: impl AsRef<OsStr>) -> Command {
    let mut res = Command::new(path);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let of_package = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ];
        let is_of_package = of_package.iter().any(|start| text.starts_with(start));
        if is_of_package || ["CARGO", "CARGO_PRIMARY_PACKAGE"].contains(&text.as_ref()) {
            res.env_remove(&name);
        }
    }
    res
}
