//! The two sides of a comparison as a user names them: a WSDL, a folder, or either at a git revision.
//!
//! In: `OLD` and `NEW`. Out: what the pipeline makes of them, to be given to `compare`.

use std::path::{Path, PathBuf};

use crate::capture::{Capture, CaptureError, error};
use crate::config::RECORD;
use crate::generate::{Generated, analyse, analyse_with};
use crate::settings::Settings;

use super::revision::{Object, Revision};
use super::{Report, Subject, compare};

/// A capture, on disk or at a revision.
#[derive(Clone, Debug)]
pub struct Input {
    name: String,
    capture: Capture,
    revision: Option<Revision>,
    /// Whether it is a single file, which has no settings of its own.
    is_bare: bool,
    /// The settings beside a single file.
    beside: Option<Settings>,
}

impl Input {
    /// Opens `spec`: a path, or `revision:path` where there is no such path.
    ///
    /// As in git, a path at a revision starts at the root of the repository that `folder` is in, or, where it begins with
    /// `./`, at `folder`.
    ///
    /// # Errors
    /// There is no such path or revision, it holds no WSDL, or its settings are not valid.
    pub fn open(spec: &str, folder: &Path) -> Result<Self, CaptureError> {
        let path = folder.join(spec);
        match spec.split_once(':') {
            Some((rev, path_at)) if !path.exists() && !rev.is_empty() => {
                Self::at_revision(spec, folder, rev, path_at)
            }
            _ => {
                let is_bare = path.is_file();
                let settings = path.with_file_name(RECORD);
                let beside = match is_bare && settings.is_file() {
                    true => Some(Capture::read_settings(&settings)?),
                    false => None,
                };
                Ok(Self {
                    name: spec.to_owned(),
                    capture: Capture::open(&path)?,
                    revision: None,
                    is_bare,
                    beside,
                })
            }
        }
    }

    fn at_revision(
        spec: &str,
        repository: &Path,
        rev: &str,
        path: &str,
    ) -> Result<Self, CaptureError> {
        let shown = PathBuf::from(spec);
        let fail = |message: String| error(&shown, message);
        let mut revision = Revision::new(repository, rev, path).map_err(fail)?;
        let is_bare = matches!(revision.object().map_err(fail)?, Object::File);
        let capture = if is_bare {
            let (parent, file) = path.rsplit_once('/').unwrap_or(("", path));
            revision = Revision::new(repository, rev, parent).map_err(fail)?;
            let roots = vec![file.to_owned()];
            Capture::named(shown, roots, Settings::default(), Path::new(file))
        } else {
            Capture::load_folder(&mut revision, &shown, None, Path::new(path))?
        };
        Ok(Self {
            name: spec.to_owned(),
            capture,
            revision: Some(revision),
            is_bare,
            beside: None,
        })
    }

    /// What a report calls it, instead of what it was opened as.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Uses these settings instead of its own.
    #[must_use]
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.capture.settings = settings;
        // They are its own from now on.
        self.is_bare = false;
        self
    }

    fn analyse(&self) -> Generated {
        match self.revision.clone() {
            Some(mut loader) => analyse_with(&mut loader, &self.capture),
            None => {
                let mut generated = analyse(&self.capture);
                generated.show_paths_below(&self.capture.folder);
                generated
            }
        }
    }
}

impl<'a> Subject<'a> {
    /// The side that a run is, which the report calls `name`; `None` where nothing can be generated from it.
    pub fn of(name: &'a str, run: &'a Generated) -> Option<Self> {
        let (api, loaded) = (run.api.as_ref()?, run.loaded.as_ref());
        Some(Self { name, api, loaded })
    }
}

/// What came of both sides.
#[derive(Debug)]
pub struct Compared {
    /// What the pipeline made of the old side.
    pub old: Generated,
    /// What it made of the new side.
    pub new: Generated,
    /// The changes; `None` where a side has errors, which are in its diagnostics.
    pub report: Option<Report>,
}

/// Reads and compares two captures.
///
/// A single file has no settings of its own. Compared with a folder it gets the folder's, and two files those beside
/// either of them, so that names that only the settings decide are no changes.
pub fn compare_inputs(old: Input, new: Input) -> Compared {
    let (mut old, mut new) = (old, new);
    if old.is_bare && !new.is_bare {
        old.capture.settings = new.capture.settings.clone();
    } else if new.is_bare && !old.is_bare {
        new.capture.settings = old.capture.settings.clone();
    } else if let (true, Some(beside)) = (old.is_bare, old.beside.take().or(new.beside.take())) {
        old.capture.settings = beside.clone();
        new.capture.settings = beside;
    }
    let (was, is) = (old.analyse(), new.analyse());
    let has_errors = was.diagnostics.has_errors() || is.diagnostics.has_errors();
    let subjects = Subject::of(&old.name, &was).zip(Subject::of(&new.name, &is));
    let subjects = subjects.filter(|_| !has_errors);
    let report = subjects.map(|(old, new)| compare(old, new));
    Compared {
        old: was,
        new: is,
        report,
    }
}
