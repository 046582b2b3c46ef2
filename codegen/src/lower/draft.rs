//! A type in the making: what it is called, who owns it, what tells it from others.
//!
//! Data only: drafts are made in `shape` and `api`, and become types of the [`Api`](crate::ir::Api) in `settle`.

use crate::ir::{
    Builtin, Docs, Enumeration, FacetTable, Field, Member, Origin, RustType, TypeId, Union,
};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;
use crate::source::span::Span;

use super::contract::DetailKey;

/// What is known of a type when it is first met.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: DraftName,
    pub(super) docs: Docs,
    pub(super) span: Option<Span>,
    /// The namespace whose module it stands in; empty for what stands outside of all.
    pub(super) namespace: String,
}

/// The content of a type: what is known of it before all others are.
#[derive(Clone, Debug)]
pub(super) enum DraftKind {
    /// A struct.
    Struct {
        fields: Vec<Field>,
        /// Whether the fields may come in any order.
        any_order: bool,
    },
    /// An enum over elements, or over sequences of them.
    Choice(Vec<Field>),
    /// An enum over texts.
    Enumeration(Enumeration),
    /// An enum over the types that may stand for one.
    Family {
        members: Vec<Member>,
        /// Whether the first member is the declared type.
        first_is_declared: bool,
        /// The variant for types that the schema does not declare.
        other_ident: String,
    },
    /// An enum over the simple types of a union.
    Union(Union),
    /// Another name.
    Alias(RustType),
}

/// How a type will be named.
#[derive(Clone, Debug)]
pub(super) enum DraftName {
    /// By itself, after what it comes from.
    Own(Claim, Origin),
    /// After its owner, or alone where that is free.
    Inside {
        /// The owner.
        owner: Stem,
        /// What follows the owner's name.
        suffix: String,
    },
}

/// The claims to names, strongest first.
pub(super) mod rank {
    /// Given in the settings.
    pub(in crate::lower) const SETTINGS: u8 = 0;
    /// A named type of the target namespace.
    pub(in crate::lower) const TARGET_TYPE: u8 = 1;
    /// Another named type.
    pub(in crate::lower) const TYPE: u8 = 2;
    /// The anonymous type of an element.
    pub(in crate::lower) const ELEMENT: u8 = 3;
    /// Made by the generator: families, headers, faults.
    pub(in crate::lower) const MADE: u8 = 4;
}

/// Whose name a nested type takes.
#[derive(Clone, Debug)]
pub(super) enum Stem {
    /// A type that is generated.
    Draft(TypeId),
    /// The Rust name of a declaration that need not be: a base type or group whose content is taken over.
    Rust(String),
}

/// The declaration that members are lowered for.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// For names of nested types.
    pub(super) stem: Stem,
    /// The name in settings: `Type.member`.
    pub(super) wire: String,
    /// The namespace of the declaration, and so of all that is declared in it.
    pub(super) namespace: String,
}

/// Where a type is referred to: anonymous types are named after it.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) owner: &'s Owner,
    pub(super) member: &'s str,
}

/// The identity of a type: one key, one Rust type.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Key {
    /// A named type.
    Type(QName),
    /// The anonymous type of a global element.
    Element(QName),
    /// A declaration without a name, by where it stands. A schema without target namespace is read once for each
    /// namespace that includes it, so the namespace belongs to it.
    Inside(Component, Span, String),
    /// The family of a type.
    Family(QName),
    /// The substitution group of an element.
    Substitution(QName),
    /// The faults that operations declare.
    Faults(Vec<DetailKey>),
}

/// The kinds of declarations without a name.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Component {
    /// A type.
    Type,
    /// A sequence that is no part of the one around it.
    Sequence,
    /// A choice.
    Choice,
    /// An enumeration, by its first literal.
    Enumeration,
}

/// A table of facets, and what it would be called.
#[derive(Debug)]
pub(super) struct DraftFacets {
    pub(super) claim: Claim,
    pub(super) table: FacetTable,
}

