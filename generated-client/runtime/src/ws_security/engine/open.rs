//! Opening a message that came: decrypted, verified, and cut down to what was verified.
//!
//! In: the text of an envelope. Out: an envelope of the very texts whose digests were verified, with who signed it. The
//! elements of the `Security` block are taken in document order, as the sender wrote them to be read.

mod demanded;
mod signer;

use std::time::Duration;

use super::certificate::Certificate;
use super::decrypt;
use super::exchange::{Exchange, Session};
use super::key_info::octets;
use super::message::{Envelope, envelope_of, id_of};
use super::names::{DS, X509V3, XENC};
use super::places::{Piece, Place, place_of_data};
use super::security::{Security, Settings};
use super::timestamp;
use super::tree::{Document, Id};
use super::user::check_user;
use super::verified::Verified;
use crate::ws_security::error::{SecurityError, malformed};
use crate::ws_security::policy::SecurityPolicy;
use crate::ws_security::{WSSE, WSU};
use crate::xml::{Limits, Reader};

/// Elements of the `Security` block.
const MAX_TOKENS: usize = 100;

/// Pieces that are encrypted by themselves.
const MAX_ENCRYPTED: usize = 64;

/// Limits of bytes that all messages take that are parsed after one another, as more of them is decrypted.
const MAX_PARSED: usize = 8;

/// How long a message without `Expires` is taken.
const VALID: Duration = Duration::from_secs(300);

/// A message that was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The envelope to be read instead.
    pub(crate) text: String,
    pub(crate) verified: Verified,
}

impl Security {
    /// A message that was believed. `None`: it is no envelope, or nothing is demanded of it; it is read as it is.
    ///
    /// An answer has to keep to the alternative of its request, a request to any.
    ///
    /// # Errors
    /// It is not protected as it has to be.
    pub(crate) fn open(
        &self,
        text: &str,
        limits: &Limits,
        demands: &[SecurityPolicy],
        exchange: &Exchange,
    ) -> Result<Option<Opened>, SecurityError> {
        let open_by = |policy| open_by(&self.0, text, limits, policy, exchange);
        if let Some(policy) = exchange.alternative.and_then(|index| demands.get(index)) {
            return open_by(*policy);
        }
        let mut refusal = None;
        for (index, policy) in demands.iter().enumerate() {
            match open_by(*policy) {
                Ok(mut opened) => {
                    if let Some(opened) = &mut opened {
                        opened.verified.exchange.alternative = Some(index);
                    }
                    return Ok(opened);
                }
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        match refusal {
            Some(error) => Err(error),
            None => open_by(SecurityPolicy::NONE),
        }
    }
}

fn open_by(
    settings: &Settings,
    text: &str,
    limits: &Limits,
    policy: SecurityPolicy,
    exchange: &Exchange,
) -> Result<Option<Opened>, SecurityError> {
    let opening = Opening {
        settings,
        policy,
        limits,
        parsed: Parsed::default(),
        exchange,
        now: settings.sources.now(),
        text: String::new(),
        deferred: Vec::new(),
        is_changed: false,
        tokens: Vec::new(),
        sessions: Vec::new(),
        decrypted: Vec::new(),
        pieces: Vec::new(),
        timestamp: None,
        values: Vec::new(),
        signer: None,
        session: None,
        user: None,
    };
    if !opening.is_asked() {
        return Ok(None);
    }
    opening.run(text)
}

/// The root element is an envelope, whatever comes behind it.
fn starts_envelope(text: &str, limits: &Limits) -> bool {
    let reader = Reader::new(text, limits);
    reader.is_ok_and(|mut it| it.child().is_ok() && it.name().1 == "Envelope")
}

/// A fault in a message without any signature.
fn is_unsigned_fault(document: &Document<'_>, envelope: Envelope) -> bool {
    let soap = envelope.version.namespace();
    let is_fault = document.only(envelope.body, soap, "Fault").is_some()
        && document.children(envelope.body).count() == 1;
    is_fault && !document.elements().any(|(_, it)| it.is(DS, "Signature"))
}

struct Opening<'o> {
    settings: &'o Settings,
    policy: SecurityPolicy,
    limits: &'o Limits,
    parsed: Parsed,
    exchange: &'o Exchange,
    now: Duration,
    /// The text once something was decrypted in it.
    text: String,
    /// The tokens that a list further on names, by number.
    deferred: Vec<usize>,
    /// Whether something was decrypted since the text was parsed.
    is_changed: bool,
    /// Certificates that the message holds, by id.
    tokens: Vec<(String, Certificate)>,
    /// Keys that the message holds, by id.
    sessions: Vec<(String, Session)>,
    /// Where something was decrypted.
    decrypted: Vec<Place>,
    pieces: Vec<Piece>,
    /// Created and expires.
    timestamp: Option<(Duration, Duration)>,
    /// The values of signatures.
    values: Vec<Vec<u8>>,
    signer: Option<Certificate>,
    /// The key that both directions are protected with.
    session: Option<Session>,
    user: Option<(String, Option<Vec<u8>>)>,
}

impl Opening<'_> {
    /// Whether a signature is demanded.
    fn needs_signature(&self) -> bool {
        self.settings.trust.is_some()
            || self.settings.symmetric
            || self.exchange.session.is_some()
            || (self.exchange.is_request && !self.policy.https && !self.policy.signed.is_empty())
    }

