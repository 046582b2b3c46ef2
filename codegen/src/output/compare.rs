//! Comparison of a folder with what it should hold.
//!
//! In: a folder and what is [`Wanted`] in it. Out: [`Change`]s in path order.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::fs::{EntryKind, Fs};
use super::{OutputError, io_error};
use crate::words::words;

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

words! {
    /// How a file differs.
    pub enum ChangeKind {
        /// It is not there yet.
        New = "new",
        /// It has other content.
        Changed = "changed",
        /// It is generated, and no longer wanted.
        Deleted = "deleted",
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, path, added, removed) = (self.kind, &self.path, self.added, self.removed);
        write!(f, "{kind} {path} (+{added} -{removed})")
    }
}

/// What a folder should hold.
pub(super) struct Wanted<'w> {
    /// The files by path, relative and with `/`.
    pub(super) files: BTreeMap<&'w str, &'w [u8]>,
    /// Which of the files that are there may be overwritten, and are deleted where they are not wanted: by path and content.
    /// The others are somebody else's, and stay.
    pub(super) is_own: &'w dyn Fn(&str, &[u8]) -> bool,
}

/// A file that is there.
pub(super) struct Present {
    /// Where.
    pub(super) path: PathBuf,
    pub(super) content: Vec<u8>,
}

/// The files of a folder by their relative paths.
pub(super) type Folder = BTreeMap<String, Present>;

/// Reads the folder `root`; one that is not there is empty.
pub(super) fn read_folder<F: Fs>(fs: &F, root: &Path) -> Result<Folder, OutputError> {
    let mut files = Folder::new();
    let mut pending = Vec::new();
    let special = |path: &Path| OutputError::Special(path.to_path_buf());
    match fs.kind(root).map_err(io_error("read", root))? {
        None => {}
        Some(EntryKind::Folder) => pending.push((root.to_path_buf(), String::new())),
        Some(EntryKind::File | EntryKind::Other) => return Err(special(root)),
    }
    while let Some((folder, prefix)) = pending.pop() {
        for entry in fs.list(&folder).map_err(io_error("list", &folder))? {
            let path = folder.join(&entry.name);
            let name = entry.name.to_str().ok_or_else(|| special(&path))?;
            let relative = format!("{prefix}{name}");
            match entry.kind {
                EntryKind::Folder => pending.push((path, format!("{relative}/"))),
                EntryKind::Other => return Err(special(&path)),
                EntryKind::File => {
                    let content = fs.read(&path).map_err(io_error("read", &path))?;
                    files.insert(relative, Present { path, content });
                }
            }
        }
    }
    Ok(files)
}

/// How what is `wanted` differs from what is `present`.
pub(super) fn compare_content(
    root: &Path,
    present: &Folder,
    wanted: &Wanted<'_>,
) -> Result<Vec<Change>, OutputError> {
    let mut changes = Vec::new();
    let text = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
    let is_own = |path: &str, it: &Present| (wanted.is_own)(path, &it.content);
    let foreign = |path: PathBuf| Err(OutputError::Foreign(path));
    for (path, content) in &wanted.files {
        let (kind, old) = match present.get(*path) {
            None => (ChangeKind::New, String::new()),
            Some(old) if old.content == *content => continue,
            Some(old) if is_own(path, old) => (ChangeKind::Changed, text(&old.content)),
            Some(old) => return foreign(old.path.clone()),
        };
        // A file of somebody else may stand where a folder is needed.
        for (index, _) in path.match_indices('/') {
            let above = &path[..index];
            if present.get(above).is_some_and(|it| !is_own(above, it)) {
                return foreign(root.join(above));
            }
        }
        changes.push(change(path, kind, &old, &text(content)));
    }
    for (path, it) in present {
        let is_wanted = |path: &str| wanted.files.contains_key(path);
        if is_own(path, it) {
            if !is_wanted(path) {
                changes.push(change(path, ChangeKind::Deleted, &text(&it.content), ""));
            }
        // And a folder with files of somebody else where a file is needed.
        } else if path
            .match_indices('/')
            .any(|(index, _)| is_wanted(&path[..index]))
        {
            return foreign(it.path.clone());
        }
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// Reports a path that is none inside a folder.
pub(super) fn check_paths(wanted: &Wanted<'_>) -> Result<(), OutputError> {
    for path in wanted.files.keys() {
        let is_plain = path
            .split('/')
            .all(|it| !it.is_empty() && it != "." && it != ".." && !it.contains(['\\', ':', '\0']));
        if !is_plain {
            return Err(OutputError::Path((*path).to_owned()));
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
