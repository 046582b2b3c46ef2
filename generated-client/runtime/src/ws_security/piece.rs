//! [`Piece`]: what of a message a signature covers.

use super::places::Place;

/// A part of the message that a signature covers.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) place: Place,
    /// The text whose digest was verified, with what was encrypted in it decrypted since.
    pub(super) text: String,
}
