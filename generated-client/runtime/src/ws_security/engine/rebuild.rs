//! The envelope that is read: made of the texts whose digests were verified, and of nothing else.

use super::c14n::{self, Method};
use super::edits::Edits;
use super::message::Envelope;
use super::places::{Piece, Place};
use super::security::Settings;
use super::sign::canonical;
use super::tree::Document;
use crate::ws_security::WSSE;
use crate::ws_security::error::{SecurityError, malformed};

/// Prefixes of the standard's namespaces that values use. Exclusive canonical forms lack the declarations of prefixes that
/// only values use; these mean one thing everywhere, so that it does not matter what the message says they mean.
const PREFIXES: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
                        xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";

/// The prefix of the envelope. No default namespace: names without a prefix in a canonical form are in no namespace
/// unless it says so.
const ROOT: &str = "opened";

/// The envelope made of what was verified.
pub(super) fn rebuild(
    settings: &Settings,
    document: &Document<'_>,
    envelope: Envelope,
    pieces: &[Piece],
) -> Result<String, SecurityError> {
    let text_of = |place| {
        let mut pieces = pieces.iter();
        pieces
            .find(|it| it.place == place)
            .map(|it| it.text.as_str())
    };
    let mut blocks = String::new();
    let all = envelope
        .header
        .into_iter()
        .flat_map(|id| document.children(id));
    for (index, id) in all.enumerate() {
        if let Some(text) = text_of(Place::Block(index)) {
            blocks.push_str(text);
        } else if settings.unsigned_headers && !document.element(id).is(WSSE, "Security") {
            let prefixes = c14n::prefixes_of(document, id).into_iter().collect();
            blocks.push_str(&canonical(document, id, &Method::exclusive(prefixes))?);
        }
    }
    let body = text_of(Place::Body).ok_or_else(|| malformed("no signed body"))?;
    let soap = envelope.version.namespace();
    Ok(format!(
        "<{ROOT}:Envelope xmlns:{ROOT}=\"{soap}\"{PREFIXES}><{ROOT}:Header>{blocks}</{ROOT}:Header>{body}</{ROOT}:Envelope>"
    ))
}

/// The envelope as it came, without the block that was read.
pub(super) fn without_security(
    document: &Document<'_>,
    envelope: Envelope,
    settings: &Settings,
) -> Result<String, SecurityError> {
    let mut edits = Edits::default();
    if let Some(id) = envelope.security(document, settings.actor.as_deref())? {
        edits.replace(document.element(id).span.clone(), "");
    }
    Ok(edits.apply(document.text))
}
