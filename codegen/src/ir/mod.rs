//! The Rust-shaped representation: what will be generated, decided to the last name.
//!
//! In: nothing (plain data). Out: nothing. Written by `lower`, read by `emit`, `dump.rs` and whoever tells of a module.
//! Everything is owned, in output order, and complete: no field waits to be filled later.
//! IR enums are exhaustive on purpose.

mod client;
mod demands;
mod dump;
mod entry;
mod enums;
mod facets;
mod files;
mod operation;
mod rust_type;
mod structs;
mod uses;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::names::QName;

pub use client::{Client, Example, ExampleRequest, FailureMessage, FailureRule, Port};
pub use demands::{
    Demands, Inclusion, Parts, Password, PolicyList, Protection, Security, SecurityBinding, Token,
    TokenKind, TokenRole,
};
pub use demands::{needs, unmet};
pub use dump::dump;
pub use entry::{Entry, EntryKind, FixedOrDefault, TypeLabel, Wildcard};
pub use enums::{
    Choice, Enumeration, EnumerationBase, Family, Member, Shared, Union, UnionMember, Variant,
};
pub use facets::{FacetItem, FacetTable, WhiteSpace};
pub use files::File;
pub use operation::{Message, Operation, Reason, Skipped, Unwrapped};
pub use rust_type::{Builtin, RustType};
pub use soap_runtime::SoapVersion;
pub use structs::{Builder, Constructor, Field, FixedValue, Setter, Struct};
pub use uses::Uses;

/// One generated module: the types and clients of one capture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// The module's Rust name, e.g. `superoffice`.
    pub ident: String,
    /// The module's documentation.
    pub docs: Docs,
    /// Namespace constants, in order of first use.
    pub namespaces: Vec<Namespace>,
    /// Facet tables that fields refer to.
    pub facets: Vec<FacetItem>,
    /// The modules of types, one for each namespace or group of them, sorted; empty where all types stand together.
    pub modules: Vec<Module>,
    /// What policies demand: constants that operations refer to.
    pub policies: Vec<PolicyList>,
    /// What is secret, sorted by name.
    pub secrets: Vec<Secret>,
    /// The types, in output order. A [`TypeId`] is an index into this list.
    pub types: Vec<TypeItem>,
    /// The clients, one for each generated port.
    pub clients: Vec<Client>,
    /// The types of global elements, by the first element of each; only where there are no clients.
    pub roots: Vec<Root>,
    /// All global elements but abstract ones, where there are no clients.
    pub elements: Vec<Element>,
}

impl Api {
    /// Whether it is of schemas alone: types, and no client.
    pub fn is_schemas_only(&self) -> bool {
        self.clients.is_empty() && !self.types.is_empty()
    }

    /// The type's path in the module of the API: its name, behind its module's where it is in one.
    pub fn path(&self, id: TypeId) -> String {
        let item = &self.types[id.0];
        match item.module {
            Some(it) => format!("{}::{}", self.modules[it].ident, item.ident),
            None => item.ident.clone(),
        }
    }

    /// The namespace's name; empty for none.
    pub fn uri(&self, id: NamespaceId) -> &str {
        id.map_or("", |id| self.namespaces[id].uri.as_str())
    }

    /// The struct that `ty` names, with nothing around it; `None` where it names none.
    pub fn record(&self, ty: &RustType) -> Option<&Struct> {
        self.types[ty.named()?.0].kind.as_struct()
    }

    /// `ty` without what says how often it stands, boxes, secrecy, and other names.
    pub fn plain<'t>(&'t self, mut ty: &'t RustType) -> &'t RustType {
        // Definitions of aliases have no circles: lowering has checked.
        loop {
            ty = match ty {
                RustType::Option(inner)
                | RustType::Vec(inner)
                | RustType::Nillable(inner)
                | RustType::Boxed(inner)
                | RustType::Secret(inner) => inner,
                RustType::Named(id) => match &self.types[id.0].kind {
                    TypeKind::Alias(aliased) => aliased,
                    _ => return ty,
                },
                RustType::Builtin(_) | RustType::List(_) | RustType::External(_) => return ty,
            };
        }
    }

    /// The field `ident` of the struct of header blocks `headers`, with its index.
    ///
    /// # Panics
    /// There is none: lowering names only fields that it has made.
    pub fn header(&self, headers: Option<TypeId>, ident: &str) -> (usize, &Field) {
        let record = headers.and_then(|id| self.types[id.0].kind.as_struct());
        let record = record.unwrap_or_else(|| panic!("header `{ident}` belongs to a struct"));
        let mut fields = record.fields.iter().enumerate();
        let found = fields.find(|(_, field)| field.ident == ident);
        found.unwrap_or_else(|| panic!("no header is called `{ident}`: {record:?}"))
    }

