//! The graph of documents: a root WSDL and all that it imports and includes.
//!
//! In: paths and a [`Loader`]. Out: a [`DocumentSet`]: every file once, with how it was reached, and every schema
//! with the target namespace it is read under. Of what WSDL and schemas declare
//! it knows target namespaces, no more.
//!
//! Nothing is ever fetched: a URL is looked for by its file name in the capture, or reported.
//!
//! ```text
//! a.wsdl: wsdl `urn:a`, root
//!   schema 0 `urn:a`
//! types.xsd: schema, imported at a.wsdl:12:20
//!   schema 0 `urn:types`
//! ```

pub mod builtin;
mod dump;
mod find;
mod missing;
pub mod references;
mod scan;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostics, Severity};
use crate::namespaces::WSDL_20;
use crate::source::loader::Loader;
use crate::source::map::SourceMap;
use crate::source::span::{FileId, Span};
use crate::xml::Element;

pub use dump::dump_documents;
use find::Finder;
use missing::Missing;
pub use scan::Kind;
use scan::{Reference, Scan};

/// The most readings of schemas: a schema without target namespace is read once for each namespace it is included in.
const MAX_SCHEMAS: usize = 10_000;
/// The most bytes of schemas that are read again for another namespace: as many as all files may have.
const MAX_CHAMELEON_BYTES: usize = 128 << 20;

/// The documents of a run.
#[derive(Clone, Debug, Default)]
pub struct DocumentSet {
    /// Every document once, in loading order.
    pub documents: Vec<Document>,
    /// The schemas to read, in loading order.
    pub schemas: Vec<SchemaUnit>,
}

/// One loaded document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its file.
    pub file: FileId,
    /// What its root element is.
    pub kind: Kind,
    /// Its target namespace; empty for none.
    pub target_namespace: String,
    /// What led to it: words and the attribute that names it; `None` for a root.
    pub reached: Option<(&'static str, Span)>,
}

/// A schema element to read, and under which namespace.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct SchemaUnit {
    /// The file that holds it.
    pub file: FileId,
    /// Which schema of the file, 0-based.
    pub index: usize,
    /// The target namespace it is read under.
    pub target_namespace: String,
    /// Whether it has none itself and takes the includer's; XSD 1.0 §4.2.1, "chameleon".
    pub chameleon: bool,
}

