//! What one document refers to, for those who copy documents: the `capture` command.
//!
//! In: the text of a document that passed the gate. Out: its kind, and every location with the place of its value.
//! Does not look for what the locations mean.

use super::builtin;
use super::scan::{Reference, ReferenceKind, scan};
use crate::namespaces::WSDL;
use crate::source::map::SourceMap;
use crate::source::span::{FileId, Span};
use crate::xml::Element;

pub use super::scan::Kind;

/// What a document is and what it refers to.
#[derive(Clone, Debug)]
pub struct References {
    /// What the root element is.
    pub kind: Kind,
    /// The locations, in document order of their kind.
    pub locations: Vec<LocationAttribute>,
    /// The imports of schemas that do not say where those are.
    pub unlocated: Vec<Unlocated>,
    /// The ports, and where their addresses are.
    pub ports: Vec<PortPlace>,
}

/// A port of a document; WSDL 1.1 §2.6.
#[derive(Clone, Debug)]
pub struct PortPlace {
    /// The service's name.
    pub service: String,
    /// The port's name.
    pub port: String,
    /// Where its address is.
    pub address: AddressPlace,
}

/// The address of a port; WSDL 1.1 §3.8.
#[derive(Clone, Copy, Debug)]
pub enum AddressPlace {
    /// The raw value of its `location`, without quotes.
    Value(Span),
    /// There is none in the port.
    Absent {
        /// The port's name as an element, in its start tag.
        tag: Span,
        /// The port with its tags.
        element: Span,
    },
}

/// An `xs:import` without a `schemaLocation`; XSD 1.0 §4.2.3.
#[derive(Clone, Debug)]
pub struct Unlocated {
    /// The namespace that is imported; empty for none.
    pub namespace: String,
    /// The element's name, in its start tag.
    pub tag: Span,
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
    let all: Vec<Reference> = scan.imports.into_iter().chain(of_schemas).collect();
    let unlocated = (all.iter())
        .filter(|import| import.kind == ReferenceKind::Import && import.location.is_none())
        .map(|import| Unlocated {
            namespace: import.namespace.clone().unwrap_or_default(),
            tag: import.span,
        })
        .collect();
    let locations = (all.into_iter())
        .filter_map(|it| {
            let namespace = it.namespace.as_deref().unwrap_or_default();
            // A service may have a schema of its own for a namespace of the W3C; it is then beside the others.
            let is_elsewhere = it.location.as_ref().is_some_and(|it| it.contains("://"));
            let is_known = builtin::is_always_builtin(namespace)
                || (is_elsewhere && builtin::is_published(namespace));
            let is_builtin = it.kind.is_import() && is_known;
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
        unlocated,
        ports: ports(root),
    })
}

fn ports(root: Element<'_>) -> Vec<PortPlace> {
    let mut res = Vec::new();
    let named = |element: Element<'_>| element.value("name").unwrap_or_default().to_owned();
    for service in root.children().filter(|it| it.is(WSDL, "service")) {
        for port in service.children().filter(|it| it.is(WSDL, "port")) {
            let mut addresses = port.children().filter(|child| child.local() == "address");
            // Other transports have addresses of their own beside it.
            let address = match addresses.find_map(|address| address.attribute("location")) {
                Some(location) => AddressPlace::Value(location.span),
                None => AddressPlace::Absent {
                    tag: port.span(),
                    element: port.full_span(),
                },
            };
            res.push(PortPlace {
                service: named(service),
                port: named(port),
                address,
            });
        }
    }
    res
}
