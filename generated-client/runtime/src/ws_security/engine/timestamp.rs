//! `wsu:Timestamp` of a message that came; WSS SOAP Message Security 1.1 §10.

use std::time::Duration;

use super::clock;
use super::tree::{Document, Id};
use crate::ws_security::WSU;
use crate::ws_security::error::{SecurityError, SecurityErrorKind, malformed};

/// When a message was made and until when it is valid, as times since 1970; for the time `valid` where it does not say.
pub(super) fn read(
    document: &Document<'_>,
    at: Id,
    valid: Duration,
) -> Result<(Duration, Duration), SecurityError> {
    let time = |local| {
        let mut found = document.named(at, WSU, local);
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some(id), None) => {
                let text = document.text_of(id);
                let time = text.and_then(|text| clock::parse(&text));
                time.map(Some)
                    .ok_or_else(|| malformed("a time in the timestamp"))
            }
            (Some(_), Some(_)) => Err(malformed("a time in the timestamp twice")),
        }
    };
    let created = time("Created")?.ok_or_else(|| malformed("a timestamp without `Created`"))?;
    Ok((created, time("Expires")?.unwrap_or(created + valid)))
}

/// Checks that a message is valid now, by a clock that may be off by `skew`.
pub(super) fn check(
    created: Duration,
    expires: Duration,
    now: Duration,
    skew: Duration,
) -> Result<(), SecurityError> {
    let expired = |detail| Err(SecurityError::new(SecurityErrorKind::Expired, detail));
    if created > now + skew {
        return expired("it was created in the future");
    }
    if expires + skew <= now {
        return expired("it has expired");
    }
    Ok(())
}
