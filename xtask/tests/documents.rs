//! What the documents say of the repository: the files that they name are there, and so are the commands.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All documents but those of captures, which name what is elsewhere.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["target", ".git", "samples"].contains(&name.as_str()) {
                folders.push(path);
            } else if name.ends_with(".md") && name != "PROVENANCE.md" {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 10, "the documents were found");
    found
}

/// The targets of relative links, and the texts in backticks, of a line.
fn named(line: &str) -> (Vec<&str>, Vec<&str>) {
    let links = line.split("](").skip(1);
    let links = links.filter_map(|tail| Some(tail.split_once(')')?.0));
    let links = links.filter(|link| !link.contains(':') && !link.starts_with('#'));
    (
        links.collect(),
        line.split('`').skip(1).step_by(2).collect(),
    )
}

#[test]
fn documents_name_files_that_are_there() {
    let root = root();
    let places = [
        "codegen/",
        "generated-client/",
        "schemas/",
        "xtask/",
        ".github/",
        ".ci/",
    ];
    let mut n_named = 0;
    let mut missing = Vec::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let folder = document.parent().unwrap();
        let is_path = |it: &str| {
            places.iter().any(|place| it.starts_with(place))
                && !it.contains(['*', '<', ' ', '…'])
                // The reader's own, in examples.
                && !it.starts_with("schemas/shop")
        };
        let named = text.lines().map(named).flat_map(|(links, code)| {
            let links = links.into_iter().map(|link| folder.join(link));
            let code = code.into_iter().filter(|it| is_path(it));
            links
                .chain(code.map(|path| root.join(path)))
                .collect::<Vec<_>>()
        });
        for path in named {
            n_named += 1;
            if !path.exists() {
                missing.push(format!("{}: {}", document.display(), path.display()));
            }
        }
    }
    assert!(n_named > 40, "the names were found: {n_named}");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_first_page_names_every_command() {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split("Commands:").nth(1).unwrap();
    let commands = commands.split("Options:").next().unwrap();
    // What goes on from the line above begins further to the right.
    let names = commands.lines().filter(|line| !line.starts_with("   "));
    let names: Vec<&str> = names
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 10, "{help}");
    let page = std::fs::read_to_string(root().join("README.md")).unwrap();
    let row = page.lines().find(|line| line.starts_with("| `xtask` |"));
    let row = row.unwrap();
    let missing: Vec<_> = (names.iter())
        .filter(|name| !row.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
