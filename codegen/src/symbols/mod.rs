//! The symbol table: every name that a document refers to resolves, or is reported.
//!
//! In: the [`Model`]. Out: a [`SymbolTable`] over it and diagnostics for what does not resolve.
//! Knows nothing of Rust: what becomes of a name is for `lower`.
//!
//! ```text
//! schema `urn:a`
//!   element `login`: anonymous complex type
//!     sequence
//!       0..1 element `email`: `xs:string`
//! ```

pub(crate) mod builtin;
mod check;
mod cycles;
pub(crate) mod decl;
mod declare;
mod dump;
mod merge;
mod references;
pub(crate) mod rules;
mod space;
pub(crate) mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::names::QName;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

pub use crate::document::builtin::is_builtin as is_builtin_schema;
pub use builtin::is_builtin_type;
pub use dump::dump_model;
pub use merge::drop_repetitions;
pub use references::{needed_builtins, references};
pub use space::Space;
pub use walk::Reference;

/// Everything that a root WSDL and its imports declare.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The WSDL part.
    pub definitions: wsdl::Definitions,
    /// The schemas, in loading order; several may share a target namespace.
    pub schemas: Vec<xsd::Schema>,
}

impl Model {
    /// Whether there is no contract, only schemas.
    pub fn is_schemas_only(&self) -> bool {
        let it = &self.definitions;
        // A WSDL has a target namespace, however little it declares.
        it.target_namespace.is_empty()
            && it.services.is_empty()
            && it.bindings.is_empty()
            && it.port_types.is_empty()
            && it.messages.is_empty()
    }

    /// The namespace of the root WSDL, or of the first schema where there is none.
    pub fn target_namespace(&self) -> &str {
        let own = |schema: &&xsd::Schema| !is_builtin_schema(&schema.target_namespace);
        match self.schemas.iter().find(own) {
            Some(schema) if self.is_schemas_only() => &schema.target_namespace,
            Some(_) | None => &self.definitions.target_namespace,
        }
    }
}

/// Where each name of each symbol space is declared; XSD 1.0 §2.5, WSDL 1.1 §2.1.
#[derive(Clone, Debug, Default)]
pub struct SymbolTable<'m> {
    /// Named types.
    pub types: BTreeMap<&'m QName, &'m xsd::TypeDecl>,
    /// Global elements.
    pub elements: BTreeMap<&'m QName, &'m xsd::ElementDecl>,
    /// Global attributes.
    pub attributes: BTreeMap<&'m QName, &'m xsd::AttributeDecl>,
    /// Model groups.
    pub groups: BTreeMap<&'m QName, &'m xsd::GroupDecl>,
    /// Attribute groups.
    pub attribute_groups: BTreeMap<&'m QName, &'m xsd::AttributeGroupDecl>,
    /// Complex types that derive directly from a declared complex type, by its name, in declaration order.
    pub derived: BTreeMap<&'m QName, Vec<&'m QName>>,
    /// Elements whose substitution group head is this element, in declaration order.
    pub substitutes: BTreeMap<&'m QName, Vec<&'m QName>>,
    /// Messages.
    pub messages: BTreeMap<&'m QName, &'m wsdl::Message>,
    /// Port types.
    pub port_types: BTreeMap<&'m QName, &'m wsdl::PortType>,
    /// Bindings.
    pub bindings: BTreeMap<&'m QName, &'m wsdl::Binding>,
    /// Names that something refers to and nothing declares. They were reported; what reaches one cannot be generated.
    pub unresolved: BTreeSet<(Space, QName)>,
    /// Declarations that are defined by themselves. They were reported.
    pub endless: BTreeSet<(Space, QName)>,
}

/// Builds the table, and reports what is declared twice, not at all, or in circles.
pub fn resolve_symbols<'m>(model: &'m Model, diagnostics: &mut Diagnostics) -> SymbolTable<'m> {
    let table = resolve_names(model, diagnostics);
    rules::check_components(model, &table, diagnostics);
    table
}

/// The same without what components are held to.
pub(crate) fn resolve_names<'m>(
    model: &'m Model,
    diagnostics: &mut Diagnostics,
) -> SymbolTable<'m> {
    let mut table = declare::declare(model, diagnostics);
    check::check_references(model, &mut table, diagnostics);
    cycles::check_cycles(&mut table, diagnostics);
    table
}