    /// Whether anything is demanded, or can be decrypted.
    fn is_asked(&self) -> bool {
        let settings = self.settings;
        self.needs_signature()
            || settings.users.is_some()
            || settings.demanded_timestamp
            || settings.identity.is_some()
            || !settings.demanded_encrypted.is_empty()
            || settings.sources.learns_offset()
    }

    /// Takes the elements of the `Security` block one after the other. Each changes the text at most behind itself, or in
    /// place, so that a number leads to the next one.
    fn run(mut self, text: &str) -> Result<Option<Opened>, SecurityError> {
        let Ok(document) = Document::parse(text, self.limits) else {
            return match starts_envelope(text, self.limits) {
                // A fault is read from the beginning of a broken message too: not from one that was not looked at.
                true => Err(malformed("the message is no XML")),
                false => Ok(None),
            };
        };
        if document.element(0).local() != "Envelope" {
            return Ok(None);
        }
        let envelope =
            envelope_of(&document).ok_or_else(|| malformed("no envelope with one body"))?;
        if self.settings.unsigned_faults && is_unsigned_fault(&document, envelope) {
            return Ok(None);
        }
        let mut n_taken = 0;
        if self.walk(&document, envelope, &mut n_taken)? {
            return self.finish(&document, envelope).map(Some);
        }
        while n_taken < MAX_TOKENS {
            let text = std::mem::take(&mut self.text);
            let document = self.parsed.parse(&text, self.limits)?;
            let envelope = envelope_of(&document).ok_or_else(|| malformed("no envelope"))?;
            if self.walk(&document, envelope, &mut n_taken)? {
                return self.finish(&document, envelope).map(Some);
            }
        }
        Err(malformed("too many elements"))
    }

    /// Takes elements until the text is another, and then gives `false`.
    fn walk(
        &mut self,
        document: &Document<'_>,
        envelope: Envelope,
        n_taken: &mut usize,
    ) -> Result<bool, SecurityError> {
        self.is_changed = false;
        let actor = self.settings.actor.as_deref();
        let Some(security) = envelope.security(document, actor)? else {
            return Ok(true);
        };
        let tokens: Vec<Id> = document.children(security).take(MAX_TOKENS + 1).collect();
        if tokens.len() > MAX_TOKENS {
            return Err(malformed("too many elements"));
        }
        // Certificates first: some write the signature before the token that it names.
        self.tokens.clear();
        for &at in &tokens {
            if document.element(at).is(WSSE, "BinarySecurityToken") {
                self.take_token(document, at)?;
            }
        }
        while let Some(&at) = tokens.get(*n_taken) {
            self.take(document, envelope, security, (*n_taken, at))?;
            *n_taken += 1;
            if self.is_changed {
                return Ok(false);
            }
        }
        // Those that were still encrypted when it was their turn.
        for index in std::mem::take(&mut self.deferred) {
            if let Some(&at) = tokens.get(index) {
                self.take(document, envelope, security, (index, at))?;
            }
        }
        match self.deferred.is_empty() && !self.is_changed {
            true => Ok(true),
            false => Err(malformed("an encrypted token that no list names")),
        }
    }

