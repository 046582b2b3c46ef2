//! A capture: one folder (or one WSDL file) with its settings.
//!
//! In: a path. Out: the settings, and the root documents in generation order. Reads `service.toml` only.

use std::path::{Path, PathBuf};

use crate::lower::naming;
use crate::settings::Settings;
use crate::source::loader;

/// What one module is generated from.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The folder that nothing outside of is read from.
    pub folder: PathBuf,
    /// The root WSDLs, relative to the folder, in generation order.
    pub roots: Vec<String>,
    /// The settings.
    pub settings: Settings,
    /// The Rust module.
    pub module: String,
}

/// A capture cannot be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CaptureError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it, and what to do.
    pub message: String,
}

impl std::fmt::Display for CaptureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for CaptureError {}

impl Capture {
    /// Opens a folder with `*.wsdl` files and perhaps a `service.toml`, or a single WSDL file.
    ///
    /// # Errors
    /// The path does not exist, holds no WSDL, or its settings are not valid.
    pub fn open(path: &Path) -> Result<Self, CaptureError> {
        if path.is_dir() {
            return Self::open_folder(path);
        }
        let Some(file) = path.file_name().filter(|_| path.is_file()) else {
            return Err(error(path, "no such file or folder"));
        };
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            Some(_) | None => PathBuf::from("."),
        };
        let root = file.to_string_lossy().into_owned();
        Self::build(folder, vec![root], Settings::default(), path)
    }

    fn open_folder(folder: &Path) -> Result<Self, CaptureError> {
        let settings_path = folder.join("service.toml");
        let settings = if settings_path.is_file() {
            let text = loader::read_text(&settings_path).map_err(|it| error(&settings_path, it))?;
            Settings::parse(&text).map_err(|it| error(&settings_path, it))?
        } else {
            Settings::default()
        };
        let roots = if settings.roots.is_empty() {
            loader::files_with_extension(folder, "wsdl").map_err(|it| error(folder, it))?
        } else {
            settings.roots.clone()
        };
        if roots.is_empty() {
            return Err(error(folder, "holds no `*.wsdl` file; name one in `roots` of `service.toml`"));
        }
        Self::build(folder.to_path_buf(), roots, settings, folder)
    }

    fn build(
        folder: PathBuf,
        roots: Vec<String>,
        settings: Settings,
        named_by: &Path,
    ) -> Result<Self, CaptureError> {
        let stem = named_by.canonicalize().unwrap_or_else(|_| named_by.to_path_buf());
        let stem = stem.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let module = match &settings.module {
            Some(module) => module.clone(),
            None => naming::module_ident(&stem),
        };
        Ok(Self {
            folder,
            roots,
            settings,
            module,
        })
    }
}

fn error(path: &Path, message: impl Into<String>) -> CaptureError {
    CaptureError {
        path: path.to_path_buf(),
        message: message.into(),
    }
}