/// Loads `roots` and all that is reachable from them, then `locations`: files for namespaces that nothing else declares.
pub fn load_documents(
    roots: &[String],
    locations: &[(&str, &str)],
    loader: &mut dyn Loader,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> DocumentSet {
    let mut ctx = Finding {
        finder: Finder::new(loader, sources, diagnostics),
        set: DocumentSet::default(),
        listed: BTreeSet::new(),
        queued: BTreeSet::new(),
        queue: VecDeque::new(),
        schema_of: BTreeMap::new(),
        missing: Vec::new(),
        chameleon_bytes: 0,
    };
    for root in roots {
        match ctx.finder.load(root, None) {
            Some(Ok(file)) => {
                if matches!(ctx.finder.scan(file).kind, Kind::Other(_)) {
                    ctx.report_foreign(file, None);
                }
                ctx.reach(file, None);
            }
            Some(Err(())) => {}
            None => {
                let message = format!("`{root}` cannot be found");
                (ctx.finder.diagnostics).error(Code::Unreadable, None, message);
            }
        }
    }
    ctx.run();
    ctx.find_by_namespace();
    for (namespace, file) in locations {
        ctx.add_location(namespace, file);
    }
    ctx.report_missing();
    ctx.set
}

/// Adds the built-in schema of `namespace`; `None` where there is none.
pub fn load_builtin(
    namespace: &str,
    sources: &mut SourceMap,
    set: &mut DocumentSet,
) -> Option<SchemaUnit> {
    let (path, text) = builtin::builtin_schema(namespace)?;
    let file = sources.add(path, text.to_owned());
    set.documents.push(Document {
        file,
        kind: Kind::BuiltIn,
        target_namespace: namespace.to_owned(),
        reached: None,
    });
    let unit = SchemaUnit {
        file,
        index: 0,
        target_namespace: namespace.to_owned(),
        chameleon: false,
    };
    set.schemas.push(unit.clone());
    Some(unit)
}

/// Parses a loaded file again and hands its root element to `read`.
///
/// Trees borrow from the text and are large, so only one is alive at a time.
pub fn read_document<T>(
    sources: &SourceMap,
    file: FileId,
    read: impl FnOnce(Element<'_>) -> T,
) -> T {
    let text = &sources.file(file).text;
    let tree = roxmltree::Document::parse(text)
        .expect("only documents that were parsed once are in the set");
    read(Element::new(tree.root_element(), file))
}

/// The schema elements of a document, in the order that [`SchemaUnit::index`] counts.
pub fn schema_elements(root: Element<'_>) -> Vec<Element<'_>> {
    scan::schema_elements(root)
}

struct Finding<'c> {
    finder: Finder<'c>,
    set: DocumentSet,
    listed: BTreeSet<FileId>,
    queued: BTreeSet<SchemaUnit>,
    queue: VecDeque<Work>,
    schema_of: BTreeMap<String, FileId>,
    missing: Vec<Missing>,
    chameleon_bytes: usize,
}

enum Work {
    Wsdl(FileId),
    Schema(SchemaUnit),
}

impl Finding<'_> {
    fn run(&mut self) {
        while let Some(work) = self.queue.pop_front() {
            match work {
                Work::Wsdl(file) => {
                    let scan: &Scan = self.finder.scan(file);
                    for reference in scan.imports.clone() {
                        self.follow(&reference, file, None);
                    }
                }
                Work::Schema(unit) => {
                    let scan: &Scan = self.finder.scan(unit.file);
                    for reference in scan.schemas[unit.index].references.clone() {
                        self.follow(&reference, unit.file, Some(&unit));
                    }
                }
            }
        }
    }

    fn follow(&mut self, reference: &Reference, from: FileId, unit: Option<&SchemaUnit>) {
        let is_import = reference.kind.is_import();
        let namespace = match is_import {
            true => reference.namespace.clone(),
            false => unit.map(|it| it.target_namespace.clone()),
        };
        let namespace = namespace.unwrap_or_default();
        if is_import && builtin::is_always_builtin(&namespace) {
            return;
        }
        let missing = |outside| Missing {
            reference: reference.clone(),
            from,
            namespace: namespace.clone(),
            outside,
        };
        // An import without location is answered by any schema of that namespace; symbols see whether there is one.
        let Some(location) = &reference.location else {
            self.missing.extend(is_import.then(|| missing(false)));
            return;
        };
        let wanted = is_import.then_some(namespace.as_str());
        let has_own = is_import && builtin::is_published(&namespace);
        let n_before = self.finder.diagnostics.items.len();
        let found = (self.finder).find(from, (location, reference.span), wanted);
        if has_own && matches!(found, find::Found::Refused) {
            // E.g. the published schema of signatures, which has a DTD.
            let told = self.finder.diagnostics.items[n_before..].iter_mut();
            for diagnostic in told.filter(|told| told.severity == Severity::Warning) {
                diagnostic.severity = Severity::Note;
                diagnostic.help =
                    Some("the schema that comes with the generator is used".to_owned());
            }
        }
        match found {
            find::Found::File { file, other_path } => {
                if let Some(path) = other_path {
                    let message = format!("`{location}` is read from `{path}` in the capture");
                    // Beside the root's folder lie the contracts of others.
                    let severity = match self.is_neighbour(from, &path) {
                        true => Severity::Warning,
                        false => Severity::Note,
                    };
                    let (code, span) = (Code::ImportOutside, reference.span);
                    (self.finder.diagnostics).report(severity, code, span, message);
                }
                self.take(reference, file, &namespace, unit);
            }
            find::Found::Refused => {}
            find::Found::Nothing { .. } if has_own => {}
            find::Found::Nothing { outside } => self.missing.push(missing(outside)),
        }
    }

    /// Whether `path` is in a folder that neither the first root nor the document `from` stands above.
    fn is_neighbour(&self, from: FileId, path: &str) -> bool {
        let folder = |path: &str| {
            path.rsplit_once('/')
                .map_or(String::new(), |it| format!("{}/", it.0))
        };
        let root = self.set.documents.first().map(|it| it.file);
        let mut homes = [root, Some(from)].into_iter().flatten();
        !homes.any(|it| path.starts_with(&folder(&self.finder.sources.file(it).path)))
    }

    /// Reads the file that a patch names for `namespace`.
    fn add_location(&mut self, namespace: &str, path: &str) {
        let cause = if self.schema_of.contains_key(namespace) {
            Some("a schema of the namespace is read already")
        } else {
            match self.finder.load(path, None) {
                Some(Ok(file)) => {
                    self.reach(file, None);
                    self.run();
                    let is_there = self.schema_of.contains_key(namespace);
                    (!is_there).then_some("the file has no schema of it")
                }
                // It was reported.
                Some(Err(())) => None,
                None => Some("the file is not in the capture"),
            }
        };
        if let Some(cause) = cause {
            let message = format!(
                "the patch by which namespace `{namespace}` is read from `{path}` does not apply: {cause}"
            );
            self.finder.diagnostics.error(Code::Settings, None, message);
        }
    }

    /// Takes a found file into the set, as what the reference asks for.
    fn take(
        &mut self,
        reference: &Reference,
        file: FileId,
        namespace: &str,
        unit: Option<&SchemaUnit>,
    ) {
        let kind = self.finder.scan(file).kind.clone();
        if matches!(kind, Kind::Other(_)) {
            self.report_foreign(file, Some(reference.span));
            return;
        }
        let Some(including) = unit.filter(|_| !reference.kind.is_import()) else {
            let found = self.finder.scan(file).target_namespace.clone();
            if kind == Kind::Schema && found != namespace {
                let message = format!(
                    "the imported schema has target namespace `{found}`, not `{namespace}`"
                );
                (self.finder.diagnostics)
                    .warning(Code::BadValue, reference.span, message)
                    .help("its declarations are read under the namespace that it gives itself");
            }
            self.reach(file, Some((reference.kind.words(), reference.span)));
            return;
        };
        self.list(file, Some((reference.kind.words(), reference.span)));
        let own: Vec<Option<String>> = (self.finder.scan(file).schemas.iter())
            .map(|it| it.target_namespace.clone())
            .collect();
        for (index, own) in own.into_iter().enumerate() {
            let chameleon = own.is_none() && !including.target_namespace.is_empty();
            let target = own.unwrap_or_else(|| including.target_namespace.clone());
            if target != including.target_namespace {
                let text = format!(
                    "the included schema has target namespace `{target}`, not `{}`",
                    including.target_namespace
                );
                (self.finder.diagnostics)
                    .warning(Code::BadValue, reference.span, text)
                    .help("use `xs:import` for a schema of another namespace");
            }
            self.enqueue(SchemaUnit {
                file,
                index,
                target_namespace: target,
                chameleon,
            });
        }
    }

    /// Takes a whole file, each schema under its own namespace.
    fn reach(&mut self, file: FileId, reached: Option<(&'static str, Span)>) {
        let is_new = self.list(file, reached);
        let scan = self.finder.scan(file);
        let is_wsdl = scan.kind == Kind::Wsdl;
        let targets: Vec<String> = (scan.schemas.iter())
            .map(|it| it.target_namespace.clone().unwrap_or_default())
            .collect();
        if is_new && is_wsdl {
            self.queue.push_back(Work::Wsdl(file));
        }
        for (index, target_namespace) in targets.into_iter().enumerate() {
            self.enqueue(SchemaUnit {
                file,
                index,
                target_namespace,
                chameleon: false,
            });
        }
    }

    fn list(&mut self, file: FileId, reached: Option<(&'static str, Span)>) -> bool {
        let is_new = self.listed.insert(file);
        if is_new {
            let scan = self.finder.scan(file);
            self.set.documents.push(Document {
                file,
                kind: scan.kind.clone(),
                target_namespace: scan.target_namespace.clone(),
                reached,
            });
        }
        is_new
    }

    fn enqueue(&mut self, unit: SchemaUnit) {
        if self.queued.contains(&unit) {
            return;
        }
        if self.queued.len() >= MAX_SCHEMAS {
            if self.queued.len() == MAX_SCHEMAS {
                let message =
                    format!("more than {MAX_SCHEMAS} schemas, counting repeated inclusions");
                (self.finder.diagnostics).error(Code::LimitPassed, None, message);
                self.queued.insert(unit);
            }
            return;
        }
        if unit.chameleon {
            let before = self.chameleon_bytes;
            self.chameleon_bytes += self.finder.sources.file(unit.file).text.len();
            if self.chameleon_bytes > MAX_CHAMELEON_BYTES {
                if before <= MAX_CHAMELEON_BYTES {
                    let message = format!(
                        "schemas without target namespace are included in so many namespaces that they come to more than {} MiB",
                        MAX_CHAMELEON_BYTES >> 20
                    );
                    (self.finder.diagnostics).error(Code::LimitPassed, None, message);
                }
                return;
            }
        }
        self.queued.insert(unit.clone());
        self.schema_of
            .entry(unit.target_namespace.clone())
            .or_insert(unit.file);
        self.set.schemas.push(unit.clone());
        self.queue.push_back(Work::Schema(unit));
    }

    fn report_foreign(&mut self, file: FileId, by: Option<Span>) {
        let Kind::Other(name) = &self.finder.scan(file).kind else {
            return;
        };
        let message = format!(
            "the root element of `{}` is `{name}`, neither `wsdl:definitions` nor `xs:schema`",
            self.finder.sources.file(file).path
        );
        let is_wsdl2 = name.starts_with(&format!("{{{WSDL_20}}}"));
        let (severity, span) = match by {
            Some(span) => (Severity::Warning, span),
            None => (Severity::Error, Span::at(file, 0)),
        };
        let diagnostic = (self.finder.diagnostics).report(severity, Code::NotWsdl, span, message);
        if is_wsdl2 {
            diagnostic.help("it is WSDL 2.0; most servers give 1.1 as well, by `?wsdl`");
        }
    }
}
