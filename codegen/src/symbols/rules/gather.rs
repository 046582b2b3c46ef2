//! All components of a model in one list of each kind, in document order as far as it matters: those in place too.

use crate::document::builtin::is_builtin;
use crate::symbols::Model;
use crate::xsd::model::{
    AttributeDecl, AttributeUse, ComplexContent, ElementDecl, Particle, SimpleType, Term, TypeBody,
    TypeDecl, TypeRef,
};

/// The components.
#[derive(Default)]
pub(super) struct Found<'m> {
    pub(super) types: Vec<&'m TypeDecl>,
    pub(super) elements: Vec<&'m ElementDecl>,
    pub(super) attributes: Vec<&'m AttributeDecl>,
    open: Vec<&'m Particle>,
}

/// Gathers what the schemas of `model` declare, those that come with the generator left out.
pub(super) fn gather(model: &Model) -> Found<'_> {
    let mut found = Found::default();
    for schema in (model.schemas.iter()).filter(|it| !is_builtin(&it.target_namespace)) {
        found.types.extend(&schema.types);
        for decl in &schema.elements {
            found.element(decl);
        }
        for decl in &schema.attributes {
            found.attribute(decl);
        }
        found
            .open
            .extend(schema.groups.iter().map(|it| &it.particle));
        for group in &schema.attribute_groups {
            found.uses(&group.attributes);
        }
    }
    let mut next = 0;
    loop {
        if let Some(particle) = found.open.pop() {
            match &particle.term {
                Term::Element(decl) => found.element(decl),
                Term::Group(_, members) => {
                    found.open.extend(members);
                }
                Term::ElementRef(_) | Term::GroupRef(_) | Term::Any(_) => {}
            }
        } else if let Some(decl) = found.types.get(next).copied() {
            next += 1;
            found.ty(decl);
        } else {
            return found;
        }
    }
}

impl<'m> Found<'m> {
    fn ty(&mut self, decl: &'m TypeDecl) {
        match &decl.body {
            TypeBody::Simple(SimpleType::Restriction { base: ty, .. })
            | TypeBody::Simple(SimpleType::List { item: ty }) => self.reference(ty),
            TypeBody::Simple(SimpleType::Union { members }) => {
                members.iter().for_each(|member| self.reference(member));
            }
            TypeBody::Complex(complex) => {
                if let ComplexContent::SimpleRestriction { simple, .. } = &complex.content {
                    self.types.extend(simple.as_deref());
                }
                self.open.extend(complex.content.particle());
                self.uses(&complex.attributes);
            }
        }
    }

    fn element(&mut self, decl: &'m ElementDecl) {
        self.elements.push(decl);
        self.reference(&decl.ty);
    }

    fn attribute(&mut self, decl: &'m AttributeDecl) {
        self.attributes.push(decl);
        self.reference(&decl.ty);
    }

    fn uses(&mut self, uses: &'m [AttributeUse]) {
        for attribute in uses {
            if let AttributeUse::Local { decl, .. } = attribute {
                self.attribute(decl);
            }
        }
    }

    fn reference(&mut self, ty: &'m TypeRef) {
        if let TypeRef::Anonymous(decl) = ty {
            self.types.push(decl);
        }
    }
}
