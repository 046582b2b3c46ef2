//! A capture: one folder (or one WSDL file) with its settings.
//!
//! In: a path. Out: the settings, and the root documents in generation order. Reads `service.toml` and the names of files;
//! of documents only what decides how far a lone WSDL may look around (`capture/fence.rs`).

mod fence;

use std::path::{Path, PathBuf};

use crate::naming;
use crate::nearest::nearest;
use crate::settings::Settings;
use crate::source::loader::{DiskLoader, LoadError, Loader};
use crate::source::path::folder;

/// The file with a capture's settings.
pub const SETTINGS: &str = "service.toml";
/// The file that the command `capture` writes beside what it fetched: all that is imported is there.
pub const LOCK: &str = "capture.lock";

/// What one module is generated from.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The folder that nothing outside of is read from.
    pub folder: PathBuf,
    /// The root WSDLs, relative to the folder, in generation order.
    pub roots: Vec<String>,
    /// How many folders at the beginning of every root were not named: those that a lone file may look around in, which are
    /// other ones on another machine.
    pub n_around: usize,
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
    /// Opens a folder with `*.wsdl` files and perhaps a `service.toml`, or a single WSDL or schema. A folder without any
    /// `*.wsdl` is one of schemas.
    ///
    /// Nothing outside the folder is read. A single file takes along what its relative locations name: `*.xsd` and `*.wsdl`
    /// beside and above its folder too, unless `capture` made the folder.
    ///
    /// # Errors
    /// The path does not exist, holds no WSDL, or its settings are not valid.
    pub fn open(path: &Path) -> Result<Self, CaptureError> {
        Self::open_with(path, None)
    }

    /// [`open`](Self::open) with these settings instead of those in the folder.
    ///
    /// A single file is the root, whatever roots the settings name.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(path: &Path, settings: Option<Settings>) -> Result<Self, CaptureError> {
        if path.is_dir() {
            return Self::open_folder(path, settings);
        }
        let Some(file) = path.file_name().filter(|_| path.is_file()) else {
            return Err(error(path, absence(path)));
        };
        let mut root = file.to_string_lossy().into_owned();
        let mut folder = folder_of(path).to_path_buf();
        let mut n_around = 0;
        // Relative locations may lead to folders beside this one.
        if let (Some(fence), Ok(own)) = (fence::around(path), folder.canonicalize())
            && let Ok(below) = own.strip_prefix(&fence)
            && below.components().next().is_some()
        {
            root = below.join(file).to_string_lossy().replace('\\', "/");
            n_around = below.components().count();
            folder = above(&folder, n_around, fence);
        }
        Ok(Self {
            n_around,
            ..Self::build(folder, vec![root], settings.unwrap_or_default(), path)
        })
    }

    /// [`open_with`](Self::open_with) for several files that make one module.
    ///
    /// # Errors
    /// As [`open`](Self::open); and one of several is a folder.
    pub fn open_all(paths: &[PathBuf], settings: Option<Settings>) -> Result<Self, CaptureError> {
        let [first, rest @ ..] = paths else {
            return Err(error(Path::new(""), "names nothing"));
        };
        if rest.is_empty() {
            return Self::open_with(first, settings);
        }
        let mut folder: Option<PathBuf> = None;
        for path in paths {
            if path.is_dir() {
                return Err(error(path, "is a folder; name it alone, or its files"));
            }
            let one = Self::open_with(path, Some(Settings::default()))?;
            let own = (one.folder.canonicalize()).map_err(|it| error(path, it.to_string()))?;
            folder = match folder {
                None => Some(own),
                Some(fence) => Some(
                    fence::common(&fence, &own)
                        .ok_or_else(|| error(path, "lies too far from the other files"))?,
                ),
            };
        }
        let folder = folder.unwrap_or_default();
        let relative = |path: &PathBuf| {
            let full = path.canonicalize().ok()?;
            let below = full.strip_prefix(&folder).ok()?;
            Some(below.to_string_lossy().replace('\\', "/"))
        };
        let roots: Vec<String> = paths.iter().filter_map(relative).collect();
        let n_around = shared_folders(&roots);
        Ok(Self {
            n_around,
            ..Self::build(folder, roots, settings.unwrap_or_default(), first)
        })
    }

    /// The capture of documents that lie in no folder, by the paths of its roots.
    pub fn in_memory(roots: Vec<String>, settings: Settings) -> Self {
        let first = roots.first().map(PathBuf::from).unwrap_or_default();
        Self::named(PathBuf::new(), roots, settings, &first)
    }

    /// Reads a file of settings.
    ///
    /// # Errors
    /// It cannot be read, or is not valid; the message has line and column.
    pub fn read_settings(path: &Path) -> Result<Settings, CaptureError> {
        let folder = folder_of(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut loader = DiskLoader::new(folder).map_err(|it| error(path, it.to_string()))?;
        match loader.load_bytes(&name) {
            Ok(bytes) => parse_settings(path, bytes),
            Err(LoadError::NotFound) => Err(error(path, "no such file")),
            Err(LoadError::Outside) => Err(error(path, "is a link that leads out of its folder")),
            Err(LoadError::Refused(why)) => Err(error(path, why)),
        }
    }

    /// The roots as what is generated names them: below what was named, whatever the folder around it is called, so that
    /// it is the same on every machine.
    pub fn source_names(&self) -> Vec<String> {
        let below = |root: &String| {
            let parts = root.splitn(self.n_around + 1, '/');
            parts.last().unwrap_or_default().to_owned()
        };
        self.roots.iter().map(below).collect()
    }

    fn open_folder(folder: &Path, settings: Option<Settings>) -> Result<Self, CaptureError> {
        let mut loader = DiskLoader::new(folder).map_err(|it| error(folder, it.to_string()))?;
        let named_by = folder.canonicalize();
        let named_by = named_by.unwrap_or_else(|_| folder.to_path_buf());
        Self::load_folder(&mut loader, folder, settings, &named_by)
    }

    /// The folder that `loader` reads, which messages call `folder`; its module has the name of `named_by`.
    pub(crate) fn load_folder(
        loader: &mut impl Loader,
        folder: &Path,
        settings: Option<Settings>,
        named_by: &Path,
    ) -> Result<Self, CaptureError> {
        let settings_path = folder.join(SETTINGS);
        let settings = match settings {
            Some(settings) => settings,
            None => match loader.load_bytes(SETTINGS) {
                Ok(bytes) => parse_settings(&settings_path, bytes)?,
                Err(LoadError::NotFound) => Settings::default(),
                Err(LoadError::Outside) => {
                    return Err(error(&settings_path, "leads out of the capture"));
                }
                Err(LoadError::Refused(why)) => return Err(error(&settings_path, why)),
            },
        };
        let mut roots = settings.roots.clone();
        if roots.is_empty() {
            roots = loader.list_files();
            roots.retain(|it| !it.contains('/') && it.to_lowercase().ends_with(".wsdl"));
        }
        if roots.is_empty() {
            let files = loader.list_files();
            roots = match schemas(&files) {
                Some(schemas) => schemas,
                None => vec![only_root(folder, files)?],
            };
        }
        Ok(Self::named(folder.to_path_buf(), roots, settings, named_by))
    }

    fn build(folder: PathBuf, roots: Vec<String>, settings: Settings, named_by: &Path) -> Self {
        let full = named_by.canonicalize();
        let named_by = full.unwrap_or_else(|_| named_by.to_path_buf());
        Self::named(folder, roots, settings, &named_by)
    }

    /// The capture of `roots`, whose module has the name of `named_by` where the settings give none.
    pub(crate) fn named(
        folder: PathBuf,
        roots: Vec<String>,
        settings: Settings,
        named_by: &Path,
    ) -> Self {
        let module = match &settings.module {
            Some(module) => module.as_str().to_owned(),
            None => {
                let stem = named_by.file_stem().unwrap_or_default();
                naming::snake(&stem.to_string_lossy())
            }
        };
        Self {
            folder,
            roots,
            n_around: 0,
            settings,
            module,
        }
    }
}

