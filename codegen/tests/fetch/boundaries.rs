//! Generation does not touch the network, nor a clock: only `fetch` names what does, the commands `call` and `serve`, and
//! `timings.rs`, whose figures reach no output.

use std::fs;
use std::path::Path;

#[test]
fn only_fetch_knows_network_and_clock() {
    const WORDS: [&str; 8] = [
        "ureq",
        "rustls",
        "url::",
        "std::net",
        "SystemTime",
        "Instant",
        "hyper",
        "TcpStream",
    ];
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let known = ["fetch", "cli/call", "cli/serve"].map(|folder| source.join(folder));
    let mut open = vec![source.clone()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !known.contains(&path) {
                    open.push(path);
                }
                continue;
            }
            let is_clock = path == source.join("timings.rs");
            if is_clock || path.extension().is_none_or(|it| it != "rs") {
                continue;
            }
            seen += 1;
            let text = fs::read_to_string(&path).unwrap();
            for line in text
                .lines()
                .filter(|it| it.trim_start().starts_with("use "))
            {
                let word = WORDS.iter().find(|it| line.contains(**it));
                assert_eq!(word, None, "{}: {line}", path.display());
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn no_flag_turns_verification_off() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fetch");
    for entry in fs::read_dir(source).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("disable_verification") && !text.contains("dangerous"));
    }
}
