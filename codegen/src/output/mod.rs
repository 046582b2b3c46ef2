//! From text to files: atomic writes, comparison.
//!
//! In: a [`FileSet`], the whole content of one folder, and the folder's path. Out: the folder, and [`Change`]s.
//! Does not know what the files say, except for the header that marks them as generated.
//!
//! A write swaps whole folders. Beside `generated` stand, while it lasts:
//!
//! ```text
//! .generated.lock   held by the run
//! .generated.new    the new content, being written
//! .generated.old    the content that `generated` had
//! ```
//!
//! The steps are: write and sync `.new`; rename `generated` to `.old`; rename `.new` to `generated`; delete `.old`.
//! Between the two renames there is no `generated`. A run that dies there leaves both contents whole,
//! and the next run finishes the swap before it does anything else; one that dies earlier leaves the old content in
//! place, and one that dies later the new. `recovery.rs` has the table.

mod compare;
mod fs;
mod lock;
mod recovery;
pub mod replace;
mod staging;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::format::is_generated;

use compare::Wanted;
pub use compare::{Change, ChangeKind};
pub use fs::{Disk, Entry, EntryKind, Fs};

/// The whole content of one folder: text by path, relative and with `/`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FileSet {
    /// The files.
    pub files: BTreeMap<String, String>,
}

impl FileSet {
    /// Adds `files` in the subfolder `folder`; in the folder itself where it is empty.
    pub fn extend(&mut self, folder: &str, files: BTreeMap<String, String>) {
        for (name, text) in files {
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            self.files.insert(path, text);
        }
    }

    /// All of it; a file that is there is ours where it was generated.
    fn wanted(&self) -> Wanted<'_> {
        let files = self.files.iter();
        Wanted {
            files: files
                .map(|(path, text)| (path.as_str(), text.as_bytes()))
                .collect(),
            is_own: &|_, content| std::str::from_utf8(content).is_ok_and(is_generated),
        }
    }
}

/// Why the folder could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The file system refused.
    Io {
        /// What was being done, e.g. `write`.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file that would be overwritten is not a generated one.
    Foreign(PathBuf),
    /// The folder holds something that is neither a file nor a folder.
    Special(PathBuf),
    /// The folder holds files, and none that was generated.
    NotOurs(PathBuf),
    /// Another run is writing the folder.
    Locked(PathBuf),
    /// A path in the set leaves the folder, or is no path.
    Path(String),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io {
                action,
                path,
                source,
            } => {
                let path = path.display();
                let help = match source.kind() {
                    io::ErrorKind::PermissionDenied => "make its folder writable for this user",
                    io::ErrorKind::StorageFull => "free some space",
                    io::ErrorKind::ReadOnlyFilesystem => {
                        "choose a folder on a writable file system"
                    }
                    io::ErrorKind::NotADirectory => {
                        "remove the file that stands in the folder's place"
                    }
                    _ => "run again; the folder is whole, or the next run mends it",
                };
                write!(f, "cannot {action} `{path}`: {help}")
            }
            Self::Foreign(path) => write!(
                f,
                "`{}` was not generated and would be overwritten: move it out of the folder, or delete it",
                path.display()
            ),
            Self::Special(path) => write!(
                f,
                "`{}` is neither a file nor a folder: move it out of the folder of generated code",
                path.display()
            ),
            Self::NotOurs(path) => write!(
                f,
                "`{0}` holds files, and none that was generated: name a new folder in it, e.g. `{0}/client`",
                path.display()
            ),
            Self::Locked(path) => write!(
                f,
                "another run holds `{}`: wait for it to end and run again",
                path.display()
            ),
            Self::Path(path) => write!(
                f,
                "expected a relative path inside the folder, found `{}`: rename the module",
                path.escape_debug()
            ),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Foreign(_)
            | Self::Special(_)
            | Self::NotOurs(_)
            | Self::Locked(_)
            | Self::Path(_) => None,
        }
    }
}

/// What [`write()`] would change in the folder `root`, in path order. Writes nothing.
///
/// # Errors
/// The folder cannot be read, or a path of `set` is no path inside it.
pub fn compare(root: &Path, set: &FileSet) -> Result<Vec<Change>, OutputError> {
    compare_in(&Disk, root, set)
}

/// Makes the folder `root` hold `set`, and returns what changed, in path order.
///
/// Files without our header stay as they are. Nothing is written where nothing changes.
///
/// # Errors
/// The file system refuses, another run is at work, or a file that is not ours is in the way.
/// The folder then holds its old content, or the next run restores it.
pub fn write(root: &Path, set: &FileSet) -> Result<Vec<Change>, OutputError> {
    write_in(&Disk, root, set)
}

/// Reports a folder that is somebody else's: it holds something, and nothing generated.
///
/// # Errors
/// It is, or it cannot be read.
pub fn check_own(root: &Path) -> Result<(), OutputError> {
    let fs = Disk;
    let Some(EntryKind::Folder) = fs.kind(root).map_err(io_error("read", root))? else {
        return Ok(());
    };
    let entries = fs.list(root).map_err(io_error("list", root))?;
    let is_ours = |entry: &Entry| {
        let bytes = fs.read(&root.join(&entry.name)).unwrap_or_default();
        entry.kind == EntryKind::File && is_generated(&String::from_utf8_lossy(&bytes))
    };
    if entries.is_empty() || entries.iter().any(is_ours) {
        return Ok(());
    }
    Err(OutputError::NotOurs(root.to_path_buf()))
}

/// Whose a file is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Own {
    /// There is none.
    Absent,
    /// It is generated.
    Ours,
    /// It is somebody else's.
    Foreign,
}

