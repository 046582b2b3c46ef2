//! What is made so far: types, their contents, and what they refer to.
//!
//! A type gets its [`TypeId`] when it is first met, its content when its turn in the queue comes, its name at the very
//! end. So output order is the order of first use, and no pass recurses from type to type.

use std::collections::{BTreeMap, VecDeque};

use crate::ir::{FacetTable, NamespaceId, TypeId, TypeLabel, WireName};
use crate::names::QName;
use crate::namespaces;
use crate::xsd::model as xsd;

use super::contract::Detail;
use super::declared::Complex;
use super::draft::{Draft, DraftFacets, DraftKind, Key, Owner, Typed};

/// Everything that is made while types are shaped.
#[derive(Default)]
pub(super) struct Made<'m> {
    drafts: Vec<Draft>,
    kinds: BTreeMap<TypeId, DraftKind>,
    by_key: BTreeMap<Key, TypeId>,
    queue: VecDeque<(TypeId, Work<'m>)>,
    pub(super) namespaces: Vec<String>,
    /// The index of a namespace by its name.
    namespace_ids: BTreeMap<String, usize>,
    pub(super) facets: Vec<DraftFacets>,
    /// The index of a facet table by its content.
    pub(super) facet_ids: BTreeMap<FacetTable, usize>,
    /// What tells the names of a namespace from those of others.
    pub(super) qualifiers: BTreeMap<String, Vec<String>>,
    /// What references to named simple types are.
    pub(super) simple_types: BTreeMap<TypeId, Typed>,
    /// Whether an operation with encoded messages is generated, so that elements need the names of their types.
    pub(super) is_encoded: bool,
    /// Fields, alternatives, parts and header blocks so far.
    pub(super) n_entries: usize,
}

/// All types with their contents, and what these refer to by index.
#[derive(Default)]
pub(super) struct Types {
    pub(super) drafts: Vec<Draft>,
    pub(super) kinds: Vec<DraftKind>,
    pub(super) namespaces: Vec<String>,
    pub(super) facets: Vec<DraftFacets>,
}

/// A type whose content is still to be made.
pub(super) enum Work<'m> {
    /// A complex type.
    Complex(Complex<'m>, Owner),
    /// A nested sequence.
    Group(&'m [xsd::Particle], Owner),
    /// The family of a type.
    Family(&'m QName),
    /// What may stand for an element, or in the detail of a fault.
    Details(Vec<Detail<'m>>),
}

impl<'m> Made<'m> {
    /// The type of `key`, if it was met before.
    pub(super) fn known(&self, key: &Key) -> Option<TypeId> {
        self.by_key.get(key).copied()
    }

    /// Begins a type that nothing else refers to. Its content is due.
    pub(super) fn open(&mut self, draft: Draft) -> TypeId {
        self.drafts.push(draft);
        TypeId(self.drafts.len() - 1)
    }

    /// Begins the type of `key`, which is not known yet. Its content is due.
    pub(super) fn open_as(&mut self, key: Key, draft: Draft) -> TypeId {
        let id = self.open(draft);
        self.by_key.insert(key, id);
        id
    }

    /// The type of `key`, and whether it is met for the first time; `draft` begins it then, and its content is due.
    pub(super) fn open_once(&mut self, key: Key, draft: impl FnOnce() -> Draft) -> (TypeId, bool) {
        match self.known(&key) {
            Some(id) => (id, false),
            None => (self.open_as(key, draft()), true),
        }
    }

    /// Leaves the content of `id` to its turn.
    pub(super) fn queue(&mut self, id: TypeId, work: Work<'m>) {
        self.queue.push_back((id, work));
    }

    pub(super) fn next_work(&mut self) -> Option<(TypeId, Work<'m>)> {
        self.queue.pop_front()
    }

    /// Gives the type `id` its content.
    pub(super) fn close(&mut self, id: TypeId, kind: DraftKind) {
        self.kinds.insert(id, kind);
    }

    /// Everything, once each type has its content.
    ///
    /// # Panics
    /// One has none: a pass opened it and neither closed nor queued it.
    pub(super) fn finish(mut self) -> Types {
        let close = |(id, draft): (usize, &Draft)| {
            let kind = self.kinds.remove(&TypeId(id));
            kind.unwrap_or_else(|| panic!("a type was opened and never closed: {draft:?}"))
        };
        Types {
            kinds: self.drafts.iter().enumerate().map(close).collect(),
            drafts: self.drafts,
            namespaces: self.namespaces,
            facets: self.facets,
        }
    }

    pub(super) fn namespace(&mut self, uri: &str) -> NamespaceId {
        if uri.is_empty() {
            return None;
        }
        if let Some(known) = self.namespace_ids.get(uri) {
            return Some(*known);
        }
        let id = self.namespaces.len();
        self.namespaces.push(uri.to_owned());
        self.namespace_ids.insert(uri.to_owned(), id);
        Some(id)
    }

    pub(super) fn wire(&mut self, name: &QName) -> WireName {
        WireName {
            namespace: self.namespace(&name.namespace),
            local: name.local.clone(),
        }
    }

    /// The name of a type, as `xsi:type` says it.
    pub(super) fn type_label(&mut self, name: &QName) -> TypeLabel {
        let local = name.local.clone();
        match name.namespace.as_str() {
            namespaces::XSD => TypeLabel::Xsd(local),
            namespaces::SOAP11_ENCODING => TypeLabel::Encoding(local),
            _ => TypeLabel::Declared(self.wire(name)),
        }
    }

    /// The name of a declared type, where encoded messages need it; SOAP 1.1 §5.1.
    pub(super) fn type_name(&mut self, name: &QName) -> Option<TypeLabel> {
        self.is_encoded.then(|| self.type_label(name))
    }

    /// As [`Made::type_name`], for the type of a declaration; one without a name has none to write.
    pub(super) fn type_name_of(&mut self, ty: &xsd::TypeRef) -> Option<TypeLabel> {
        match ty {
            xsd::TypeRef::Named(name, _) => self.type_name(name),
            xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Absent => None,
        }
    }
}
