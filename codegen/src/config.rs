//! One generation from beginning to end: what a build script and the command line call.
//!
//! In: a path and choices, as a [`Config`]. Out: files in a folder, or a [`Failure`] that says why there are none.
//! Decides nothing about the Rust form: that is [`Settings`].

mod hooks;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::capture::{Capture, CaptureError};
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::format::HEADER;
use crate::generate::{Generated, analyse, analyse_with, emit_analysed};
use crate::ir::Reason;
use crate::nearest::nearest;
use crate::output::{self, Change, FileSet, OutputError};
use crate::settings::{Operations, Pattern, RustName, Settings, locate};
use crate::source::loader::MemoryLoader;
use crate::source::span::Span;

use hooks::Hook;

/// The file beside the output that holds the settings it was made with.
pub const RECORD: &str = "service.toml";

/// What to generate from what.
///
/// ```no_run
/// // In the `main` of build.rs:
/// wsdl_codegen::Config::new("schemas/Shop.wsdl")
///     .rename("Order.id", "number")
///     .map_type("{urn:shop}Money", "crate::Money")
///     .secret("pin")
///     .generate_to_out_dir();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a configuration does nothing by itself"]
pub struct Config {
    inputs: Vec<PathBuf>,
    /// The documents and the roots among them, where they lie in no folder.
    memory: Option<(MemoryLoader, Vec<String>)>,
    settings_path: Option<PathBuf>,
    settings: Option<Settings>,
    operations: Vec<String>,
    module: Option<String>,
    strict: bool,
    hooks: Vec<Hook>,
}

/// What a run made, before it is written.
#[derive(Debug)]
pub struct Run {
    /// Where it came from, with the settings that were in force.
    pub capture: Capture,
    /// What the stages made.
    pub generated: Generated,
}

/// Why nothing was written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The input or its settings cannot be read.
    Input(CaptureError),
    /// The documents have errors; the text shows them in place.
    Documents(String),
    /// The folder cannot be written.
    Output(OutputError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Documents(report) => f.write_str(report.trim_end()),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input(_) | Self::Documents(_) => None,
            Self::Output(error) => error.source(),
        }
    }
}

impl Config {
    /// Generates from a WSDL file, or from a folder of them that may hold a `service.toml`.
    ///
    /// A schema, or a folder of schemas, gives types without a client, which read and write whole documents
    /// ([`soap_runtime::Document`]):
    ///
    /// ```no_run
    /// // In the `main` of build.rs:
    /// wsdl_codegen::Config::new("schemas/order.xsd").generate_to_out_dir();
    /// ```
    pub fn new(input: impl Into<PathBuf>) -> Self {
        Self {
            inputs: vec![input.into()],
            memory: None,
            settings_path: None,
            settings: None,
            operations: Vec::new(),
            module: None,
            strict: false,
            hooks: Vec::new(),
        }
    }

    /// Generates from documents that lie in no folder, such as those that [`fetch`](crate::fetch::fetch) has; `roots` are
    /// their paths among `documents`.
    pub fn in_memory(documents: MemoryLoader, roots: Vec<String>) -> Self {
        let first = roots.first().map(PathBuf::from).unwrap_or_default();
        Self {
            memory: Some((documents, roots)),
            ..Self::new(first)
        }
    }

    /// Generates from this file as well: one module of several schemas or WSDLs.
    pub fn input(mut self, input: impl Into<PathBuf>) -> Self {
        self.inputs.push(input.into());
        self
    }