    /// The same with paths in place of names: for readers, who must not mistake one type for another. Not to be emitted.
    pub fn qualified(&self) -> Cow<'_, Self> {
        if self.modules.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut res = self.clone();
        for idx in 0..res.types.len() {
            res.types[idx].ident = self.path(TypeId(idx));
        }
        Cow::Owned(res)
    }
}

/// A name on the wire of members that are secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Secret {
    /// The local name of the elements or attributes.
    pub wire: String,
    /// Why, as a phrase: ``its name says `password` ``.
    pub reason: String,
    /// Where they are: wire names of types and messages, in the order they were met.
    pub owners: Vec<String>,
}

/// Documentation lines: Markdown, already dedented, escaped and free of code blocks.
pub type Docs = Vec<String>;

/// A namespace constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Namespace {
    /// The constant's name, e.g. `NS` or `ARRAYS_NS`.
    pub ident: String,
    /// The namespace name.
    pub uri: String,
}

/// An index into [`Api::namespaces`]; `None` stands for no namespace.
pub type NamespaceId = Option<usize>;

/// A module of types.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// The module's Rust name, e.g. `orders`; unlike that of any type outside modules.
    pub ident: String,
    /// The namespaces whose types it holds, sorted.
    pub uris: Vec<String>,
}

/// An index into [`Api::modules`]; `None` stands for the module of the whole API.
pub type ModuleId = Option<usize>;

/// An index into [`Api::types`].
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct TypeId(pub usize);

/// A global element, with which a document can begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The Rust type.
    pub ty: RustType,
    /// Its name, and what else the table says.
    pub entry: Entry,
}

/// A type whose values are documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// The type.
    pub ty: TypeId,
    /// The global elements that have it, in document order; never none.
    pub entries: Vec<Entry>,
}

/// A name on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct WireName {
    /// The namespace.
    pub namespace: NamespaceId,
    /// The local name.
    pub local: String,
}

/// One generated type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeItem {
    /// The type's Rust name; unique in its module.
    pub ident: String,
    /// The module it stands in.
    pub module: ModuleId,
    /// The schema's documentation.
    pub docs: Docs,
    /// Where it comes from, e.g. ``element `{urn:x}login` ``; printed in the `XML:` line.
    pub origin: Origin,
    /// What it is.
    pub kind: TypeKind,
    /// Paths to derive besides those that the kind has, e.g. `::serde::Serialize`; empty for aliases.
    pub derives: Vec<String>,
    /// Attributes below the derives, e.g. `#[serde(untagged)]`.
    pub attributes: Vec<String>,
    /// Attributes of its members or variants, by position; what a schema does not list comes last.
    pub member_attributes: BTreeMap<usize, Vec<String>>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
}

/// The schema component a type was made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A global type.
    Type(QName),
    /// The anonymous type of an element.
    Element(QName),
    /// A choice, group, or anonymous type inside another type: the owner's Rust name.
    Inside(String),
    /// Types derived from this one, or the substitution group of this element.
    Family(QName),
    /// The headers of a service.
    Headers(String),
    /// The faults of an operation.
    Faults(String),
}

/// The kinds of generated types.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A struct with a table.
    Struct(Struct),
    /// An enumeration of texts, with `Other(String)` for unknown ones.
    Enumeration(Enumeration),
    /// An enum of alternatives: a choice or a substitution group.
    Choice(Choice),
    /// An enum over a type and those derived from it, told apart by `xsi:type`.
    Family(Family),
    /// An enum over simple types, tried in order; XSD 1.0 §3.14, union.
    Union(Union),
    /// Another name for a type.
    Alias(RustType),
}

impl TypeKind {
    /// The fields of a struct or the alternatives of a choice: the rows of its table. None of other kinds.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Struct(it) => &it.fields,
            Self::Choice(it) => &it.alternatives,
            Self::Enumeration(_) | Self::Family(_) | Self::Union(_) | Self::Alias(_) => &[],
        }
    }

    /// The struct, where it is one.
    pub fn as_struct(&self) -> Option<&Struct> {
        match self {
            Self::Struct(it) => Some(it),
            Self::Enumeration(_)
            | Self::Choice(_)
            | Self::Family(_)
            | Self::Union(_)
            | Self::Alias(_) => None,
        }
    }
}
