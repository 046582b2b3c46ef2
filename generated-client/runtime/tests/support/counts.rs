//! Instructions that parts of a test take, counted by valgrind, so that what else the machine does has no part in it.
//!
//! The test starts its own program again, under valgrind, and does there what is to be counted.

use std::process::Command;

/// Says to a program that was started again what it is to do.
pub(crate) const TASK: &str = "GROWTH_TASK";

/// Does `work`, whose instructions [`instructions`] gives.
pub(crate) fn counted<T>(work: impl FnOnce() -> T) -> T {
    growth_noted();
    let res = work();
    growth_noted();
    res
}

/// Before this is called, valgrind writes down what it counted, and begins again. It knows it by its name.
#[inline(never)]
fn growth_noted() {
    std::hint::black_box(());
}

/// What this program prints when `command` starts its test `test` to do `task`; `None` where there is no such command.
///
/// # Panics
/// The test fails.
pub(crate) fn start(mut command: Command, test: &str, task: &str) -> Option<String> {
    let command = command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    let out = command.env(TASK, task).output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{task}: {text}");
    Some(text)
}

/// What each [`counted`] takes, in all threads, when the test `test` does `task`; `None` where there is no valgrind.
pub(crate) fn instructions(test: &str, task: &str) -> Option<Vec<u64>> {
    let folder = std::env::temp_dir().join(format!("growth-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--dump-before=*growth_noted*"]);
    command.arg(format!("--callgrind-out-file={}/out", folder.display()));
    command.arg(std::env::current_exe().expect("this program has a path"));
    let is_there = start(command, test, task).is_some();
    let counts = (1..).map_while(|number| {
        let text = std::fs::read_to_string(folder.join(format!("out.{number}"))).ok()?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("totals: "))?;
        line.trim().parse().ok()
    });
    // What comes before each, between them, is of no interest.
    let counts = counts.skip(1).step_by(2).collect();
    let _ = std::fs::remove_dir_all(&folder);
    is_there.then_some(counts)
}
