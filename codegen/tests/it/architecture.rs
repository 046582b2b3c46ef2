//! The rules of `ARCHITECTURE.md` about the generator's own source: who does not know what, and how long a file may be.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// A name, and the only places in `src` that may hold it: files, or folders that end in `/`.
const KNOWN_ONLY_TO: &[(&str, &[&str])] = &[
    ("roxmltree", &["document/", "xml.rs"]),
    ("prettyplease", &["format/"]),
    (
        "quote",
        &["emit/", "format/", "settings/", "patch/", "krate/"],
    ),
    ("proc_macro2", &["emit/", "format/", "settings/", "krate/"]),
    ("HashMap", &[]),
    ("HashSet", &[]),
];

/// The only places in `src` that read or write files.
const FILES_ONLY_TO: &[&str] = &[
    "source/",
    "output/",
    "fetch/",
    "cli/",
    "diff/input.rs",
    "capture/fence.rs",
    "config.rs",
    "capture.rs",
];

/// A stage, and the other stages that it does not name.
const FORBIDDEN_STAGES: &[(&str, &[&str])] = &[
    (
        "source/",
        &[
            "document", "wsdl", "xsd", "symbols", "lower", "ir", "emit", "format",
        ],
    ),
    (
        "xml.rs",
        &[
            "wsdl", "xsd", "symbols", "lower", "ir", "emit", "format", "output",
        ],
    ),
    (
        "document/",
        &["symbols", "lower", "ir", "emit", "format", "output"],
    ),
    (
        "xsd/",
        &["wsdl", "symbols", "lower", "ir", "emit", "format", "output"],
    ),
    (
        "wsdl/",
        &["symbols", "lower", "ir", "emit", "format", "output"],
    ),
    (
        "symbols/",
        &["lower", "ir", "emit", "format", "output", "settings"],
    ),
    (
        "naming/",
        &[
            "source",
            "document",
            "wsdl",
            "xsd",
            "symbols",
            "lower",
            "ir",
            "emit",
            "format",
            "output",
            "settings",
            "diagnostic",
        ],
    ),
    ("lower/", &["emit", "format", "output", "document"]),
    (
        "validate/",
        &["lower", "ir", "emit", "format", "output", "settings"],
    ),
    (
        "ir/",
        &[
            "document",
            "wsdl",
            "xsd",
            "symbols",
            "lower",
            "emit",
            "format",
            "output",
            "settings",
            "diagnostic",
        ],
    ),
    (
        "emit/",
        &[
            "source",
            "document",
            "wsdl",
            "xsd",
            "symbols",
            "lower",
            "output",
            "diagnostic",
        ],
    ),
    (
        "format/",
        &[
            "source",
            "document",
            "wsdl",
            "xsd",
            "symbols",
            "lower",
            "output",
            "settings",
            "diagnostic",
        ],
    ),
    (
        "output/",
        &[
            "source",
            "document",
            "wsdl",
            "xsd",
            "symbols",
            "lower",
            "ir",
            "emit",
            "settings",
            "diagnostic",
        ],
    ),
];

/// Lines above which a file has become several.
const MOST_LINES: usize = 800;

/// Lines of code above which a function has become several, here, in the runtime and in `xtask`.
const MOST_LINES_OF_FUNCTION: usize = 125;

/// A table of texts, which is read like one.
const LONGER: &str = "explain/texts.rs";

struct Source {
    /// Relative to `src`, with `/`.
    path: String,
    text: String,
    /// All identifiers outside of comments and literals, in order; `::` is kept between them.
    words: Vec<String>,
}

fn sources() -> Vec<Source> {
    let sources = sources_in("src");
    assert!(sources.len() > 100, "the sources were found");
    sources
}

/// The sources below `folder`, which is relative to this crate.
fn sources_in(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.iter().map(|it| source(&root, it)).collect()
}

