//! The whole pipeline in one call: a capture in, the files of one module out.
//!
//! In: a [`Capture`]. Out: [`Generated`]: what each stage made, as far as the barriers let it come.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::capture::Capture;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::document::Kind;
use crate::emit::emit_file;
use crate::format::{Stats, render, stats};
use crate::ir::Api;
use crate::load::{Loaded, load_patched};
use crate::lower::lower;
use crate::settings::Settings;
use crate::source::loader::{DiskLoader, Loader};
use crate::source::map::SourceMap;
use crate::source::span::FileId;
use crate::symbols::resolve_symbols;
use crate::timings::Timings;

/// What a run made.
#[derive(Debug, Default)]
pub struct Generated {
    /// The documents and the model; `None` where not even the root could be read.
    pub loaded: Option<Loaded>,
    /// The IR; `None` where barrier 1 stopped the run.
    pub api: Option<Api>,
    /// The module's files by name; `None` where a barrier stopped the run.
    pub files: Option<BTreeMap<String, String>>,
    /// What was found on the way.
    pub diagnostics: Diagnostics,
    /// How long the stages took that ran.
    pub timings: Timings,
}

impl Generated {
    /// The diagnostics as text, with source lines; empty where there are none.
    pub fn report(&self) -> String {
        let none = SourceMap::default();
        let sources = self.loaded.as_ref().map_or(&none, |it| &it.sources);
        crate::diagnostic::render::render(&self.diagnostics, sources)
    }

    /// Makes messages name the files as what they are below `folder`: paths that can be opened where the program runs.
    pub fn show_paths_below(&mut self, folder: &Path) {
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let is_here = folder.as_os_str().is_empty() || folder == Path::new(".");
        if is_here {
            return;
        }
        let documents = loaded.documents.documents.iter();
        let built_in: Vec<FileId> = documents
            .filter(|it| it.kind == Kind::BuiltIn)
            .map(|it| it.file)
            .collect();
        // Those that were refused are among no documents, and are named by messages all the same.
        let files: Vec<FileId> = loaded.sources.files().map(|it| it.0).collect();
        for file in files.into_iter().filter(|file| !built_in.contains(file)) {
            let path = folder.join(&loaded.sources.file(file).path);
            let shown = path.display().to_string();
            loaded.sources.show_as(file, shown.replace('\\', "/"));
        }
    }

    /// The figures behind the budgets; `None` where nothing was generated.
    pub fn stats(&self) -> Option<Stats> {
        Some(stats(self.api.as_ref()?, self.files.as_ref()?))
    }

    /// The bytes of all documents that were read, built-in ones not counted.
    pub fn source_bytes(&self) -> usize {
        let documents = self
            .loaded
            .iter()
            .flat_map(|it| it.documents.documents.iter());
        let sources = self.loaded.as_ref().map(|it| &it.sources);
        documents
            .filter_map(|it| Some(sources?.file(it.file).text.len()))
            .sum()
    }
}

/// Reads and lowers `capture`: everything before a token is made.
pub fn analyse(capture: &Capture) -> Generated {
    match DiskLoader::new(&capture.folder) {
        Ok(mut loader) => analyse_with(&mut loader, capture),
        Err(error) => {
            let mut diagnostics = Diagnostics::default();
            let message = format!("`{}` cannot be read: {error}", capture.folder.display());
            diagnostics.error(Code::Unreadable, None, message);
            Generated {
                diagnostics,
                ..Generated::default()
            }
        }
    }
}

/// [`analyse`] with the files that `loader` has instead of those in the capture's folder.
pub fn analyse_with(loader: &mut dyn Loader, capture: &Capture) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let patches = &capture.settings.patch;
    let mut timings = Timings::default();
    let loaded = timings.measure("load", || {
        load_patched(loader, &capture.roots, patches, &mut diagnostics)
    });
    let api = loaded.as_ref().and_then(|loaded| {
        let symbols = timings.measure("symbols", || {
            resolve_symbols(&loaded.model, &mut diagnostics)
        });
        // Barrier 1: nothing is lowered from a broken model.
        (!diagnostics.has_errors()).then(|| {
            let mut api = timings.measure("lower", || {
                lower(&loaded.model, &symbols, &capture.settings, &mut diagnostics)
            });
            api.ident.clone_from(&capture.module);
            api
        })
    });
    diagnostics.settle_invalid();
    Generated {
        loaded,
        api,
        files: None,
        diagnostics,
        timings,
    }
}

/// Generates the module of `capture`.
pub fn generate(capture: &Capture) -> Generated {
    emit_analysed(analyse(capture), capture)
}

/// Generates the module of `capture`, of which `generated` was analysed.
pub fn emit_analysed(mut generated: Generated, capture: &Capture) -> Generated {
    // Barrier 2: nothing is emitted from a partial IR.
    if generated.diagnostics.has_errors() {
        return generated;
    }
    let (sources, settings) = (capture.source_names(), &capture.settings);
    let timings = &mut generated.timings;
    generated.files = generated
        .api
        .as_ref()
        .map(|api| timings.measure("emit", || print(api, settings, &sources)));
    generated
}

/// The text of each file of `api` by its name. `sources` are the documents, relative to the folder of captures, with `/`.
///
/// Tokens are large, so that those of a file are gone before the next is begun; as many files are made at a time as the
/// machine has processors.
pub fn print(api: &Api, settings: &Settings, sources: &[String]) -> BTreeMap<String, String> {
    let (files, next) = (api.files(), AtomicUsize::new(0));
    let work = || {
        let mut done = BTreeMap::new();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = emit_file(api, settings, *file);
            done.insert(file.name.clone(), render(file, sources));
        }
        done
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let n_others = processors.min(files.len()) - 1;
        let others: Vec<_> = (0..n_others).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}