/// The folder that a file lies in.
pub(crate) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// The folder `levels` above `folder`, which is `absolute`, written as `folder` was where that is the same.
fn above(folder: &Path, levels: usize, absolute: PathBuf) -> PathBuf {
    let shown = match folder.ancestors().nth(levels) {
        Some(shown) if shown.as_os_str().is_empty() => PathBuf::from("."),
        Some(shown) => shown.to_path_buf(),
        None => absolute.clone(),
    };
    match shown.canonicalize() {
        Ok(it) if it == absolute => shown,
        Ok(_) | Err(_) => absolute,
    }
}

/// Whether the file's own name has `wsdl` in it; those of its folders say nothing of it.
fn is_called_wsdl(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.to_lowercase().contains("wsdl")
}

/// The roots of a folder of schemas: those directly in it, or else all below. `None` where there is a WSDL, or nothing.
fn schemas(files: &[String]) -> Option<Vec<String>> {
    if files.iter().any(|file| is_called_wsdl(file)) {
        return None;
    }
    let is_schema = |file: &&String| file.to_lowercase().ends_with(".xsd");
    let all: Vec<String> = files.iter().filter(is_schema).cloned().collect();
    let direct: Vec<String> = all
        .iter()
        .filter(|file| !file.contains('/'))
        .cloned()
        .collect();
    let chosen = if direct.is_empty() { all } else { direct };
    (!chosen.is_empty()).then_some(chosen)
}

