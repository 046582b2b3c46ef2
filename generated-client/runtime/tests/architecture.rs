//! The rules of `ARCHITECTURE.md` about the runtime's own source: who does not know whom, and how long a file may be.
//!
//! That no files import each other in a circle is tested with those of the generator.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// A module, and the others that it does not name.
const FORBIDDEN: &[(&str, &str)] = &[
    (
        "mime",
        "client record server soap transport value ws_addressing ws_security",
    ),
    (
        "xml",
        "client record server soap transport value ws_addressing ws_security",
    ),
    (
        "value",
        "client record server soap transport ws_addressing ws_security",
    ),
    (
        "record",
        "client server soap transport ws_addressing ws_security",
    ),
    (
        "transport",
        "client record server soap value ws_addressing ws_security",
    ),
    (
        "document",
        "client server soap transport ws_addressing ws_security",
    ),
    ("soap", "client server"),
    (
        "ws_addressing",
        "client record server transport value ws_security",
    ),
    ("ws_security", "client record server"),
    ("client", "server"),
];

/// A library, and the modules that may name it.
const KNOWN_ONLY_TO: &[(&str, &str)] = &[
    ("hyper", "transport"),
    ("hyper_rustls", "transport"),
    ("hyper_util", "transport"),
    ("rustls", "transport ws_security"),
    ("tokio", "transport client"),
    ("regex_automata", "value"),
    ("encoding_rs", "xml"),
    ("aws_lc_rs", "ws_security"),
    ("Instant", "clock"),
    ("SystemTime", "clock ws_security"),
];

/// What no literal of `mime`, `record`, `value` and `xml` holds: namespaces and media types of SOAP.
const OF_SOAP: [&str; 3] = ["xmlsoap", "soap-en", "soap+xml"];

/// Lines above which a file has become several.
const MOST_LINES: usize = 800;

struct Source {
    /// Relative to `src`, with `/`.
    file: String,
    text: String,
    /// Identifiers and literals outside of comments and tests, in order; `::` and `$` between them.
    words: Vec<String>,
}

impl Source {
    /// The module of the crate that it belongs to.
    fn module(&self) -> &str {
        self.file.split(['/', '.']).next().unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let sources = files.iter().map(|file| source(&root, file));
    let is_test = |file: &str| file.contains("/tests/") || file.ends_with("tests.rs");
    let sources: Vec<Source> = sources.filter(|it| !is_test(&it.file)).collect();
    assert!(sources.len() > 100, "the sources were found");
    sources
}

fn source(root: &Path, file: &Path) -> Source {
    let text = std::fs::read_to_string(file).expect("the sources can be read");
    let tokens: TokenStream = text.parse().expect("the sources compile");
    let mut words = Vec::new();
    collect(tokens, &mut words);
    let file = file.strip_prefix(root).expect("it was found there");
    Source {
        file: file.to_string_lossy().replace('\\', "/"),
        text,
        words,
    }
}

fn collect(tokens: TokenStream, words: &mut Vec<String>) {
    let mut is_test = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) if !is_test => collect(group.stream(), words),
            TokenTree::Ident(word) => {
                let begins = words.last().is_some_and(|last| last == "mod");
                is_test = begins && word == "tests";
                words.push(word.to_string());
                continue;
            }
            TokenTree::Group(_) => {}
            TokenTree::Punct(it) => words.push(it.to_string()),
            TokenTree::Literal(it) => words.push(it.to_string()),
        }
        is_test = false;
    }
}

#[test]
fn modules_do_not_know_what_stands_above_them() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (module, forbidden) in FORBIDDEN {
        let own = sources.iter().filter(|source| source.module() == *module);
        let mut n_files = 0;
        for source in own {
            n_files += 1;
            for words in source.words.windows(5) {
                let [before, root, first, second, name] = words else {
                    continue;
                };
                // A macro's own paths, `$crate::…`, are those of who calls it.
                let is_path = root == "crate"
                    && before != "$"
                    && (first, second) == (&":".into(), &":".into());
                if is_path && forbidden.split(' ').any(|other| other == name) {
                    wrong.push(format!("{} names `crate::{name}`", source.file));
                }
            }
        }
        assert!(n_files > 0, "there is a module `{module}`");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_lower_modules_write_nothing_of_soap() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !matches!(source.module(), "mime" | "record" | "value" | "xml") {
            continue;
        }
        let is_text =
            |word: &&String| word.starts_with('"') && OF_SOAP.iter().any(|it| word.contains(it));
        // Documentation is a literal to the compiler, and may say what is meant.
        let triples = source.words.windows(3);
        let found = triples.filter(|it| it[0] != "doc").map(|it| &it[2]);
        wrong.extend(
            found
                .filter(is_text)
                .map(|it| format!("{}: {it}", source.file)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            wrong.push(format!("{} does not begin with `//!`", source.file));
        }
        let n_lines = source.text.lines().count();
        if n_lines > MOST_LINES {
            wrong.push(format!("{} has {n_lines} lines", source.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_are_named_only_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (library, places) in KNOWN_ONLY_TO {
            let is_named = source.words.iter().any(|word| word == library);
            if is_named && !places.split(' ').any(|place| place == source.module()) {
                wrong.push(format!("{} names `{library}`", source.file));
            }
        }
        let opens_files = source
            .words
            .windows(4)
            .any(|it| it == ["std", ":", ":", "fs"]);
        if opens_files && source.file != "server/recording.rs" {
            wrong.push(format!("{} opens files", source.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_document_says_the_same() {
    let document = include_str!("../ARCHITECTURE.md");
    for (name, others) in FORBIDDEN.iter().chain(KNOWN_ONLY_TO) {
        let others: Vec<String> = others.split(' ').map(|it| format!("`{it}`")).collect();
        let row = format!("| `{name}` | {} |", others.join(", "));
        assert!(document.contains(&row), "{row}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = sources();
    let words = document.split(['`', ' ', ',', '\n']);
    for file in words.filter(|word| word.ends_with(".rs")) {
        let end = format!("/{file}");
        let is_source = sources
            .iter()
            .any(|it| it.file == file || it.file.ends_with(&end));
        assert!(
            is_source || root.join(file).exists(),
            "there is no `{file}`"
        );
    }
}

#[test]
fn every_feature_stands_in_the_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(root.join(file)).expect("it can be read");
    let manifest = read("Cargo.toml");
    let features = manifest.split("[features]").nth(1).unwrap_or_default();
    let features = features.split("\n[").next().unwrap_or_default();
    let names = features
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0.trim()));
    let names: Vec<&str> = names
        .filter(|name| *name != "default" && !name.starts_with(['_', '#']))
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for file in ["README.md", "src/lib.rs", "../src/lib.rs"] {
        let text = read(file);
        for name in &names {
            assert!(text.contains(&format!("`{name}`")), "{file} lacks `{name}`");
        }
    }
}
