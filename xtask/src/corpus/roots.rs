//! The roots of a corpus.
//!
//! In: its folder. Out: [`Root`]s by path. Reads `list.tsv` and folders, no WSDL.

use std::path::{Path, PathBuf};

/// The file that names the roots, where there is one.
const LIST: &str = "list.tsv";
/// The most entries that are looked through.
const MAX_ENTRIES: usize = 200_000;

/// A WSDL to generate from.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    /// The path relative to the corpus, with `/`; it names the root in reports.
    pub(crate) path: String,
    /// The folder that its imports may not leave: the corpus's entry that it lies in.
    pub(crate) capture: PathBuf,
    /// The path relative to `capture`.
    pub(crate) file: String,
}

/// The roots of the corpus in `folder`, those whose path contains `filter`, sorted.
pub(crate) fn find(folder: &Path, filter: Option<&str>) -> Result<Vec<Root>, String> {
    let shown = folder.display();
    let folder = folder
        .canonicalize()
        .map_err(|it| format!("{shown}: {it}"))?;
    let mut paths = match std::fs::read_to_string(folder.join(LIST)) {
        Ok(text) => listed(&text),
        Err(_) => below(&folder),
    };
    paths.retain(|it| filter.is_none_or(|filter| it.contains(filter)));
    paths.sort();
    paths.dedup();
    if paths.is_empty() {
        return Err(format!(
            "{shown}: no WSDL is left; expected `*.wsdl` files or a `{LIST}`, and a filter that fits"
        ));
    }
    Ok(paths.into_iter().map(|it| root(&folder, it)).collect())
}

/// At most `n` of `all`, spread evenly and the same in each run.
pub(crate) fn sampled<T: Clone>(all: &[T], n: usize) -> Vec<T> {
    let n = n.min(all.len());
    (0..n)
        .map(|index| all[index * all.len() / n].clone())
        .collect()
}

fn listed(text: &str) -> Vec<String> {
    let first = text.lines().filter_map(|it| it.split('\t').next());
    first
        .filter(|it| !it.is_empty() && *it != "path")
        .map(str::to_owned)
        .collect()
}

fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    let mut seen = 0;
    while let Some(inner) = open.pop() {
        let entries = folder
            .join(&inner)
            .read_dir()
            .into_iter()
            .flatten()
            .flatten();
        for entry in entries {
            let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else {
                continue;
            };
            seen += 1;
            let path = if inner.is_empty() {
                name
            } else {
                format!("{inner}/{name}")
            };
            if kind.is_dir() && seen < MAX_ENTRIES {
                open.push(path);
            } else if kind.is_file() && path.to_lowercase().ends_with(".wsdl") {
                found.push(path);
            }
        }
    }
    found
}

fn root(folder: &Path, path: String) -> Root {
    let (capture, file) = match path.split_once('/') {
        Some((top, file)) => (folder.join(top), file.to_owned()),
        None => (folder.to_path_buf(), path.clone()),
    };
    Root {
        path,
        capture,
        file,
    }
}