    /// Reads the settings from this file instead of the folder's own `service.toml`.
    pub fn settings_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings_path = Some(path.into());
        self
    }

    /// Uses these settings, whatever files say.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = Some(settings);
        self
    }

    /// Generates this operation, by its name in the WSDL, and no other that is not named likewise;
    /// `*` stands for any characters.
    pub fn operation(mut self, name: impl Into<String>) -> Self {
        self.operations.push(name.into());
        self
    }

    /// Names the Rust module; by default it has the input's name.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = Some(name.into());
        self
    }

    /// Makes every warning an error: nothing is skipped and nothing is lost, or nothing is written.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Opens the input with the settings of this configuration.
    ///
    /// # Errors
    /// The input does not exist or holds no WSDL, or the settings are not valid.
    pub fn open(&self) -> Result<Capture, CaptureError> {
        let settings = match (&self.settings, &self.settings_path) {
            (Some(settings), _) => Some(settings.clone()),
            (None, Some(path)) => Some(Capture::read_settings(path)?),
            (None, None) => None,
        };
        if let (Some(_), [_, other, ..]) = (&self.memory, &self.inputs[..]) {
            return Err(CaptureError {
                path: other.clone(),
                message:
                    "is named beside an address; `wsdl-codegen capture` keeps several in one folder"
                        .to_owned(),
            });
        }
        let mut capture = match &self.memory {
            Some((_, roots)) => Capture::in_memory(roots.clone(), settings.unwrap_or_default()),
            None => Capture::open_all(&self.inputs, settings)?,
        };
        self.apply_hooks(&mut capture.settings)?;
        if let Some(module) = &self.module {
            let name = RustName::try_from(module.clone());
            name.map_err(|message| CaptureError {
                path: self.inputs[0].clone(),
                message,
            })?;
            capture.module.clone_from(module);
        }
        if !self.operations.is_empty() {
            let only: Result<Vec<Pattern>, String> = self
                .operations
                .iter()
                .cloned()
                .map(Pattern::try_from)
                .collect();
            let only = only.map_err(|message| CaptureError {
                path: self.inputs[0].clone(),
                message,
            })?;
            capture.settings.operations = Operations {
                only,
                exclude: Vec::new(),
                ..capture.settings.operations
            };
        }
        Ok(capture)
    }

    /// Reads and lowers in memory, and generates nothing: what [`inspect`](crate::inspect::inspect) asks for.
    ///
    /// # Errors
    /// As [`open`](Self::open). Problems of the documents are in [`Generated::diagnostics`].
    pub fn analyse(&self) -> Result<Run, CaptureError> {
        let capture = self.open()?;
        let mut generated = self.read(&capture);
        self.name_places(&capture, &mut generated);
        Ok(Run { capture, generated })
    }

    fn read(&self, capture: &Capture) -> Generated {
        match &self.memory {
            Some((documents, _)) => analyse_with(&mut documents.clone(), capture),
            None => analyse(capture),
        }
    }

    /// Generates in memory.
    ///
    /// # Errors
    /// As [`open`](Self::open). Problems of the documents are in [`Generated::diagnostics`]; where there are errors,
    /// [`Generated::files`] is `None`.
    pub fn run(&self) -> Result<Run, CaptureError> {
        let capture = self.open()?;
        let mut generated = emit_analysed(self.read(&capture), &capture);
        check_operations(&capture, &mut generated);
        check_emptiness(&capture, &mut generated);
        self.name_places(&capture, &mut generated);
        if self.strict {
            for it in &mut generated.diagnostics.items {
                if it.severity == Severity::Warning {
                    it.severity = Severity::Error;
                }
            }
        }
        if generated.diagnostics.has_errors() {
            generated.files = None;
        }
        Ok(Run { capture, generated })
    }

    /// Names files as the user did, and points at the settings that messages are about.
    fn name_places(&self, capture: &Capture, generated: &mut Generated) {
        generated.show_paths_below(&capture.folder);
        let is_placeless = |it: &Diagnostic| it.code == Code::Settings && it.primary.is_none();
        if self.settings.is_some() || !generated.diagnostics.items.iter().any(is_placeless) {
            return;
        }
        let path = match &self.settings_path {
            Some(path) => path.clone(),
            None => capture.folder.join(RECORD),
        };
        let (Some(loaded), Ok(text)) = (&mut generated.loaded, std::fs::read_to_string(&path))
        else {
            return;
        };
        let file = loaded.sources.add(path.display().to_string(), text);
        let text = loaded.sources.file(file).text.as_str();
        let items = generated.diagnostics.items.iter_mut();
        for it in items.filter(|it| is_placeless(it)) {
            it.primary = locate(text, &it.message).map(|it| Span {
                file,
                start: u32::try_from(it.start).unwrap_or(u32::MAX),
                end: u32::try_from(it.end).unwrap_or(u32::MAX),
            });
        }
    }

    /// Generates and writes the module folder `out`, whole or not at all.
    ///
    /// # Errors
    /// Nothing was written, and what the folder held is as it was.
    pub fn write(&self, out: &Path) -> Result<Run, Failure> {
        let run = self.run().map_err(Failure::Input)?;
        let Some(files) = run.module_files() else {
            return Err(Failure::Documents(run.generated.report()));
        };
        write_module(out, files).map_err(Failure::Output)?;
        Ok(run)
    }

    /// Generates for a build script: writes `$OUT_DIR/<module>/` and `$OUT_DIR/<module>.rs`, tells cargo to run the script
    /// again when a file changes that was read, and passes warnings on to cargo.
    ///
    /// The crate takes the module in with one line:
    ///
    /// ```ignore
    /// include!(concat!(env!("OUT_DIR"), "/shop.rs"));
    /// ```
    ///
    /// Ends the build script with the diagnostics where nothing could be generated, as build scripts do.
    pub fn generate_to_out_dir(&self) {
        let Some(out) = std::env::var_os("OUT_DIR") else {
            fail("cargo sets `OUT_DIR` for build scripts only; call `Config::write` elsewhere");
        };
        // Also those of a run that fails: mending them is what runs the script again.
        for input in &self.inputs {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        let settings = match &self.settings_path {
            Some(path) => path.clone(),
            None => self.inputs[0].join(RECORD),
        };
        if settings.is_file() {
            println!("cargo::rerun-if-changed={}", shown(&settings));
        }
        let run = match self.run() {
            Ok(run) => run,
            Err(error) => fail(&error.to_string()),
        };
        for path in run.files_read() {
            println!("cargo::rerun-if-changed={}", shown(&path));
        }
        if let Err(failure) = run.write_out_dir(Path::new(&out)) {
            fail(&failure.to_string());
        }
        let items = &run.generated.diagnostics.items;
        for it in items.iter().filter(|it| it.severity == Severity::Warning) {
            let message: String = it.message.split(['\n', '\r']).collect();
            let place = run
                .place(it)
                .map_or_else(String::new, |it| format!("{it}: "));
            println!("cargo::warning={place}{}: {message}", it.code);
        }
    }
}

