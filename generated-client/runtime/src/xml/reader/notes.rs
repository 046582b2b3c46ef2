//! Notes of where the items of lists stand in the document, for those who cut it at items.

use std::ops::Range;

use super::{Reader, State};

/// Where an item of a list stands.
#[derive(Clone, Debug)]
pub(crate) struct ItemNote {
    /// The address of the list: who holds it can tell which list it is.
    pub(crate) list: usize,
    /// How many elements are open at the item, its own included.
    pub(crate) depth: usize,
    /// From the start tag of its first element to behind the end tag of its last.
    pub(crate) range: Range<usize>,
    /// Whether the list got a value; one that was skipped gives none.
    pub(crate) has_value: bool,
    /// Whether it may go on with elements that have not come yet: it is a run of them.
    pub(crate) is_run: bool,
}

impl Reader<'_> {
    /// Notes items from here on: of all lists, or of those whose items stand at this depth.
    pub(crate) fn note_items(&mut self, depth: Option<usize>) {
        self.notes = Some(Vec::new());
        self.noted_depth = depth;
    }

    /// Where an item that begins now would be noted; `None` if nobody asks.
    #[inline]
    pub(crate) fn note_from(&self) -> Option<usize> {
        self.notes.as_ref()?;
        let is_noted = self
            .noted_depth
            .is_none_or(|depth| depth == self.stack.len());
        is_noted.then(|| self.position())
    }

    pub(crate) fn note_item(&mut self, note: ItemNote) {
        if let Some(notes) = &mut self.notes {
            notes.push(note);
        }
    }

    /// The notes, in the order in which items ended.
    pub(crate) fn take_notes(&mut self) -> Vec<ItemNote> {
        self.notes.take().unwrap_or_default()
    }

    /// Byte offset behind what was read: of the pending start tag, if there is one.
    pub(crate) fn reached(&self) -> usize {
        match (self.state, self.stack.last()) {
            (State::Pending, Some(top)) => top.start,
            (_, _) => self.pos,
        }
    }
}
