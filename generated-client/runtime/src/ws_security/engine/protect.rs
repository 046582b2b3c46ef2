//! Protecting a message: tokens, signature and encryption go into an envelope that is already written.
//!
//! In: the text of an envelope, [`Settings`] and a [`Plan`]. Out: the text to be sent, and the [`Exchange`] that its answer
//! is read with. The order in the `Security` block is the one that all layouts of WS-SecurityPolicy 1.3 §6.7 allow: what is
//! used stands before what uses it.

use super::edits::Edits;
use super::encrypt::{self, Encrypted, SessionKey, Target, encrypt};
use super::exchange::{Exchange, Session};
use super::header::{self, Tokens};
use super::key_info;
use super::message::{Envelope, element_by_id, envelope_of, id_of, own_limits};
use super::names::{DS, XENC};
use super::plan::Plan;
use super::security::{Security, Settings};
use super::sign::{self, not_xml};
use super::tree::{Document, Id};
use crate::value::Secret;
use crate::ws_security::error::{SecurityError, configuration, malformed};
use crate::ws_security::policy::{KeyReference, Part, ProtectionOrder, SecurityPolicy};
use crate::ws_security::{WSSE, WSU};

/// Where the pieces of one message are: ids that no other message has.
struct Ids(String);

impl Ids {
    fn new(settings: &Settings) -> Result<Self, SecurityError> {
        let random: [u8; 12] = settings.sources.bytes()?;
        let hex: String = random.iter().map(|it| format!("{it:02x}")).collect();
        Ok(Self(format!("_{hex}")))
    }

    fn of(&self, what: &str) -> String {
        format!("{}-{what}", self.0)
    }
}

impl Security {
    /// The text of an envelope with all that is to be in it, and what its answer is read with. `request` is what the
    /// message answers.
    ///
    /// # Errors
    /// A key cannot be used, or a value has a character that XML cannot carry.
    pub(crate) fn protect(
        &self,
        text: &str,
        policy: Option<&SecurityPolicy>,
        request: Option<&Exchange>,
    ) -> Result<(String, Exchange), SecurityError> {
        let settings = &*self.0;
        let plan = &Plan::new(settings, policy);
        if plan.sign.is_none() && !settings.signed.is_empty() {
            let problem = "there is no key to sign with; `with_identity` of the security gives one";
            return Err(configuration(problem));
        }
        let encrypts = !plan.encrypt.is_empty() || plan.encrypt_user;
        let tokens =
            plan.timestamp.is_some() || settings.user.is_some() || settings.assertion.is_some();
        if !tokens && !encrypts && plan.sign.is_none() {
            return Ok((text.to_owned(), Exchange::default()));
        }
        let ids = &Ids::new(settings)?;
        let keys = Keys::new(settings, plan, request, ids)?;
        let mut job = Job {
            settings,
            plan,
            ids,
            text: text.to_owned(),
            targets: Vec::new(),
        };
        job.place(&keys)?;
        let before = plan.order == ProtectionOrder::EncryptBeforeSign;
        if before {
            job.encrypt(&keys)?;
        }
        job.sign(&keys)?;
        if !before {
            job.encrypt(&keys)?;
        }
        Ok((job.text, keys.exchange()))
    }
}

/// The keys of a message.
struct Keys {
    /// A new key, and how it is sent: `ds:KeyInfo` and a token that this needs.
    new: Option<(SessionKey, String, Option<String>)>,
    /// The key of the request that this answers.
    shared: Option<Session>,
    signs: bool,
}

