//! [`Parts`]: the parts that a document being read may refer to.

use std::cell::Cell;
use std::collections::BTreeMap;

use bytes::Bytes;

use super::{Attachment, content_id};

/// The parts beside a document, and which of them it took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    list: Vec<Attachment>,
    taken: Vec<Cell<bool>>,
    /// By `Content-ID`.
    ids: BTreeMap<String, usize>,
    is_xop: bool,
    /// Whether the parts are still to come: what refers to one has its `Content-ID`, and no content.
    is_deferred: bool,
    /// Bytes that were taken into values, each time counted.
    pub(crate) n_bytes: usize,
}

impl Parts {
    pub(crate) fn new(list: Vec<Attachment>, is_xop: bool) -> Self {
        let ids = list.iter().enumerate();
        Self {
            ids: ids
                .map(|(index, it)| (it.content_id.clone(), index))
                .filter(|(id, _)| !id.is_empty())
                .collect(),
            taken: list.iter().map(|_| Cell::new(false)).collect(),
            list,
            is_xop,
            is_deferred: false,
            n_bytes: 0,
        }
    }

    /// The same where the parts are still to come.
    pub(crate) fn deferred(mut self) -> Self {
        self.is_deferred = true;
        self
    }

    /// Whether `xop:Include` stands for the octets of a part wherever it occurs.
    pub(crate) fn is_xop(&self) -> bool {
        self.is_xop
    }

    /// The part that a `cid:` URL refers to; it is taken.
    fn by_url(&self, url: &str) -> Option<&Attachment> {
        let url = url.trim();
        let id = content_id::of_url(url)?;
        // Some senders do not escape.
        let index = self.ids.get(&*id);
        let index = index.or_else(|| self.ids.get(content_id::without_scheme(url)?))?;
        Some(self.take(*index))
    }

    /// A copy of the part that a `cid:` URL refers to.
    pub(crate) fn attachment(&self, url: &str) -> Option<Attachment> {
        if self.is_deferred {
            let id = content_id::of_url(url.trim())?;
            return Some(Attachment::default().with_content_id(id));
        }
        self.by_url(url).cloned()
    }

    /// The octets that a `cid:` URL refers to.
    pub(crate) fn octets(&self, url: &str) -> Option<Bytes> {
        if self.is_deferred {
            return content_id::of_url(url.trim()).map(|_| Bytes::new());
        }
        self.by_url(url).map(|it| it.bytes.clone())
    }

    /// The parts that the parts of a message called `names` are, as far as there are any; they are taken.
    ///
    /// By the convention `<name=…@…>` for their `Content-ID`; if no part follows it, in order.
    pub(crate) fn named(&self, names: &[&str]) -> Vec<Option<Attachment>> {
        if self.is_deferred {
            return vec![Some(Attachment::default()); names.len()];
        }
        let mut found: Vec<Option<usize>> = names.iter().map(|it| self.index_of(it)).collect();
        if found.iter().all(Option::is_none) {
            let mut free = (0..self.list.len()).filter(|it| !self.taken[*it].get());
            found = names.iter().map(|_| free.next()).collect();
        }
        let taken = found.into_iter().map(|it| Some(self.take(it?).clone()));
        taken.collect()
    }

    /// The parts that nothing took, in order.
    pub(crate) fn into_rest(self) -> Vec<Attachment> {
        let taken = self.taken.into_iter();
        let rest = self.list.into_iter().zip(taken).filter(|it| !it.1.get());
        rest.map(|it| it.0).collect()
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        let mut ids = self.list.iter().map(|it| it.content_id.as_str());
        ids.position(|it| !it.is_empty() && content_id::part_name(it) == name)
    }

    fn take(&self, index: usize) -> &Attachment {
        self.taken[index].set(true);
        &self.list[index]
    }
}