/// The root of a folder that has no WSDL directly in it: the only one in the folders below.
fn only_root(folder: &Path, files: Vec<String>) -> Result<String, CaptureError> {
    const MOST: usize = 8;
    let mut found = files;
    found.retain(|file| is_called_wsdl(file));
    let mut wsdls = found
        .iter()
        .filter(|it| it.to_lowercase().ends_with(".wsdl"));
    if let (Some(only), None) = (wsdls.next(), wsdls.next()) {
        return Ok(only.clone());
    }
    if found.is_empty() {
        return Err(error(
            folder,
            "holds no `*.wsdl` and no `*.xsd`; name one, or the folder that has it",
        ));
    }
    let mut list: Vec<String> = found
        .iter()
        .take(MOST)
        .map(|it| format!("`{}`", folder.join(it).display()))
        .collect();
    if found.len() > MOST {
        list.push(format!("{} more", found.len() - MOST));
    }
    let message = format!(
        "holds no `*.wsdl` file directly; name one of {}",
        list.join(", ")
    );
    Err(error(folder, message))
}

/// Why there is nothing at `path`, and what was meant.
fn absence(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text == "-" {
        return "standard input is not read, since imports are looked for beside the WSDL; name a file".to_owned();
    }
    if text.contains("://") {
        return format!(
            "addresses are not read; `wsdl-codegen capture '{text}' <FOLDER>` fetches the WSDL with all that it imports, then name the folder"
        );
    }
    if path.exists() {
        return "is neither a file nor a folder".to_owned();
    }
    let folder = folder_of(path);
    let mut names: Vec<String> = match folder.read_dir() {
        Ok(entries) => entries
            .flatten()
            .filter_map(|it| it.file_name().into_string().ok())
            .collect(),
        Err(_) => {
            return format!(
                "no such file or folder; there is no folder `{}`",
                folder.display()
            );
        }
    };
    names.sort();
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => format!(
            "no such file or folder; there is `{}`",
            path.with_file_name(near).display()
        ),
        None => "no such file or folder".to_owned(),
    }
}

fn parse_settings(path: &Path, bytes: Vec<u8>) -> Result<Settings, CaptureError> {
    let text = String::from_utf8(bytes).map_err(|_| error(path, "expected UTF-8"))?;
    Settings::parse(&text).map_err(|it| error(path, it))
}

pub(crate) fn error(path: &Path, message: impl Into<String>) -> CaptureError {
    CaptureError {
        path: path.to_path_buf(),
        message: message.into(),
    }
}

/// How many folders all of `roots` begin with.
fn shared_folders(roots: &[String]) -> usize {
    fn folders(root: &str) -> impl Iterator<Item = &str> {
        folder(root).split('/').filter(|it| !it.is_empty())
    }
    let shared = |root: &String| {
        let pairs = folders(&roots[0]).zip(folders(root));
        pairs.take_while(|(left, right)| left == right).count()
    };
    roots.iter().map(shared).min().unwrap_or(0)
}
