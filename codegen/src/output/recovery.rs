//! What an interrupted run left, and how the next one finishes or undoes it.
//!
//! | folder | `.new` | `.old` | died | what is done |
//! |---|---|---|---|---|
//! | there | there | – | while writing `.new` | `.new` is deleted |
//! | – | there | there | between the renames, so `.new` is whole | `.new` takes the place |
//! | there | – | there | while deleting `.old` | `.old` is deleted |
//! | – | – | there | by other hands | `.old` goes back |
//! | – | there | – | while writing `.new`, the first time | `.new` is deleted |

use super::fs::Fs;
use super::staging::remove_tree;
use super::{OutputError, Places, io_error};

/// Whether anything is left.
pub(super) fn is_needed<F: Fs>(fs: &F, places: &Places) -> Result<bool, OutputError> {
    for path in [&places.new, &places.old] {
        if fs.kind(path).map_err(io_error("read", path))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Finishes or undoes what is left.
pub(super) fn recover<F: Fs>(fs: &F, places: &Places) -> Result<(), OutputError> {
    let Places { root, new, old, .. } = places;
    let is_there = |path| {
        fs.kind(path)
            .map_err(io_error("read", path))
            .map(|it| it.is_some())
    };
    match (is_there(root)?, is_there(new)?, is_there(old)?) {
        (false, true, true) => {
            fs.rename(new, root).map_err(io_error("rename", new))?;
        }
        (false, false, true) => {
            return fs.rename(old, root).map_err(io_error("rename", old));
        }
        (true, _, _) | (false, _, false) => {}
    }
    remove_tree(fs, new)?;
    remove_tree(fs, old)
}
