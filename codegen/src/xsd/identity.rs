//! Identity constraints: what must be unique below an element, or refer to what is; XSD 1.0 §3.11.

use crate::names::{QName, is_ncname};
use crate::namespaces::XML;
use crate::xml::{Element, trim};

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

/// Why a text is no path of an identity constraint.
#[derive(Debug)]
pub(super) enum PathError<'a> {
    /// It is none by the grammar of XSD 1.0 §3.11.6.
    Grammar,
    /// This prefix is not declared where it stands.
    Prefix(&'a str),
}

impl IdentityPath {
    /// The paths that `text` of `element` gives, an `xs:selector` or `xs:field`; XSD 1.0 §3.11.6.
    pub(super) fn parse_all<'a>(
        element: Element<'a>,
        text: &'a str,
    ) -> Result<Vec<Self>, PathError<'a>> {
        let paths: Vec<Self> = (text.split('|'))
            .map(|path| Self::parse(element, trim(path)))
            .collect::<Result<_, _>>()?;
        let has_attribute = paths.iter().any(|path| path.attribute.is_some());
        match has_attribute && element.local() == "selector" {
            true => Err(PathError::Grammar),
            false => Ok(paths),
        }
    }

    fn parse<'a>(element: Element<'a>, text: &'a str) -> Result<Self, PathError<'a>> {
        let inner = text.strip_prefix('.');
        let inner = inner.and_then(|rest| trim(rest).strip_prefix("//"));
        let mut path = Self {
            at_any_depth: inner.is_some(),
            steps: Vec::new(),
            attribute: None,
        };
        for step in inner.unwrap_or(text).split('/').map(trim) {
            // Only the last step can be an attribute.
            if path.attribute.is_some() {
                return Err(PathError::Grammar);
            }
            let (axis, name) = match (step.strip_prefix('@'), step.split_once("::")) {
                (Some(name), _) => ("attribute", name),
                (None, Some((axis, name))) => (trim(axis), name),
                (None, None) if step == "." => continue,
                (None, None) => ("child", step),
            };
            let name = NameTest::parse(element, trim(name))?;
            match axis {
                "child" => path.steps.push(name),
                "attribute" => path.attribute = Some(name),
                _ => return Err(PathError::Grammar),
            }
        }
        Ok(path)
    }
}

impl NameTest {
    /// XPath 1.0 §2.3: a name without a prefix is of no namespace.
    fn parse<'a>(element: Element<'a>, text: &'a str) -> Result<Self, PathError<'a>> {
        let (prefix, local) = match text.split_once(':') {
            // Two tokens of XPath, unlike a name.
            Some((prefix, any)) if trim(any) == "*" => (Some(trim(prefix)), "*"),
            Some((prefix, local)) => (Some(prefix), local),
            None if text == "*" => return Ok(Self::Any),
            None => (None, text),
        };
        if !prefix.is_none_or(is_ncname) || !(local == "*" || is_ncname(local)) {
            return Err(PathError::Grammar);
        }
        let namespace = match prefix {
            None => "",
            Some("xml") => XML,
            Some(prefix) => {
                (element.resolve_prefix(Some(prefix))).ok_or(PathError::Prefix(prefix))?
            }
        };
        Ok(match local {
            "*" => Self::Namespace(namespace.to_owned()),
            local => Self::Name(QName::new(namespace, local)),
        })
    }
}
