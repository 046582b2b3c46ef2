//! Bytes by path, from a capture on disk or from memory; no stage behind this one does IO until files are written. In: paths relative to the capture's root.
//! Out: bytes, within limits. Nothing outside the root is read, whatever a document says.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The most bytes of one file: 32 MiB.
pub const MAX_FILE_BYTES: usize = 32 << 20;
/// The most bytes of all files together: 128 MiB.
pub const MAX_TOTAL_BYTES: usize = 128 << 20;
/// The most files of one run.
pub const MAX_FILES: usize = 5_000;
/// The most files that are looked through for one of a wanted name.
const MAX_LISTED: usize = 20_000;

/// Reads the files of a capture.
pub trait Loader {
    /// The bytes of the file at `path`, which is relative to the root and normalised.
    ///
    /// # Errors
    /// There is no such file, it cannot be read, leaves the root or passes a limit.
    fn load_bytes(&mut self, path: &str) -> Result<Vec<u8>, LoadError>;

    /// The paths of all files of the capture, sorted.
    fn list_files(&mut self) -> Vec<String>;
}

/// Why a file is not read.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum LoadError {
    /// There is none at that path.
    NotFound,
    /// The path leads out of the capture, e.g. over a symbolic link.
    Outside,
    /// A limit is passed, or reading fails; the text says which.
    Refused(String),
}

/// How much was read so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Budget {
    bytes: usize,
    files: usize,
}

impl Budget {
    /// Counts a file of `bytes` bytes.
    ///
    /// # Errors
    /// It passes one of the limits; the text says which.
    pub fn spend(&mut self, bytes: usize) -> Result<(), String> {
        if bytes > MAX_FILE_BYTES {
            return Err(format!(
                "more than {} MiB in one file",
                MAX_FILE_BYTES >> 20
            ));
        }
        if self.files + 1 > MAX_FILES {
            return Err(format!("more than {MAX_FILES} files"));
        }
        if self.bytes + bytes > MAX_TOTAL_BYTES {
            return Err(format!(
                "more than {} MiB in all files together",
                MAX_TOTAL_BYTES >> 20
            ));
        }
        self.bytes += bytes;
        self.files += 1;
        Ok(())
    }
}

/// A capture on disk, confined to its root.
#[derive(Debug)]
pub struct DiskLoader {
    root: PathBuf,
}

impl DiskLoader {
    /// A loader for the capture in folder `root`.
    ///
    /// # Errors
    /// The folder cannot be found.
    pub fn new(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        Ok(Self { root })
    }

    /// The path of `file` relative to the root; `None` where it is not inside or not there.
    pub fn relative(&self, file: &Path) -> Option<String> {
        let file = file.canonicalize().ok()?;
        let inside = file.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = inside.iter().map(|it| it.to_str()).collect();
        Some(parts?.join("/"))
    }
}

impl Loader for DiskLoader {
    fn load_bytes(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        let full = match self.root.join(path).canonicalize() {
            Ok(full) => full,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(LoadError::Refused(error.kind().to_string()));
            }
            Err(_) => return Err(LoadError::NotFound),
        };
        if !full.starts_with(&self.root) {
            return Err(LoadError::Outside);
        }
        let refuse = |error: io::Error| LoadError::Refused(error.kind().to_string());
        // A device or a pipe could block or never end, so the kind is checked before it is opened.
        if !full.metadata().map_err(refuse)?.is_file() {
            return Err(LoadError::Refused("not a regular file".to_owned()));
        }
        let file = File::open(&full).map_err(refuse)?;
        let mut bytes = Vec::new();
        file.take(MAX_FILE_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(refuse)?;
        Ok(bytes)
    }

    fn list_files(&mut self) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![String::new()];
        while let Some(folder) = open.pop() {
            let Ok(entries) = self.root.join(&folder).read_dir() else {
                continue;
            };
            for entry in entries.flatten() {
                let Ok(name) = entry.file_name().into_string() else {
                    continue;
                };
                let Ok(kind) = entry.file_type() else {
                    continue;
                };
                let path = if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                };
                if kind.is_dir() {
                    open.push(path);
                } else if kind.is_file() {
                    found.push(path);
                }
                if found.len() + open.len() > MAX_LISTED {
                    // Which ones were seen by then is up to the file system, so none are used.
                    return Vec::new();
                }
            }
        }
        found.sort();
        found
    }
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    /// Contents by path.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLoader {
    /// A loader over `files`: path and content.
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
                .collect(),
        }
    }
}

impl Loader for MemoryLoader {
    fn load_bytes(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.files.get(path).cloned().ok_or(LoadError::NotFound)
    }

    fn list_files(&mut self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_what_is_still_read() {
        let mut budget = Budget::default();
        assert!(budget.spend(MAX_FILE_BYTES + 1).is_err());
        for _ in 0..MAX_TOTAL_BYTES / MAX_FILE_BYTES {
            budget.spend(MAX_FILE_BYTES).unwrap();
        }
        let error = budget.spend(1).unwrap_err();
        assert!(error.contains("in all files together"), "{error}");
        let mut budget = Budget::default();
        for _ in 0..MAX_FILES {
            budget.spend(1).unwrap();
        }
        let error = budget.spend(1).unwrap_err();
        assert_eq!(error, "more than 5000 files");
    }

    #[test]
    fn files_in_memory_are_listed() {
        let mut loader = MemoryLoader::new(&[("b.xsd", b"<b/>"), ("a.wsdl", b"<a/>")]);
        assert_eq!(loader.list_files(), ["a.wsdl", "b.xsd"]);
    }

    /// What is cut at the limit could be taken for a whole file.
    #[test]
    fn a_file_that_is_too_long_is_seen_to_be() {
        let folder = std::env::temp_dir().join(format!("loader-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = File::create(folder.join("a.xsd")).unwrap();
        file.set_len(MAX_FILE_BYTES as u64 + 100).unwrap();
        let bytes = DiskLoader::new(&folder).unwrap().load_bytes("a.xsd");
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(bytes.unwrap().len(), MAX_FILE_BYTES + 1);
    }
    /// Which of too many were seen would be up to the file system.
    #[test]
    fn of_too_many_files_none_are_listed() {
        let folder = std::env::temp_dir().join(format!("listed-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for index in 0..MAX_LISTED {
            File::create(folder.join(format!("{index}.xsd"))).unwrap();
        }
        let mut loader = DiskLoader::new(&folder).unwrap();
        let n_listed = loader.list_files().len();
        // A folder counts as a file does.
        std::fs::create_dir(folder.join("more")).unwrap();
        let listed = loader.list_files();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(n_listed, MAX_LISTED);
        assert_eq!(listed, [""; 0]);
    }
}
