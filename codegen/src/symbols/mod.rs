//! The symbol table: every name that a document refers to resolves, or is reported.
//!
//! In: the [`Model`]. Out: a [`SymbolTable`] over it and diagnostics for what does not resolve.

use std::collections::BTreeMap;

use crate::names::QName;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

/// Everything that a root WSDL and its imports declare.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The WSDL part.
    pub definitions: wsdl::Definitions,
    /// The schemas, in loading order; several may share a target namespace.
    pub schemas: Vec<xsd::Schema>,
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
    /// Types that derive directly from a type, by its name, in declaration order.
    pub derived: BTreeMap<&'m QName, Vec<&'m QName>>,
    /// Elements whose substitution group head is this element, in declaration order.
    pub substitutes: BTreeMap<&'m QName, Vec<&'m QName>>,
    /// Messages.
    pub messages: BTreeMap<&'m QName, &'m wsdl::Message>,
    /// Port types.
    pub port_types: BTreeMap<&'m QName, &'m wsdl::PortType>,
    /// Bindings.
    pub bindings: BTreeMap<&'m QName, &'m wsdl::Binding>,
}

/// The built-in namespaces that anything in `model` refers to, sorted.
pub fn needed_builtins(_model: &Model) -> Vec<String> {
    Vec::new()
}
