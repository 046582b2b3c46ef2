//! Structs and their fields.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use super::{Docs, Entry, RustType};

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Its fields, in wire order, attributes first. An index here is the index in the table.
    pub fields: Vec<Field>,
    /// Whether it can be part of a request, and so gets `new` and setters.
    pub builder: bool,
    /// Whether every field has a natural empty value, and so `Default` is derived.
    pub default: bool,
    /// Whether the elements may stand in any order: `xs:all`; XSD 1.0 §3.8.1.
    pub any_order: bool,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The Rust name, without `r#`; emit adds it where needed.
    pub ident: String,
    /// The schema's documentation.
    pub docs: Docs,
    /// The Rust type, complete with `Option`, `Vec`, `Box`.
    pub ty: RustType,
    /// The table entry.
    pub entry: Entry,
}
