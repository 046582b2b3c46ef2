//! The new folder, and the swap.

use std::path::Path;

use super::compare::{Folder, Present, Wanted};
use super::fs::{EntryKind, Fs};
use super::{OutputError, Places, io_error};

/// Writes the new folder: what is `wanted`, and the files of somebody else that are `present`.
pub(super) fn stage<F: Fs>(
    fs: &F,
    places: &Places,
    present: &Folder,
    wanted: &Wanted<'_>,
) -> Result<(), OutputError> {
    let result = fill(fs, places, present, wanted);
    if result.is_err() {
        // The first error says more than one of tidying up; the next run tidies up as well.
        let _ = remove_tree(fs, &places.new);
    }
    result
}

fn fill<F: Fs>(
    fs: &F,
    places: &Places,
    present: &Folder,
    wanted: &Wanted<'_>,
) -> Result<(), OutputError> {
    let mut folders = vec![places.new.clone()];
    fs.create_dir_all(&places.new)
        .map_err(io_error("create", &places.new))?;
    let mut folder_of = |path: &Path| -> Result<(), OutputError> {
        let Some(folder) = path.parent() else {
            return Ok(());
        };
        fs.create_dir_all(folder)
            .map_err(io_error("create", folder))?;
        // Every folder on the way gets its names synced, once.
        for it in folder.ancestors().take_while(|it| *it != places.new) {
            if !folders.iter().any(|known| known == it) {
                folders.push(it.to_path_buf());
            }
        }
        Ok(())
    };
    for (path, content) in &wanted.files {
        let path = places.new.join(path);
        folder_of(&path)?;
        fs.create(&path, content)
            .map_err(io_error("write", &path))?;
    }
    for (
        path,
        Present {
            path: from,
            content,
        },
    ) in present
    {
        if wanted.files.contains_key(path.as_str()) || (wanted.is_own)(path, content) {
            continue;
        }
        let path = places.new.join(path);
        folder_of(&path)?;
        fs.copy(from, &path).map_err(io_error("copy", from))?;
    }
    for folder in folders.iter().rev() {
        fs.sync_dir(folder).map_err(io_error("sync", folder))?;
    }
    Ok(())
}

/// Puts the new folder in the place of the old one.
pub(super) fn swap<F: Fs>(fs: &F, places: &Places) -> Result<(), OutputError> {
    let Places {
        parent,
        root,
        new,
        old,
        ..
    } = places;
    let has_old = fs.kind(root).map_err(io_error("read", root))?.is_some();
    if has_old {
        fs.rename(root, old).map_err(io_error("rename", root))?;
    }
    if let Err(error) = fs.rename(new, root) {
        // Back to the old content at once, rather than at the next run.
        if has_old {
            let _ = fs.rename(old, root);
        }
        return Err(io_error("rename", new)(error));
    }
    fs.sync_dir(parent).map_err(io_error("sync", parent))?;
    remove_tree(fs, old)
}

/// Deletes the folder `path` and all in it; nothing where nothing is there.
pub(super) fn remove_tree<F: Fs>(fs: &F, path: &Path) -> Result<(), OutputError> {
    match fs.kind(path).map_err(io_error("read", path))? {
        None => return Ok(()),
        Some(EntryKind::Folder) => {}
        Some(EntryKind::File | EntryKind::Other) => {
            return fs.remove_file(path).map_err(io_error("delete", path));
        }
    }
    let mut folders = vec![path.to_path_buf()];
    let mut index = 0;
    while index < folders.len() {
        let folder = folders[index].clone();
        for entry in fs.list(&folder).map_err(io_error("list", &folder))? {
            let path = folder.join(&entry.name);
            match entry.kind {
                EntryKind::Folder => folders.push(path),
                EntryKind::File | EntryKind::Other => {
                    fs.remove_file(&path).map_err(io_error("delete", &path))?;
                }
            }
        }
        index += 1;
    }
    // Every folder stands behind the one it is in.
    for folder in folders.iter().rev() {
        fs.remove_dir(folder).map_err(io_error("delete", folder))?;
    }
    Ok(())
}
