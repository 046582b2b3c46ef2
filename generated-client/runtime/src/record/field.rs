//! Constructors of [`Field`]s: one for each place where a member can stand in XML.
//!
//! In scope inside of [`record!`](crate::record!) and [`choice!`](crate::choice!). Bounds and all else that a field says are
//! set by the methods of [`Field`].

use crate::record::shape::{Field, Kind, Shaped, Table, UNBOUNDED};

pub use crate::record::shape::Wildcard;

/// An element that occurs exactly once.
pub const fn required(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Element, namespace, local, 1, 1)
}

/// An element that may be absent.
pub const fn optional(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Element, namespace, local, 0, 1)
}

/// An element that occurs any number of times.
pub const fn repeated(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Element, namespace, local, 0, UNBOUNDED)
}

/// An element that may be absent and only wraps repeated items.
pub const fn wrapper(namespace: &'static str, local: &'static str, item: &'static Field) -> Field {
    Field::new(Kind::Wrapper(item), namespace, local, 0, 1)
}

/// An attribute that may be absent.
pub const fn attribute(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Attribute, namespace, local, 0, 1)
}

/// An attribute that must be present.
pub const fn required_attribute(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Attribute, namespace, local, 1, 1)
}

/// The text content.
pub const fn text() -> Field {
    Field::new(Kind::Text, "", "", 1, 1)
}

/// One of the alternatives of `T`.
pub const fn choice<T: Shaped>() -> Field {
    choice_of(T::shape)
}

/// One of the alternatives of this table.
pub(crate) const fn choice_of(table: Table) -> Field {
    Field::new(Kind::Choice(table), "", "", 1, 1)
}

/// A nested sequence, which the members of `T` are.
pub const fn group<T: Shaped>() -> Field {
    Field::new(Kind::Group(T::shape), "", "", 1, 1)
}

/// Any elements of the namespaces that `wildcard` lets in.
pub const fn any(wildcard: Wildcard) -> Field {
    Field::new(Kind::Any(wildcard), "", "", 0, UNBOUNDED)
}

/// All attributes that no other field names.
pub const fn any_attributes(wildcard: Wildcard) -> Field {
    Field::new(Kind::AnyAttributes(wildcard), "", "", 0, UNBOUNDED)
}

/// The part `name` of the message, which is an attachment.
pub const fn attachment(name: &'static str) -> Field {
    Field::new(Kind::Attachment, "", name, 1, 1)
}

/// The whole content, kept raw.
pub const fn mixed() -> Field {
    Field::new(Kind::Mixed, "", "", 1, 1)
}