/// What an element, attribute or text holds.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) ty: RustType,
    pub(super) facets: Option<usize>,
    /// Whether the value is plain text, and so can be secret.
    pub(super) text: bool,
    /// Whether the name of the type says that the value is no secret.
    pub(super) harmless: bool,
}

impl Typed {
    pub(super) fn of(ty: RustType) -> Self {
        Self {
            ty,
            facets: None,
            text: false,
            harmless: false,
        }
    }

    pub(super) fn named(id: TypeId) -> Self {
        Self::of(RustType::Named(id))
    }

    pub(super) fn builtin(builtin: Builtin) -> Self {
        Self {
            text: matches!(builtin, Builtin::String | Builtin::MixedText),
            ..Self::of(RustType::Builtin(builtin))
        }
    }
}

impl Owner {
    /// A base type or group, whose nested types keep its name wherever its content is taken over.
    pub(super) fn declared(name: &QName) -> Self {
        Self {
            stem: Stem::Rust(naming::upper_camel(&name.local)),
            wire: name.local.clone(),
            namespace: name.namespace.clone(),
        }
    }

    /// The type `id`, which is declared as a part of `self`.
    pub(super) fn nested(&self, id: TypeId) -> Self {
        Self {
            stem: Stem::Draft(id),
            ..self.clone()
        }
    }

    /// The same, with what stands in a declaration of another namespace.
    pub(super) fn in_namespace(&self, namespace: &str) -> Self {
        Self {
            namespace: namespace.to_owned(),
            ..self.clone()
        }
    }

    /// The identity of a declaration without a name.
    pub(super) fn key(&self, component: Component, span: Span) -> Key {
        Key::Inside(component, span, self.namespace.clone())
    }
}

impl<'s> Site<'s> {
    pub(super) fn new(owner: &'s Owner, member: &'s str) -> Self {
        Self { owner, member }
    }

    /// The name in settings.
    pub(super) fn wire(&self) -> String {
        format!("{}.{}", self.owner.wire, self.member)
    }
}

impl Draft {
    /// A type with a name of its own.
    pub(super) fn own(claim: Claim, origin: Origin, docs: Docs, span: Option<Span>) -> Self {
        let namespace = match &origin {
            Origin::Type(name) | Origin::Element(name) | Origin::Family(name) => {
                name.namespace.clone()
            }
            Origin::Inside(_) | Origin::Headers(_) | Origin::Faults(_) => String::new(),
        };
        Self {
            name: DraftName::Own(claim, origin),
            docs,
            span,
            namespace,
        }
    }

    /// A type that is called after its owner and `suffix`.
    pub(super) fn inside(owner: &Owner, suffix: String, docs: Docs, span: Span) -> Self {
        Self {
            name: DraftName::Inside {
                owner: owner.stem.clone(),
                suffix,
            },
            docs,
            span: Some(span),
            namespace: owner.namespace.clone(),
        }
    }

    /// What messages call it.
    pub(super) fn label(&self) -> String {
        let label = |what: &str, name: &QName| format!("{what} `{name}`");
        match &self.name {
            DraftName::Own(_, Origin::Type(name)) => label("type", name),
            DraftName::Own(_, Origin::Element(name)) => label("the type of element", name),
            DraftName::Own(_, Origin::Inside(owner)) => format!("a type inside `{owner}`"),
            DraftName::Own(_, Origin::Family(name)) => label("the family of", name),
            DraftName::Own(_, Origin::Headers(client)) => format!("the headers of `{client}`"),
            DraftName::Own(_, Origin::Faults(wire)) => format!("the faults of `{wire}`"),
            DraftName::Inside { suffix, .. } => format!("a nested type `{suffix}`"),
        }
    }
}

impl DraftKind {
    /// The fields of a struct, the alternatives of a choice; none of all else.
    pub(super) fn fields(&self) -> &[Field] {
        match self {
            Self::Struct { fields, .. } | Self::Choice(fields) => fields,
            Self::Enumeration(_) | Self::Family { .. } | Self::Union(_) | Self::Alias(_) => &[],
        }
    }

