//! Mutation testing: every mutant of some files is compiled once, behind a switch, and then each is tried by the tests
//! that come to its place. `cargo xtask mutants FILE...` runs it.
//!
//! A file is of the package in whose `src` it lies. Survivors are printed, but for those that `explained.txt` holds.

mod sites;
mod tree;
mod trial;

use std::process::ExitCode;

/// The survivors of the last run.
const SURVIVORS: &str = "target/mutants-survivors.txt";

fn main() -> ExitCode {
    let (options, files): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let only = match options.iter().any(|it| it == "--again") {
        true => std::fs::read_to_string(SURVIVORS).ok(),
        false => None,
    };
    let tests: Vec<&str> = options
        .iter()
        .filter_map(|it| it.strip_prefix("--test="))
        .collect();
    match run(&files, &tests, only.as_deref()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Tries all mutants of `files`, or `only` these, with the unit tests and those of `tests`, and tells whether none survives
/// that is not explained.
fn run(files: &[String], tests: &[&str], only: Option<&str>) -> Result<bool, String> {
    let tree = tree::Tree::copy(files)?;
    let (mutants, programs) = tree.build(tests)?;
    println!("{} mutants in {} files", mutants.len(), files.len());
    let tests = trial::trace(&tree, &programs, mutants.len())?;
    let explained = include_str!("../explained.txt");
    let mut last = None;
    let (mut n_killed, mut n_explained, mut survivors) = (0, 0, Vec::new());
    for (number, path, mutant) in &mutants {
        if number % 100 == 0 {
            eprintln!("{number} tried");
        }
        let key = format!(
            "{path} | {} | {} | {}",
            mutant.function, mutant.change, mutant.text
        );
        if only.is_some_and(|only| !only.lines().any(|line| line == key)) {
            continue;
        }
        if trial::kills(&tree, &tests, *number, &mut last)? {
            n_killed += 1;
        } else if explained.lines().any(|line| line == key) {
            n_explained += 1;
        } else {
            println!("{path}:{} survives: {key}", mutant.line);
            survivors.push(key);
        }
    }
    std::fs::write(SURVIVORS, survivors.join("\n")).map_err(|error| error.to_string())?;
    let n_left = survivors.len();
    println!("{n_killed} killed, {n_explained} explained, {n_left} survive");
    Ok(survivors.is_empty())
}
