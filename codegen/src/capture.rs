//! A capture: one folder (or one WSDL file) with its settings.
//!
//! In: a path. Out: the settings, and the root documents in generation order. Reads `service.toml` only.

use std::path::{Path, PathBuf};

use crate::lower::naming;
use crate::settings::Settings;
use crate::source::loader::{DiskLoader, LoadError, Loader as _};

/// The file with a capture's settings.
const SETTINGS: &str = "service.toml";

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

    /// The roots as generated headers name them: with the capture's folder, the same on every machine.
    pub fn source_names(&self) -> Vec<String> {
        let folder = self
            .folder
            .canonicalize()
            .unwrap_or_else(|_| self.folder.clone());
        let name = folder
            .file_name()
            .map(|it| it.to_string_lossy().into_owned());
        let prefix = name.map_or_else(String::new, |it| format!("{it}/"));
        self.roots
            .iter()
            .map(|it| format!("{prefix}{it}"))
            .collect()
    }

    fn open_folder(folder: &Path) -> Result<Self, CaptureError> {
        let mut loader = DiskLoader::new(folder).map_err(|it| error(folder, it.to_string()))?;
        let settings_path = folder.join(SETTINGS);
        let settings = match loader.load_bytes(SETTINGS) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes)
                    .map_err(|_| error(&settings_path, "expected UTF-8"))?;
                Settings::parse(&text).map_err(|it| error(&settings_path, it))?
            }
            Err(LoadError::NotFound) => Settings::default(),
            Err(LoadError::Outside) => {
                return Err(error(&settings_path, "leads out of the capture"));
            }
            Err(LoadError::Refused(why)) => return Err(error(&settings_path, why)),
        };
        let mut roots = settings.roots.clone();
        if roots.is_empty() {
            roots = loader.list_files();
            roots.retain(|it| !it.contains('/') && it.to_lowercase().ends_with(".wsdl"));
        }
        if roots.is_empty() {
            let message = "holds no `*.wsdl` file; name one in `roots` of `service.toml`";
            return Err(error(folder, message));
        }
        Self::build(folder.to_path_buf(), roots, settings, folder)
    }

    fn build(
        folder: PathBuf,
        roots: Vec<String>,
        settings: Settings,
        named_by: &Path,
    ) -> Result<Self, CaptureError> {
        let stem = named_by
            .canonicalize()
            .unwrap_or_else(|_| named_by.to_path_buf());
        let stem = stem
            .file_stem()
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default();
        let module = match &settings.module {
            Some(module) => module.clone(),
            None => naming::snake(&stem),
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
