//! A type in the making: what it is called, who owns it, what tells it from others.
//!
//! Data only: drafts are made in `shape` and `api`, and become types of the [`Api`](crate::ir::Api) in `settle`.

use crate::ir::{self, Builtin, Origin, RustType, TypeId, TypeKind};
use crate::names::QName;
use crate::naming;
use crate::source::span::Span;

/// A type in the making.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: DraftName,
    pub(super) origin: Origin,
    pub(super) docs: ir::Docs,
    pub(super) kind: TypeKind,
    pub(super) span: Option<Span>,
    /// The namespace whose module it stands in, where neither origin nor name say it.
    pub(super) namespace: Option<String>,
}

/// How a type will be named.
#[derive(Clone, Debug)]
pub(super) enum DraftName {
    /// By itself: names best first, and the strength of its claim.
    Own(Vec<String>, u8),
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
    /// A declaration that need not be: a base type or group whose content is taken over.
    Rust {
        /// Its Rust name.
        ident: String,
        /// Its namespace.
        namespace: String,
    },
}

/// The declaration that members are lowered for.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// For names of nested types.
    pub(super) stem: Stem,
    /// The name in settings: `Type.member`.
    pub(super) wire: String,
}

/// The identity of a type: one key, one Rust type.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Key {
    /// A named type.
    Type(QName),
    /// The anonymous type of a global element.
    Element(QName),
    /// A declaration without a name, by where it is kept in memory. Only looked up, never iterated.
    At(usize),
    /// The family of a type.
    Family(QName),
    /// The substitution group of an element.
    Substitution(QName),
    /// Made for an operation or client.
    Made(String),
}

/// What an element, attribute or text holds.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) ty: RustType,
    pub(super) facets: Option<usize>,
    /// Whether the value is plain text, and so can be secret.
    pub(super) text: bool,
}

impl Typed {
    pub(super) fn of(ty: RustType) -> Self {
        Self {
            ty,
            facets: None,
            text: false,
        }
    }

    pub(super) fn builtin(builtin: Builtin) -> Self {
        Self {
            ty: RustType::Builtin(builtin),
            facets: None,
            text: builtin == Builtin::String,
        }
    }
}

impl Stem {
    pub(super) fn declared(name: &QName) -> Self {
        Self::Rust {
            ident: naming::upper_camel(&name.local),
            namespace: name.namespace.clone(),
        }
    }
}

impl Owner {
    pub(super) fn draft(id: TypeId, wire: impl Into<String>) -> Self {
        Self {
            stem: Stem::Draft(id),
            wire: wire.into(),
        }
    }

    /// A base type or group, whose nested types keep its name wherever its content is taken over.
    pub(super) fn declared(name: &QName) -> Self {
        Self {
            stem: Stem::declared(name),
            wire: name.local.clone(),
        }
    }
}

impl Draft {
    /// A draft whose content comes later.
    pub(super) fn open(
        name: DraftName,
        origin: Origin,
        docs: ir::Docs,
        span: Option<Span>,
    ) -> Self {
        Self {
            name,
            origin,
            docs,
            kind: TypeKind::Alias(RustType::Builtin(Builtin::AnyType)),
            span,
            namespace: None,
        }
    }
}

/// What messages call a type.
pub(super) fn what(origin: &Origin) -> String {
    let label = |what: &str, name: &QName| format!("{what} `{name}`");
    match origin {
        Origin::Type(it) => label("type", it),
        Origin::Element(it) => label("the type of element", it),
        Origin::Inside(it) => format!("a type inside `{it}`"),
        Origin::Family(it) => label("the family of", it),
        Origin::Headers(it) => format!("the headers of `{it}`"),
        Origin::Faults(it) => format!("the faults of `{it}`"),
    }
}
