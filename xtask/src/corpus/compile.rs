//! Whether what was generated compiles without a warning.
//!
//! In: the outcomes with their folders. Out: each root's problems, and how long the compiler took. The modules of many
//! roots share a crate, since starting the compiler costs more than most of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::crates::{self, Compiled, cargo, crate_name, manifest, waivers};
use super::messages::{Message, PREFIX};
use super::outcome::{Outcome, Problem, Status};
use super::roots::sampled;
use super::round_trip;
use crate::files;

/// How many types a crate may hold before the next one is begun.
const TYPES_A_CRATE: usize = 4_000;

/// How many messages of a root are kept.
const MAX_KEPT: usize = 20;

/// The errors of one module may hide those of its neighbours, so what fails is left out and the rest tried again.
const MAX_ROUNDS: usize = 6;

/// What to do besides `cargo check`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps {
    /// `cargo clippy` instead.
    pub(crate) clippy: bool,
    /// `cargo build` as well.
    pub(crate) build: bool,
    /// Of how many roots; `None` of all.
    pub(crate) roots: Option<usize>,
}

/// Compiles all roots that were generated, and notes in each what the compiler says.
pub(crate) fn run(
    outcomes: &mut [Outcome],
    folder: &Path,
    steps: &Steps,
) -> Result<Compiled, String> {
    let command = if steps.clippy { "clippy" } else { "check" };
    let mut compiled = Compiled::default();
    let mut left: Vec<usize> = (0..outcomes.len())
        .filter(|it| outcomes[*it].status == Status::Generated)
        .collect();
    if let Some(n) = steps.roots {
        left = sampled(&left, n);
    }
    for _ in 0..MAX_ROUNDS {
        write_workspace(outcomes, &left, folder, &mut compiled)?;
        if compiled.crates == 0 {
            return Ok(compiled);
        }
        cargo(folder, &[command, "--package", "soap-runtime"])?;
        let (took, said, succeeded) = cargo(folder, &[command, "--workspace", "--keep-going"])?;
        compiled.check = took;
        // A root that is tried again says the same again.
        left.iter().for_each(|it| outcomes[*it].compiler.clear());
        compiled.elsewhere.clear();
        for message in said {
            note(outcomes, &mut compiled, message);
        }
        let before = left.len();
        left.retain(|it| !outcomes[*it].compiler.iter().any(|it| it.is_error));
        if succeeded {
            break;
        }
        if before == left.len() {
            compiled
                .elsewhere
                .push(format!("`cargo {command}` failed for no module's fault"));
            break;
        }
    }
    compiled.types = left
        .iter()
        .map(|it| outcomes[*it].figures.stats.types)
        .sum();
    compiled.lines = left
        .iter()
        .map(|it| outcomes[*it].figures.stats.lines)
        .sum();
    if compiled.homes.len() > left.len() {
        write_workspace(outcomes, &left, folder, &mut compiled)?;
    }
    if steps.build {
        cargo(folder, &["build", "--package", "soap-runtime"])?;
        let (took, _, succeeded) = cargo(folder, &["build", "--workspace", "--keep-going"])?;
        compiled.build = Some(took);
        if !succeeded {
            compiled
                .elsewhere
                .push("`cargo build` failed where `cargo check` did not".to_owned());
        }
    }
    Ok(compiled)
}

fn note(outcomes: &mut [Outcome], compiled: &mut Compiled, message: Message) {
    let module = message
        .module
        .as_deref()
        .and_then(|it| it.strip_prefix(PREFIX));
    let index: Option<usize> = module.and_then(|it| it.parse().ok());
    let Some(outcome) = index.and_then(|it| outcomes.get_mut(it)) else {
        compiled.elsewhere.push(message.text);
        return;
    };
    let said = &mut outcome.compiler;
    if let Some(known) = said.iter_mut().find(|it| it.text == message.text) {
        known.count += 1;
    } else if message.is_error || said.len() < MAX_KEPT {
        // Errors are kept in any case: they decide whether the root compiles.
        said.push(Problem {
            is_error: message.is_error,
            text: message.text,
            place: message.place,
            count: 1,
        });
    }
}

/// Writes the crates for the roots `left`.
fn write_workspace(
    outcomes: &[Outcome],
    left: &[usize],
    folder: &Path,
    compiled: &mut Compiled,
) -> Result<(), String> {
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for &index in left {
        let types = outcomes[index].figures.stats.types;
        match groups.last_mut() {
            Some((total, group)) if *total + types <= TYPES_A_CRATE => {
                *total += types;
                group.push(index);
            }
            Some(_) | None => groups.push((types, vec![index])),
        }
    }
    // What is there already and the same is not written again, so that cargo need not compile it again.
    let home_of_all = folder.join("crates");
    let mut kept: BTreeSet<PathBuf> = BTreeSet::new();
    let members: Vec<String> = (0..groups.len()).map(crate_name).collect();
    crates::write_workspace(folder, &members)?;
    let waivers = waivers()?;
    let mut homes = BTreeMap::new();
    for (number, (_, group)) in groups.iter().enumerate() {
        let name = crate_name(number);
        let home = home_of_all.join(&name);
        let lines = "soap-runtime.workspace = true\n\n[lints]\nworkspace = true\n";
        files::write(home.join("Cargo.toml"), &manifest(&name, lines))?;
        kept.extend([home.join("Cargo.toml"), home.join("src/lib.rs")]);
        let mut lib = "//! Generated clients, to be compiled.\n\n".to_owned();
        for &index in group {
            homes.insert(index, number);
            let module = format!("{PREFIX}{index:04}");
            let _ = writeln!(lib, "{waivers}#[rustfmt::skip]\npub mod {module};");
            let copies = copy_rust(&outcomes[index].out, &home.join("src").join(&module))?;
            kept.extend(copies);
        }
        files::write(home.join("src/lib.rs"), &lib)?;
    }
    // The files of earlier runs.
    for path in files::below(&home_of_all)? {
        if !kept.contains(&path) && !path.starts_with(home_of_all.join(round_trip::CRATE)) {
            std::fs::remove_file(&path).map_err(|error| files::at(&path, error))?;
        }
    }
    compiled.crates = groups.len();
    compiled.homes = homes;
    Ok(())
}

/// Copies Rust files; gives where to.
pub(super) fn copy_rust(from: &Path, to: &Path) -> Result<Vec<PathBuf>, String> {
    let mut copies = Vec::new();
    for path in files::below(from)? {
        if files::ends_in(&path, "rs") {
            let copy = to.join(path.strip_prefix(from).unwrap_or(&path));
            files::write(&copy, &files::read(&path)?)?;
            copies.push(copy);
        }
    }
    Ok(copies)
}
