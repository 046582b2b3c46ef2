//! Who signed a message that came, with which key, and what of it that covers.

use super::Opening;
use crate::value::Secret;
use crate::ws_security::engine::exchange::Session;
use crate::ws_security::engine::key_info::{self, KeyName};
use crate::ws_security::engine::message::{Envelope, element_by_id};
use crate::ws_security::engine::places::{Piece, Place, place};
use crate::ws_security::engine::tree::{Document, Id};
use crate::ws_security::engine::verify::{Key, Rules, verify};
use crate::ws_security::error::{SecurityError, SecurityErrorKind, untrusted};
use crate::ws_security::policy::TokenPurpose;

impl Opening<'_> {
    /// The key that an element's `ds:KeyInfo` names.
    pub(super) fn session_of(
        &self,
        document: &Document<'_>,
        at: Id,
    ) -> Result<Session, SecurityError> {
        let name = key_info::read(document, at)?;
        let found = match &name {
            KeyName::Id(id) => {
                let mut own = self.sessions.iter();
                own.find(|(it, _)| it == id).map(|(_, session)| session)
            }
            KeyName::EncryptedKeySha1(sha1) => self
                .exchange
                .session
                .iter()
                .chain(self.sessions.iter().map(|(_, session)| session))
                .find(|it| it.sha1 == *sha1),
            _ => None,
        };
        found.cloned().ok_or_else(|| {
            SecurityError::new(SecurityErrorKind::Decryption, "its key is not known")
        })
    }

    pub(super) fn take_signature(
        &mut self,
        document: &Document<'_>,
        envelope: Envelope,
        security: Id,
        at: Id,
    ) -> Result<(), SecurityError> {
        if !self.needs_signature() {
            return Ok(());
        }
        let key = self.signer_of(document, at)?;
        if let Key::Certificate(certificate) = &key {
            let trust = self.settings.trust.as_ref();
            let trust = trust.ok_or_else(|| untrusted("only the key of the request is"))?;
            trust.check(certificate, self.now)?;
        }
        let rules = Rules {
            sha1: self.settings.sha1 || self.policy.suite.is_some_and(|it| it.is_sha1()),
        };
        let (covered, value) = verify(document, at, &key, rules, self.limits)?;
        for it in covered {
            let place = place(document, envelope, security, it.element);
            if place != Place::Other {
                let text = it.text;
                self.pieces.push(Piece { place, text });
            }
        }
        self.values.push(value);
        match key {
            Key::Certificate(certificate) => self.signer = Some(*certificate),
            Key::Secret(_) => {}
        }
        Ok(())
    }

    /// The key that a signature was made with, if it may have been.
    fn signer_of(&mut self, document: &Document<'_>, at: Id) -> Result<Key, SecurityError> {
        let name = key_info::read(document, at)?;
        let trust = self.settings.trust.as_ref();
        let unknown = || untrusted("its certificate is not known");
        let certificate = match &name {
            KeyName::Id(id) if self.sessions.iter().any(|(it, _)| it == id) => {
                // The key was encrypted for us by anybody: that somebody knows it says nothing of who it is. Where that
                // is how it is to be done, a user says so.
                let mut purposes = self.policy.tokens.iter().map(|token| token.purpose);
                let is_asked = self.settings.symmetric
                    || purposes.any(|purpose| purpose == TokenPurpose::Protection);
                if !is_asked || self.settings.users.is_none() {
                    return Err(untrusted("a key that anybody can make"));
                }
                let session = self.session_of(document, at)?;
                self.session = Some(session.clone());
                return Ok(Key::Secret(session.key));
            }
            KeyName::EncryptedKeySha1(sha1) => {
                let session = self.exchange.session.as_ref();
                let session = session.filter(|it| it.sha1 == *sha1).ok_or_else(unknown)?;
                return Ok(Key::Secret(Secret::clone(&session.key)));
            }
            KeyName::Id(id) => {
                // The token is the one element with this id, and stands where tokens stand.
                element_by_id(document, id)?;
                let mut own = self.tokens.iter();
                own.find(|(it, _)| it == id).map(|(_, it)| it.clone())
            }
            KeyName::Certificate(certificate) => Some((**certificate).clone()),
            KeyName::None => trust.and_then(|it| it.only()).cloned(),
            name => {
                let own = self.tokens.iter().map(|(_, it)| it);
                let known = trust.into_iter().flat_map(|it| it.known());
                own.chain(known).find(|it| name.names(it)).cloned()
            }
        };
        let certificate = certificate.ok_or_else(unknown)?;
        Ok(Key::Certificate(Box::new(certificate)))
    }
}
