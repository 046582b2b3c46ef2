//! The front half in one call: paths in, [`Model`] and [`SourceMap`] out, problems as diagnostics.
//!
//! Several roots make one model: what they share is declared once.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::document::{DocumentSet, Kind, SchemaUnit};
use crate::document::{load_builtin, load_documents, read_document, schema_elements};
use crate::patch;
use crate::settings::Patch;
use crate::settings::patch::Repair;
use crate::source::loader::{Loader, MemoryLoader};
use crate::source::map::SourceMap;
use crate::source::span::FileId;
use crate::symbols::{Model, drop_repetitions, needed_builtins};
use crate::wsdl::assume::assume_bindings;
use crate::wsdl::parse::parse_definitions;
use crate::xsd::model::Schema;
use crate::xsd::parse::{Reading, parse_schema};
use crate::xsd::redefine::apply_redefinition;
use crate::xsd::rules::check_document;

/// What the front half makes of a capture.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The files.
    pub sources: SourceMap,
    /// How they hang together.
    pub documents: DocumentSet,
    /// What they declare.
    pub model: Model,
}

/// Loads `root` from files in memory: path and content.
pub fn load_memory(
    files: &[(&str, &[u8])],
    root: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    load_with(
        &mut MemoryLoader::new(files),
        &[root.to_owned()],
        diagnostics,
    )
}

/// Loads `roots`, paths relative to the capture's root, with any loader.
///
/// `None` where no file could be read, which is then an error among the diagnostics. A document that is refused is an
/// error too; the model is then empty, and the text is there to show the place.
pub fn load_with(
    loader: &mut dyn Loader,
    roots: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    load_patched(loader, roots, &[], diagnostics)
}

/// Loads `roots` and repairs what they declare by `patches`.
pub fn load_patched(
    loader: &mut dyn Loader,
    roots: &[String],
    patches: &[Patch],
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let mut sources = SourceMap::default();
    let locations: Vec<(&str, &str)> = (patches.iter())
        .filter_map(|it| match &it.repair {
            Repair::AddImportLocation(it) => Some((it.namespace.as_str(), it.file.as_str())),
            _ => None,
        })
        .collect();
    let mut documents = load_documents(roots, &locations, loader, &mut sources, diagnostics);
    sources.files().next()?;
    let mut model = Model::default();
    let mut redefinitions = Vec::new();
    let mut units: BTreeMap<FileId, Vec<&SchemaUnit>> = BTreeMap::new();
    for unit in &documents.schemas {
        units.entry(unit.file).or_default().push(unit);
    }
    for document in &documents.documents {
        read_document(&sources, document.file, |root| {
            if document.kind == Kind::Wsdl {
                let path = &sources.file(document.file).path;
                parse_definitions(root, path, &mut model.definitions, diagnostics);
            }
            let elements = schema_elements(root);
            for unit in units.get(&document.file).into_iter().flatten() {
                let Some(&element) = elements.get(unit.index) else {
                    continue;
                };
                check_document(element, diagnostics);
                let parsed = parse_schema(element, reading(unit), diagnostics);
                model.schemas.push(parsed.schema);
                redefinitions.extend(parsed.redefinition);
            }
        });
    }
    // Later redefinitions are of documents that are nearer to the leaves, and those apply first.
    for redefinition in redefinitions.into_iter().rev() {
        apply_redefinition(&mut model.schemas, redefinition, diagnostics);
    }
    drop_repetitions(&mut model);
    patch::apply(&mut model, &sources, patches, diagnostics);
    assume_bindings(&mut model.definitions, diagnostics);
    add_builtins(&mut model, &mut sources, &mut documents, diagnostics);
    Some(Loaded {
        sources,
        documents,
        model,
    })
}

fn reading(unit: &SchemaUnit) -> Reading<'_> {
    Reading {
        target_namespace: &unit.target_namespace,
        chameleon: unit.chameleon,
    }
}

/// Adds the built-in schemas that anything refers to.
fn add_builtins(
    model: &mut Model,
    sources: &mut SourceMap,
    documents: &mut DocumentSet,
    diagnostics: &mut Diagnostics,
) {
    // Built-in schemas refer to each other; each round adds one that was not there, so it ends.
    while let Some(namespace) = needed_builtins(model).into_iter().next() {
        let Some(unit) = load_builtin(&namespace, sources, documents) else {
            return;
        };
        let schema: Schema = read_document(sources, unit.file, |root| {
            parse_schema(root, reading(&unit), diagnostics).schema
        });
        model.schemas.push(schema);
    }
}
