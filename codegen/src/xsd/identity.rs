//! Identity constraints: what must be unique below an element, or refer to what is; XSD 1.0 §3.11.

use crate::names::QName;

/// An `xs:unique`, `xs:key` or `xs:keyref`; XSD 1.0 §3.11.
#[derive(Clone, Debug)]
pub struct IdentityConstraint {
    /// The expanded name.
    pub name: QName,
    /// What it demands.
    pub kind: IdentityKind,
    /// Which elements it is about; any of the paths.
    pub selector: Vec<IdentityPath>,
    /// The values that identify such an element, each at any of its paths.
    pub fields: Vec<Vec<IdentityPath>>,
}

/// What an identity constraint demands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum IdentityKind {
    /// No two elements have the same values; those that lack one do not count.
    Unique,
    /// No two elements have the same values, and none lacks one.
    Key,
    /// The values are those of an element that this constraint is about.
    Reference(QName),
}

/// A path of an identity constraint; XSD 1.0 §3.11.6.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IdentityPath {
    /// Whether it starts at any depth; `.//`.
    pub at_any_depth: bool,
    /// The elements on the way, outermost first.
    pub steps: Vec<NameTest>,
    /// The attribute at its end.
    pub attribute: Option<NameTest>,
}

/// The names that a step of a path takes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NameTest {
    /// `*`.
    Any,
    /// `prefix:*`, by its namespace.
    Namespace(String),
    /// One name.
    Name(QName),
}
