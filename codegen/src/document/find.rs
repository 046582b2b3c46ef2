//! Finds the file that a location means. In: a location and who says it. Out: a file of the capture, or nothing.

use std::collections::BTreeMap;

use super::scan::{Kind, Scan, scan};
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostics, Severity};
use crate::source::gate::{Refusal, gate, gate_imported};
use crate::source::loader::{Budget, LoadError, Loader};
use crate::source::map::SourceMap;
use crate::source::path::{Location, folder, resolve_location, stored_names};
use crate::source::span::{FileId, Span};
use crate::xml::Element;

/// How many files of the same name are tried.
const MAX_CANDIDATES: usize = 8;
/// How many files of a folder are looked at for a namespace; in a folder of more, locations have to fit.
const MAX_GLANCES: usize = 100;

pub(super) struct Finder<'l> {
    loader: &'l mut dyn Loader,
    /// The files that were loaded.
    pub(super) sources: &'l mut SourceMap,
    pub(super) diagnostics: &'l mut Diagnostics,
    budget: Budget,
    /// What became of every path that was tried.
    by_path: BTreeMap<String, Option<Result<FileId, ()>>>,
    scans: BTreeMap<FileId, Scan>,
    /// The files of the capture by their names in lower case.
    listing: Option<BTreeMap<String, Vec<String>>>,
    /// Kind and target namespace of files that were looked at only.
    glances: BTreeMap<String, Option<(Kind, String)>>,
}

pub(super) enum Found {
    File {
        file: FileId,
        /// Where it was found, where that is not what the location says.
        other_path: Option<String>,
    },
    /// It is there and was reported.
    Refused,
    Nothing {
        outside: bool,
    },
}

impl<'l> Finder<'l> {
    pub(super) fn new(
        loader: &'l mut dyn Loader,
        sources: &'l mut SourceMap,
        diagnostics: &'l mut Diagnostics,
    ) -> Self {
        Self {
            loader,
            sources,
            diagnostics,
            budget: Budget::default(),
            by_path: BTreeMap::new(),
            scans: BTreeMap::new(),
            listing: None,
            glances: BTreeMap::new(),
        }
    }

    /// What was seen in a loaded file.
    pub(super) fn scan(&self, file: FileId) -> &Scan {
        (self.scans.get(&file)).expect("`load` scans every file that it gives an id")
    }

    /// Loads the file at `path`: `None` where there is none, an error where one was reported.
    ///
    /// An import that is refused is a warning: what needs it is missing, and only that is lost.
    pub(super) fn load(&mut self, path: &str, by: Option<Span>) -> Option<Result<FileId, ()>> {
        if let Some(known) = self.by_path.get(path) {
            return *known;
        }
        let loaded = self.load_new(path, by);
        self.by_path.insert(path.to_owned(), loaded);
        loaded
    }

    fn load_new(&mut self, path: &str, by: Option<Span>) -> Option<Result<FileId, ()>> {
        let severity = match by {
            Some(_) => Severity::Warning,
            None => Severity::Error,
        };
        let bytes = match self.loader.load_bytes(path) {
            Ok(bytes) => bytes,
            Err(LoadError::NotFound) => return None,
            Err(LoadError::Outside) => {
                let message = format!("`{path}` leads out of the capture");
                self.diagnostics
                    .report(severity, Code::ImportOutside, by, message);
                return Some(Err(()));
            }
            Err(LoadError::Refused(why)) => {
                // A file of its own, so that its path can be opened from where the message is read.
                let file = self.sources.add(path, String::new());
                let span = Span::at(file, 0);
                let message = format!("the file cannot be read: {why}");
                let diagnostic = self
                    .diagnostics
                    .report(severity, Code::Unreadable, span, message);
                if let Some(by) = by {
                    diagnostic.label(by, "asked for here");
                }
                return Some(Err(()));
            }
        };
        if let Err(limit) = self.budget.spend(bytes.len()) {
            let message = format!("`{path}` is not read: {limit}");
            self.diagnostics.error(Code::LimitPassed, by, message);
            return Some(Err(()));
        }
        let gated = match by {
            Some(_) => gate_imported(&bytes),
            None => gate(&bytes).map(|text| (text, false)),
        };
        let (text, has_doctype) = match gated {
            Ok(gated) => gated,
            Err(refusal) => {
                self.report_refusal(path, refusal, severity);
                return Some(Err(()));
            }
        };
        let file = self.sources.add(path, text);
        if has_doctype {
            let message = format!("the document type declaration of `{path}` is read past");
            self.diagnostics
                .report(severity, Code::NotWellFormed, by, message);
        }
        let source = self.sources.file(file);
        match roxmltree::Document::parse(&source.text) {
            Ok(tree) => {
                let seen = scan(Element::new(tree.root_element(), file));
                self.scans.insert(file, seen);
                Some(Ok(file))
            }
            Err(error) => {
                let at = error.pos();
                let span = Span::at(file, source.offset(at.row as usize, at.col as usize));
                self.diagnostics
                    .report(severity, Code::NotWellFormed, span, error.to_string());
                Some(Err(()))
            }
        }
    }

    fn report_refusal(&mut self, path: &str, refusal: Refusal, severity: Severity) {
        let file = self.sources.add(path, refusal.text);
        let span = Span::of(file, refusal.offset..refusal.offset);
        let diagnostic =
            (self.diagnostics).report(severity, Code::NotWellFormed, span, refusal.message);
        diagnostic.help = refusal.help.map(str::to_owned);
    }

