//! Replaces some files of a folder by others, whatever they hold: those of a capture.
//!
//! In: the folder, the new files, and the names of the old ones that they replace. Out: the folder, swapped in whole,
//! and [`Change`]s. Unlike generated files these carry no header, so the caller says which are its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::compare::{Change, Wanted};
use super::fs::{Disk, Fs};
use super::{OutputError, Places, lock, recovery, swap_in};

/// The new content of a folder, as far as it is the caller's.
#[derive(Clone, Debug, Default)]
pub struct Replacement {
    /// The files by path, relative and with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files of the folder that may be overwritten, and are deleted where `files` does not have them.
    pub owned: BTreeSet<String>,
}

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
pub(super) fn replace_in<F: Fs>(
    fs: &F,
    root: &Path,
    new: &Replacement,
) -> Result<Vec<Change>, OutputError> {
    let files = new.files.iter();
    let wanted = Wanted {
        files: (files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))).collect(),
        is_own: &|path, _| new.owned.contains(path),
    };
    swap_in(fs, root, &wanted)
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
