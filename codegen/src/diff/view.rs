//! One side of a comparison: an [`Api`] with lookups, and where its capture declares things.
//!
//! In: an [`Api`] and what it was lowered from. Out: names, keys and types as text.

use std::collections::{BTreeMap, VecDeque};

use crate::ir::{
    Api, Constructor, Entry, EntryKind, FacetTable, Field, NamespaceId, Origin, RustType, TypeId,
    TypeItem, Wildcard, WireName,
};
use crate::load::Loaded;
use crate::names::QName;

use super::change::Place;
use super::locate::{Anchor, Locator, anchor};

/// One side.
pub(super) struct View<'a> {
    pub(super) api: &'a Api,
    pub(super) loaded: Option<&'a Loaded>,
    pub(super) locator: Locator<'a>,
    /// The declaration to look in for members of a type, by type.
    anchors: Vec<Option<Anchor<'a>>>,
    /// The type that leads to a type without a component of its own, by type.
    pub(super) owners: Vec<Option<TypeId>>,
    /// Old namespace names that the new side calls otherwise; empty on the new side.
    pub(super) renamed: BTreeMap<String, String>,
}

impl<'a> View<'a> {
    pub(super) fn new(api: &'a Api, loaded: Option<&'a Loaded>) -> Self {
        let mut res = Self {
            api,
            loaded,
            locator: Locator::new(loaded),
            anchors: api.types.iter().map(|it| anchor(&it.origin)).collect(),
            owners: vec![None; api.types.len()],
            renamed: BTreeMap::new(),
        };
        res.inherit();
        res
    }

    /// Gives types inside another type an owner, and the owner's anchor.
    fn inherit(&mut self) {
        let mut open: VecDeque<TypeId> = (self.ids())
            .filter(|it| self.anchors[it.0].is_some())
            .collect();
        while let Some(owner) = open.pop_front() {
            for field in self.fields(owner) {
                let Some(id) = field.ty.innermost().named() else {
                    continue;
                };
                if self.anchors[id.0].is_none() {
                    self.anchors[id.0] = self.anchors[owner.0];
                    self.owners[id.0] = Some(owner);
                    open.push_back(id);
                }
            }
        }
    }

    /// Where the declaration stands that a type, or its owner, was made from.
    pub(super) fn declaration(&self, id: TypeId) -> Option<Place> {
        self.locator.declaration(self.anchors[id.0]?)
    }

    /// Where the type's member or value called `local` is declared, or else the type.
    pub(super) fn member(&self, id: TypeId, local: &str) -> Option<Place> {
        self.locator.member(self.anchors[id.0]?, local)
    }

    /// Where a field or alternative of the type is declared, or else the type.
    pub(super) fn place(&self, id: TypeId, field: &Field) -> Option<Place> {
        let local = field.entry.name().map_or("", |name| &name.local);
        self.member(id, local)
    }

    /// Whether the content of a type is an `xs:all`, so that order means nothing.
    pub(super) fn is_all(&self, id: TypeId) -> bool {
        self.anchors[id.0].is_some_and(|anchor| self.locator.is_all(anchor))
    }

    /// The component that a type was made from, for people; empty for one without.
    pub(super) fn origin(&self, id: TypeId) -> String {
        match &self.item(id).origin {
            Origin::Type(name) | Origin::Element(name) | Origin::Family(name) => name.to_string(),
            Origin::Inside(_) | Origin::Headers(_) | Origin::Faults(_) => String::new(),
        }
    }