    /// Finds what `location` in file `from` means; where an import names a namespace, only a file with it will do
    /// when the path does not fit exactly.
    pub(super) fn find(
        &mut self,
        from: FileId,
        (location, by): (&str, Span),
        namespace: Option<&str>,
    ) -> Found {
        let base = self.sources.file(from).path.clone();
        let place = resolve_location(&base, location);
        if let Location::Inside(path) = &place {
            // `Service.wsdl?xsd=xsd0` would otherwise mean the document itself.
            let is_itself = *path == base && location.contains('?');
            if !is_itself {
                match self.load(path, Some(by)) {
                    Some(Ok(file)) => {
                        return Found::File {
                            file,
                            other_path: None,
                        };
                    }
                    Some(Err(())) => return Found::Refused,
                    None => {}
                }
            }
        }
        for path in self.candidates(&base, location) {
            let Some(Ok(file)) = self.load(&path, Some(by)) else {
                continue;
            };
            let seen = self.scan(file);
            let fits = match (&seen.kind, namespace) {
                (Kind::Other(_), _) => false,
                (Kind::Schema, Some(namespace)) => seen.target_namespace == namespace,
                (Kind::Wsdl, Some(namespace)) => {
                    seen.target_namespace == namespace
                        || (seen.schemas.iter())
                            .any(|it| it.target_namespace.as_deref() == Some(namespace))
                }
                (Kind::Schema | Kind::Wsdl | Kind::BuiltIn, _) => true,
            };
            if fits {
                return Found::File {
                    file,
                    other_path: Some(path),
                };
            }
        }
        Found::Nothing {
            outside: !matches!(place, Location::Inside(_)),
        }
    }

    /// The files in the folder of `from` that are a schema of `namespace`, or with `is_wsdl` a WSDL of it, sorted.
    pub(super) fn find_by_namespace(
        &mut self,
        from: FileId,
        namespace: &str,
        is_wsdl: bool,
    ) -> Vec<String> {
        let mut paths = self.beside(from);
        let base = self.sources.file(from).path.as_str();
        paths.retain(|path| *path != base);
        if paths.len() > MAX_GLANCES {
            return Vec::new();
        }
        paths.sort();
        paths.retain(|path| {
            let glance = (self.glances.entry(path.clone()))
                .or_insert_with(|| glance(&mut *self.loader, path));
            glance.as_ref().is_some_and(|(kind, target)| {
                target == namespace && (*kind == Kind::Schema || (is_wsdl && *kind == Kind::Wsdl))
            })
        });
        paths
    }

    /// The WSDLs in the folder of `from`.
    pub(super) fn wsdls_beside(&mut self, from: FileId) -> Vec<String> {
        let mut paths = self.beside(from);
        paths.retain(|path| path.to_ascii_lowercase().ends_with(".wsdl"));
        paths
    }

    /// The schemas and WSDLs in the folder of `from`, that itself among them.
    fn beside(&mut self, from: FileId) -> Vec<String> {
        let base = folder(&self.sources.file(from).path);
        let loader = &mut self.loader;
        let listing = (self.listing).get_or_insert_with(|| list_by_name(&mut **loader));
        (listing.iter())
            .filter(|(name, _)| name.ends_with(".xsd") || name.ends_with(".wsdl"))
            .flat_map(|(_, paths)| paths)
            .filter(|path| folder(path) == base)
            .cloned()
            .collect()
    }

    /// Files of the capture that have the location's file name, best names and nearest folders first.
    fn candidates(&mut self, base: &str, location: &str) -> Vec<String> {
        let loader = &mut self.loader;
        let listing = (self.listing).get_or_insert_with(|| list_by_name(&mut **loader));
        let mut found: Vec<(usize, usize, &String)> = Vec::new();
        for (rank, name) in stored_names(location).iter().enumerate() {
            // Unicode case folding is not needed: servers' file names that differ are ASCII.
            let paths = listing.get(&name.to_ascii_lowercase());
            for path in paths.into_iter().flatten().filter(|it| *it != base) {
                found.push((rank, distance(folder(base), folder(path)), path));
            }
        }
        found.sort();
        let mut paths: Vec<String> = found.into_iter().map(|it| it.2.clone()).collect();
        paths.dedup();
        paths.truncate(MAX_CANDIDATES);
        paths
    }
}

/// What a file is, where it can be read at all. What is wrong with it is reported if it is needed.
fn glance(loader: &mut dyn Loader, path: &str) -> Option<(Kind, String)> {
    let text = gate(&loader.load_bytes(path).ok()?).ok()?;
    let tree = roxmltree::Document::parse(&text).ok()?;
    let seen = scan(Element::new(tree.root_element(), FileId(0)));
    Some((seen.kind, seen.target_namespace))
}

fn list_by_name(loader: &mut dyn Loader) -> BTreeMap<String, Vec<String>> {
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in loader.list_files() {
        let name = path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        by_name.entry(name).or_default().push(path);
    }
    by_name
}

/// How many steps lead from one folder to another.
fn distance(from: &str, to: &str) -> usize {
    let split = |it| str::split(it, '/').filter(|it: &&str| !it.is_empty());
    let shared = split(from)
        .zip(split(to))
        .take_while(|(a, b)| a == b)
        .count();
    split(from).count() + split(to).count() - 2 * shared
}
