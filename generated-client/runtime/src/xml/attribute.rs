//! [`Attributes`]: those of the pending element as the document writes them, and what is known of the next element's.

use std::ops::{Deref, DerefMut};

/// One attribute of the pending element.
#[derive(Debug)]
pub(super) struct RawAttribute<'a> {
    pub(super) qname: &'a str,
    /// All that goes before the value: white space, the name, `=`, and the quote.
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

/// The attributes of the pending element, in document order, namespace declarations excluded.
///
/// Behind them may stand more of the element whose attributes were checked last: the next one's are mostly called the same.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a> {
    /// All of one element, so that no two have one name.
    list: Vec<RawAttribute<'a>>,
    /// How many of them are those of the pending element.
    len: usize,
}

impl<'a> Attributes<'a> {
    /// An element without attributes is pending.
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// As [`Attributes::clear`], and what is known is no example to follow.
    pub(super) fn forget(&mut self) {
        self.list.clear();
        self.len = 0;
    }

    /// How many there are.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// What the next attribute is most probably called, with the value that it had before.
    #[inline(always)]
    pub(super) fn known(&self) -> Option<&RawAttribute<'a>> {
        self.list.get(self.len)
    }

    /// The next attribute is the known one, with this value.
    #[inline(always)]
    pub(super) fn repeat(&mut self, value: &'a str, position: usize, is_plain: bool) {
        if let Some(known) = self.list.get_mut(self.len) {
            known.value = value;
            known.position = position;
            known.is_plain = is_plain;
            self.len += 1;
        }
    }

    /// The next attribute is this one.
    pub(super) fn push(&mut self, attribute: RawAttribute<'a>) {
        self.list.truncate(self.len);
        self.list.push(attribute);
        self.len += 1;
    }
}

impl<'a> Deref for Attributes<'a> {
    type Target = [RawAttribute<'a>];

    #[inline(always)]
    fn deref(&self) -> &Self::Target {
        &self.list[..self.len]
    }
}

impl DerefMut for Attributes<'_> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.list[..self.len]
    }
}