/// Whose the file `path` is.
///
/// # Errors
/// It cannot be read.
pub fn read_own(path: &Path) -> Result<Own, OutputError> {
    let fs = Disk;
    match fs.kind(path).map_err(io_error("read", path))? {
        None => return Ok(Own::Absent),
        Some(EntryKind::File) => {}
        Some(EntryKind::Folder | EntryKind::Other) => return Ok(Own::Foreign),
    }
    let bytes = fs.read(path).map_err(io_error("read", path))?;
    let is_ours = is_generated(&String::from_utf8_lossy(&bytes));
    Ok(if is_ours { Own::Ours } else { Own::Foreign })
}

/// The text of the file `path`; `None` where there is no readable one.
pub fn read_text(path: &Path) -> Option<String> {
    String::from_utf8(Disk.read(path).ok()?).ok()
}

/// The names of the generated files directly in the folder `path`, sorted; none where there is no folder.
///
/// # Errors
/// It cannot be read.
pub fn list_own(path: &Path) -> Result<Vec<String>, OutputError> {
    let fs = Disk;
    let Some(EntryKind::Folder) = fs.kind(path).map_err(io_error("read", path))? else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for entry in fs.list(path).map_err(io_error("list", path))? {
        if let Some(name) = entry.name.to_str()
            && read_own(&path.join(name))? == Own::Ours
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Deletes the generated file `path`; leaves what is somebody else's.
///
/// # Errors
/// It cannot be read or deleted.
pub fn remove_own(path: &Path) -> Result<(), OutputError> {
    match read_own(path)? {
        Own::Absent | Own::Foreign => Ok(()),
        Own::Ours => Disk.remove_file(path).map_err(io_error("delete", path)),
    }
}

/// Makes the single file `path` hold `text`; says whether that changed anything.
///
/// # Errors
/// The file system refuses; the file then has its old content.
pub fn write_file(path: &Path, text: &str) -> Result<bool, OutputError> {
    let fs = Disk;
    if fs.kind(path).map_err(io_error("read", path))?.is_some()
        && fs.read(path).map_err(io_error("read", path))? == text.as_bytes()
    {
        return Ok(false);
    }
    let places = Places::of(path);
    fs.create_dir_all(&places.parent)
        .map_err(io_error("create", &places.parent))?;
    if fs
        .kind(&places.new)
        .map_err(io_error("read", &places.new))?
        .is_some()
    {
        fs.remove_file(&places.new)
            .map_err(io_error("delete", &places.new))?;
    }
    fs.create(&places.new, text.as_bytes())
        .map_err(io_error("write", &places.new))?;
    fs.rename(&places.new, path)
        .map_err(io_error("rename", &places.new))?;
    Ok(true)
}

/// [`compare`] in any file system.
fn compare_in<F: Fs>(fs: &F, root: &Path, set: &FileSet) -> Result<Vec<Change>, OutputError> {
    let wanted = set.wanted();
    compare::check_paths(&wanted)?;
    compare::compare_content(root, &compare::read_folder(fs, root)?, &wanted)
}

/// [`write()`] in any file system.
fn write_in<F: Fs>(fs: &F, root: &Path, set: &FileSet) -> Result<Vec<Change>, OutputError> {
    swap_in(fs, root, &set.wanted())
}

/// Makes the folder `root` hold what is `wanted` beside what is somebody else's, and returns what changed.
fn swap_in<F: Fs>(fs: &F, root: &Path, wanted: &Wanted<'_>) -> Result<Vec<Change>, OutputError> {
    compare::check_paths(wanted)?;
    let places = Places::of(root);
    if !recovery::is_needed(fs, &places)?
        && compare::compare_content(root, &compare::read_folder(fs, root)?, wanted)?.is_empty()
    {
        // The lock of a run that was killed; taking it and letting it go removes it. Where it is held, it is not left over.
        if matches!(fs.kind(&places.lock), Ok(Some(EntryKind::File))) {
            drop(fs.lock(&places.lock));
        }
        return Ok(Vec::new());
    }
    fs.create_dir_all(&places.parent)
        .map_err(io_error("create", &places.parent))?;
    let _lock = lock::acquire(fs, &places.lock)?;
    recovery::recover(fs, &places)?;
    let present = compare::read_folder(fs, root)?;
    let changes = compare::compare_content(root, &present, wanted)?;
    if !changes.is_empty() {
        staging::stage(fs, &places, &present, wanted)?;
        staging::swap(fs, &places)?;
    }
    Ok(changes)
}

/// The folder and what stands beside it.
struct Places {
    parent: PathBuf,
    root: PathBuf,
    new: PathBuf,
    old: PathBuf,
    lock: PathBuf,
}

impl Places {
    fn of(root: &Path) -> Self {
        let parent = match root.parent() {
            Some(it) if !it.as_os_str().is_empty() => it.to_path_buf(),
            _ => PathBuf::from("."),
        };
        let beside = |suffix: &str| {
            let mut name = OsString::from(".");
            name.push(root.file_name().unwrap_or("output".as_ref()));
            name.push(suffix);
            parent.join(name)
        };
        Self {
            root: root.to_path_buf(),
            new: beside(".new"),
            old: beside(".old"),
            lock: beside(".lock"),
            parent,
        }
    }
}

fn io_error<'p>(
    action: &'static str,
    path: &'p Path,
) -> impl FnOnce(io::Error) -> OutputError + 'p {
    move |source| OutputError::Io {
        action,
        path: path.to_path_buf(),
        source,
    }
}
