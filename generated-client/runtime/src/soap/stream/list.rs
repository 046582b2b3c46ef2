//! [`List`]: members of an answer that a caller can have item by item.

use crate::value::Nillable;

/// A member of an answer that is repeated, so that it can be had item by item: a `Vec`, or one that may be absent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list, so that it cannot be streamed",
    label = "only a repeated member can be had item by item",
    note = "name a `Vec<T>` or an `Option<Vec<T>>` of the answer"
)]
pub trait List {
    /// What it is a list of.
    type Item;

    /// The items; `None` where there is no list.
    fn items(&mut self) -> Option<&mut Vec<Self::Item>>;
}

impl<T> List for Vec<T> {
    type Item = T;

    fn items(&mut self) -> Option<&mut Vec<T>> {
        Some(self)
    }
}

impl<L: List> List for Option<L> {
    type Item = L::Item;

    fn items(&mut self) -> Option<&mut Vec<L::Item>> {
        self.as_mut()?.items()
    }
}

impl<L: List> List for Nillable<L> {
    type Item = L::Item;

    fn items(&mut self) -> Option<&mut Vec<L::Item>> {
        match self {
            Self::Value(list) => list.items(),
            Self::Nil | Self::Absent => None,
        }
    }
}

impl<L: List> List for Box<L> {
    type Item = L::Item;

    fn items(&mut self) -> Option<&mut Vec<L::Item>> {
        (**self).items()
    }
}
