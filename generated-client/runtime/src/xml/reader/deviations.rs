//! Where the document is not what its schema says, and what becomes of that.

use std::fmt::Display;

use super::{DecodeError, DecodeErrorKind, Reader};
use crate::xml::deviation::{Deviation, DeviationKind, KEPT_DEVIATIONS, Tolerance};
use crate::xml::error::{shown, shown_path, without_expected};

impl Reader<'_> {
    /// Records that the document is not what its schema says. Keeps the first thousand and counts the others.
    ///
    /// # Errors
    /// Such a deviation is not put up with.
    pub fn deviate(
        &mut self,
        kind: DeviationKind,
        expected: impl Display,
        found: impl Display,
    ) -> Result<(), DecodeError> {
        if kind == DeviationKind::UnexpectedElement {
            self.note_outranking();
        }
        if !self.tolerance.takes(kind) {
            return Err(self.error(DecodeErrorKind::Deviation, expected, found));
        }
        self.n_deviations += 1;
        if self.deviations.len() == KEPT_DEVIATIONS {
            self.n_left_out += 1;
        } else {
            self.deviations.push(Deviation {
                path: shown_path(&self.path()).into_owned(),
                position: self.position(),
                kind,
                expected: without_expected(expected.to_string()),
                found: shown(found.to_string()),
            });
        }
        Ok(())
    }

    /// Reads past the pending element, where another or none is `expected`.
    ///
    /// # Errors
    /// Such a deviation is not put up with, or the document is not well-formed or passes a limit.
    pub(crate) fn skip_unexpected(&mut self, expected: &str) -> Result<(), DecodeError> {
        let (_, name) = self.name();
        let found = format_args!("element `{name}`");
        self.deviate(DeviationKind::UnexpectedElement, expected, found)?;
        self.skip()
    }

    /// Whether deviations of `kind` are put up with.
    pub(crate) fn tolerates(&self, kind: DeviationKind) -> bool {
        self.tolerance.takes(kind)
    }

    /// How many deviations are kept so far.
    pub(crate) fn deviations_kept(&self) -> usize {
        self.deviations.len()
    }

    /// Takes what was found out of the deviations from the one at `from` on: it is secret.
    pub(crate) fn hide_deviations(&mut self, from: usize) {
        for deviation in self.deviations.iter_mut().skip(from) {
            deviation.found = String::from("a hidden value");
        }
    }

    /// Whether deviations are errors.
    pub fn set_strict(&mut self, is_strict: bool) {
        self.set_tolerance(Tolerance::from_strict(is_strict));
    }

    /// Which deviations are put up with; all by default.
    pub fn set_tolerance(&mut self, tolerance: Tolerance) {
        self.tolerance = tolerance;
    }

    /// Whether an item of a list that cannot be read is a deviation and left out, instead of an error. Not by default.
    pub fn set_skips_items(&mut self, skips_items: bool) {
        self.skips_items = skips_items;
    }

    pub(crate) fn skips_items(&self) -> bool {
        self.skips_items
    }

    /// Takes the deviations that were kept, at most a thousand, in document order. Where there were more, one of
    /// [`DeviationKind::LeftOut`] at the end says how many.
    pub fn take_deviations(&mut self) -> Vec<Deviation> {
        let mut res = std::mem::take(&mut self.deviations);
        let n_left_out = std::mem::take(&mut self.n_left_out);
        if n_left_out > 0 {
            res.push(Deviation::left_out(n_left_out));
        }
        res
    }

    /// How many deviations there were, those not kept included.
    pub fn deviation_count(&self) -> usize {
        self.n_deviations
    }
}