    pub(super) fn item(&self, id: TypeId) -> &'a TypeItem {
        &self.api.types[id.0]
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.api.types.len()).map(TypeId)
    }

    /// The fields or alternatives of a type; empty for those without.
    pub(super) fn fields(&self, id: TypeId) -> &'a [Field] {
        self.item(id).kind.fields()
    }

    /// How a value of a struct is begun; `None` where `Default` is all.
    pub(super) fn constructor(&self, id: TypeId) -> Option<&'a Constructor> {
        self.item(id).kind.as_struct()?.constructor.as_ref()
    }

    /// The arguments of `new` by name; `None` where there is no `new`.
    pub(super) fn arguments(&self, id: TypeId) -> Option<Vec<&'a str>> {
        let constructor = self.constructor(id).filter(|it| it.builder.is_none())?;
        Some(self.asked(id, constructor))
    }

    /// What a caller must give, by name.
    fn asked(&self, id: TypeId, constructor: &Constructor) -> Vec<&'a str> {
        let fields = self.fields(id);
        (constructor.arguments.iter())
            .map(|index| fields[*index].ident.as_str())
            .collect()
    }

    /// The function of a struct that asks for the member `ident`, if one does: `new` or that of a builder.
    pub(super) fn asks_for(&self, id: TypeId, ident: &str) -> Option<&'a str> {
        let constructor = self.constructor(id)?;
        let function = (constructor.builder.as_ref()).map_or("new", |it| it.start.as_str());
        self.asked(id, constructor)
            .contains(&ident)
            .then_some(function)
    }

    /// A namespace as the new side calls it.
    fn canonical<'s>(&'s self, uri: &'s str) -> &'s str {
        self.renamed.get(uri).map_or(uri, String::as_str)
    }

    /// A wire name for people.
    pub(super) fn wire(&self, it: &WireName) -> String {
        QName::new(self.api.uri(it.namespace), &it.local).to_string()
    }

    /// A wire name for comparison with the other side.
    pub(super) fn wire_key(&self, it: &WireName) -> (String, String) {
        let uri = self.canonical(self.api.uri(it.namespace));
        (uri.to_owned(), it.local.clone())
    }

    /// The name of an element or attribute, likewise; `None` where it has none.
    pub(super) fn entry_key(&self, entry: &Entry) -> Option<(String, String)> {
        entry.name().map(|name| self.wire_key(name))
    }

    fn qname_key(&self, it: &QName) -> String {
        QName::new(self.canonical(&it.namespace), &it.local).to_string()
    }

    /// What makes a type the same type on the other side; `None` where only its place does.
    pub(super) fn key(&self, id: TypeId) -> Option<String> {
        match &self.item(id).origin {
            Origin::Type(it) => Some(format!("type {}", self.qname_key(it))),
            Origin::Element(it) => Some(format!("element {}", self.qname_key(it))),
            Origin::Family(it) => Some(format!("family {}", self.qname_key(it))),
            Origin::Inside(_) | Origin::Headers(_) | Origin::Faults(_) => None,
        }
    }

    /// The wire name of an entry for people; empty where it has none.
    pub(super) fn entry_wire(&self, entry: &Entry) -> String {
        match &entry.kind {
            EntryKind::Attribute(it) => format!("@{}", self.wire(it)),
            EntryKind::Attachment(it) => it.clone(),
            _ => (entry.name()).map_or_else(String::new, |it| self.wire(it)),
        }
    }

    pub(super) fn facets(&self, entry: &Entry) -> Option<&'a FacetTable> {
        Some(&self.api.facets.get(entry.facets?)?.table)
    }

    pub(super) fn wildcard(&self, it: &Wildcard) -> String {
        match it {
            Wildcard::Any => "any namespace".to_owned(),
            Wildcard::Other(it) => {
                format!("any namespace but `{}`", self.canonical(self.api.uri(*it)))
            }
            Wildcard::OneOf(list) => self.uris(list),
            Wildcard::Not(list) => format!("any namespace but {}", self.uris(list)),
            Wildcard::Except(inner, names) => {
                let mut names: Vec<String> = names.iter().map(|it| self.wire(it)).collect();
                names.sort_unstable();
                format!("{} without `{}`", self.wildcard(inner), names.join("`, `"))
            }
        }
    }

    fn uris(&self, list: &[NamespaceId]) -> String {
        let mut list: Vec<&str> = (list.iter())
            .map(|it| self.canonical(self.api.uri(*it)))
            .collect();
        list.sort_unstable();
        format!("`{}`", list.join("`, `"))
    }

    /// A Rust type as callers see it.
    pub(super) fn ty(&self, ty: &RustType) -> String {
        ty.text(&|id| self.item(id).ident.clone())
    }
}
