//! Runs `xmllint`, the program of libxml2.
//!
//! In: a folder with schemas and messages. Out: what it complains of, and in which line.

use std::path::Path;
use std::process::{Command, Stdio};

/// The program.
const PROGRAM: &str = "xmllint";
/// Seconds of a processor after which libxml2 counts as lost in a schema.
const MAX_SECONDS: u64 = 120;
/// KiB of memory it may take.
const MAX_KIB: u64 = 3 << 20;

/// What libxml2 says.
#[derive(Debug)]
pub(super) enum Answer {
    /// It read the schemas; what it complains of in the messages.
    Validated(Vec<Complaint>),
    /// It did not: its words.
    Broken(String),
}

/// A complaint about a message.
#[derive(Debug)]
pub(super) struct Complaint {
    /// Which of the files.
    pub(super) file: usize,
    /// The line, 1-based.
    pub(super) line: usize,
    /// What it says.
    pub(super) words: String,
}

/// Whether the program is there.
pub fn is_there() -> bool {
    let mut command = Command::new(PROGRAM);
    command.arg("--version").stdin(Stdio::null());
    command.output().is_ok_and(|it| it.status.success())
}

/// Validates the files `messages` of `folder`.
pub(super) fn validate(folder: &Path, driver: &str, messages: &[String]) -> Result<Answer, String> {
    if messages.is_empty() {
        return Ok(Answer::Validated(Vec::new()));
    }
    let log = folder.join("xmllint.log");
    let explain = |it: std::io::Error| format!("{}: {it}", log.display());
    let file = std::fs::File::create(&log).map_err(explain)?;
    // The limits are the shell's, since the system's are out of reach without unsafe code.
    let limits = format!("ulimit -v {MAX_KIB}; ulimit -t {MAX_SECONDS}");
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{limits}; exec {PROGRAM} \"$@\""))
        .args([PROGRAM, "--noout", "--nonet", "--schema", driver])
        .args(messages)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        .status()
        .map_err(|it| format!("`{PROGRAM}` did not start: {it}"))?;
    let text = std::fs::read(&log).map_err(explain)?;
    let text = String::from_utf8_lossy(&text);
    let words = |line: &str| {
        let rest = line.split_once(" : ").map_or(line, |it| it.1);
        rest.trim().to_owned()
    };
    // Warnings of the parser are of imports and the like; what they lead to is an error.
    let broken = text.lines().find(|it| it.contains("Schemas parser error"));
    if let Some(line) = broken {
        return Ok(Answer::Broken(words(line)));
    }
    let mut complaints = Vec::new();
    // A value with line ends makes a complaint of several lines.
    let mut entries: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_first = |it: &String| {
            line.strip_prefix(it.as_str())
                .is_some_and(|it| it.starts_with([':', ' ']))
        };
        match entries.last_mut() {
            Some(last) if !messages.iter().any(is_first) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    for line in &entries {
        let Some((place, _)) = line.split_once(": element ") else {
            continue;
        };
        let Some((name, number)) = place.rsplit_once(':') else {
            continue;
        };
        let file = messages.iter().position(|it| it == name);
        if let (Some(file), Ok(number)) = (file, number.parse()) {
            let words = words(line);
            complaints.push(Complaint {
                file,
                line: number,
                words,
            });
        }
    }
    let code = status.code();
    // xmllint(1): 0 is valid, 3 and 4 are errors of validation.
    match code {
        Some(0) => {}
        Some(3 | 4) if !complaints.is_empty() => {}
        _ => {
            let last = text.lines().last().unwrap_or_default();
            return Ok(Answer::Broken(format!(
                "libxml2 ended with {status}: {last}"
            )));
        }
    }
    Ok(Answer::Validated(complaints))
}
