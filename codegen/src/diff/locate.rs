//! Where a capture declares what the IR was made from.
//!
//! In: the model. Out: [`Place`]s. Looks names up in the declarations as written; what it does not find has no place.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Origin;
use crate::load::Loaded;
use crate::names::QName;
use crate::source::span::Span;
use crate::symbols::Space;
use crate::symbols::decl::Decl;
use crate::symbols::walk::{Part, Role, walk};
use crate::xsd::model as xsd;

use super::change::Place;

/// The declarations by name.
pub(super) struct Locator<'a> {
    loaded: Option<&'a Loaded>,
    /// Of each name the first.
    decls: BTreeMap<Anchor<'a>, Decl<'a>>,
}

/// The declaration that a type was made from.
pub(super) type Anchor<'a> = (Space, &'a QName);

/// `None` for types whose owner has to be asked.
pub(super) fn anchor(origin: &Origin) -> Option<Anchor<'_>> {
    match origin {
        // The head of a substitution group is an element, that of a family a type: both are tried.
        Origin::Type(name) | Origin::Family(name) => Some((Space::Type, name)),
        Origin::Element(name) => Some((Space::Element, name)),
        Origin::Inside(_) | Origin::Headers(_) | Origin::Faults(_) => None,
    }
}

impl<'a> Locator<'a> {
    pub(super) fn new(loaded: Option<&'a Loaded>) -> Self {
        let mut decls = BTreeMap::new();
        for decl in loaded.iter().flat_map(|it| it.model.decls()) {
            if let Some(name) = decl.name() {
                decls.entry((decl.space(), name)).or_insert(decl);
            }
        }
        Self { loaded, decls }
    }

    fn decl(&self, anchor: Anchor<'_>) -> Option<Decl<'a>> {
        self.decls.get(&anchor).copied()
    }

    /// The place of `span`.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        let sources = &self.loaded?.sources;
        sources.contains(span).then(|| Place {
            file: sources.file(span.file).path.clone(),
            line: sources.position(span).line,
        })
    }

    /// Where `anchor` is declared.
    pub(super) fn declaration(&self, anchor: Anchor<'_>) -> Option<Place> {
        let head = || self.decl((Space::Element, anchor.1));
        self.place(self.decl(anchor).or_else(head)?.span())
    }

    /// Where a member or value of `anchor` with this local name or literal is declared, else `anchor` itself.
    pub(super) fn member(&self, anchor: Anchor<'_>, local: &str) -> Option<Place> {
        let found = self.root(anchor).and_then(|it| self.find(it, local));
        match found {
            Some(span) => self.place(span),
            None => self.declaration(anchor),
        }
    }

    /// Whether the content of `anchor` is an `xs:all`, so that order means nothing.
    pub(super) fn is_all(&self, anchor: Anchor<'_>) -> bool {
        let complex = self.root(anchor).and_then(xsd::TypeDecl::complex);
        let content = complex.map(|complex| &complex.content);
        matches!(content, Some(xsd::ComplexContent::Direct(Some(particle)))
            if matches!(particle.term, xsd::Term::Group(xsd::Compositor::All, _)))
    }

    /// Where the operation `wire` is declared.
    pub(super) fn operation(&self, wire: &str) -> Option<Place> {
        let types = &self.loaded?.model.definitions.port_types;
        let mut all = types.iter().flat_map(|it| &it.operations);
        self.place(all.find(|it| it.name == wire)?.span)
    }

    /// Where a binding gives the operation `wire` its `soapAction`.
    pub(super) fn action(&self, wire: &str) -> Option<Place> {
        let bindings = &self.loaded?.model.definitions.bindings;
        let bound = bindings
            .iter()
            .flat_map(|it| &it.operations)
            .find(|it| it.name == wire)?;
        self.place(bound.soap_action.as_ref().map_or(bound.span, |it| it.1))
    }

    /// Where the port `wire` is declared.
    pub(super) fn port(&self, wire: &str) -> Option<Place> {
        let services = &self.loaded?.model.definitions.services;
        let mut all = services.iter().flat_map(|it| &it.ports);
        self.place(all.find(|it| it.name == wire)?.span)
    }

    /// Where the service `wire` is declared.
    pub(super) fn service(&self, wire: &str) -> Option<Place> {
        let services = &self.loaded?.model.definitions.services;
        self.place(services.iter().find(|it| it.name.local == wire)?.span)
    }

    /// The type declaration behind an anchor.
    fn root(&self, anchor: Anchor<'_>) -> Option<&'a xsd::TypeDecl> {
        match self.decl(anchor)? {
            Decl::Type(decl) => Some(decl),
            Decl::Element(decl) => match &decl.ty {
                xsd::TypeRef::Named(name, _) => self.root((Space::Type, name)),
                xsd::TypeRef::Anonymous(decl) => Some(decl),
                xsd::TypeRef::Absent => None,
            },
            _ => None,
        }
    }

    /// Looks through a declaration, then the groups it uses, its bases and what it declares in place; each named thing once.
    fn find(&self, root: &'a xsd::TypeDecl, local: &str) -> Option<Span> {
        let mut open = vec![Decl::Type(root)];
        let mut seen: BTreeSet<Anchor<'a>> = BTreeSet::new();
        while let Some(decl) = open.pop() {
            let mut found = None;
            walk(decl, |part| {
                let here = match part {
                    Part::Decl(Decl::Element(decl)) if decl.name.local == local => Some(decl.span),
                    Part::Decl(Decl::Attribute(decl)) if decl.name.local == local => {
                        Some(decl.span)
                    }
                    Part::Simple(xsd::SimpleType::Restriction { facets, .. }) => {
                        facet(facets, local)
                    }
                    Part::Inner(decl) => {
                        open.insert(0, Decl::Type(decl));
                        None
                    }
                    Part::Reference(Role::Member, it)
                        if matches!(it.space, Space::Element | Space::Attribute)
                            && it.name.local == local =>
                    {
                        Some(it.span)
                    }
                    Part::Reference(Role::Base | Role::Content, it) => {
                        let anchor = (it.space, it.name);
                        open.extend(self.decl(anchor).filter(|_| seen.insert(anchor)));
                        None
                    }
                    _ => None,
                };
                found = found.or(here);
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

fn facet(facets: &[xsd::Facet], value: &str) -> Option<Span> {
    let found = facets
        .iter()
        .find(|it| it.kind == xsd::FacetKind::Enumeration && it.value == value);
    found.map(|it| it.span)
}
