//! Reading a piece of an answer, with notes of where the items of its lists stand.
//!
//! In: a document that may lack what comes later, and what it is read into. Out: the notes, and what is wrong before the
//! place where the piece ends. Not generic, so that it exists once.

use std::ops::Range;

use crate::soap::envelope::{EnvelopeError, Target, read_envelope};
use crate::soap::{DecodeOptions, NotUnderstood};
use crate::xml::{DecodeError, Deviation, DeviationKind, ItemNote};

/// What was found in a piece.
#[derive(Default)]
pub(super) struct Noted {
    notes: Vec<ItemNote>,
    deviations: Vec<Deviation>,
    /// What is wrong with what is there, and neither with what is missing nor with what kind of document it is.
    pub(super) error: Option<DecodeError>,
}

/// A piece of an answer, of which only the bytes up to `end` have arrived; what stands behind closes what is open.
#[derive(Clone, Copy)]
pub(super) struct Piece<'p> {
    pub(super) text: &'p str,
    pub(super) end: usize,
    /// How many elements are open at an item, its own included, where that is known.
    pub(super) depth: Option<usize>,
}

/// Reads a piece, and says which of its header blocks must be understood and is not.
pub(super) fn read_noting(
    piece: Piece<'_>,
    options: &DecodeOptions,
    target: &mut Target<'_>,
) -> (Noted, Option<NotUnderstood>) {
    let Piece { text, end, depth } = piece;
    let mut reader = match options.reader(text) {
        Ok(reader) => reader,
        Err(error) => {
            let noted = Noted {
                error: Some(error),
                ..Noted::default()
            };
            return (noted, None);
        }
    };
    reader.note_items(depth);
    let mut understanding = options.understanding();
    let error = match read_envelope(&mut reader, target, &mut understanding) {
        // Where an element that was closed here lacks something, or an end tag of an item stands at the end.
        Err(EnvelopeError::Decode(error)) if error.position() > end => None,
        Err(EnvelopeError::NotXml(error) | EnvelopeError::Decode(error)) => Some(error),
        Ok(_) | Err(EnvelopeError::NotSoap) => None,
    };
    let noted = Noted {
        notes: reader.take_notes(),
        deviations: reader.take_deviations(),
        error,
    };
    (noted, understanding.unknown)
}

impl Noted {
    /// The items of the list at this address that have arrived as a whole, in order.
    pub(super) fn items_of<T>(&self, list: &Vec<T>, end: usize) -> Vec<ItemNote> {
        let list = std::ptr::from_ref(list).addr();
        let own = self.notes.iter();
        let own = own.filter(|note| note.list == list && note.range.end <= end);
        own.cloned().collect()
    }

    /// The deviations of `items`, which are in order.
    pub(super) fn deviations_of(&mut self, items: &[ItemNote]) -> Vec<Deviation> {
        let mut res = std::mem::take(&mut self.deviations);
        res.retain(|deviation| {
            let index = items.partition_point(|item| item.range.end < deviation.position);
            (items[index..].iter().take(2)).any(|item| is_of(deviation, &item.range))
        });
        res
    }
}

/// Whether it is a deviation of the item at `range`. What an item lacks is reported at its end, and so is that it is
/// skipped.
pub(super) fn is_of(deviation: &Deviation, range: &Range<usize>) -> bool {
    let is_at_end = matches!(
        deviation.kind,
        DeviationKind::Missing | DeviationKind::Unreadable
    );
    range.contains(&deviation.position) || deviation.position == range.end && is_at_end
}
