//! The namespaces in scope of a writer: the default one and the prefixes, whose names stand in the buffer.

use std::ops::Range;

/// From where to where a text stands in another.
type Span = (usize, usize);

/// Declarations in scope. A namespace is a number; 0 stands for none.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The namespace names that were met, one behind the other.
    uris: String,
    /// Where each of them stands there.
    spans: Vec<Span>,
    /// Where prefixes stand in the buffer, and what for.
    bindings: Vec<(Span, u32)>,
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
    /// Makes it what `other` is, in the memory that it has.
    pub(super) fn become_as(&mut self, other: &Self) {
        self.uris.clone_from(&other.uris);
        self.spans.clone_from(&other.spans);
        self.bindings.clone_from(&other.bindings);
        self.default = other.default;
    }

    /// The number of `namespace`. The current default is tried first, as most elements are in it.
    #[inline]
    pub(super) fn intern(&mut self, namespace: &str) -> u32 {
        if namespace.is_empty() {
            return 0;
        }
        if self.default != 0 && self.is(self.spans[self.default as usize - 1], namespace) {
            return self.default;
        }
        self.intern_other(namespace)
    }

    /// The number of a namespace that is not the default one.
    #[inline(never)]
    fn intern_other(&mut self, namespace: &str) -> u32 {
        let known = self.spans.iter().position(|span| self.is(*span, namespace));
        if let Some(index) = known {
            return index as u32 + 1;
        }
        let start = self.uris.len();
        self.uris.push_str(namespace);
        self.spans.push((start, self.uris.len()));
        self.spans.len() as u32
    }

    #[inline]
    fn is(&self, (start, end): Span, namespace: &str) -> bool {
        self.uris.as_bytes().get(start..end) == Some(namespace.as_bytes())
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
        self.bindings.push(((prefix.start, prefix.end), uri));
    }

    /// The innermost declaration of `prefix`.
    pub(super) fn find(&self, buffer: &str, prefix: &str) -> Option<Found> {
        let is_it = |((start, end), _): &(Span, u32)| &buffer[*start..*end] == prefix;
        let index = self.bindings.iter().rposition(is_it)?;
        Some(Found {
            index,
            uri: self.bindings[index].1,
        })
    }

    /// How many prefixes in scope are called `n` and a number: mostly all from `n1` on.
    pub(super) fn numbered(&self, buffer: &str) -> usize {
        let is_numbered = |((start, end), _): &&(Span, u32)| {
            let number = buffer[*start..*end].strip_prefix('n');
            number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
        };
        self.bindings.iter().filter(is_numbered).count()
    }

    /// A prefix that stands for `uri` and is not hidden by an inner declaration.
    #[inline]
    pub(super) fn prefix_of(&self, buffer: &str, uri: u32) -> Option<Range<usize>> {
        let prefix = |(start, end): Span| &buffer[start..end];
        let bindings = self.bindings.iter().enumerate().rev();
        let mut of_uri = bindings.filter(|(_, (_, own))| *own == uri);
        let (_, ((start, end), _)) = of_uri.find(|(index, (own, _))| {
            let mut inner = self.bindings[index + 1..].iter();
            !inner.any(|(other, _)| prefix(*other) == prefix(*own))
        })?;
        Some(*start..*end)
    }
}
