//! What one document refers to, for those who copy documents: the `capture` command.
//!
//! In: the text of a document that passed the gate. Out: its kind, and every location with the place of its value.
//! Does not look for what the locations mean.

use super::builtin;
use super::scan::{ReferenceKind, scan};
use crate::namespaces::WSDL;
use crate::source::map::SourceMap;
use crate::source::span::{FileId, Span};
use crate::xml::{Element, trim};

pub use super::scan::Kind;

/// What a document is and what it refers to.
#[derive(Clone, Debug)]
pub struct References {
    /// What the root element is.
    pub kind: Kind,
    /// The locations, in document order of their kind.
    pub locations: Vec<LocationAttribute>,
    /// The addresses of ports.
    pub addresses: Vec<AddressAttribute>,
}

/// The `location` of a port's address; WSDL 1.1 §3.8.
#[derive(Clone, Debug)]
pub struct AddressAttribute {
    /// The service's name.
    pub service: String,
    /// The port's name.
    pub port: String,
    /// The raw value in the document, without quotes.
    pub span: Span,
}

/// A `location` or `schemaLocation`.
#[derive(Clone, Debug)]
pub struct LocationAttribute {
    /// The value, trimmed, with its character references resolved.
    pub location: String,
    /// The raw value in the document, without quotes.
    pub span: Span,
    /// The namespace that is imported; empty for none, and for what is included.
    pub namespace: String,
    /// Whether it belongs to an import of a namespace whose schema comes with the generator, which is never read.
    pub is_builtin: bool,
}

/// Reads the references of the document `file`.
///
/// # Errors
/// The document is not well-formed; what is wrong, and the byte offset.
pub fn read_references(sources: &SourceMap, file: FileId) -> Result<References, (String, u32)> {
    let source = sources.file(file);
    let tree = roxmltree::Document::parse(&source.text).map_err(|error| {
        let at = error.pos();
        let offset = source.offset(at.row as usize, at.col as usize);
        (error.to_string(), offset)
    })?;
    let root = Element::new(tree.root_element(), file);
    let scan = scan(root);
    let of_schemas = scan.schemas.into_iter().flat_map(|it| it.references);
    let locations = (scan.imports.into_iter().chain(of_schemas))
        .filter_map(|it| {
            let is_builtin = match it.kind {
                ReferenceKind::Import | ReferenceKind::WsdlImport => {
                    let namespace = it.namespace.as_deref().unwrap_or_default();
                    // A service may have a schema of its own for a namespace of the W3C; it is then beside the others.
                    let is_elsewhere = it.location.as_ref().is_some_and(|it| it.contains("://"));
                    builtin::is_always_builtin(namespace)
                        || (is_elsewhere && builtin::is_published(namespace))
                }
                ReferenceKind::Include | ReferenceKind::Redefine => false,
            };
            Some(LocationAttribute {
                location: it.location?,
                span: it.span,
                namespace: it.namespace.unwrap_or_default(),
                is_builtin,
            })
        })
        .collect();
    Ok(References {
        kind: scan.kind,
        locations,
        addresses: addresses(root),
    })
}

fn addresses(root: Element<'_>) -> Vec<AddressAttribute> {
    let mut res = Vec::new();
    let named = |element: Element<'_>| {
        element
            .attribute("name")
            .map_or("", |it| trim(it.value))
            .to_owned()
    };
    for service in root.children().filter(|it| it.is(WSDL, "service")) {
        for port in service.children().filter(|it| it.is(WSDL, "port")) {
            let mut children = port.children();
            let address = children.find(|it| it.local() == "address" && it.namespace() != WSDL);
            if let Some(location) = address.and_then(|it| it.attribute("location")) {
                res.push(AddressAttribute {
                    service: named(service),
                    port: named(port),
                    span: location.span,
                });
            }
        }
    }
    res
}
