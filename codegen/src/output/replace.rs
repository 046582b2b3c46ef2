//! Replaces some files of a folder by others, whatever they hold: those of a capture.
//!
//! In: the folder, the new files, and the names of the old ones that they replace. Out: the folder, swapped in whole,
//! and [`Change`]s. Unlike generated files these carry no header, so the caller says which are its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::compare::{Change, ChangeKind, change};
use super::fs::{Disk, EntryKind, Fs};
use super::{FileSet, OutputError, Places, compare, io_error, lock, recovery, staging};

/// The new content of a folder, as far as it is the caller's.
#[derive(Clone, Debug, Default)]
pub struct Replacement {
    /// The files by path, relative and with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files of the folder that may be overwritten, and are deleted where `files` does not have them.
    pub owned: BTreeSet<String>,
}

/// What is at a path of the folder.
type Present = BTreeMap<String, (PathBuf, Vec<u8>)>;

/// Makes the folder `root` hold the new files beside those that are not owned, and returns what changed.
///
/// Nothing is written where nothing changes.
///
/// # Errors
/// The file system refuses, another run is at work, or a file that is not owned is in the way.
/// The folder then holds its old content, or the next run restores it.
pub fn replace(root: &Path, new: &Replacement) -> Result<Vec<Change>, OutputError> {
    replace_in(&Disk, root, new)
}

/// [`replace`] in any file system.
///
/// # Errors
/// As [`replace`].
pub fn replace_in<F: Fs>(
    fs: &F,
    root: &Path,
    new: &Replacement,
) -> Result<Vec<Change>, OutputError> {
    check_paths(new)?;
    let places = Places::of(root);
    if !recovery::is_needed(fs, &places)? && changes(root, &read(fs, root)?, new)?.is_empty() {
        return Ok(Vec::new());
    }
    fs.create_dir_all(&places.parent)
        .map_err(io_error("create", &places.parent))?;
    let _lock = lock::acquire(fs, &places.lock)?;
    recovery::recover(fs, &places)?;
    let present = read(fs, root)?;
    let changes = changes(root, &present, new)?;
    if !changes.is_empty() {
        let writes: Vec<(&str, &[u8])> = (new.files.iter())
            .map(|(path, content)| (path.as_str(), content.as_slice()))
            .collect();
        let copies: Vec<(&str, &Path)> = (present.iter())
            .filter(|(path, _)| !new.files.contains_key(*path) && !new.owned.contains(*path))
            .map(|(path, it)| (path.as_str(), it.0.as_path()))
            .collect();
        staging::stage_files(fs, &places, &writes, &copies)?;
        staging::swap(fs, &places)?;
    }
    Ok(changes)
}

/// Finishes or undoes what an interrupted run left beside the folder `root`.
///
/// # Errors
/// The file system refuses, or another run is at work.
pub fn recover(root: &Path) -> Result<(), OutputError> {
    let places = Places::of(root);
    if !recovery::is_needed(&Disk, &places)? {
        return Ok(());
    }
    let _lock = lock::acquire(&Disk, &places.lock)?;
    recovery::recover(&Disk, &places)
}

fn check_paths(new: &Replacement) -> Result<(), OutputError> {
    let files = new.files.keys().map(|it| (it.clone(), String::new()));
    compare::check_paths(&FileSet {
        files: files.collect(),
    })
}

fn read<F: Fs>(fs: &F, root: &Path) -> Result<Present, OutputError> {
    let mut files = Present::new();
    let mut pending = Vec::new();
    let special = |path: &Path| OutputError::Special {
        path: path.to_path_buf(),
    };
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
                    files.insert(relative, (path, content));
                }
            }
        }
    }
    Ok(files)
}

fn changes(root: &Path, present: &Present, new: &Replacement) -> Result<Vec<Change>, OutputError> {
    let mut changes = Vec::new();
    let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
    for (path, content) in &new.files {
        let folder = format!("{path}/");
        let is_folder = present
            .range(folder.clone()..)
            .next()
            .is_some_and(|it| it.0.starts_with(&folder));
        if is_folder {
            return Err(foreign(root.join(path)));
        }
        match present.get(path) {
            None => changes.push(change(path, ChangeKind::New, "", &text(content))),
            Some((_, old)) if old == content => {}
            Some((_, old)) if new.owned.contains(path) => {
                changes.push(change(
                    path,
                    ChangeKind::Changed,
                    &text(old),
                    &text(content),
                ));
            }
            Some((at, _)) => return Err(foreign(at.clone())),
        }
        for (index, _) in path.match_indices('/') {
            if present.contains_key(&path[..index]) {
                return Err(foreign(root.join(&path[..index])));
            }
        }
    }
    for path in &new.owned {
        if let (Some((_, old)), false) = (present.get(path), new.files.contains_key(path)) {
            changes.push(change(path, ChangeKind::Deleted, &text(old), ""));
        }
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

fn foreign(path: PathBuf) -> OutputError {
    OutputError::Foreign { path }
}
