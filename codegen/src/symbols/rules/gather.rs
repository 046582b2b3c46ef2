//! The components that rules look at. In: a model. Out: lists, one of each kind, in document order: those in place too.

use crate::document::builtin::is_builtin;
use crate::symbols::Model;
use crate::symbols::decl::{self, Decl};
use crate::symbols::walk::{Part, walk};
use crate::xsd::model::{AttributeDecl, ElementDecl, TypeDecl};

/// The components.
#[derive(Default)]
pub(super) struct Found<'m> {
    pub(super) types: Vec<&'m TypeDecl>,
    pub(super) elements: Vec<&'m ElementDecl>,
    pub(super) attributes: Vec<&'m AttributeDecl>,
}

/// Gathers what the schemas of `model` declare, those that come with the generator left out.
pub(super) fn gather(model: &Model) -> Found<'_> {
    let mut found = Found::default();
    let schemas = (model.schemas.iter()).filter(|it| !is_builtin(&it.target_namespace));
    let mut open: Vec<Decl<'_>> = schemas.flat_map(decl::of_schema).collect();
    open.reverse();
    while let Some(decl) = open.pop() {
        walk(decl, |part| match part {
            Part::Decl(Decl::Type(decl)) => found.types.push(decl),
            Part::Decl(Decl::Element(decl)) => found.elements.push(decl),
            Part::Decl(Decl::Attribute(decl)) => found.attributes.push(decl),
            Part::Inner(decl) => open.push(Decl::Type(decl)),
            _ => {}
        });
    }
    found
}
