//! Where the workspace's captures and outputs are.

use std::path::{Path, PathBuf};

use wsdl_codegen::capture::{Capture, CaptureError};

use crate::files;

/// The workspace's root folder.
pub(crate) fn workspace_root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The folder of the services' modules, relative to the workspace; only `regen` writes it.
pub(crate) const OUTPUT: &str = "generated-client/src/generated";

/// The folder of the fixtures' modules.
pub(crate) const FIXTURE_OUTPUT: &str = "generated-client/tests/conformance/generated";

/// The fixtures that generate without an error: one WSDL each, or a folder with settings. `echo.wsdl` is what others
/// import. Their types go to JSON, whatever their settings say: what `live` reads and writes is compared with that.
pub(crate) fn fixtures() -> Result<Vec<Capture>, String> {
    let mut res = Vec::new();
    for folder in ["types", "services", "settings"] {
        let folder = workspace_root().join("codegen/tests/fixtures").join(folder);
        let mut paths = files::entries(&folder)?;
        paths.retain(|path| path.is_dir() || files::ends_in(path, "wsdl"));
        paths.retain(|path| path.file_stem().is_some_and(|stem| stem != "echo"));
        for path in paths {
            let mut capture = Capture::open(&path).map_err(|error| error.to_string())?;
            capture.settings.serde = true;
            res.push(capture);
        }
    }
    Ok(res)
}

/// All captures of `schemas`, by folder name.
pub(crate) fn all() -> Result<Vec<Capture>, String> {
    let entries = files::entries(&workspace_root().join("schemas"))?;
    entries
        .iter()
        .filter(|path| path.is_dir())
        .map(|it| Capture::open(it).map_err(|error| error.to_string()))
        .collect()
}

/// The folder `name` of `schemas`, or the WSDL or folder at that path.
pub(crate) fn path_of(name: &str) -> PathBuf {
    let known = workspace_root()
        .join("schemas")
        .join(name.replace('_', "-"));
    if known.is_dir() {
        known
    } else {
        PathBuf::from(name)
    }
}

/// What is said of a name that is neither.
pub(crate) fn unknown(error: CaptureError) -> String {
    format!("{error}; expected the name of a folder in `schemas`, or the path of a WSDL")
}
