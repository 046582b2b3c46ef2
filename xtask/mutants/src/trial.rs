//! The tests, each with the mutants that it comes to; and whether they kill one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
#[cfg(unix)]
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::tree::Tree;

/// What a test may take at most beside the mutants; slower ones are left out.
const SLOWEST: Duration = Duration::from_secs(8);

/// What a test of the first round takes at most.
const SLOW: Duration = Duration::from_millis(400);

/// One test of a program.
pub struct Test {
    program: PathBuf,
    name: String,
    reached: BTreeSet<usize>,
    took: Duration,
}

/// Runs every test of `programs` by itself. Those that fail without a mutant are left out.
pub fn trace(tree: &Tree, programs: &[PathBuf], n_mutants: usize) -> Result<Vec<Test>, String> {
    let mut tests = Vec::new();
    let file = std::env::temp_dir().join(format!("mutants-{}", std::process::id()));
    for program in programs {
        let listed = command(tree, program)
            .args(["--list", "--format", "terse"])
            .output();
        let listed = listed.map_err(|error| error.to_string())?;
        for line in String::from_utf8_lossy(&listed.stdout).lines() {
            let Some(name) = line.strip_suffix(": test") else {
                continue;
            };
            let _ = fs::remove_file(&file);
            let start = Instant::now();
            let mut command = command(tree, program);
            command.args(["--exact", name]).env("MUTANT_TRACE", &file);
            if passes(&mut command, SLOWEST)? {
                let reached = fs::read_to_string(&file).unwrap_or_default();
                tests.push(Test {
                    program: program.clone(),
                    name: name.to_owned(),
                    reached: reached
                        .lines()
                        .filter_map(|line| line.parse().ok())
                        .collect(),
                    took: start.elapsed(),
                });
            } else {
                eprintln!("left out: {name}");
            }
        }
    }
    let _ = fs::remove_file(&file);
    let reached: BTreeSet<usize> = tests.iter().flat_map(|it| &it.reached).copied().collect();
    println!(
        "{} tests come to {} of {n_mutants} mutants",
        tests.len(),
        reached.len()
    );
    Ok(tests)
}

/// Whether a test fails with the mutant `number`. `last` is the program whose test killed the one before, which likely kills
/// this one too.
pub fn kills<'t>(
    tree: &Tree,
    tests: &'t [Test],
    number: usize,
    last: &mut Option<&'t Path>,
) -> Result<bool, String> {
    // Those that take long are tried last.
    let mut groups: BTreeMap<(&Path, bool), (Duration, Vec<&str>)> = BTreeMap::new();
    for test in tests.iter().filter(|it| it.reached.contains(&number)) {
        let group = (test.program.as_path(), test.took > SLOW);
        let (took, names) = groups.entry(group).or_default();
        *took += test.took;
        names.push(&test.name);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups
        .sort_by_key(|((program, is_slow), (took, _))| (*is_slow, Some(*program) != *last, *took));
    for ((program, _), (took, names)) in groups {
        let mut command = command(tree, program);
        command
            .arg("--exact")
            .args(names)
            .env("MUTANT", number.to_string());
        if !passes(&mut command, took * 2 + Duration::from_secs(4))? {
            *last = Some(program);
            return Ok(true);
        }
    }
    Ok(false)
}

fn command(tree: &Tree, program: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(&tree.package)
        .env("CARGO_MANIFEST_DIR", &tree.package);
    command.env_remove("MUTANT").env_remove("MUTANT_TRACE");
    command
}

fn passes(command: &mut Command, most: Duration) -> Result<bool, String> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    command.process_group(0);
    let mut child: Child = command.spawn().map_err(|error| error.to_string())?;
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(status.success());
        }
        if start.elapsed() > most {
            // A program that the test started may be what does not end.
            #[cfg(unix)]
            let _ = Command::new("kill")
                .args(["-KILL", "--", &format!("-{}", child.id())])
                .status();
            let _ = child.kill();
            let _ = child.wait();
            return Ok(false);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
