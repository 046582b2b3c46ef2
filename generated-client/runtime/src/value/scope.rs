//! Where a value stands: [`Scope`] when it is read or checked, [`Prefixes`] when it is written.
//!
//! What a value asks of the document around it. Knows neither values nor documents.

use crate::mime::Attachment;

/// Resolves the prefixes of `xs:QName` values when they are read.
pub trait Scope {
    /// The namespace name that `prefix` stands for; the empty prefix asks for the default namespace.
    fn resolve(&self, prefix: &str) -> Option<&str>;

    /// The part of the message that a `cid:` URL refers to.
    fn attachment(&self, url: &str) -> Option<Attachment> {
        let _ = url;
        None
    }

    /// Counts steps that a pattern took, some thousands at a time; see
    /// [`Limits::pattern_steps`](crate::xml::Limits::pattern_steps). Once false, always false: what was checked is broken
    /// then, whatever it is, and who began it says why.
    fn take_steps(&self, n_steps: usize) -> bool {
        let _ = n_steps;
        true
    }
}

/// Gives prefixes for the namespaces of `xs:QName` values when they are written.
pub trait Prefixes {
    /// A prefix that stands for `namespace` where the value is written.
    fn prefix_for(&mut self, namespace: &str) -> String;

    /// The URL that the value refers to `attachment` by; the attachment becomes a part of the message.
    fn url_for(&mut self, attachment: &Attachment) -> String {
        attachment.url().unwrap_or_default()
    }

    /// Where what was written is read again, to see that it is what it was.
    fn scope(&self) -> &dyn Scope {
        &NoScope
    }
}

/// A scope in which only the prefix `xml` is bound.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoScope;

impl Scope for NoScope {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        (prefix == "xml").then_some("http://www.w3.org/XML/1998/namespace")
    }
}

/// Prefixes for values that are shown and not sent: there are none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPrefixes;

impl Prefixes for NoPrefixes {
    fn prefix_for(&mut self, _namespace: &str) -> String {
        String::new()
    }
}

/// A scope and prefixes as [`NoScope`] and [`NoPrefixes`], where steps count in another scope.
pub(crate) struct Nameless<'s>(pub(crate) &'s dyn Scope);

impl Scope for Nameless<'_> {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        NoScope.resolve(prefix)
    }

    fn take_steps(&self, n_steps: usize) -> bool {
        self.0.take_steps(n_steps)
    }
}

impl Prefixes for Nameless<'_> {
    fn prefix_for(&mut self, namespace: &str) -> String {
        NoPrefixes.prefix_for(namespace)
    }

    fn scope(&self) -> &dyn Scope {
        self
    }
}
