//! One walk over a declaration: what it holds, and what it refers to.
//!
//! In: a declaration. Out: its [`Part`]s, in document order. Types that members declare in place are parts, but are not
//! entered: they are declarations of their own. A list instead of recursion: types nest in elements nest in types.

use super::Space;
use crate::names::QName;
use crate::source::span::Span;
use crate::xsd::model::{
    ArrayType, AttributeDecl, AttributeUse, ComplexContent, ElementDecl, Particle, SimpleType,
    Term, TypeBody, TypeDecl, TypeRef,
};

/// A declaration to walk over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Decl<'m> {
    /// A type, named or not.
    Type(&'m TypeDecl),
    /// An element.
    Element(&'m ElementDecl),
    /// An attribute.
    Attribute(&'m AttributeDecl),
    /// The content of a group.
    Group(&'m Particle),
    /// The content of an attribute group.
    AttributeGroup(&'m [AttributeUse]),
}

/// A part of a declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'m> {
    /// A particle, on this level of nesting, 1-based.
    Particle(u64),
    /// The use of an attribute or attribute group.
    Attribute,
    /// A restriction, list or union.
    Simple(&'m SimpleType),
    /// The items of an encoded array.
    Array(&'m ArrayType),
    /// The type that a member declares in place.
    Inner(&'m TypeDecl),
    /// A reference.
    Reference(Role, Reference<'m>),
}

/// A place that names a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'m> {
    /// What kind of declaration.
    pub space: Space,
    /// Its name.
    pub name: &'m QName,
    /// The text that names it.
    pub span: Span,
}

/// What a reference does with the declaration that it names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    /// Derives from it: base types, list items, members of unions, the head whose type an element has.
    Base,
    /// Takes its content over: groups.
    Content,
    /// Stands for it: the head of a substitution group.
    Stand,
    /// Has it as a member, or as the type of one.
    Member,
}

/// What is still to be looked through.
enum Open<'m> {
    Decl(Decl<'m>),
    Particle(&'m Particle, u64),
    Attributes(&'m [AttributeUse]),
    TypeRef(Role, &'m TypeRef),
}

/// Calls `see` with each part of `decl`.
pub(crate) fn walk<'m>(decl: Decl<'m>, mut see: impl FnMut(Part<'m>)) {
    let mut open: Vec<Open<'m>> = vec![Open::Decl(decl)];
    while let Some(next) = open.pop() {
        let before = open.len();
        match next {
            Open::Decl(Decl::Type(decl)) => match &decl.body {
                TypeBody::Simple(simple) => {
                    see(Part::Simple(simple));
                    let parts = simple.parts().iter();
                    open.extend(parts.map(|ty| Open::TypeRef(Role::Base, ty)));
                }
                TypeBody::Complex(complex) => {
                    if let Some((base, span)) = complex.content.base() {
                        see(reference(Role::Base, Space::Type, base, *span));
                    }
                    match &complex.content {
                        ComplexContent::Restriction {
                            array_type: Some(array),
                            ..
                        } => see(Part::Array(array)),
                        ComplexContent::SimpleRestriction {
                            simple: Some(decl), ..
                        } => open.push(Open::Decl(Decl::Type(decl))),
                        _ => {}
                    }
                    let particle = complex.content.particle();
                    open.extend(particle.map(|particle| Open::Particle(particle, 1)));
                    open.push(Open::Attributes(&complex.attributes));
                }
            },
            Open::Decl(Decl::Element(decl)) => {
                open.push(Open::TypeRef(Role::Member, &decl.ty));
                if let Some((head, span)) = &decl.substitution_head {
                    // XSD 1.0 §3.3.2: without a type of its own it has the head's.
                    let is_base = matches!(decl.ty, TypeRef::Absent);
                    let role = if is_base { Role::Base } else { Role::Stand };
                    see(reference(role, Space::Element, head, *span));
                }
            }
            Open::Decl(Decl::Attribute(decl)) => open.push(Open::TypeRef(Role::Member, &decl.ty)),
            Open::Decl(Decl::Group(particle)) => open.push(Open::Particle(particle, 1)),
            Open::Decl(Decl::AttributeGroup(uses)) => open.push(Open::Attributes(uses)),
            Open::Particle(particle, level) => {
                match &particle.term {
                    Term::Element(decl) => open.push(Open::Decl(Decl::Element(decl))),
                    Term::ElementRef(name) => {
                        see(reference(Role::Member, Space::Element, name, particle.span));
                    }
                    Term::GroupRef(name) => {
                        see(reference(Role::Content, Space::Group, name, particle.span));
                    }
                    Term::Group(_, inner) => {
                        open.extend(inner.iter().map(|inner| Open::Particle(inner, level + 1)));
                    }
                    Term::Any(_) => {}
                }
                see(Part::Particle(level));
            }
            Open::Attributes(uses) => {
                for attribute in uses {
                    see(Part::Attribute);
                    match attribute {
                        AttributeUse::Local { decl, .. } => {
                            open.push(Open::Decl(Decl::Attribute(decl)));
                        }
                        AttributeUse::Ref { name, span, .. } => {
                            see(reference(Role::Member, Space::Attribute, name, *span));
                        }
                        AttributeUse::Group(name, span) => {
                            see(reference(Role::Content, Space::AttributeGroup, name, *span));
                        }
                    }
                }
            }
            Open::TypeRef(role, TypeRef::Named(name, span)) => {
                see(reference(role, Space::Type, name, *span));
            }
            Open::TypeRef(Role::Base, TypeRef::Anonymous(decl)) => {
                open.push(Open::Decl(Decl::Type(decl)));
            }
            Open::TypeRef(_, TypeRef::Anonymous(decl)) => see(Part::Inner(decl)),
            Open::TypeRef(_, TypeRef::Absent) => {}
        }
        open[before..].reverse();
    }
}

fn reference(role: Role, space: Space, name: &QName, span: Span) -> Part<'_> {
    Part::Reference(role, Reference { space, name, span })
}
