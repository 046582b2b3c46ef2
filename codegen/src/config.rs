//! One generation from beginning to end: what a build script and the command line call.
//!
//! In: a path and choices, as a [`Config`]. Out: files in a folder, or a [`Failure`] that says why there are none.
//! Decides nothing about the Rust form: that is [`Settings`].

mod checks;
mod hooks;
mod run;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::capture::{Capture, CaptureError, error};
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::generate::{Generated, analyse, analyse_with, emit_analysed};
use crate::output::{self, OutputError};
use crate::settings::{Operations, Pattern, RustName, Settings, locate};
use crate::source::loader::MemoryLoader;
use crate::source::path::slashed;
use crate::source::span::Span;

use hooks::Hook;
pub use run::{RECORD, Run, write_module};

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
            return Err(error(
                other,
                "is named beside an address; `wsdl-codegen capture` keeps several in one folder",
            ));
        }
        let mut capture = match &self.memory {
            Some((_, roots)) => Capture::in_memory(roots.clone(), settings.unwrap_or_default()),
            None => Capture::open_all(&self.inputs, settings)?,
        };
        let refused = |message: String| error(&self.inputs[0], message);
        (self.apply_hooks(&mut capture.settings)).map_err(refused)?;
        if let Some(module) = &self.module {
            RustName::try_from(module.clone()).map_err(refused)?;
            capture.module.clone_from(module);
        }
        if !self.operations.is_empty() {
            let only = self.operations.iter().cloned().map(Pattern::try_from);
            let only = only.collect::<Result<_, _>>().map_err(refused)?;
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
        checks::operations(&capture, &mut generated);
        checks::emptiness(&capture, &mut generated);
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
            it.primary = locate(text, &it.message).map(|it| Span::of(file, it));
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
            println!("cargo::rerun-if-changed={}", slashed(&settings));
        }
        let run = match self.run() {
            Ok(run) => run,
            Err(error) => fail(&error.to_string()),
        };
        for path in run.files_read() {
            println!("cargo::rerun-if-changed={}", slashed(&path));
        }
        if let Err(failure) = write_out_dir(&run, Path::new(&out)) {
            fail(&failure.to_string());
        }
        for it in run.generated.diagnostics.of(Severity::Warning) {
            let message: String = it.message.split(['\n', '\r']).collect();
            let place = run
                .place(it)
                .map_or_else(String::new, |it| format!("{it}: "));
            println!("cargo::warning={place}{}: {message}", it.code);
        }
    }
}

/// Writes the module of `run` in `out`, and the file that is included.
fn write_out_dir(run: &Run, out: &Path) -> Result<(), Failure> {
    let Some(files) = run.module_files() else {
        return Err(Failure::Documents(run.generated.report()));
    };
    let module = &run.capture.module;
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

/// Build scripts report by ending.
fn fail(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(1)
}