impl Keys {
    fn new(
        settings: &Settings,
        plan: &Plan,
        request: Option<&Exchange>,
        ids: &Ids,
    ) -> Result<Self, SecurityError> {
        let shared = request.and_then(|it| it.session.clone());
        let mut keys = Self {
            new: None,
            signs: plan.symmetric || shared.is_some(),
            shared,
        };
        let is_needed = !plan.encrypt.is_empty()
            || plan.encrypt_user
            || plan.encrypt_signature
            || plan.symmetric;
        if keys.shared.is_some() || !is_needed {
            return Ok(keys);
        }
        let signer = request.and_then(|it| it.signer.as_ref());
        let recipient = settings.recipient.as_ref().or(signer);
        let recipient =
            recipient.ok_or_else(|| configuration("there is no certificate to encrypt for"))?;
        let (id, token) = (ids.of("EK"), ids.of("X509-recipient"));
        let key = SessionKey::new(
            &settings.sources,
            plan.cipher,
            plan.transport,
            recipient,
            id,
        )?;
        let reference = plan.recipient_reference;
        let info = key_info::write_certificate(recipient, reference, &token);
        let needs_token = reference == KeyReference::BinarySecurityToken;
        let token = needs_token.then(|| key_info::write_token(recipient, &token));
        keys.new = Some((key, info, token));
        Ok(keys)
    }

    /// The `ds:KeyInfo` of the key where it is named by itself.
    fn info(&self) -> String {
        match (&self.new, &self.shared) {
            (_, Some(shared)) => key_info::write_encrypted_key_sha1(&shared.sha1),
            (Some((key, ..)), None) => key_info::write_encrypted_key(&key.id),
            (None, None) => String::new(),
        }
    }

    fn secret(&self) -> Option<&Secret<Vec<u8>>> {
        match (&self.shared, &self.new) {
            (Some(shared), _) => Some(&shared.key),
            (None, Some((key, ..))) => Some(&key.key),
            (None, None) => None,
        }
    }

    fn exchange(self) -> Exchange {
        let session = match (self.new, self.signs) {
            (Some((key, ..)), true) => Some(Session::new(key.key, &key.wrapped)),
            (Some(_) | None, _) => None,
        };
        Exchange {
            session,
            ..Exchange::default()
        }
    }
}

struct Job<'j> {
    settings: &'j Settings,
    plan: &'j Plan,
    ids: &'j Ids,
    text: String,
    /// The ids of what is signed.
    targets: Vec<String>,
}

