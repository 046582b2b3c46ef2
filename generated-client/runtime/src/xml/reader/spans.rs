//! Where in the text things stand, for those who copy parts of a document.

use super::Reader;

impl<'a> Reader<'a> {
    /// Byte offset after what was read last: the pending start tag, or the end tag of a closed element.
    pub(crate) fn offset(&self) -> usize {
        self.pos
    }

    /// Byte offset of the `<` of the pending or innermost element.
    pub(crate) fn position_of_tag(&self) -> usize {
        self.stack.last().map_or(0, |it| it.start)
    }

    /// The name of the pending or innermost element as the document writes it.
    pub(crate) fn wire_name(&self) -> &'a str {
        self.stack.last().map_or("", |it| it.qname)
    }

    /// Name and value of an attribute of the pending element as the document writes them, without quotes.
    ///
    /// # Panics
    /// `index` is not less than [`Reader::attribute_count`].
    pub(crate) fn raw_attribute(&self, index: usize) -> (&'a str, &'a str) {
        let attribute = &self.attributes[index];
        (attribute.qname, attribute.value)
    }

    /// The prefixes that the pending element declares, with what they stand for.
    pub(crate) fn own_prefixes(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let outer = self.stack.last().map_or(0, |it| it.outer_len);
        (outer..self.namespaces.len())
            .map(|it| self.namespaces.binding(it))
            .filter(|it| !it.prefix.is_empty())
            .map(|it| (it.prefix, &*it.uri))
    }

    /// Where the name of the pending element ends, if it declares no default namespace.
    pub(crate) fn inherits_default(&self) -> Option<usize> {
        let top = self.stack.last()?;
        let end = top.start + 1 + top.qname.len();
        self.default_span.is_none().then_some(end)
    }
}
