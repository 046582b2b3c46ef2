//! The lock against a second run in the same folder.

use std::path::Path;

use super::fs::Fs;
use super::{OutputError, io_error};

/// Takes the lock at `path`.
pub(super) fn acquire<F: Fs>(fs: &F, path: &Path) -> Result<F::Lock, OutputError> {
    match fs.lock(path).map_err(io_error("lock", path))? {
        Some(it) => Ok(it),
        None => Err(OutputError::Locked(path.to_path_buf())),
    }
}
