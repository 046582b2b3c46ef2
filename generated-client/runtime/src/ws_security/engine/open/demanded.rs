//! What is demanded of a message that came, once all of its `Security` block was taken.

use std::time::Duration;

use super::{Opened, Opening, VALID};
use crate::ws_security::demands::name_of;
use crate::ws_security::engine::algorithm::DigestAlgorithm;
use crate::ws_security::engine::exchange::Exchange;
use crate::ws_security::engine::message::Envelope;
use crate::ws_security::engine::places::{Place, places};
use crate::ws_security::engine::rebuild;
use crate::ws_security::engine::tree::Document;
use crate::ws_security::engine::verified::Verified;
use crate::ws_security::error::{SecurityError, SecurityErrorKind};
use crate::ws_security::policy::Part;

impl Opening<'_> {
    /// Checks that all that is demanded is there, and puts the message together from it.
    pub(super) fn finish(
        self,
        document: &Document<'_>,
        envelope: Envelope,
    ) -> Result<Opened, SecurityError> {
        let settings = self.settings;
        let needs_signature = self.needs_signature();
        let missing = |detail: &str| Err(SecurityError::new(SecurityErrorKind::Missing, detail));
        if settings.users.is_some() && self.user.is_none() {
            return missing("no user name");
        }
        let is_held = needs_signature || self.exchange.is_request;
        let needs_timestamp = settings.demanded_timestamp || (self.policy.timestamp && is_held);
        if needs_timestamp && self.timestamp.is_none() {
            return missing("no timestamp");
        }
        let encrypted = settings
            .demanded_encrypted
            .iter()
            .chain(self.policy.encrypted);
        for part in encrypted.filter(|_| !self.policy.https) {
            for place in places(document, envelope, *part) {
                if !self.decrypted.contains(&place) {
                    return missing(&format!("{} is not encrypted", name_of(part)));
                }
            }
        }
        let is_signed = |place| self.pieces.iter().any(|it| it.place == place);
        let mut text = rebuild::without_security(document, envelope, settings)?;
        if needs_signature {
            let mut demanded = vec![Part::Body];
            demanded.extend(&settings.demanded);
            demanded.extend(self.policy.signed);
            for part in demanded {
                for place in places(document, envelope, part) {
                    if !is_signed(place) {
                        return missing(&format!("{} is not signed", name_of(&part)));
                    }
                }
            }
            if self.timestamp.is_some() && !is_signed(Place::Timestamp) {
                return missing("the timestamp is not signed");
            }
            text = rebuild::rebuild(settings, document, envelope, &self.pieces)?;
        }
        self.check_replay()?;
        Ok(Opened {
            text,
            verified: Verified {
                user: self.user.map(|(name, _)| name),
                created: self.timestamp.map(|(created, _)| created),
                exchange: Exchange {
                    session: self.session,
                    signer: self.signer,
                    ..Exchange::default()
                },
            },
        })
    }

    fn check_replay(&self) -> Result<(), SecurityError> {
        let skew = self.settings.skew;
        let mut seen: Vec<(Vec<u8>, Duration)> = Vec::new();
        if let Some((_, expires)) = self.timestamp {
            seen.extend(
                self.values
                    .iter()
                    .map(|value| (value.clone(), expires + skew)),
            );
        }
        if let Some((_, Some(nonce))) = &self.user {
            seen.push((nonce.clone(), self.now + VALID + skew + skew));
        }
        let mut replays = match self.settings.replays.lock() {
            Ok(replays) => replays,
            Err(poisoned) => poisoned.into_inner(),
        };
        for (value, until) in seen {
            let digest = DigestAlgorithm::Sha256.digest(&value);
            if !replays.is_new(digest, self.now, until) {
                return Err(SecurityError::new(SecurityErrorKind::Replayed, ""));
            }
        }
        Ok(())
    }
}