impl Run {
    /// Whether types of schemas were made, and no client.
    pub fn is_schemas_only(&self) -> bool {
        let api = self.generated.api.as_ref();
        api.is_some_and(|api| api.is_schemas_only())
    }

    fn write_out_dir(&self, out: &Path) -> Result<(), Failure> {
        let Some(files) = self.module_files() else {
            return Err(Failure::Documents(self.generated.report()));
        };
        let module = &self.capture.module;
        write_module(&out.join(module), files).map_err(Failure::Output)?;
        // An included file cannot begin with `//!`, so the module is behind one more file.
        let path = out.join(module).join("mod.rs");
        let text = format!(
            "#[path = {:?}]\npub mod {module};\n",
            path.display().to_string()
        );
        output::write_file(&out.join(format!("{module}.rs")), &text).map_err(Failure::Output)?;
        Ok(())
    }

    /// Where a diagnostic points: `file:line:column`.
    fn place(&self, it: &Diagnostic) -> Option<String> {
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
            .filter(|it| it.kind != crate::document::Kind::BuiltIn)
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

/// Reports operations that the settings name and no port type has.
fn check_operations(capture: &Capture, generated: &mut Generated) {
    let Some(loaded) = &generated.loaded else {
        return;
    };
    let port_types = loaded.model.definitions.port_types.iter();
    let known: Vec<&str> = port_types
        .flat_map(|it| &it.operations)
        .map(|it| it.name.as_str())
        .collect();
    for wanted in &capture.settings.operations.only {
        if known.iter().any(|it| wanted.matches(it)) {
            continue;
        }
        let wanted = wanted.as_str();
        // Lowering has warned of it already; here it is known that it can only be a mistake.
        let text = format!("`operations.only` names `{wanted}`");
        let items = &mut generated.diagnostics.items;
        items.retain(|it| it.code != Code::Settings || !it.message.starts_with(&text));
        let message = format!("there is no operation `{wanted}`");
        let diagnostic = generated.diagnostics.error(Code::Settings, None, message);
        if let Some(near) = nearest(wanted, known.iter().copied()) {
            diagnostic.help(format!("there is one named `{near}`"));
        } else {
            diagnostic.help("`wsdl-codegen inspect` lists the operations");
        }
    }
}

/// Reports a module without operations. What cannot be generated is a warning, as it is where others can be; documents
/// that are no contract at all are refused.
fn check_emptiness(capture: &Capture, generated: &mut Generated) {
    let Some(api) = &generated.api else {
        return;
    };
    if generated.diagnostics.has_errors() || api.clients.iter().any(|it| !it.operations.is_empty())
    {
        return;
    }
    let is_schema = |it: &String| it.to_lowercase().ends_with(".xsd");
    let are_schemas = capture.roots.iter().all(is_schema);
    if are_schemas && api.is_schemas_only() {
        return;
    }
    let skipped = (generated.diagnostics.items.iter())
        .any(|it| matches!(it.code, Code::OperationSkipped | Code::PortSkipped));
    let has_types = !api.types.is_empty();
    let is_contract =
        (generated.loaded.as_ref()).is_some_and(|it| !it.model.definitions.port_types.is_empty());
    let is_skipped = skipped && is_contract;
    let (message, help) = if are_schemas {
        (
            "nothing to generate: the schemas declare no types of their own",
            "name those that do, or the WSDL that imports them",
        )
    } else if is_skipped && has_types {
        (
            "only types are generated: every operation or port is skipped",
            "the messages above say why each of them is",
        )
    } else if is_skipped {
        (
            "the module is empty: every operation or port is skipped",
            "the messages above say why each of them is",
        )
    } else {
        (
            "nothing to generate: no SOAP port has an operation",
            "name the WSDL with the services and bindings; it imports the others",
        )
    };
    let severity = match is_skipped {
        true => Severity::Warning,
        false => Severity::Error,
    };
    let diagnostics = &mut generated.diagnostics;
    diagnostics
        .report(severity, Code::OperationSkipped, None, message)
        .help(help);
}

/// A path as cargo reads it: with `/` everywhere.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// Build scripts report by ending.
fn fail(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(1)
}
