//! On `wasm32-unknown-unknown` the standard library has no clock, threads or sockets, and panics when asked: nothing that is
//! built without features of transports may ask.
//!
//! `cargo xtask ci` compiles for that target where its standard library is installed; what would panic there compiles too, so
//! the source is searched for it.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::path::{Path, PathBuf};

/// What panics there.
const BANNED: [&str; 6] = [
    "Instant::now",
    "SystemTime::now",
    "std::net",
    "thread::sleep",
    "thread::spawn",
    "available_parallelism",
];

/// Who may, and why.
const EXCEPT: [(&str, &str); 3] = [
    ("clock.rs", "says there is no clock on wasm"),
    (
        "client/retry.rs",
        "a blocking call waits, which no transport on wasm makes",
    ),
    (
        "ws_security/",
        "feature `ws-security`, whose clock can be set",
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn nothing_without_features_asks_for_what_wasm_has_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 100);
    let mut used = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code.filter(|line| BANNED.iter().any(|word| line.contains(word))) {
            let exception = EXCEPT.iter().position(|(path, _)| name.starts_with(path));
            used.push(exception.unwrap_or_else(|| panic!("{name}: {line}")));
        }
    }
    for (index, (path, why)) in EXCEPT.iter().enumerate() {
        assert!(used.contains(&index), "nothing in {path} needs it: {why}");
    }
}
