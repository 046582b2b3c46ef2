//! [`RawAttribute`]: an attribute as the document writes it.

/// One attribute of the pending element.
#[derive(Clone, Debug)]
pub(super) struct RawAttribute<'a> {
    pub(super) qname: &'a str,
    /// All that goes before the value: the name, `=`, and the quote.
    pub(super) head: &'a str,
    /// Where the local name starts in `qname`.
    pub(super) local: u32,
    /// An index into the namespaces in scope.
    pub(super) namespace: u32,
    pub(super) value: &'a str,
    /// Whether the value needs no unescaping and no normalisation.
    pub(super) is_plain: bool,
    /// Byte offset of the value.
    pub(super) position: usize,
}
