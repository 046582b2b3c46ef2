//! A copy of the workspace whose files have all their mutants, and its test programs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde_json::Value;

use crate::sites::{Mutant, Placed, Sites};

/// Asks whether a mutant is to be; and, where `MUTANT_TRACE` names a file, writes there which were asked for.
const SWITCH: &str = r#"
#[doc(hidden)]
pub mod __mutant {
    use std::io::Write as _;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};

    static NUMBER: LazyLock<usize> =
        LazyLock::new(|| std::env::var("MUTANT").ok().and_then(|it| it.parse().ok()).unwrap_or(usize::MAX));
    static TRACE: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("MUTANT_TRACE").ok());
    static SEEN: [AtomicBool; 1 << 16] = [const { AtomicBool::new(false) }; 1 << 16];

    pub fn is(number: usize) -> bool {
        if let Some(path) = &*TRACE && !SEEN[number].swap(true, Ordering::Relaxed) {
            let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
            writeln!(file.expect("the trace can be opened"), "{number}").expect("the trace can be written");
        }
        *NUMBER == number
    }
}
"#;

/// A file, and what it had when it was copied.
struct Source {
    path: String,
    text: String,
}

/// The copy.
pub struct Tree {
    root: PathBuf,
    target: PathBuf,
    /// The folder of the package, in the copy.
    pub package: PathBuf,
    sources: Vec<Source>,
}

/// Mutants with their numbers and files.
pub type Mutants = Vec<(usize, String, Mutant)>;

impl Tree {
    /// Copies the workspace that the current folder is in.
    pub fn copy(files: &[String]) -> Result<Self, String> {
        let listed = output(Command::new("git").args(["ls-files", "-co", "--exclude-standard"]))?;
        let here = std::env::current_dir().map_err(|error| error.to_string())?;
        let root = here.join("target/mutants");
        // Cargo takes what is built here for what is built there, if both go into one folder.
        let target = here.join("target/mutants-built");
        if root.exists() {
            remove_gone(&root, &here).map_err(|error| format!("`{}`: {error}", root.display()))?;
        }
        for path in listed.lines() {
            if let Ok(bytes) = fs::read(path) {
                write_changed(&root.join(path), &bytes)?;
            }
        }
        let mut sources = Vec::new();
        let mut packages = BTreeSet::new();
        for path in files {
            let text = fs::read_to_string(path).map_err(|error| format!("`{path}`: {error}"))?;
            let package = path
                .split_once("src/")
                .ok_or_else(|| format!("`{path}` is in no `src`"))?
                .0;
            packages.insert(root.join(package));
            sources.push(Source {
                path: path.clone(),
                text,
            });
        }
        match packages.len() {
            1 => {}
            n => return Err(format!("the files are of {n} packages; name those of one")),
        }
        let package = packages.pop_first().expect("there is one");
        Ok(Self {
            root,
            target,
            package,
            sources,
        })
    }

    /// Builds the tests of the package, leaving out what is no Rust; gives the mutants and the programs.
    pub fn build(&self, tests: &[&str]) -> Result<(Mutants, Vec<PathBuf>), String> {
        // What the compiler refuses, by file and place of the mutant among those of its file.
        let mut refused: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        loop {
            let mut placed: BTreeMap<&str, Vec<(usize, usize, Placed)>> = BTreeMap::new();
            let mut n_mutants = 0;
            for Source { path, text } in &self.sources {
                let sites = Sites::find(text).map_err(|error| format!("`{path}`: {error}"))?;
                let without = refused.entry(path).or_default();
                let (mut nth, mut numbers) = (0, BTreeMap::new());
                let (text, in_file) = sites.write(&mut |_| {
                    nth += 1;
                    let is_in = !without.contains(&nth);
                    is_in.then(|| {
                        numbers.insert(n_mutants, nth);
                        n_mutants += 1;
                        n_mutants - 1
                    })
                });
                write_changed(&self.root.join(path), text.as_bytes())?;
                let in_file = in_file.into_iter();
                let in_file = in_file.map(|(number, placed)| (number, numbers[&number], placed));
                placed.insert(path, in_file.collect());
            }
            self.add_switch()?;
            let (_, errors) = self.compile(&["check", "--lib"])?;
            if errors.is_empty() {
                let mut command = vec!["test", "--no-run", "--lib"];
                command.extend(tests.iter().flat_map(|test| ["--test", test]));
                let (programs, errors) = self.compile(&command)?;
                if let Some((path, at, message)) = errors.first() {
                    return Err(format!("{path}, byte {at}: {message}"));
                }
                let mut mutants: Mutants = Vec::new();
                for (path, in_file) in placed {
                    let in_file = in_file.into_iter();
                    mutants.extend(
                        in_file.map(|(number, _, placed)| (number, path.to_owned(), placed.mutant)),
                    );
                }
                mutants.sort_by_key(|(number, ..)| *number);
                return Ok((mutants, programs));
            }
            let mut n_refused = 0;
            for (path, at, message) in &errors {
                let Some((path, in_file)) =
                    placed.iter().find(|(known, _)| path.ends_with(**known))
                else {
                    return Err(format!("{path}: {message}"));
                };
                let own = in_file.iter().filter(|(.., it)| it.range.contains(at));
                // No mutant itself, but the place does not stand being written so.
                let around = in_file.iter().filter(|(.., it)| it.site.contains(at));
                let shortest = around.clone().map(|(.., it)| it.site.len()).min();
                let mut wrong: Vec<usize> = own.map(|(_, nth, _)| *nth).collect();
                if wrong.is_empty() {
                    let around = around.filter(|(.., it)| Some(it.site.len()) == shortest);
                    wrong.extend(around.map(|(_, nth, _)| *nth));
                }
                if wrong.is_empty() {
                    return Err(format!("{path}, byte {at}: {message}"));
                }
                n_refused += wrong.len();
                refused
                    .get_mut(path)
                    .expect("it is of the files")
                    .extend(wrong);
            }
            eprintln!("{n_refused} mutants are no Rust");
        }
    }

