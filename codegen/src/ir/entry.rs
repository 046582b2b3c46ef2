//! Table entries: what the codec knows about a field or alternative.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use super::{NamespaceId, TypeId, WireName};

/// What the table says about a field or alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where in the XML it stands.
    pub kind: EntryKind,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number; `None` for unbounded.
    pub max: Option<u32>,
    /// Whether `xsi:nil` is allowed.
    pub nillable: bool,
    /// The default or fixed value.
    pub value: Option<FixedOrDefault>,
    /// An index into [`Api::facets`](super::Api::facets).
    pub facets: Option<usize>,
    /// The declared type, which encoded messages name on the element; `None` in APIs without encoded operations.
    pub type_name: Option<TypeLabel>,
    /// Whether an element of another name is taken as well: the wrapper of an RPC answer, items of an encoded array.
    pub any_name: bool,
}

impl Entry {
    /// One without value, facets and nil.
    pub(crate) fn new(kind: EntryKind, min: u32, max: Option<u32>) -> Self {
        Self {
            kind,
            min,
            max,
            nillable: false,
            value: None,
            facets: None,
            type_name: None,
            any_name: false,
        }
    }

    /// It and the entry of the items that it wraps.
    pub fn with_items(&self) -> impl Iterator<Item = &Entry> {
        std::iter::successors(Some(self), |entry| match &entry.kind {
            EntryKind::Wrapper(_, item) => Some(item),
            _ => None,
        })
    }

    /// The name of the element or attribute, where it is one.
    pub fn name(&self) -> Option<&WireName> {
        match &self.kind {
            EntryKind::Element(name) | EntryKind::Wrapper(name, _) | EntryKind::Attribute(name) => {
                Some(name)
            }
            EntryKind::Text
            | EntryKind::Choice(_)
            | EntryKind::Group(_)
            | EntryKind::Any(_)
            | EntryKind::AnyAttributes(_)
            | EntryKind::Mixed
            | EntryKind::MixedText
            | EntryKind::Attachment(_) => None,
        }
    }
}

/// The name of a type in `xsi:type`.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeLabel {
    /// A type of XSD.
    Xsd(String),
    /// A type of SOAP encoding.
    Encoding(String),
    /// A type of the schemas.
    Declared(WireName),
}

/// A default or fixed value.
#[derive(Clone, Debug, PartialEq)]
pub struct FixedOrDefault {
    /// The lexical value.
    pub text: String,
    /// Whether it is the only one allowed.
    pub fixed: bool,
}

/// Where in the XML a field stands; mirrors `soap_runtime::record::shape::Kind`.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryKind {
    /// A child element.
    Element(WireName),
    /// An element that wraps repeated items, and the entry of an item.
    Wrapper(WireName, Box<Entry>),
    /// An attribute.
    Attribute(WireName),
    /// The text content.
    Text,
    /// A choice; the type is a [`TypeKind::Choice`](super::TypeKind::Choice).
    Choice(TypeId),
    /// A nested sequence; the type is a [`TypeKind::Struct`](super::TypeKind::Struct).
    Group(TypeId),
    /// `xs:any`.
    Any(Wildcard),
    /// `xs:anyAttribute`.
    AnyAttributes(Wildcard),
    /// Mixed content, raw.
    Mixed,
    /// The text between the child elements of mixed content.
    MixedText,
    /// A part of the message beside the envelope, by its name.
    Attachment(String),
}

/// Which namespaces a wildcard lets in.
#[derive(Clone, Debug, PartialEq)]
pub enum Wildcard {
    /// Any.
    Any,
    /// Any but this one and none.
    Other(NamespaceId),
    /// One of these.
    OneOf(Vec<NamespaceId>),
    /// Any but these.
    Not(Vec<NamespaceId>),
    /// As the first, but none of these names.
    Except(Box<Self>, Vec<WireName>),
}
