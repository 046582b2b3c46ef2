//! What a run made: the files of the module, the record of its settings, where messages point.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::capture::Capture;
use crate::diagnostic::Diagnostic;
use crate::document::Kind;
use crate::format::HEADER;
use crate::generate::Generated;
use crate::ir::Reason;
use crate::output::{self, Change, FileSet, OutputError};
use crate::settings::RustName;

/// The file beside the output that holds the settings it was made with.
pub const RECORD: &str = "service.toml";

/// What a run made, before it is written.
#[derive(Debug)]
pub struct Run {
    /// Where it came from, with the settings that were in force.
    pub capture: Capture,
    /// What the stages made.
    pub generated: Generated,
}

impl Run {
    /// Whether types of schemas were made, and no client.
    pub fn is_schemas_only(&self) -> bool {
        let api = self.generated.api.as_ref();
        api.is_some_and(|api| api.is_schemas_only())
    }

    /// Where a diagnostic points: `file:line:column`.
    pub(super) fn place(&self, it: &Diagnostic) -> Option<String> {
        let sources = &self.generated.loaded.as_ref()?.sources;
        let span = it.primary.filter(|it| sources.contains(*it))?;
        let at = sources.position(span);
        let file = sources.file(span.file).shown();
        Some(format!("{file}:{}:{}", at.line, at.column))
    }

    /// The files of the module's folder with the record of its settings; `None` where there are errors.
    pub fn module_files(&self) -> Option<BTreeMap<String, String>> {
        let mut files = self.generated.files.clone()?;
        if let Some(root) = files.get_mut("mod.rs") {
            *root = with_waivers(root);
        }
        files.insert(RECORD.to_owned(), self.record());
        Some(files)
    }

    /// The settings in force, as a `service.toml` that repeats this run.
    pub fn record(&self) -> String {
        let mut settings = self.capture.settings.clone();
        // What the name of a file becomes is a name.
        settings.module = RustName::try_from(self.capture.module.clone()).ok();
        settings.roots = self.capture.source_names();
        let header = HEADER.trim_start_matches("// ");
        format!(
            "# {header}: the settings of this module. `generate --config` with a copy of this file repeats it.\n\n{}",
            settings.to_toml()
        )
    }

    /// All files that were read, as paths that can be opened.
    pub fn files_read(&self) -> Vec<PathBuf> {
        let Some(loaded) = &self.generated.loaded else {
            return Vec::new();
        };
        let files = loaded.documents.documents.iter();
        files
            .filter(|it| it.kind != Kind::BuiltIn)
            .map(|it| self.capture.folder.join(&loaded.sources.file(it.file).path))
            .collect()
    }

    /// The operations that the documents have and the module has not, because they could not be generated: name and reason.
    pub fn skipped(&self) -> Vec<(&str, &str)> {
        let clients = self.generated.api.iter().flat_map(|api| &api.clients);
        let skipped = clients.flat_map(|client| &client.skipped);
        let problems = skipped.filter_map(|it| match &it.reason {
            Reason::Problem(why) => Some((it.wire.as_str(), why.as_str())),
            Reason::Settings => None,
        });
        problems.collect()
    }
}

/// `mod.rs` with the lints waived that hold for code people write: a module of somebody else's crate is used in part,
/// and its form is the schema's.
fn with_waivers(root: &str) -> String {
    let docs: usize = (root.split_inclusive('\n'))
        .take_while(|it| it.starts_with("// ") || it.starts_with("//!") || it.trim().is_empty())
        .map(str::len)
        .sum();
    // The blank line behind the documentation belongs to what follows.
    let (head, rest) = root.split_at(docs);
    format!(
        "{}\n\n#![allow(dead_code, unreachable_pub, unused_imports, clippy::all)]\n\n{rest}",
        head.trim_end()
    )
}

/// Writes the files of one module in the folder `out`.
///
/// # Errors
/// As [`output::write`]; and the folder holds files, but none that was generated: it is not a module's.
pub fn write_module(
    out: &Path,
    files: BTreeMap<String, String>,
) -> Result<Vec<Change>, OutputError> {
    let mut set = FileSet::default();
    set.extend("", files);
    output::check_own(out)?;
    output::write(out, &set)
}
