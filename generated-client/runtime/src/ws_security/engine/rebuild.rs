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
            let prefixes = c14n::prefixes_of(document, id);
            blocks.push_str(&canonical(document, id, &Method::exclusive(prefixes))?);
        }
        // Each block has all declarations that were in scope.
        if blocks.len() > document.max_canonical {
            return Err(malformed("header blocks with too many declarations"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ws_security::engine::message::envelope_of;
    use crate::xml::Limits;

    #[test]
    fn declarations_that_unsigned_blocks_repeat_are_limited() {
        let rebuilt = |n_blocks: usize| {
            let declarations: String = (0..10)
                .map(|it| format!(" xmlns:p{it}='urn:{}'", "x".repeat(500)))
                .collect();
            let blocks = "<b/>".repeat(n_blocks);
            let text = format!(
                "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'{declarations}>\
                 <s:Header>{blocks}</s:Header><s:Body/></s:Envelope>"
            );
            let mut limits = Limits::response();
            limits.bytes = text.len();
            let document = Document::parse(&text, &limits).expect("it is well-formed");
            let envelope = envelope_of(&document).expect("it is an envelope");
            let settings = Settings {
                unsigned_headers: true,
                ..Settings::default()
            };
            let body = Piece {
                place: Place::Body,
                text: String::from("<body/>"),
            };
            rebuild(&settings, &document, envelope, &[body])
        };
        assert!(rebuilt(5).is_ok());
        let error = rebuilt(50).unwrap_err();
        assert!(
            error.to_string().contains("too many declarations"),
            "{error}"
        );
    }
}
