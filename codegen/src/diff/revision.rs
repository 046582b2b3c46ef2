//! A capture as a git revision has it, without writing a file.
//!
//! In: a revision and a path in it. Out: a [`Loader`] that asks `git` for each file.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::source::loader::{LoadError, Loader, MAX_FILE_BYTES};

/// A folder of a revision.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    /// Where `git` runs: any folder of the repository.
    repository: PathBuf,
    rev: String,
    /// The folder, relative to the repository's root or, with a leading `./`, to where `git` runs.
    folder: String,
}

/// What a path of a revision is.
pub(super) enum Object {
    Folder,
    File,
}

impl Revision {
    pub(super) fn new(repository: &Path, rev: &str, folder: &str) -> Result<Self, String> {
        // It would be read as an option.
        if rev.starts_with('-') {
            return Err(format!("`{rev}` is no revision"));
        }
        Ok(Self {
            repository: repository.to_path_buf(),
            rev: rev.to_owned(),
            folder: folder.trim_end_matches('/').to_owned(),
        })
    }

    /// What the folder itself is.
    pub(super) fn object(&self) -> Result<Object, String> {
        let found = self.git(&["cat-file", "-t", &format!("{}:{}", self.rev, self.folder)])?;
        match found.trim_ascii() {
            b"tree" => Ok(Object::Folder),
            b"blob" => Ok(Object::File),
            it => Err(format!("`git` calls it a {}", String::from_utf8_lossy(it))),
        }
    }

    fn spec(&self, path: &str) -> String {
        match self.folder.as_str() {
            "" => format!("{}:{path}", self.rev),
            folder => format!("{}:{folder}/{path}", self.rev),
        }
    }

    fn git(&self, args: &[&str]) -> Result<Vec<u8>, String> {
        let output = Command::new("git")
            .args(args)
            .current_dir(&self.repository)
            .stdin(Stdio::null())
            .output()
            .map_err(|it| format!("`git` did not start: {it}"))?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => {
                let text = String::from_utf8_lossy(&output.stderr);
                Err(text.trim().trim_start_matches("fatal: ").to_owned())
            }
        }
    }
}

impl Loader for Revision {
    fn load_bytes(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        let spec = self.spec(path);
        let size = self
            .git(&["cat-file", "-s", &spec])
            .map_err(|_| LoadError::NotFound)?;
        let size = String::from_utf8_lossy(&size)
            .trim()
            .parse()
            .unwrap_or(usize::MAX);
        if size > MAX_FILE_BYTES {
            return Err(LoadError::Refused(format!("{size} bytes are too many")));
        }
        self.git(&["cat-file", "blob", &spec])
            .map_err(LoadError::Refused)
    }

    fn list_files(&mut self) -> Vec<String> {
        let tree = format!("{}:{}", self.rev, self.folder);
        let Ok(out) = self.git(&["ls-tree", "-r", "-z", "--name-only", &tree]) else {
            return Vec::new();
        };
        let mut files: Vec<String> = (out.split(|it| *it == 0))
            .filter_map(|it| String::from_utf8(it.to_vec()).ok())
            .filter(|it| !it.is_empty())
            .collect();
        files.sort();
        files
    }
}
