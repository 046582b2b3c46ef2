//! The namespaces in scope of a writer: the default one and the prefixes, whose names stand in the buffer.

use std::ops::Range;

/// Declarations in scope. A namespace is a number; 0 stands for none.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The namespace names that were met, one behind the other.
    uris: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    bindings: Vec<(Range<usize>, u32)>,
    default: u32,
}

/// What was in scope outside of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    n_bindings: usize,
    default: u32,
}

/// A prefix in scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) index: usize,
    pub(super) uri: u32,
}

impl Mark {
    pub(super) fn is_before(self, index: usize) -> bool {
        index >= self.n_bindings
    }
}

impl Scope {
    /// The same once more, with room for what most documents add to it.
    pub(super) fn copy(&self) -> Self {
        let mut uris = String::with_capacity(self.uris.len() + 120);
        uris.push_str(&self.uris);
        let mut ends = Vec::with_capacity(self.ends.len() + 4);
        ends.extend_from_slice(&self.ends);
        Self {
            uris,
            ends,
            bindings: self.bindings.clone(),
            default: self.default,
        }
    }

    /// The number of `namespace`. The current default is tried first, as most elements are in it.
    #[inline]
    pub(super) fn intern(&mut self, namespace: &str) -> u32 {
        if self.uri(self.default) == namespace {
            return self.default;
        }
        let n_known = self.ends.len() as u32;
        if let Some(number) = (0..=n_known).find(|&number| self.uri(number) == namespace) {
            return number;
        }
        self.uris.push_str(namespace);
        self.ends.push(self.uris.len());
        n_known + 1
    }

    #[inline]
    fn uri(&self, number: u32) -> &str {
        let end = |number: u32| match number {
            0 => 0,
            number => self.ends[number as usize - 1],
        };
        &self.uris[end(number.saturating_sub(1))..end(number)]
    }

    #[inline]
    pub(super) fn default(&self) -> u32 {
        self.default
    }

    pub(super) fn set_default(&mut self, uri: u32) {
        self.default = uri;
    }

    #[inline]
    pub(super) fn mark(&self) -> Mark {
        Mark {
            n_bindings: self.bindings.len(),
            default: self.default,
        }
    }

    #[inline]
    pub(super) fn leave(&mut self, mark: Mark) {
        self.bindings.truncate(mark.n_bindings);
        self.default = mark.default;
    }

    pub(super) fn declare(&mut self, prefix: Range<usize>, uri: u32) {
        self.bindings.push((prefix, uri));
    }

    /// The innermost declaration of `prefix`.
    pub(super) fn find(&self, buffer: &str, prefix: &str) -> Option<Found> {
        let index = self
            .bindings
            .iter()
            .rposition(|(it, _)| &buffer[it.clone()] == prefix)?;
        Some(Found {
            index,
            uri: self.bindings[index].1,
        })
    }

    /// A prefix that stands for `uri` and is not hidden by an inner declaration.
    #[inline]
    pub(super) fn prefix_of(&self, buffer: &str, uri: u32) -> Option<Range<usize>> {
        self.bindings
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, (_, own))| *own == uri)
            .find(|(index, (prefix, _))| {
                let is_hidden =
                    |(it, _): &(Range<usize>, u32)| buffer[it.clone()] == buffer[prefix.clone()];
                !self.bindings[index + 1..].iter().any(is_hidden)
            })
            .map(|(_, (prefix, _))| prefix.clone())
    }
}