impl Job<'_> {
    /// Puts the `Security` block with its tokens into the header, and ids where they are needed.
    fn place(&mut self, keys: &Keys) -> Result<(), SecurityError> {
        let text = std::mem::take(&mut self.text);
        let document = Document::parse(&text, &own_limits()).map_err(|_| not_xml())?;
        let envelope = envelope_of(&document).ok_or_else(|| malformed("no envelope"))?;
        let actor = self.settings.actor.as_deref();
        if envelope.security(&document, actor)?.is_some() {
            return Err(configuration("there is a `Security` header block already"));
        }
        let mut edits = Edits::default();
        if let Some(sign) = &self.plan.sign {
            for part in &sign.parts {
                for element in envelope.elements(&document, *part) {
                    let id = self.mark(&document, element, &mut edits);
                    self.targets.push(id);
                }
            }
        }
        let block = self.block(envelope, keys)?;
        let root = document.element(0);
        match envelope.header.map(|id| document.element(id)) {
            Some(header) => match &header.inner {
                Some(inner) => edits.insert(inner.end, block),
                None => {
                    let qname = header.qname;
                    let start = document.text[header.span.clone()].trim_end_matches("/>");
                    edits.replace(header.span.clone(), format!("{start}>{block}</{qname}>"));
                }
            },
            None => {
                let qname = root.qname.replace("Envelope", "Header");
                let at = document.element(envelope.body).span.start;
                edits.insert(at, format!("<{qname}>{block}</{qname}>"));
            }
        }
        self.text = edits.apply(&text);
        Ok(())
    }

    /// The id of an element, which gets one if it has none.
    fn mark(&self, document: &Document<'_>, at: Id, edits: &mut Edits) -> String {
        let element = document.element(at);
        if let Some(id) = id_of(element) {
            return id.to_owned();
        }
        let id = self.ids.of(&format!("{}", self.targets.len()));
        // A prefix of its own: what the element calls `wsu` is its business.
        let mut prefix = String::from("wsu");
        let is_taken = |prefix: &str| {
            let own = element.declarations.iter().map(|(it, _)| *it);
            let outer = document.outer_scope(at).into_iter().map(|(it, _)| it);
            own.chain(outer).any(|it| it == prefix)
        };
        while is_taken(&prefix) {
            prefix.push('x');
        }
        edits.insert(
            element.name_end(),
            format!(" xmlns:{prefix}=\"{WSU}\" {prefix}:Id=\"{id}\""),
        );
        id
    }

    /// The `Security` block without signature.
    fn block(&mut self, envelope: Envelope, keys: &Keys) -> Result<String, SecurityError> {
        let (settings, plan) = (self.settings, self.plan);
        let mut raw = String::new();
        if let Some((key, info, token)) = &keys.new {
            raw.push_str(token.as_deref().unwrap_or_default());
            if keys.signs {
                raw.push_str(&key.write(plan.transport, info, ""));
            }
        }
        let sign = plan.sign.as_ref();
        if let Some(sign) = sign.filter(|_| !keys.signs)
            && sign.reference == KeyReference::BinarySecurityToken
            && let Some(identity) = &settings.identity
        {
            let id = self.ids.of("X509");
            raw.push_str(&key_info::write_token(&identity.certificate, &id));
            if sign.own_token {
                self.targets.push(id);
            }
        }
        let (timestamp, user) = (self.ids.of("TS"), self.ids.of("UT"));
        if sign.is_some() && plan.timestamp.is_some() {
            self.targets.push(timestamp.clone());
        }
        if sign.is_some_and(|it| it.tokens) && settings.user.is_some() {
            self.targets.push(user.clone());
        }
        if let Some(assertion) = &settings.assertion
            && sign.is_some_and(|it| it.tokens)
        {
            self.targets.push(header::assertion_id(assertion)?);
        }
        header::write(&Tokens {
            settings,
            version: envelope.version,
            raw: &raw,
            timestamp_first: plan.timestamp_first,
            timestamp: plan.timestamp.map(|valid| (valid, timestamp.as_str())),
            user_id: &user,
        })
    }

    fn sign(&mut self, keys: &Keys) -> Result<(), SecurityError> {
        let Some(plan) = &self.plan.sign else {
            return Ok(());
        };
        let identity = self.settings.identity.as_ref();
        let (key, info, algorithm) = match (keys.secret().filter(|_| keys.signs), identity) {
            (Some(secret), _) => (sign::Key::Secret(secret), keys.info(), plan.digest.mac()),
            (None, Some(identity)) => {
                let token = self.ids.of("X509");
                let certificate = &identity.certificate;
                let info = key_info::write_certificate(certificate, plan.reference, &token);
                let key = sign::Key::Private(&*identity.signer);
                (key, info, plan.algorithm)
            }
            (None, None) => return Ok(()),
        };
        if self.targets.is_empty() {
            return Err(configuration(
                "there is nothing to sign: no timestamp, and none of the parts",
            ));
        }
        let document = Document::parse(&self.text, &own_limits()).map_err(|_| not_xml())?;
        let (security, inner) = self.security(&document)?;
        // What was encrypted before is to be verified before it is decrypted.
        let list = document.children(security).find(|&id| {
            let element = document.element(id);
            element.is(XENC, "ReferenceList") || element.is(XENC, "EncryptedKey") && !keys.signs
        });
        let at = list.map_or(inner, |id| document.element(id).span.start);
        self.text = sign::sign(
            &self.text,
            at,
            &sign::Order {
                key,
                algorithm,
                digest: plan.digest,
                key_info: &info,
                id: &self.ids.of("SIG"),
                targets: &self.targets,
            },
        )?;
        Ok(())
    }

    /// The `Security` block, and the byte before its end tag.
    fn security(&self, document: &Document<'_>) -> Result<(Id, usize), SecurityError> {
        let envelope = envelope_of(document).ok_or_else(|| malformed("no envelope"))?;
        let actor = self.settings.actor.as_deref();
        let security = envelope.security(document, actor)?;
        let found = security.and_then(|id| Some((id, document.element(id).inner.clone()?.end)));
        found.ok_or_else(|| malformed("no `Security` block"))
    }

    fn encrypt(&mut self, keys: &Keys) -> Result<(), SecurityError> {
        let Some(secret) = keys.secret() else {
            return Ok(());
        };
        let plan = self.plan;
        // The list in the key would do; some want to hear it from the data too.
        let info = keys.info();
        let order = encrypt::Order {
            sources: &self.settings.sources,
            cipher: plan.cipher,
            key: secret,
            key_info: &info,
            ids: &self.ids.0,
        };
        let Encrypted {
            mut edits,
            list,
            renamed,
        } = encrypt(&self.text, |it| self.encrypted(it), &order)?;
        if list.is_empty() {
            return Ok(());
        }
        // A signature over what is encrypted is over what stands there now.
        for (old, new) in renamed {
            for target in self.targets.iter_mut().filter(|it| **it == old) {
                target.clone_from(&new);
            }
        }
        let document = Document::parse(&self.text, &own_limits()).map_err(|_| not_xml())?;
        let (security, end) = self.security(&document)?;
        let before = plan.order == ProtectionOrder::EncryptBeforeSign;
        let own = match &keys.new {
            Some((key, ..)) if keys.signs => element_by_id(&document, &key.id).ok(),
            Some(_) | None => None,
        };
        let stands_first = |id: &Id| {
            let element = document.element(*id);
            element.is(WSSE, "BinarySecurityToken")
                || plan.timestamp_first && element.is(WSU, "Timestamp")
        };
        let tokens = document.children(security).filter(stands_first);
        let after_tokens = tokens.last().map(|id| document.element(id).span.end);
        let user = document.only(security, WSSE, "UsernameToken");
        let user = user.filter(|_| plan.encrypt_user);
        let start = document.element(security).inner.clone();
        let at = match (before, own) {
            (true, _) => user.map_or(end, |id| document.element(id).span.start),
            (false, Some(own)) => document.element(own).span.end,
            (false, None) => after_tokens.or(start.map(|it| it.start)).unwrap_or(end),
        };
        let text = match &keys.new {
            Some((key, info, _)) if !keys.signs => key.write(plan.transport, info, &list),
            Some(_) | None => list,
        };
        edits.insert(at, text);
        self.text = edits.apply(&self.text);
        Ok(())
    }

    /// What is encrypted.
    fn encrypted(&self, document: &Document<'_>) -> Result<Vec<Target>, SecurityError> {
        let plan = self.plan;
        let envelope = envelope_of(document).ok_or_else(|| malformed("no envelope"))?;
        let before = plan.order == ProtectionOrder::EncryptBeforeSign;
        let mut res = Vec::new();
        for part in &plan.encrypt {
            for element in envelope.elements(document, *part) {
                if *part == Part::Body {
                    res.push(Target::Content(element));
                    continue;
                }
                // A signature over what is encrypted is over the wrapper.
                let own = id_of(document.element(element)).filter(|_| before);
                let fresh = self.ids.of(&format!("EH{}", res.len()));
                res.push(Target::Block(element, own.map_or(fresh, str::to_owned)));
            }
        }
        let (security, _) = self.security(document)?;
        let mut tokens = Vec::new();
        if plan.encrypt_user {
            tokens.extend(document.named(security, WSSE, "UsernameToken"));
        }
        if plan.encrypt_signature && !before {
            tokens.extend(document.named(security, DS, "Signature"));
        }
        res.extend(tokens.into_iter().map(Target::Element));
        Ok(res)
    }
}
