//! The file system, as far as writing generated code needs it.
//!
//! [`Disk`] is the real one; tests bring one that fails.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// What a name in a folder stands for; links are not followed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// Anything else, e.g. a symbolic link.
    Other,
}

/// A name in a folder.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// The name.
    pub name: OsString,
    /// What it stands for.
    pub kind: EntryKind,
}

/// The operations that a write is made of.
#[allow(clippy::missing_errors_doc)] // Every method fails as its counterpart in `std::fs` does.
pub trait Fs {
    /// A held lock; dropping it ends it.
    type Lock;

    /// What stands at `path`; `None` for nothing.
    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>>;
    /// The names in the folder `path`, in any order.
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>>;
    /// The content of the file `path`.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Creates the file `path` with `content` and waits until the disk has it.
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Copies a file with its permissions and waits until the disk has it.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Creates the folder `path` and those it is in.
    fn create_dir_all(&self, path: &Path) -> io::Result<()>;
    /// Waits until the disk has the names in the folder `path`.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
    /// Renames a folder; nothing stands at `to`.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Deletes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Deletes an empty folder.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Takes the lock `path`; `None` where another run holds it.
    fn lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

/// A lock file; the operating system releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct DiskLock {
    // Declared first, so that the lock ends after the file is gone: `Drop` runs before the fields.
    _file: File,
    path: PathBuf,
}

impl Drop for DiskLock {
    fn drop(&mut self) {
        // A lock file that stays is untidy, not wrong.
        let _ = fs::remove_file(&self.path);
    }
}

impl Fs for Disk {
    type Lock = DiskLock;

    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        match fs::symlink_metadata(path) {
            Ok(it) => Ok(Some(kind(it.file_type()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            entries.push(Entry {
                name: entry.file_name(),
                kind: kind(entry.file_type()?),
            });
        }
        Ok(entries)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(content)?;
        file.sync_all()
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::copy(from, to)?;
        File::open(to)?.sync_all()
    }

    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    #[cfg(unix)]
    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    // Only Unix opens folders as files.
    #[cfg(not(unix))]
    fn sync_dir(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<DiskLock>> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        // The run that held the lock may have deleted the file between the opening and the locking of it here;
        // then the lock is on a file without a name, and a third run could hold one by the name.
        let token = std::process::id().to_string();
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(token.as_bytes())?;
        let mut found = String::new();
        let is_ours = match File::open(path) {
            Ok(mut it) => it.read_to_string(&mut found).is_ok() && found == token,
            Err(_) => false,
        };
        Ok(is_ours.then(|| DiskLock {
            _file: file,
            path: path.to_path_buf(),
        }))
    }
}

fn kind(it: fs::FileType) -> EntryKind {
    if it.is_file() {
        EntryKind::File
    } else if it.is_dir() {
        EntryKind::Folder
    } else {
        EntryKind::Other
    }
}
