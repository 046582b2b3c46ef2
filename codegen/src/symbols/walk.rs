//! One walk over a declaration: what it holds, and what it refers to.
//!
//! In: a declaration. Out: its [`Part`]s, in document order. Types that members declare in place are parts, but are not
//! entered: they are declarations of their own. A list instead of recursion: types nest in elements nest in types.

use super::Space;
use super::decl::Decl;
use crate::names::QName;
use crate::source::span::Span;
use crate::wsdl::model::{Binding, Message, PartContent, PortType};
use crate::xsd::model::{
    ArrayType, AttributeUse, ComplexContent, Particle, SimpleType, Term, TypeBody, TypeDecl,
    TypeRef,
};

/// A part of a declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'m> {
    /// The declaration itself, and each that stands in it and is entered.
    Decl(Decl<'m>),
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
        if let Open::Decl(decl) = next {
            see(Part::Decl(decl));
        }
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
            Open::Decl(Decl::Group(decl)) => open.push(Open::Particle(&decl.particle, 1)),
            Open::Decl(Decl::AttributeGroup(decl)) => {
                open.push(Open::Attributes(&decl.attributes));
            }
            Open::Decl(Decl::Message(decl)) => walk_message(decl, &mut see),
            Open::Decl(Decl::PortType(decl)) => walk_port_type(decl, &mut see),
            Open::Decl(Decl::Binding(decl)) => walk_binding(decl, &mut see),
            Open::Decl(Decl::Service(decl)) => {
                for (binding, span) in decl.ports.iter().map(|port| &port.binding) {
                    see(reference(Role::Member, Space::Binding, binding, *span));
                }
            }
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

fn walk_message<'m>(decl: &'m Message, see: &mut impl FnMut(Part<'m>)) {
    for part in &decl.parts {
        let (space, name, span) = match &part.content {
            PartContent::Element(name, span) => (Space::Element, name, *span),
            PartContent::Type(name, span) => (Space::Type, name, *span),
            PartContent::Absent => continue,
        };
        see(reference(Role::Member, space, name, span));
    }
}

fn walk_port_type<'m>(decl: &'m PortType, see: &mut impl FnMut(Part<'m>)) {
    for operation in &decl.operations {
        let messages = operation.input.iter().chain(&operation.output);
        for it in messages.chain(&operation.faults) {
            see(reference(
                Role::Member,
                Space::Message,
                &it.message,
                it.span,
            ));
        }
    }
}

fn walk_binding<'m>(decl: &'m Binding, see: &mut impl FnMut(Part<'m>)) {
    let (port_type, span) = &decl.port_type;
    see(reference(Role::Member, Space::PortType, port_type, *span));
    let messages = (decl.operations.iter()).flat_map(|it| it.input.iter().chain(&it.output));
    for header in messages.flat_map(|message| &message.headers) {
        let of_faults = header.faults.iter().map(|(message, _)| message);
        for message in header.message.iter().chain(of_faults) {
            see(reference(
                Role::Member,
                Space::Message,
                message,
                header.span,
            ));
        }
    }
}

fn reference(role: Role, space: Space, name: &QName, span: Span) -> Part<'_> {
    Part::Reference(role, Reference { space, name, span })
}
