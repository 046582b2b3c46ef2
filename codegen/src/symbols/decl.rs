//! Declarations of any kind under one roof, so that what asks all of them need not name each kind.

use super::{Model, Space, SymbolTable};
use crate::names::QName;
use crate::source::span::Span;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

/// A declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Decl<'m> {
    /// A type, named or not.
    Type(&'m xsd::TypeDecl),
    /// An element, global or not.
    Element(&'m xsd::ElementDecl),
    /// An attribute, global or not.
    Attribute(&'m xsd::AttributeDecl),
    Group(&'m xsd::GroupDecl),
    AttributeGroup(&'m xsd::AttributeGroupDecl),
    Message(&'m wsdl::Message),
    PortType(&'m wsdl::PortType),
    Binding(&'m wsdl::Binding),
    Service(&'m wsdl::Service),
}

impl<'m> Decl<'m> {
    /// Its symbol space.
    pub(crate) fn space(self) -> Space {
        self.facts().0
    }

    /// Its name; `None` for an anonymous type.
    pub(crate) fn name(self) -> Option<&'m QName> {
        self.facts().1
    }

    /// The text that declares it.
    pub(crate) fn span(self) -> Span {
        self.facts().2
    }

    fn facts(self) -> (Space, Option<&'m QName>, Span) {
        match self {
            Self::Type(decl) => (Space::Type, decl.name.as_ref(), decl.span),
            Self::Element(decl) => (Space::Element, Some(&decl.name), decl.span),
            Self::Attribute(decl) => (Space::Attribute, Some(&decl.name), decl.span),
            Self::Group(decl) => (Space::Group, Some(&decl.name), decl.span),
            Self::AttributeGroup(decl) => (Space::AttributeGroup, Some(&decl.name), decl.span),
            Self::Message(decl) => (Space::Message, Some(&decl.name), decl.span),
            Self::PortType(decl) => (Space::PortType, Some(&decl.name), decl.span),
            Self::Binding(decl) => (Space::Binding, Some(&decl.name), decl.span),
            Self::Service(decl) => (Space::Service, Some(&decl.name), decl.span),
        }
    }
}

/// What `schema` declares.
pub(crate) fn of_schema(schema: &xsd::Schema) -> impl Iterator<Item = Decl<'_>> {
    (schema.elements.iter().map(Decl::Element))
        .chain(schema.attributes.iter().map(Decl::Attribute))
        .chain(schema.types.iter().map(Decl::Type))
        .chain(schema.groups.iter().map(Decl::Group))
        .chain(schema.attribute_groups.iter().map(Decl::AttributeGroup))
}

/// What `definitions` declare.
pub(crate) fn of_definitions(definitions: &wsdl::Definitions) -> impl Iterator<Item = Decl<'_>> {
    (definitions.messages.iter().map(Decl::Message))
        .chain(definitions.port_types.iter().map(Decl::PortType))
        .chain(definitions.bindings.iter().map(Decl::Binding))
        .chain(definitions.services.iter().map(Decl::Service))
}

impl Model {
    /// What is declared: by the schemas in loading order, then by the WSDL.
    pub(crate) fn decls(&self) -> impl Iterator<Item = Decl<'_>> {
        let schemas = self.schemas.iter().flat_map(of_schema);
        schemas.chain(of_definitions(&self.definitions))
    }

    /// Drops what `keep` does not keep.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(Decl<'_>) -> bool) {
        for schema in &mut self.schemas {
            schema.elements.retain(|decl| keep(Decl::Element(decl)));
            schema.attributes.retain(|decl| keep(Decl::Attribute(decl)));
            schema.types.retain(|decl| keep(Decl::Type(decl)));
            schema.groups.retain(|decl| keep(Decl::Group(decl)));
            (schema.attribute_groups).retain(|decl| keep(Decl::AttributeGroup(decl)));
        }
        let definitions = &mut self.definitions;
        definitions.messages.retain(|it| keep(Decl::Message(it)));
        definitions.port_types.retain(|it| keep(Decl::PortType(it)));
        definitions.bindings.retain(|it| keep(Decl::Binding(it)));
        definitions.services.retain(|it| keep(Decl::Service(it)));
    }
}

impl<'m> SymbolTable<'m> {
    /// What the schemas declare under a name, the first of each.
    pub(crate) fn schema_decls(&self) -> impl Iterator<Item = Decl<'m>> {
        (self.types.values().copied().map(Decl::Type))
            .chain(self.elements.values().copied().map(Decl::Element))
            .chain(self.groups.values().copied().map(Decl::Group))
            .chain((self.attribute_groups.values().copied()).map(Decl::AttributeGroup))
            .chain(self.attributes.values().copied().map(Decl::Attribute))
    }
}
