//! [`Rest`]: the answer without its items, and where in the document each piece of it stood.

use std::ops::Range;

use crate::soap::stream::noted::is_of;
use crate::xml::Deviation;

/// The answer without its items but the first.
#[derive(Debug, Default)]
pub(super) struct Rest {
    pub(super) text: String,
    /// Where pieces begin: in the text, and in the document.
    pieces: Vec<(usize, usize)>,
    /// The first item.
    pub(super) first: Range<usize>,
}

impl Rest {
    /// Adds what stands at byte `origin` of the document.
    pub(super) fn push(&mut self, text: &str, origin: usize) {
        if !text.is_empty() {
            self.pieces.push((self.text.len(), origin));
            self.text.push_str(text);
        }
    }

    /// Adds what stands between items, unless that is nothing.
    pub(super) fn push_gap(&mut self, text: &str, origin: usize) {
        if !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.push(text, origin);
        }
    }

    /// The byte of the document that byte `position` of the text is.
    pub(super) fn origin(&self, position: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.0 <= position);
        match index.checked_sub(1).map(|index| self.pieces[index]) {
            Some((start, origin)) => origin + (position - start),
            None => position,
        }
    }

    /// The deviations of the text as those of the document, without those of the first item.
    pub(super) fn moved(&self, deviations: Vec<Deviation>) -> impl Iterator<Item = Deviation> {
        let deviations = deviations.into_iter();
        let own = deviations.filter(|deviation| !is_of(deviation, &self.first));
        own.map(|deviation| Deviation {
            position: self.origin(deviation.position),
            ..deviation
        })
    }
}