    fn take(
        &mut self,
        document: &Document<'_>,
        envelope: Envelope,
        security: Id,
        (index, at): (usize, Id),
    ) -> Result<(), SecurityError> {
        let element = document.element(at);
        match (&*element.namespace, element.local()) {
            (WSU, "Timestamp") => self.take_timestamp(document, at),
            (WSSE, "UsernameToken") => {
                if let Some(users) = &self.settings.users {
                    let is_again = self.user.is_some();
                    let window = VALID + self.settings.skew;
                    self.user = Some(check_user(document, at, &**users, self.now, window)?);
                    if is_again {
                        return Err(malformed("there are several user names"));
                    }
                }
                Ok(())
            }
            (XENC, "EncryptedKey") => {
                let identity = self.settings.identity.as_ref();
                let references = decrypt::references(document, at);
                let session = decrypt::unwrap(document, at, identity)?;
                self.decrypt_all(document.text, &references, Some(&session))?;
                let id = element.attribute("", "Id").unwrap_or_default();
                self.sessions.push((id.to_owned(), session));
                Ok(())
            }
            (XENC, "ReferenceList") => {
                let references = decrypt::references(document, at);
                self.decrypt_all(document.text, &references, None)
            }
            (XENC, "EncryptedData") => {
                self.deferred.push(index);
                Ok(())
            }
            (DS, "Signature") => self.take_signature(document, envelope, security, at),
            // Assertions, confirmations, tokens of other kinds: nothing here rests on them.
            _ => Ok(()),
        }
    }

    fn take_timestamp(&mut self, document: &Document<'_>, at: Id) -> Result<(), SecurityError> {
        let (created, expires) = timestamp::read(document, at, VALID)?;
        if self.timestamp.replace((created, expires)).is_some() {
            return Err(malformed("there are several timestamps"));
        }
        self.settings.sources.hear(created);
        let is_held = self.needs_signature()
            || self.exchange.is_request
            || self.settings.users.is_some()
            || self.settings.demanded_timestamp;
        match is_held {
            true => timestamp::check(created, expires, self.now, self.settings.skew),
            false => Ok(()),
        }
    }

    fn take_token(&mut self, document: &Document<'_>, at: Id) -> Result<(), SecurityError> {
        let element = document.element(at);
        if element.attribute("", "ValueType") != Some(X509V3) {
            return Ok(());
        }
        let certificate = document
            .text_of(at)
            .and_then(|text| octets(&text))
            .and_then(|der| Certificate::read(&der))
            .ok_or_else(|| malformed("a token that is no certificate"))?;
        if let Some(id) = id_of(element) {
            self.tokens.push((id.to_owned(), certificate));
        }
        Ok(())
    }

    /// Decrypts what these ids name, in the message and in what was verified of it before.
    fn decrypt_all(
        &mut self,
        text: &str,
        ids: &[String],
        session: Option<&Session>,
    ) -> Result<(), SecurityError> {
        if ids.len() + self.decrypted.len() > MAX_ENCRYPTED {
            return Err(malformed("too much is encrypted by itself"));
        }
        let mut text = text.to_owned();
        for id in ids {
            let document = self.parsed.parse(&text, self.limits)?;
            let at = decrypt::data_by_id(&document, id)
                .ok_or_else(|| malformed("a reference to nothing encrypted"))?;
            let key = match session {
                Some(session) => session.key.clone(),
                None => self.session_of(&document, at)?.key,
            };
            let envelope = envelope_of(&document).ok_or_else(|| malformed("no envelope"))?;
            self.decrypted.push(place_of_data(&document, envelope, at));
            let demanded = self.policy.suite.and_then(|suite| suite.cipher());
            let cbc = self.settings.cbc || demanded.is_some_and(|cipher| cipher.is_cbc());
            let plain = decrypt::decrypt(&document, at, &key, cbc, self.limits)?;
            for piece in &mut self.pieces {
                let old = piece.text.clone();
                let document = self.parsed.parse(&old, self.limits)?;
                if let Some(at) = decrypt::data_by_id(&document, id) {
                    piece.text = decrypt::decrypt(&document, at, &key, cbc, self.limits)?;
                }
            }
            text = plain;
            self.is_changed = true;
        }
        self.text = text;
        Ok(())
    }
}

/// How many bytes were parsed of messages that something was decrypted in.
#[derive(Default)]
struct Parsed(usize);

impl Parsed {
    fn parse<'t>(&mut self, text: &'t str, limits: &Limits) -> Result<Document<'t>, SecurityError> {
        self.0 = self.0.saturating_add(text.len());
        if self.0 > limits.bytes.saturating_mul(MAX_PARSED) {
            return Err(malformed("too much is encrypted by itself"));
        }
        Document::parse(text, limits)
            .map_err(|_| malformed("what was decrypted is no XML in its place"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_message_is_parsed_a_few_times() {
        let text = format!("<a>{}</a>", "x".repeat(93));
        let mut limits = Limits::response();
        limits.bytes = text.len();
        let mut parsed = Parsed::default();
        let n_parsed = (0..100).take_while(|_| parsed.parse(&text, &limits).is_ok());
        assert_eq!(n_parsed.count(), MAX_PARSED);
    }
}
