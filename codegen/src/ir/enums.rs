//! The enums: enumerations, choices, families and unions.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use super::{Builtin, Docs, Field, RustType, WhiteSpace, WireName};

/// An enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The variants in schema order, `Other` not among them.
    pub variants: Vec<Variant>,
    /// The name of the variant for unknown values, normally `Other`; `None` where the settings let none in.
    pub other_ident: Option<String>,
    /// What texts are compared as.
    pub base: EnumerationBase,
}

/// What the literals of an enumeration are values of.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum EnumerationBase {
    /// Texts as they are.
    #[default]
    Text,
    /// Texts after this white space handling.
    Spaced(WhiteSpace),
    /// Values of another type.
    Values(Builtin),
}

/// A variant of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The Rust name.
    pub ident: String,
    /// The text on the wire.
    pub literal: String,
    /// The schema's documentation.
    pub docs: Docs,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The alternatives in schema order; each variant has one payload.
    pub alternatives: Vec<Field>,
    /// The alternative a blank value takes: the first that does not lead back to the choice itself.
    pub blank: usize,
}

/// A type and those derived from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The members; the declared type first unless it is abstract.
    pub members: Vec<Member>,
    /// Whether an element without `xsi:type` has the first member's type; false where the declared type is abstract.
    pub first_is_declared: bool,
    /// The members, by index, that convert into the family by `From`: each has a struct of its own.
    pub conversions: Vec<usize>,
    /// What all members have, with an accessor each that has its name.
    pub shared: Vec<Shared>,
    /// The variant for unknown derived types, normally `Other`; its payload is [`Builtin::AnyType`](super::Builtin::AnyType).
    pub other_ident: String,
}

/// A field that all members of a family have.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The field's Rust name, in each of them.
    pub ident: String,
    /// Whether it may be absent.
    pub optional: bool,
    /// Its type, without what says that it may be absent and without a box.
    pub ty: RustType,
}

/// A member of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The variant's Rust name.
    pub ident: String,
    /// The payload.
    pub ty: RustType,
    /// The type's name, as `xsi:type` gives it.
    pub wire: WireName,
}

/// A union of simple types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The members, tried in this order.
    pub members: Vec<UnionMember>,
    /// The variant for texts that no member takes, normally `Other(String)`; `None` where a member is plain text.
    pub other_ident: Option<String>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionMember {
    /// The variant's Rust name.
    pub ident: String,
    /// The payload.
    pub ty: RustType,
    /// An index into [`Api::facets`](super::Api::facets).
    pub facets: Option<usize>,
}
