//! `xmldiff`: whether the reader and libxml2 take the same documents for well-formed.
//!
//! In: a folder. Out: how many documents were compared, its own and mutations of them, and those on which the two do not
//! agree. What they deliberately do not agree on is counted apart; the runtime's ARCHITECTURE.md lists it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use soap_runtime::xml::{DecodeErrorKind, Limits, check, decode};

use crate::mutate::{Numbers, mutate};
use crate::{captures, files};

/// Documents that one process of libxml2 is given.
const AT_A_TIME: usize = 500;
/// Bytes of a document at most: what is longer says nothing that a shorter one does not.
const MAX_BYTES: usize = 64 << 10;
/// Differences that are shown.
const SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder; its `*.xml`, `*.xsd` and `*.wsdl` are read, and those below it.
    folder: PathBuf,
    /// Mutations of each document.
    #[arg(long, default_value_t = 2)]
    mutations: usize,
    /// What the mutations begin with: another number, other mutations.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Compares, and fails where there is a difference that is not deliberate.
pub(crate) fn run(args: &Args) -> Result<(), String> {
    let documents = documents(args)?;
    let work = captures::workspace_root().join("target/xmldiff");
    files::remove(&work)?;
    files::make(&work)?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut different = Vec::new();
    for (index, batch) in documents.chunks(AT_A_TIME).enumerate() {
        let refused = refused_by_libxml2(&work, index * AT_A_TIME, batch)?;
        for (index, document) in (index * AT_A_TIME..).zip(batch) {
            let verdict = compare(document, refused.get(&index));
            if verdict == "different" {
                let words = refused.get(&index).map_or("well-formed", String::as_str);
                different.push(format!(
                    "target/xmldiff/{index}.xml: here {}; libxml2: {words}",
                    ours(document)
                        .map_or_else(|error| error.to_string(), |()| "well-formed".to_owned())
                ));
            } else {
                let _ = fs::remove_file(work.join(format!("{index}.xml")));
            }
            *counts.entry(verdict).or_default() += 1;
        }
    }
    say!(
        "{} documents of `{}`:",
        documents.len(),
        args.folder.display()
    );
    for (verdict, n) in &counts {
        say!("{n:>8} {verdict}");
    }
    for line in different.iter().take(SHOWN) {
        say!("{line}");
    }
    match different.len() {
        0 => Ok(()),
        n => Err(format!(
            "the reader and libxml2 do not agree on {n} documents"
        )),
    }
}

fn ours(document: &[u8]) -> Result<(), soap_runtime::xml::DecodeError> {
    let limits = Limits::schema();
    check(&decode(document, None, &limits)?, &limits)
}

/// How the two verdicts on a document go together.
fn compare(document: &[u8], refusal: Option<&String>) -> &'static str {
    match (ours(document).map_err(|error| error.kind()), refusal) {
        (Ok(()), None) => "well-formed for both",
        (Err(_), Some(_)) => "ill-formed for both",
        (Ok(()), Some(words)) if words.ends_with("is not a valid URI") => {
            "deliberate: a namespace name that is no URI"
        }
        (Ok(()), Some(words)) if words.contains("Unsupported encoding") => {
            "deliberate: UTF-8 that is called something else"
        }
        (Err(DecodeErrorKind::ForbiddenCharacter), None) if document.contains(&0) => {
            "deliberate: U+0000 behind the root element"
        }
        (Err(DecodeErrorKind::Doctype), None) => "deliberate: a document type declaration",
        (Err(DecodeErrorKind::Limit), None) => "deliberate: more than a limit allows",
        _ => "different",
    }
}

/// The documents of the folder, and their mutations.
fn documents(args: &Args) -> Result<Vec<Vec<u8>>, String> {
    let mut paths = files::below(&args.folder)?;
    paths.retain(|path| {
        ["xml", "xsd", "wsdl"]
            .map(|it| files::ends_in(path, it))
            .contains(&true)
    });
    let read = |path: &PathBuf| fs::read(path).map_err(|error| files::at(path, error));
    let mut documents = paths.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    documents.retain(|it| it.len() <= MAX_BYTES);
    let mut numbers = Numbers::new(args.seed);
    let n = documents.len();
    for index in 0..n * args.mutations {
        let mut bytes = documents[index % n].clone();
        for _ in 0..=numbers.below(3) {
            mutate(&mut bytes, &mut numbers, &documents[..n]);
        }
        documents.push(bytes);
    }
    Ok(documents)
}

/// What libxml2 says against documents, by their numbers; they are written into `work`, and stay there.
fn refused_by_libxml2(
    work: &Path,
    first: usize,
    batch: &[Vec<u8>],
) -> Result<BTreeMap<usize, String>, String> {
    let mut names = BTreeSet::new();
    for (index, document) in (first..).zip(batch) {
        let name = format!("{index}.xml");
        fs::write(work.join(&name), document).map_err(|error| error.to_string())?;
        names.insert(name);
    }
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--nodict"])
        .args(&names)
        .current_dir(work)
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| format!("`xmllint` did not start: {error}"))?;
    let mut refused = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        let Some((index, words)) = line.split_once(".xml:") else {
            continue;
        };
        let is_error = words.contains("parser error :") || words.contains("namespace error :");
        if let (Ok(index), true) = (index.parse(), is_error) {
            refused.entry(index).or_insert_with(|| words.to_owned());
        }
    }
    Ok(refused)
}
