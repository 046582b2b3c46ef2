//! Where the workspace's captures and outputs are.

use std::path::{Path, PathBuf};

use wsdl_codegen::capture::Capture;

/// The workspace's root folder.
pub(crate) fn workspace_root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The folder that `regen` writes, and nothing else does.
pub(crate) fn output_folder() -> PathBuf {
    workspace_root().join("generated-client/src/generated")
}

/// All captures of `schemas`, by folder name.
pub(crate) fn all() -> Result<Vec<Capture>, String> {
    let folder = workspace_root().join("schemas");
    let entries = std::fs::read_dir(&folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|it| it.path())
        .filter(|it| it.is_dir())
        .collect();
    folders.sort();
    folders
        .iter()
        .map(|it| Capture::open(it).map_err(|error| error.to_string()))
        .collect()
}

/// The capture `name` of `schemas`, or the WSDL or folder at that path.
pub(crate) fn named(name: &str) -> Result<Capture, String> {
    let known = workspace_root()
        .join("schemas")
        .join(name.replace('_', "-"));
    let path = if known.is_dir() {
        known
    } else {
        PathBuf::from(name)
    };
    Capture::open(&path).map_err(|it| {
        format!("{it}; expected the name of a folder in `schemas`, or the path of a WSDL")
    })
}