fn source(root: &Path, file: &Path) -> Source {
    let text = std::fs::read_to_string(file).expect("the sources can be read");
    let tokens: TokenStream = text.parse().expect("the sources compile");
    let mut words = Vec::new();
    collect(tokens, &mut words);
    let path = file.strip_prefix(root).expect("it was found there");
    Source {
        path: path.to_string_lossy().replace('\\', "/"),
        text,
        words,
    }
}

/// Depth is that of our own source's brackets.
fn collect(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(it) => words.push(it.to_string()),
            TokenTree::Punct(it) if it.as_char() == ':' => words.push(":".to_owned()),
            TokenTree::Group(it) => collect(it.stream(), words),
            TokenTree::Punct(_) => words.push(String::new()),
            TokenTree::Literal(_) => {}
        }
    }
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|it| {
        if it.ends_with('/') {
            path.starts_with(it)
        } else {
            path == *it
        }
    })
}

#[test]
fn libraries_are_named_only_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !is_test(&it.path)) {
        for (name, places) in KNOWN_ONLY_TO {
            // A library is named by a path; a local of its name is no use of it.
            let is_path = |it: &[String]| it[0] == *name && (it[1] == ":" || places.is_empty());
            if source.words.windows(2).any(is_path) && !is_in(&source.path, places) {
                wrong.push(format!("{} names `{name}`", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_ends_of_the_pipeline_touch_files() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !is_test(&it.path)) {
        let is_used = source
            .words
            .windows(4)
            .any(|it| it == ["std", ":", ":", "fs"]);
        if is_used && !is_in(&source.path, FILES_ONLY_TO) {
            wrong.push(format!("{} names `std::fs`", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tables of `ARCHITECTURE.md` are the constants above: a row for each, with the same names in backticks.
#[test]
fn the_document_says_the_same() {
    let document = include_str!("../../ARCHITECTURE.md");
    let tables = KNOWN_ONLY_TO.iter().chain(FORBIDDEN_STAGES);
    for (name, others) in tables.chain(&[("std::fs", FILES_ONLY_TO)]) {
        let name = format!("`{}`", name.trim_end_matches('/'));
        let rows = document.lines().filter_map(|line| {
            let mut cells = line.strip_prefix("| ")?.split(" | ");
            let is_row = cells.next()?.split(", ").any(|it| it == name);
            is_row.then(|| cells.next()).flatten()
        });
        let found = rows.map(|cell| cell.split('`').skip(1).step_by(2).collect::<Vec<_>>());
        let others: Vec<&str> = others.iter().map(|it| it.trim_end_matches('/')).collect();
        assert!(
            found.into_iter().any(|it| it == others),
            "{name}: {others:?}"
        );
    }
}

#[test]
fn stages_do_not_know_what_comes_after_them() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !is_test(&it.path)) {
        for (stage, forbidden) in FORBIDDEN_STAGES {
            if !is_in(&source.path, &[stage]) {
                continue;
            }
            for other in *forbidden {
                let names = |it: &[String]| {
                    it[0] == "crate" && it[1] == ":" && it[2] == ":" && it[3] == *other
                };
                if source.words.windows(4).any(names) {
                    wrong.push(format!("{} names `crate::{other}`", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_fails_past_the_second_barrier() {
    let sources = sources();
    let past = |source: &&Source| is_in(&source.path, &["emit/", "format/"]);
    for source in sources.iter().filter(past).filter(|it| !is_test(&it.path)) {
        let is_named = source.words.iter().any(|word| word == "Result");
        assert!(!is_named, "{} names `Result`", source.path);
    }
}

/// `emit` spells what the IR says: order, names, optionality and what stands for others are decided before it. Of sets it has two: the types that
/// hide names of the prelude, and what `types.rs` imports of the runtime.
#[test]
fn emit_decides_nothing() {
    let mut wrong = Vec::new();
    let sources = sources();
    let emit = (sources.iter()).filter(|it| is_in(&it.path, &["emit/"]) && !is_test(&it.path));
    for source in emit {
        let has_set = ["emit/path.rs", "emit/ty.rs"].contains(&source.path.as_str());
        let is_order = |it: &&String| {
            it.starts_with("sort") || *it == "BTreeMap" || (*it == "BTreeSet" && !has_set)
        };
        let names = |it: &[&str]| source.words.windows(it.len()).any(|words| words == it);
        let mut found: Vec<&str> = (source.words.iter().filter(is_order))
            .map(String::as_str)
            .collect();
        // A name that is put together, or made an identifier elsewhere than where those of the IR are.
        if names(&["format_ident"]) || names(&["ident", "", "format"]) {
            found.push("an identifier of its own");
        }
        if source.path != "emit/ident.rs" && names(&["Ident", ":", ":", "new"]) {
            found.push("Ident::new");
        }
        // What is chosen of several by some measure.
        let choices = ["max_by", "max_by_key", "min_by", "min_by_key"];
        found.extend(choices.into_iter().filter(|it| names(&[it])));
        // A type around another, which is how members become optional.
        if names(&["Box", ":", ":", "new"]) {
            found.push("Box::new");
        }
        wrong.extend(found.into_iter().map(|it| format!("{}: {it}", source.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            wrong.push(format!("{} does not begin with `//!`", source.path));
        }
        let n_lines = source.text.lines().count();
        if n_lines > MOST_LINES {
            wrong.push(format!("{} has {n_lines} lines", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As rustfmt sets it, a function ends with the first brace that stands as far left as it begins.
#[test]
fn functions_stay_short() {
    let mut wrong = Vec::new();
    let mut n_functions = 0;
    for crate_ in ["src", "../generated-client/runtime/src", "../xtask/src"] {
        for source in sources_in(crate_).iter().filter(|it| !is_test(&it.path)) {
            let lines: Vec<&str> = source.text.lines().collect();
            for (idx, line) in lines.iter().enumerate() {
                let code = line.trim_start();
                let visible = code.strip_prefix("pub(").and_then(|it| it.split_once(") "));
                let head = visible.map_or(code, |(_, rest)| rest);
                let head = head.split('(').next().unwrap_or_default();
                let is_head = head.split(' ').any(|word| word == "fn");
                if !is_head || code.starts_with("//") || code.ends_with(';') {
                    continue;
                }
                n_functions += 1;
                let end = format!("{}}}", &line[..line.len() - code.len()]);
                let body = lines[idx..].iter().take_while(|it| !it.starts_with(&end));
                let is_code = |it: &&&str| !it.trim().is_empty() && !it.trim().starts_with("//");
                let n_lines = body.filter(is_code).count();
                if n_lines > MOST_LINES_OF_FUNCTION && source.path != LONGER {
                    wrong.push(format!("{}:{}: {n_lines} lines", source.path, idx + 1));
                }
            }
        }
    }
    assert!(
        n_functions > 4000,
        "the functions were found: {n_functions}"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Namespaces that specifications name have names of their own. Examples and tests spell them as documents do.
#[test]
fn namespaces_of_specifications_are_spelled_once() {
    let known = ["http://schemas.", "http://www.w3.org/", "http://docs.oasis"];
    let examples = ["namespaces.rs", "explain/", "cli/"];
    let mut wrong = Vec::new();
    for source in sources() {
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let is_spelled = |line: &&str| known.iter().any(|it| line.contains(&format!("\"{it}")));
        let is_free = is_in(&source.path, &examples) || is_test(&source.path);
        let found = code.filter(is_spelled).filter(|_| !is_free);
        wrong.extend(found.map(|line| format!("{}: {line}", source.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_diagnostic_code_is_reported_somewhere() {
    let catalogue = |it: &str| it == "diagnostic/code.rs" || it.starts_with("explain/");
    let sources = sources();
    for code in wsdl_codegen::diagnostic::code::Code::ALL {
        let name = format!("{code:?}");
        let is_used = sources
            .iter()
            .filter(|it| !catalogue(&it.path) && !is_test(&it.path))
            .any(|it| it.words.contains(&name));
        assert!(
            is_used,
            "`{code}` is in the catalogue, and nothing reports it"
        );
    }
}
