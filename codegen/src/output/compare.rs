//! Comparison of a folder with what it should hold.
//!
//! In: a folder and a [`FileSet`]. Out: [`Change`]s in path order.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::fs::{EntryKind, Fs};
use super::{FileSet, OutputError, io_error};
use crate::format::is_generated;

/// One file that differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The file, relative to the folder and with `/`.
    pub path: String,
    /// How it differs.
    pub kind: ChangeKind,
    /// Lines that the new content has more; a line that only moved counts nothing.
    pub added: usize,
    /// Lines that the old content has more.
    pub removed: usize,
}

/// How a file differs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ChangeKind {
    /// It is not there yet.
    New,
    /// It has other content.
    Changed,
    /// It is generated, and no longer wanted.
    Deleted,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ChangeKind::New => "new",
            ChangeKind::Changed => "changed",
            ChangeKind::Deleted => "deleted",
        };
        write!(
            f,
            "{kind} {} (+{} -{})",
            self.path, self.added, self.removed
        )
    }
}

/// A file that is there.
pub(super) struct Present {
    /// Where.
    pub(super) path: PathBuf,
    /// Its text, if it is a generated file; `None` for one of somebody else.
    pub(super) text: Option<String>,
}

/// The files of a folder by their relative paths.
pub(super) type Folder = BTreeMap<String, Present>;

/// Reads the folder `root`; one that is not there is empty.
pub(super) fn read_folder<F: Fs>(fs: &F, root: &Path) -> Result<Folder, OutputError> {
    let mut files = Folder::new();
    let mut pending = Vec::new();
    match fs.kind(root).map_err(io_error("read", root))? {
        None => {}
        Some(EntryKind::Folder) => pending.push((root.to_path_buf(), String::new())),
        Some(EntryKind::File | EntryKind::Other) => {
            return Err(OutputError::Special {
                path: root.to_path_buf(),
            });
        }
    }
    while let Some((folder, prefix)) = pending.pop() {
        for entry in fs.list(&folder).map_err(io_error("list", &folder))? {
            let path = folder.join(&entry.name);
            let Some(name) = entry.name.to_str() else {
                return Err(OutputError::Special { path });
            };
            let relative = format!("{prefix}{name}");
            match entry.kind {
                EntryKind::Folder => pending.push((path, format!("{relative}/"))),
                EntryKind::Other => return Err(OutputError::Special { path }),
                EntryKind::File => {
                    let bytes = fs.read(&path).map_err(io_error("read", &path))?;
                    let text = String::from_utf8(bytes).ok().filter(|it| is_generated(it));
                    files.insert(relative, Present { path, text });
                }
            }
        }
    }
    Ok(files)
}

/// How `set` differs from `present`.
pub(super) fn compare_content(
    root: &Path,
    present: &Folder,
    set: &FileSet,
) -> Result<Vec<Change>, OutputError> {
    let mut changes = Vec::new();
    for (path, text) in &set.files {
        let (kind, old) = match present.get(path) {
            None => (ChangeKind::New, ""),
            Some(Present { text: Some(it), .. }) if it == text => continue,
            Some(Present { text: Some(it), .. }) => (ChangeKind::Changed, it.as_str()),
            Some(Present { path, text: None }) => {
                return Err(OutputError::Foreign { path: path.clone() });
            }
        };
        // A file of somebody else may stand where a folder is needed.
        for (index, _) in path.match_indices('/') {
            if let Some(Present { text: None, .. }) = present.get(&path[..index]) {
                return Err(OutputError::Foreign {
                    path: root.join(&path[..index]),
                });
            }
        }
        changes.push(change(path, kind, old, text));
    }
    for (path, it) in present {
        if let Some(text) = &it.text
            && !set.files.contains_key(path)
        {
            changes.push(change(path, ChangeKind::Deleted, text, ""));
        }
        // And a folder with files of somebody else where a file is needed.
        for (index, _) in path.match_indices('/') {
            if it.text.is_none() && set.files.contains_key(&path[..index]) {
                return Err(OutputError::Foreign {
                    path: it.path.clone(),
                });
            }
        }
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// Reports a path that is none inside a folder.
pub(super) fn check_paths(set: &FileSet) -> Result<(), OutputError> {
    for path in set.files.keys() {
        let is_plain = path
            .split('/')
            .all(|it| !it.is_empty() && it != "." && it != ".." && !it.contains(['\\', ':', '\0']));
        if !is_plain {
            return Err(OutputError::Path { path: path.clone() });
        }
    }
    Ok(())
}

fn change(path: &str, kind: ChangeKind, old: &str, new: &str) -> Change {
    let mut balance: BTreeMap<&str, i64> = BTreeMap::new();
    for line in new.lines() {
        *balance.entry(line).or_default() += 1;
    }
    for line in old.lines() {
        *balance.entry(line).or_default() -= 1;
    }
    let sum = |sign: i64| -> usize {
        let counts = balance.values().map(|it| it * sign).filter(|it| *it > 0);
        counts
            .map(|it| usize::try_from(it).unwrap_or(usize::MAX))
            .sum()
    };
    Change {
        path: path.to_owned(),
        kind,
        added: sum(1),
        removed: sum(-1),
    }
}