    /// The fields of a struct.
    pub(super) fn record(&self) -> Option<&[Field]> {
        match self {
            Self::Struct { fields, .. } => Some(fields),
            _ => None,
        }
    }

    /// The types of all parts.
    pub(super) fn parts(&self) -> Vec<&RustType> {
        match self {
            Self::Struct { .. } | Self::Choice(_) => {
                self.fields().iter().map(|field| &field.ty).collect()
            }
            Self::Family { members, .. } => members.iter().map(|member| &member.ty).collect(),
            Self::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
            Self::Alias(ty) => vec![ty],
            Self::Enumeration(_) => Vec::new(),
        }
    }

    /// The Rust name and wire name of each member or variant; what a schema does not list comes last.
    pub(super) fn members(&self) -> Vec<(&str, Option<&str>)> {
        let mut res: Vec<(&String, Option<&str>)> = Vec::new();
        match self {
            Self::Struct { fields, .. } | Self::Choice(fields) => {
                res.extend(fields.iter().map(|field| {
                    (
                        &field.ident,
                        field.entry.name().map(|name| name.local.as_str()),
                    )
                }));
            }
            Self::Enumeration(enumeration) => {
                let variants = enumeration.variants.iter();
                res.extend(variants.map(|it| (&it.ident, Some(it.literal.as_str()))));
                res.extend(enumeration.other_ident.iter().map(|ident| (ident, None)));
            }
            Self::Family {
                members,
                other_ident,
                ..
            } => {
                let members = members.iter();
                res.extend(members.map(|it| (&it.ident, Some(it.wire.local.as_str()))));
                res.push((other_ident, None));
            }
            Self::Union(union) => {
                res.extend(union.members.iter().map(|member| (&member.ident, None)));
                res.extend(union.other_ident.iter().map(|ident| (ident, None)));
            }
            Self::Alias(_) => {}
        }
        res.into_iter()
            .map(|(ident, wire)| (ident.as_str(), wire))
            .collect()
    }

    /// The Rust names of [`DraftKind::members`].
    pub(super) fn idents_mut(&mut self) -> Vec<&mut String> {
        let mut res: Vec<&mut String> = Vec::new();
        match self {
            Self::Struct { fields, .. } | Self::Choice(fields) => {
                res.extend(fields.iter_mut().map(|field| &mut field.ident));
            }
            Self::Enumeration(enumeration) => {
                res.extend(enumeration.variants.iter_mut().map(|it| &mut it.ident));
                res.extend(&mut enumeration.other_ident);
            }
            Self::Family {
                members,
                other_ident,
                ..
            } => {
                res.extend(members.iter_mut().map(|member| &mut member.ident));
                res.push(other_ident);
            }
            Self::Union(union) => {
                res.extend(union.members.iter_mut().map(|member| &mut member.ident));
                res.extend(&mut union.other_ident);
            }
            Self::Alias(_) => {}
        }
        res
    }
}

#[cfg(test)]
pub(super) mod tests {
    //! Contents of types for the tests of passes.

    use super::{DraftKind, Field, RustType};
    use crate::ir::{Entry, EntryKind};

    fn fields(types: &[RustType]) -> Vec<Field> {
        let field = |ty: &RustType| Field {
            ident: "f".to_owned(),
            docs: Vec::new(),
            ty: ty.clone(),
            entry: Entry::new(EntryKind::Text, 1, Some(1)),
        };
        types.iter().map(field).collect()
    }

    /// A struct with a field of each of `types`.
    pub(in crate::lower) fn record(types: &[RustType]) -> DraftKind {
        DraftKind::Struct {
            fields: fields(types),
            any_order: false,
        }
    }

    /// A choice between `types`.
    pub(in crate::lower) fn choice(types: &[RustType]) -> DraftKind {
        DraftKind::Choice(fields(types))
    }
}
