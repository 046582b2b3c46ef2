//! `cargo xtask` in surroundings that it was not written in: another folder, locale and clock, a closed output.
//! Only commands that write nothing are run.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::process::{Command, Output, Stdio};

fn xtask(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(args).stdin(Stdio::null());
    command
}

fn dump(stage: &str, prepare: impl FnOnce(&mut Command)) -> Output {
    let mut command = xtask(&["dump", stage, "technician-console"]);
    prepare(&mut command);
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
    output
}

#[test]
fn output_is_the_same_everywhere() {
    for stage in ["documents", "model", "ir", "rust"] {
        let here = dump(stage, |_| {});
        let there = dump(stage, |it| {
            it.current_dir(std::env::temp_dir())
                .env_clear()
                .env("LANG", "tr_TR.UTF-8")
                .env("LC_ALL", "tr_TR.UTF-8")
                .env("TZ", "Pacific/Kiritimati")
                .env("COLUMNS", "20");
        });
        assert!(!here.stdout.is_empty());
        assert_eq!(here.stdout, there.stdout, "{stage}");
    }
}

#[test]
fn a_check_needs_no_folder_of_its_own() {
    let output = xtask(&["regen", "--check"])
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
}

#[test]
fn a_closed_output_is_no_panic() {
    for args in [
        &["regen", "--check"][..],
        &["dump", "rust", "superoffice"],
        &["--help"],
    ] {
        let mut process = xtask(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(process.stdout.take());
        let output = process.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!text.contains("panicked"), "{args:?}: {text}");
    }
}
