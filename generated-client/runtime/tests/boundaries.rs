//! The rules of `ARCHITECTURE.md`: which folder does not know which, and who may use which library.

use std::path::Path;

/// A folder or file of `src`, and what it does not name after `crate::`.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "xml",
        &[
            "value",
            "record",
            "soap",
            "transport",
            "client",
            "server",
            "ws_security",
            "ws_addressing",
        ],
    ),
    (
        "value",
        &[
            "record",
            "soap",
            "transport",
            "client",
            "server",
            "ws_security",
            "ws_addressing",
        ],
    ),
    (
        "mime",
        &[
            "record",
            "soap",
            "transport",
            "client",
            "server",
            "ws_security",
            "ws_addressing",
        ],
    ),
    (
        "record",
        &[
            "soap",
            "transport",
            "client",
            "server",
            "ws_security",
            "ws_addressing",
        ],
    ),
    ("soap", &["server"]),
    (
        "transport",
        &["value", "record", "server", "ws_security", "ws_addressing"],
    ),
    ("client", &["server"]),
    ("server", &["client", "ws_security", "ws_addressing"]),
    ("ws_security", &["record", "transport", "client", "server"]),
    (
        "ws_addressing",
        &["value", "record", "transport", "client", "server"],
    ),
];

/// A library, and the folders that may name it.
const KNOWN_ONLY_TO: &[(&str, &[&str])] = &[
    ("reqwest", &["transport"]),
    ("rustls", &["transport", "ws_security"]),
    ("tokio", &["transport"]),
    ("regex", &["value"]),
    ("encoding_rs", &["xml"]),
    ("aws_lc_rs", &["ws_security"]),
    ("Instant", &["transport", "client"]),
    ("SystemTime", &["transport", "ws_security"]),
];

/// The files of `src` without tests, comments left out: folder or file at the top, path, text.
fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("the sources are there").path();
            let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
            if path.is_dir() && !is_test {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") && !is_test {
                let text = std::fs::read_to_string(&path).expect("the sources are there");
                let text = text
                    .split("#[cfg(test)]\nmod tests")
                    .next()
                    .unwrap_or(&text);
                let is_code = |line: &&str| !line.trim_start().starts_with("//");
                let code: Vec<&str> = text.lines().filter(is_code).collect();
                let name = path.strip_prefix(&root).expect("it was found there");
                let name = name.to_string_lossy().replace('\\', "/");
                let top = name.split('/').next().unwrap_or(&name);
                let top = top.trim_end_matches(".rs").to_owned();
                found.push((top, name, code.join("\n")));
            }
        }
    }
    assert!(found.len() > 80, "the sources were found");
    found
}

/// Whether the word stands in the text by itself; names of features stand in quotes.
fn names(text: &str, word: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '_' || it == '"';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[test]
fn folders_know_only_what_is_below_them() {
    let mut wrong = Vec::new();
    for (top, name, text) in sources() {
        let forbidden = FORBIDDEN.iter().filter(|(folder, _)| *folder == top);
        for other in forbidden.flat_map(|(_, others)| *others) {
            if names(&text, &format!("crate::{other}")) {
                wrong.push(format!("{name} names `crate::{other}`"));
            }
        }
        assert!(
            !text.contains("crate::{"),
            "{name}: a `use` for each folder"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_are_named_only_where_they_belong() {
    let mut wrong = Vec::new();
    for (top, name, text) in sources() {
        for (library, places) in KNOWN_ONLY_TO {
            if names(&text, library) && !places.contains(&top.as_str()) {
                wrong.push(format!("{name} names `{library}`"));
            }
        }
        assert!(!names(&text, "std::fs"), "{name} opens files");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_document_says_the_same() {
    let document = include_str!("../ARCHITECTURE.md");
    for (name, others) in FORBIDDEN.iter().chain(KNOWN_ONLY_TO) {
        let others: Vec<String> = others.iter().map(|it| format!("`{it}`")).collect();
        let row = format!("| `{name}` | {} |", others.join(", "));
        assert!(document.contains(&row), "{row}");
    }
}
