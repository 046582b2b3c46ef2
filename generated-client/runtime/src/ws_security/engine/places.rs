//! [`Place`]: where in a message something stands, whatever is decrypted around it.

use super::message::{Envelope, is_block};
use super::names::WSSE11;
use super::tree::{Document, Id};
use crate::ws_security::WSU;
use crate::ws_security::policy::Part;

/// Where something stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Body,
    /// The n-th header block.
    Block(usize),
    Timestamp,
    Other,
}

/// A part of the message that a signature covers.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) place: Place,
    /// The text whose digest was verified, with what was encrypted in it decrypted since.
    pub(super) text: String,
}

/// The place of an element.
pub(super) fn place(document: &Document<'_>, envelope: Envelope, security: Id, at: Id) -> Place {
    let element = document.element(at);
    if at == envelope.body {
        return Place::Body;
    }
    if element.parent == Some(security) && element.is(WSU, "Timestamp") {
        return Place::Timestamp;
    }
    match element.parent {
        Some(parent) if Some(parent) == envelope.header => {
            let index = document.children(parent).position(|it| it == at);
            index.map_or(Place::Other, Place::Block)
        }
        Some(_) | None => Place::Other,
    }
}

/// The place that an `xenc:EncryptedData` is all of.
pub(super) fn place_of_data(document: &Document<'_>, envelope: Envelope, at: Id) -> Place {
    let Some(parent) = document.element(at).parent else {
        return Place::Other;
    };
    let element = document.element(parent);
    if parent == envelope.body && document.children(parent).count() == 1 {
        return Place::Body;
    }
    let block = match element.is(WSSE11, "EncryptedHeader") {
        true => parent,
        false => at,
    };
    match document.element(block).parent == envelope.header {
        true => place(document, envelope, usize::MAX, block),
        false => Place::Other,
    }
}

/// The places that a part is.
pub(super) fn places(document: &Document<'_>, envelope: Envelope, part: Part) -> Vec<Place> {
    match part {
        Part::Body => vec![Place::Body],
        Part::Header { namespace, local } => {
            let blocks = envelope
                .header
                .into_iter()
                .flat_map(|id| document.children(id));
            blocks
                .enumerate()
                .filter(|(_, id)| is_block(document.element(*id), namespace, local))
                .map(|(index, _)| Place::Block(index))
                .collect()
        }
        // Never among the pieces: nothing here signs them.
        Part::Attachments => vec![Place::Other],
    }
}
