//! The namespace declarations in scope; Namespaces in XML 1.0.
//!
//! Declarations are a stack. Index 0 stands for no namespace, index 1 for `xml`; elements and attributes
//! hold an index, so that nothing is copied for them.

use std::borrow::Cow;

use super::XML_NAMESPACE;

/// The index that stands for no namespace.
pub(super) const NONE: u32 = 0;
/// The declarations that no document makes.
pub(super) const BUILT_IN: usize = 2;

/// Declarations that most documents have at most.
const USUAL: usize = 8;

#[derive(Debug)]
pub(super) struct Binding<'a> {
    pub(super) prefix: &'a str,
    pub(super) uri: Cow<'a, str>,
}

/// The declarations in scope, innermost last.
#[derive(Debug)]
pub(super) struct Namespaces<'a> {
    bindings: Vec<Binding<'a>>,
    /// The index of the default namespace.
    default: u32,
}

impl<'a> Namespaces<'a> {
    pub(super) fn new() -> Self {
        let binding = |prefix, uri| Binding {
            prefix,
            uri: Cow::Borrowed(uri),
        };
        let mut bindings = Vec::with_capacity(USUAL);
        bindings.extend([binding("", ""), binding("xml", XML_NAMESPACE)]);
        Self {
            bindings,
            default: NONE,
        }
    }

    #[inline(always)]
    pub(super) fn default(&self) -> u32 {
        self.default
    }

    #[inline(always)]
    pub(super) fn len(&self) -> u32 {
        self.bindings.len() as u32
    }

    #[inline(always)]
    pub(super) fn uri(&self, index: u32) -> &str {
        &self.bindings[index as usize].uri
    }

    pub(super) fn binding(&self, index: u32) -> &Binding<'a> {
        &self.bindings[index as usize]
    }

    /// The innermost declaration of `prefix`, which is not empty.
    #[inline]
    pub(super) fn find(&self, prefix: &str) -> Option<u32> {
        self.bindings
            .iter()
            .rposition(|it| it.prefix == prefix)
            .map(|it| it as u32)
    }

    /// Declares `prefix`; empty for the default namespace.
    pub(super) fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>) {
        if prefix.is_empty() {
            self.default = if uri.is_empty() { NONE } else { self.len() };
            if uri.is_empty() {
                return;
            }
        }
        self.bindings.push(Binding { prefix, uri });
    }

    /// Back to what was in scope outside of an element.
    #[inline(always)]
    pub(super) fn leave(&mut self, len: u32, default: u32) {
        self.default = default;
        if self.len() > len {
            self.bindings.truncate(len as usize);
        }
    }
}
