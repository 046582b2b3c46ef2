//! Where a capture declares what the IR was made from.
//!
//! In: the model. Out: [`Place`]s. Looks names up in the declarations as written; what it does not find has no place.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Origin;
use crate::load::Loaded;
use crate::names::QName;
use crate::source::span::Span;
use crate::xsd::model as xsd;

use super::change::Place;

/// The declarations by name.
pub(super) struct Locator<'a> {
    loaded: Option<&'a Loaded>,
    types: BTreeMap<&'a QName, &'a xsd::TypeDecl>,
    elements: BTreeMap<&'a QName, &'a xsd::ElementDecl>,
    groups: BTreeMap<&'a QName, &'a xsd::GroupDecl>,
    attribute_groups: BTreeMap<&'a QName, &'a xsd::AttributeGroupDecl>,
}

/// The declaration that a type was made from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Anchor {
    Type(QName),
    Element(QName),
}

impl Anchor {
    /// `None` for types whose owner has to be asked.
    pub(super) fn of(origin: &Origin) -> Option<Self> {
        match origin {
            Origin::Type(it) => Some(Self::Type(it.clone())),
            Origin::Element(it) => Some(Self::Element(it.clone())),
            // The head of a substitution group is an element, that of a family a type: both are tried.
            Origin::Family(it) => Some(Self::Type(it.clone())),
            Origin::Inside(_) | Origin::Headers(_) | Origin::Faults(_) => None,
        }
    }
}

impl<'a> Locator<'a> {
    pub(super) fn new(loaded: Option<&'a Loaded>) -> Self {
        let mut res = Self {
            loaded,
            types: BTreeMap::new(),
            elements: BTreeMap::new(),
            groups: BTreeMap::new(),
            attribute_groups: BTreeMap::new(),
        };
        for schema in loaded.iter().flat_map(|it| &it.model.schemas) {
            for it in &schema.types {
                if let Some(name) = &it.name {
                    res.types.entry(name).or_insert(it);
                }
            }
            for it in &schema.elements {
                res.elements.entry(&it.name).or_insert(it);
            }
            for it in &schema.groups {
                res.groups.entry(&it.name).or_insert(it);
            }
            for it in &schema.attribute_groups {
                res.attribute_groups.entry(&it.name).or_insert(it);
            }
        }
        res
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
    pub(super) fn declaration(&self, anchor: &Anchor) -> Option<Place> {
        let span = match anchor {
            Anchor::Type(it) => (self.types.get(it).map(|it| it.span))
                .or_else(|| self.elements.get(it).map(|it| it.span)),
            Anchor::Element(it) => self.elements.get(it).map(|it| it.span),
        };
        self.place(span?)
    }

    /// Where a member or value of `anchor` with this local name or literal is declared, else `anchor` itself.
    pub(super) fn member(&self, anchor: &Anchor, local: &str) -> Option<Place> {
        let found = self.root(anchor).and_then(|it| self.find(it, local));
        match found {
            Some(span) => self.place(span),
            None => self.declaration(anchor),
        }
    }

    /// Whether the content of `anchor` is an `xs:all`, so that order means nothing.
    pub(super) fn is_all(&self, anchor: &Anchor) -> bool {
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
    fn root(&self, anchor: &Anchor) -> Option<&'a xsd::TypeDecl> {
        match anchor {
            Anchor::Type(it) => self.types.get(it).copied(),
            Anchor::Element(it) => match &self.elements.get(it)?.ty {
                xsd::TypeRef::Named(it, _) => self.types.get(it).copied(),
                xsd::TypeRef::Anonymous(it) => Some(it),
                xsd::TypeRef::Absent => None,
            },
        }
    }

    /// Looks through a declaration, its bases and the groups it uses; an explicit stack, each named thing once.
    fn find(&self, root: &'a xsd::TypeDecl, local: &str) -> Option<Span> {
        let mut types = vec![root];
        let mut seen: BTreeSet<&QName> = BTreeSet::new();
        let mut particles: Vec<&'a xsd::Particle> = Vec::new();
        let mut uses: Vec<&'a xsd::AttributeUse> = Vec::new();
        while let Some(decl) = types.pop() {
            match &decl.body {
                xsd::TypeBody::Simple(xsd::SimpleType::Restriction { base, facets }) => {
                    if let Some(it) = facet(facets, local) {
                        return Some(it);
                    }
                    types.extend(self.reference(base, &mut seen));
                }
                xsd::TypeBody::Simple(
                    xsd::SimpleType::List { .. } | xsd::SimpleType::Union { .. },
                ) => {}
                xsd::TypeBody::Complex(it) => {
                    uses.extend(&it.attributes);
                    particles.extend(it.content.particle());
                    let base = it.content.base();
                    types.extend(base.and_then(|(base, _)| self.named(base, &mut seen)));
                }
            }
            while let Some(particle) = particles.pop() {
                match &particle.term {
                    xsd::Term::Element(it) if it.name.local == local => return Some(it.span),
                    xsd::Term::ElementRef(it) if it.local == local => return Some(particle.span),
                    xsd::Term::Element(it) => {
                        if let xsd::TypeRef::Anonymous(it) = &it.ty {
                            types.insert(0, it);
                        }
                    }
                    xsd::Term::ElementRef(_) | xsd::Term::Any(_) => {}
                    xsd::Term::Group(_, list) => {
                        particles.extend(list.iter().rev());
                    }
                    xsd::Term::GroupRef(it) => {
                        if seen.insert(it) {
                            particles.extend(self.groups.get(it).map(|it| &it.particle));
                        }
                    }
                }
            }
            while let Some(it) = uses.pop() {
                match it {
                    xsd::AttributeUse::Local { decl, .. } if decl.name.local == local => {
                        return Some(decl.span);
                    }
                    xsd::AttributeUse::Ref { name, span, .. } if name.local == local => {
                        return Some(*span);
                    }
                    xsd::AttributeUse::Local { .. } | xsd::AttributeUse::Ref { .. } => {}
                    xsd::AttributeUse::Group(it, _) => {
                        if seen.insert(it) {
                            let group = self.attribute_groups.get(it);
                            uses.extend(group.into_iter().flat_map(|it| &it.attributes));
                        }
                    }
                }
            }
        }
        None
    }

    fn reference(
        &self,
        it: &'a xsd::TypeRef,
        seen: &mut BTreeSet<&'a QName>,
    ) -> Option<&'a xsd::TypeDecl> {
        match it {
            xsd::TypeRef::Named(it, _) => self.named(it, seen),
            xsd::TypeRef::Anonymous(it) => Some(it),
            xsd::TypeRef::Absent => None,
        }
    }

    fn named(&self, it: &'a QName, seen: &mut BTreeSet<&'a QName>) -> Option<&'a xsd::TypeDecl> {
        seen.insert(it).then(|| self.types.get(it).copied())?
    }
}

fn facet(facets: &[xsd::Facet], value: &str) -> Option<Span> {
    let found = facets
        .iter()
        .find(|it| it.kind == xsd::FacetKind::Enumeration && it.value == value);
    found.map(|it| it.span)
}
