//! Programs that this one starts and waits for.

use std::process::Command;

use crate::captures::workspace_root;
use crate::cargo::command;

/// Cargo in the workspace, told `words`, of which none holds a blank.
pub(crate) fn cargo(words: &str) -> Command {
    let mut res = command();
    res.args(words.split(' ')).current_dir(workspace_root());
    res
}

/// Whether cargo has this command, which is no part of Rust.
pub(crate) fn cargo_has(name: &str) -> bool {
    succeeds(command().args([name, "--version"]))
}

/// Runs a command that says by itself what it does; `failure` where it does not succeed.
pub(crate) fn run(command: &mut Command, failure: impl Into<String>) -> Result<(), String> {
    let status = command.status();
    match status
        .map_err(|error| not_started(command, &error))?
        .success()
    {
        true => Ok(()),
        false => Err(failure.into()),
    }
}

/// Both outputs of a command that has to succeed.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output();
    let output = output.map_err(|error| not_started(command, &error))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned() + &errors),
        false => Err(format!("{command:?} failed: {errors}")),
    }
}

/// Whether a command is there and says yes; what it prints is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    format!("`{program}` did not start: {error}")
}
