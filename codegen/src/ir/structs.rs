//! Structs and their fields.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use super::{Docs, Entry, RustType};

/// A struct.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// Its fields, in wire order, attributes first. An index here is the index in the table.
    pub fields: Vec<Field>,
    /// How each field is set, in the order of the fields.
    pub setters: Vec<Setter>,
    /// How a value is begun where `Default` is not enough.
    pub constructor: Option<Constructor>,
    /// Whether every field has a natural empty value, and so `Default` is derived.
    pub default: bool,
    /// Whether the elements may stand in any order: `xs:all`; XSD 1.0 §3.8.1.
    pub any_order: bool,
}

impl Struct {
    /// Whether there is a `Default`: derived, or the `new` of a type whose required members are all fixed.
    pub fn has_default(&self) -> bool {
        let is_all_fixed = |it: &Constructor| it.arguments.is_empty() && it.builder.is_none();
        self.default || self.constructor.as_ref().is_some_and(is_all_fixed)
    }
}

/// How a field is set by a method of its name, and by another.
#[derive(Clone, Debug, PartialEq)]
pub enum Setter {
    /// By whatever converts into its value.
    Into,
    /// By its value, so that a literal has a type.
    Exact,
    /// By whatever converts into its value; by a text with the method of this name.
    Text(String),
    /// By items.
    List {
        /// The type of one.
        item: RustType,
        /// Whether items are given as they are, not converted.
        exact: bool,
        /// The method that adds one.
        push: String,
    },
}

/// How a value with required members is begun: by `new`, or by a builder.
#[derive(Clone, Debug, PartialEq)]
pub struct Constructor {
    /// The fields that a caller must give, in wire order: the arguments of `new`, or what the builder asks for.
    pub arguments: Vec<usize>,
    /// The fields whose only value the schema fixes.
    pub fixed: Vec<(usize, FixedValue)>,
    /// The builder, where there is no `new`.
    pub builder: Option<Builder>,
}

/// A type with a setter for each field, which gives the value once none is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    /// The type's Rust name, e.g. `OrderBuilder`; unique in the module of its struct.
    pub ident: String,
    /// The struct's function that begins, normally `builder`.
    pub start: String,
    /// The builder's function that finishes, normally `build`.
    pub finish: String,
}

/// A value that Rust writes as a literal.
#[derive(Clone, Debug, PartialEq)]
pub enum FixedValue {
    /// A text.
    Text(String),
    /// A boolean.
    Bool(bool),
    /// A number, within its type.
    Integer(i128),
}

/// A field of a struct, or an alternative of a choice: a variant with its payload.
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
