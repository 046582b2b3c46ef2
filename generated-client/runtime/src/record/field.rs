//! Constructors of [`Field`]s: one for each place where a member can stand in XML.
//!
//! In scope inside of [`record!`](crate::record!) and [`choice!`](crate::choice!). Bounds and all else that a field says are
//! set by the methods of [`Field`].

use crate::record::shape::{Field, Kind, Shape, Shaped, UNBOUNDED};

pub use crate::record::shape::Wildcard;

/// An element that occurs exactly once.
pub const fn required<'t>(namespace: &'t str, local: &'t str) -> Field<'t> {
    Field::new(Kind::Element, namespace, local, 1, 1)
}

/// An element that may be absent.
pub const fn optional<'t>(namespace: &'t str, local: &'t str) -> Field<'t> {
    Field::new(Kind::Element, namespace, local, 0, 1)
}

/// An element that occurs any number of times.
pub const fn repeated<'t>(namespace: &'t str, local: &'t str) -> Field<'t> {
    Field::new(Kind::Element, namespace, local, 0, UNBOUNDED)
}

/// An element that may be absent and only wraps repeated items.
pub const fn wrapper<'t>(namespace: &'t str, local: &'t str, item: &'t Field<'t>) -> Field<'t> {
    Field::new(Kind::Wrapper(item), namespace, local, 0, 1)
}

/// An attribute that may be absent.
pub const fn attribute<'t>(namespace: &'t str, local: &'t str) -> Field<'t> {
    Field::new(Kind::Attribute, namespace, local, 0, 1)
}

/// An attribute that must be present.
pub const fn required_attribute<'t>(namespace: &'t str, local: &'t str) -> Field<'t> {
    Field::new(Kind::Attribute, namespace, local, 1, 1)
}

/// The text content.
pub const fn text() -> Field<'static> {
    Field::new(Kind::Text, "", "", 1, 1)
}

/// One of the alternatives of `T`.
pub const fn choice<T: Shaped>() -> Field<'static> {
    choice_of(T::SHAPE)
}

/// One of the alternatives of this table.
pub const fn choice_of<'t>(table: &'t Shape<'t>) -> Field<'t> {
    Field::new(Kind::Choice(table), "", "", 1, 1)
}

/// A nested sequence, which the members of `T` are.
pub const fn group<T: Shaped>() -> Field<'static> {
    group_of(T::SHAPE)
}

/// A nested sequence, which the members of this table are.
pub const fn group_of<'t>(table: &'t Shape<'t>) -> Field<'t> {
    Field::new(Kind::Group(table), "", "", 1, 1)
}

/// Any elements of the namespaces that `wildcard` lets in.
pub const fn any<'t>(wildcard: Wildcard<'t>) -> Field<'t> {
    Field::new(Kind::Any(wildcard), "", "", 0, UNBOUNDED)
}

/// All attributes that no other field names.
pub const fn any_attributes<'t>(wildcard: Wildcard<'t>) -> Field<'t> {
    Field::new(Kind::AnyAttributes(wildcard), "", "", 0, UNBOUNDED)
}

/// The part `name` of the message, which is an attachment.
pub const fn attachment<'t>(name: &'t str) -> Field<'t> {
    Field::new(Kind::Attachment, "", name, 1, 1)
}

/// The text between the child elements.
pub const fn mixed_text() -> Field<'static> {
    Field::new(Kind::MixedText, "", "", 0, 1)
}

/// The whole content, kept raw.
pub const fn mixed() -> Field<'static> {
    Field::new(Kind::Mixed, "", "", 1, 1)
}
