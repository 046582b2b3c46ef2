//! The folder of a capture. In: [`Fetched`]. Out: the folder, swapped in whole, with its `capture.lock`.
//!
//! Settings, notes and samples in the folder stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::lock::{LOCK, Lock};
use super::{FetchError, Fetched, Options, sha256};
use crate::capture::SETTINGS;
use crate::output::replace::{self, Replacement};
use crate::output::{Change, OutputError};
use crate::source::loader::{DiskLoader, LoadError, Loader as _};

/// How a capture meets what is in the folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// Nothing that is there is overwritten.
    Create,
    /// Documents are overwritten, but not ones that were edited since.
    Update,
    /// Documents are overwritten, and edits lost.
    UpdateEdited,
}

/// Reads the lock of the capture in `folder`; `None` where there is none.
///
/// # Errors
/// It cannot be read.
pub fn read_lock(folder: &Path) -> Result<Option<Lock>, FetchError> {
    let Some(bytes) = read_file(folder, LOCK)? else {
        return Ok(None);
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| FetchError(format!("`{LOCK}` cannot be read: expected UTF-8")))?;
    Lock::parse(&text).map(Some)
}

/// Finishes or undoes what an interrupted run left.
///
/// # Errors
/// The file system refuses, or another run is at work.
pub fn recover(folder: &Path) -> Result<(), FetchError> {
    replace::recover(folder).map_err(|it| failed(&it))
}

/// Stores what was fetched in `folder`, and says what changed there, in path order.
///
/// Nothing is written where no document changed.
///
/// # Errors
/// The folder cannot be written, or holds something that [`Mode`] keeps.
pub fn store(
    fetched: &Fetched,
    options: &Options,
    folder: &Path,
    mode: Mode,
) -> Result<Vec<Change>, FetchError> {
    recover(folder)?;
    let old = read_lock(folder)?;
    if old.is_some() && mode == Mode::Create {
        return Err(FetchError(format!(
            "`{}` holds a capture already; fetch it again with `--update`",
            folder.display()
        )));
    }
    check_not_inside(folder)?;
    let lock = Lock::of(fetched, options, old.as_ref());
    let mut new = Replacement::default();
    for it in &fetched.documents {
        new.files.insert(it.name.clone(), it.content.clone());
    }
    let edited = edited(folder, &new, old.as_ref())?;
    if !edited.is_empty() && mode == Mode::Update {
        return Err(FetchError(format!(
            "edited since they were captured: {}; put them aside, or lose the edits with `--discard-edits`",
            edited.join(", ")
        )));
    }
    new.files
        .insert(LOCK.to_owned(), lock.render().into_bytes());
    if mode != Mode::Create {
        let locked = (old.iter().flat_map(|it| &it.files)).map(|it| it.name.clone());
        // The lock is a file that anyone may have written, so it owns documents and nothing else.
        new.owned = (locked.filter(|it| super::naming::is_safe(it) && is_document(it)))
            .chain(new.files.keys().cloned())
            .collect();
    }
    if needs_settings(&lock) && read_file(folder, SETTINGS)?.is_none() {
        new.files
            .insert(SETTINGS.to_owned(), settings(&lock).into_bytes());
    }
    let folder = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    replace::replace(&folder, &new).map_err(|it| failed(&it))
}

/// The names of documents that somebody edited, and that change.
fn edited(folder: &Path, new: &Replacement, old: Option<&Lock>) -> Result<Vec<String>, FetchError> {
    let locked: BTreeMap<&str, &str> = (old.iter().flat_map(|it| &it.files))
        .map(|it| (it.name.as_str(), it.sha256.as_str()))
        .collect();
    let names: BTreeSet<&str> = (new.files.keys().map(String::as_str))
        .chain(locked.keys().copied())
        .filter(|it| super::naming::is_safe(it))
        .collect();
    let mut res = Vec::new();
    for name in names {
        // Those that nothing locks are read too: one that leads out of the folder is an error.
        if let Some(bytes) = read_file(folder, name)?
            && new.files.get(name) != Some(&bytes)
            && locked.get(name).is_some_and(|it| *it != sha256(&bytes))
        {
            res.push(format!("`{name}`"));
        }
    }
    Ok(res)
}

fn read_file(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, FetchError> {
    let Ok(mut loader) = DiskLoader::new(folder) else {
        return Ok(None);
    };
    match loader.load_bytes(name) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(LoadError::NotFound) => Ok(None),
        Err(LoadError::Outside) => Err(FetchError(format!("`{name}` leads out of the folder"))),
        Err(LoadError::Refused(why)) => Err(FetchError(format!("`{name}` cannot be read: {why}"))),
    }
}

fn is_document(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".wsdl") || lower.ends_with(".xsd")
}

/// The folder is renamed when it is swapped, and a shell that stands in it would stay in the old one.
fn check_not_inside(folder: &Path) -> Result<(), FetchError> {
    let here = std::env::current_dir().and_then(|it| it.canonicalize());
    match (here, folder.canonicalize()) {
        (Ok(here), Ok(folder)) if here.starts_with(&folder) => Err(FetchError(
            "the folder is the current one, or holds it; go outside of it, since it is replaced in whole"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Every `*.wsdl` in the folder itself counts as a root where no settings say otherwise.
fn needs_settings(lock: &Lock) -> bool {
    let in_folder = (lock.files.iter())
        .filter(|it| !it.name.contains('/') && it.name.to_ascii_lowercase().ends_with(".wsdl"));
    let others = in_folder
        .filter(|it| !lock.roots.contains(&it.name))
        .count();
    others > 0 || lock.roots.iter().any(|it| it.contains('/'))
}

fn settings(lock: &Lock) -> String {
    let roots: Vec<String> = lock.roots.iter().map(|it| format!("\"{it}\"")).collect();
    format!(
        "# The other WSDLs are imported by these.\nroots = [{}]\n",
        roots.join(", ")
    )
}

fn failed(error: &OutputError) -> FetchError {
    match error {
        OutputError::Foreign(path) => FetchError(format!(
            "`{}` is in the way; move it, or overwrite it with `--update`",
            path.display()
        )),
        OutputError::Io { source, .. } => FetchError(format!("{error} ({source})")),
        OutputError::Special(path) => FetchError(format!(
            "`{}` is neither a file nor a folder; move it out of the capture's folder",
            path.display()
        )),
        OutputError::Locked(_) | OutputError::NotOurs(_) | OutputError::Path(_) => {
            FetchError(error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_current_folder_is_not_replaced() {
        let here = std::env::current_dir().unwrap();
        for folder in [".", "..", &here.display().to_string()] {
            let error = check_not_inside(Path::new(folder)).unwrap_err();
            assert!(error.0.contains("go outside of it"), "{error}");
        }
        assert_eq!(check_not_inside(&std::env::temp_dir()), Ok(()));
        assert_eq!(check_not_inside(Path::new("src")), Ok(()));
    }

    /// A run died between its two renames.
    #[test]
    fn an_interrupted_run_is_finished() {
        let parent = std::env::temp_dir().join(format!("store-{}", std::process::id()));
        let _ = fs::remove_dir_all(&parent);
        fs::create_dir_all(parent.join(".shop.old")).unwrap();
        fs::write(parent.join(".shop.old/S.wsdl"), "old").unwrap();
        let folder = parent.join("shop");
        recover(&folder).unwrap();
        assert_eq!(fs::read_to_string(folder.join("S.wsdl")).unwrap(), "old");
        assert!(!parent.join(".shop.old").exists());
        fs::remove_dir_all(&parent).unwrap();
    }
}