    fn add_switch(&self) -> Result<(), String> {
        let lib = self.package.join("src/lib.rs");
        let own = lib.strip_prefix(&self.root).expect("it is in the copy");
        let is_source = self.sources.iter().any(|it| Path::new(&it.path) == own);
        let from = if is_source { &lib } else { own };
        let text = fs::read_to_string(from).map_err(|error| error.to_string())?;
        write_changed(
            &lib,
            format!(
                "#![allow(warnings, arithmetic_overflow, unconditional_panic)]\n{text}{SWITCH}"
            )
            .as_bytes(),
        )
    }

    /// The programs, and errors: file, byte, message.
    fn compile(
        &self,
        command: &[&str],
    ) -> Result<(Vec<PathBuf>, Vec<(String, usize, String)>), String> {
        let arguments = command;
        let mut command = Command::new("cargo");
        command
            .args(arguments)
            .args(["--all-features", "--message-format=json", "--quiet"])
            .current_dir(&self.package);
        command.env("CARGO_TARGET_DIR", &self.target);
        let out = command
            .output()
            .map_err(|error| format!("cargo did not start: {error}"))?;
        let (mut programs, mut errors) = (Vec::new(), BTreeSet::new());
        for line in String::from_utf8_lossy(&out.stdout).lines() {
            let Ok(value) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            if let (Some(path), Some(true)) = (
                value["executable"].as_str(),
                value["profile"]["test"].as_bool(),
            ) {
                programs.push(PathBuf::from(path));
            }
            let message = &value["message"];
            if message["level"] != "error" {
                continue;
            }
            for span in message["spans"].as_array().into_iter().flatten() {
                if span["is_primary"] == true {
                    let at = span["byte_start"]
                        .as_u64()
                        .and_then(|it| usize::try_from(it).ok());
                    let path = span["file_name"].as_str().unwrap_or_default();
                    let path = self.package.join(path).to_string_lossy().into_owned();
                    errors.insert((path, at.unwrap_or(0), message["message"].to_string()));
                }
            }
        }
        if errors.is_empty() && !out.status.success() {
            return Err(format!(
                "the tests are not built\n{}",
                String::from_utf8_lossy(&out.stderr)
            ));
        }
        Ok((programs, errors.into_iter().collect()))
    }
}

fn output(command: &mut Command) -> Result<String, String> {
    let out = command.output().map_err(|error| error.to_string())?;
    String::from_utf8(out.stdout).map_err(|error| error.to_string())
}

/// Takes the files out of `copy` that `original` has no longer: Cargo would find a test twice that became a folder.
fn remove_gone(copy: &Path, original: &Path) -> io::Result<()> {
    for entry in fs::read_dir(copy)? {
        let entry = entry?;
        let source = original.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => remove_gone(&entry.path(), &source)?,
            false if source.exists() => {}
            false => fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

/// Writes where something changed, so that cargo sees what did.
fn write_changed(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let folder = path.parent().expect("a file is in a folder");
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes));
    written.map_err(|error| format!("`{}`: {error}", path.display()))
}
