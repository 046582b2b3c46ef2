//! Decrypting: `xenc:EncryptedKey` and `xenc:EncryptedData`; XML Encryption 1.1.
//!
//! What goes wrong here is said to nobody in detail: answers about it are what attacks on encryption live on.

use super::algorithm::{Cipher, DigestAlgorithm, KeyTransport};
use super::c14n::{self, Method};
use super::edits::Edits;
use super::exchange::Session;
use super::key_info::{self, KeyName, octets};
use super::keys::Identity;
use super::names::{CONTENT, DS, ELEMENT, WSSE11, XENC, XENC11};
use super::sign::canonical;
use super::tree::{Document, Id};
use crate::value::Secret;
use crate::ws_security::error::{SecurityError, SecurityErrorKind, algorithm, malformed};
use crate::xml::{Limits, escape_attribute};

/// The key that an `xenc:EncryptedKey` holds.
pub(super) fn unwrap(
    document: &Document<'_>,
    at: Id,
    identity: Option<&Identity>,
) -> Result<Session, SecurityError> {
    let name = key_info::read(document, at)?;
    let identity = identity.filter(|it| match &name {
        KeyName::None => true,
        // A token of the recipient's is as good a name as its certificate; the key fits or it does not.
        KeyName::Id(_) => true,
        name => name.names(&it.certificate),
    });
    let decrypter = identity
        .and_then(|it| it.decrypter.as_ref())
        .ok_or_else(|| failed("it is encrypted for another key than ours"))?;
    let method = document.only(at, XENC, "EncryptionMethod");
    let transport = method
        .and_then(|method| transport(document, method))
        .ok_or_else(|| algorithm("that of an encrypted key"))?;
    let wrapped = cipher_value(document, at)?;
    let key = decrypter
        .decrypt(transport, &wrapped)
        .map_err(|_| failed(""))?;
    Ok(Session::new(Secret::new(key), &wrapped))
}

/// XML Encryption 1.1 §5.5.2.
fn transport(document: &Document<'_>, method: Id) -> Option<KeyTransport> {
    use {DigestAlgorithm as Digest, KeyTransport as Transport};

    const MASK_SHA1: &str = "http://www.w3.org/2009/xmlenc11#mgf1sha1";
    const MASK_SHA256: &str = "http://www.w3.org/2009/xmlenc11#mgf1sha256";

    let child = |namespace, local| {
        let child = document.named(method, namespace, local).next()?;
        document.element(child).attribute("", "Algorithm")
    };
    if document.named(method, XENC, "OAEPparams").next().is_some() {
        return None;
    }
    let kind = Transport::of_uri(document.element(method).attribute("", "Algorithm")?)?;
    let digest = Digest::of_uri(child(DS, "DigestMethod").unwrap_or(Digest::Sha1.uri()))?;
    let mask = child(XENC11, "MGF").unwrap_or(MASK_SHA1);
    match (kind, digest, mask) {
        // The newer name says digest and mask, whichever they are.
        (Transport::RsaOaep, Digest::Sha1, _)
        | (Transport::RsaOaepSha256, Digest::Sha1, MASK_SHA1) => Some(Transport::RsaOaep),
        (Transport::RsaOaepSha256, Digest::Sha256, MASK_SHA256) => Some(Transport::RsaOaepSha256),
        _ => None,
    }
}

fn cipher_value(document: &Document<'_>, at: Id) -> Result<Vec<u8>, SecurityError> {
    let value = document
        .only(at, XENC, "CipherData")
        .and_then(|data| document.only(data, XENC, "CipherValue"))
        .and_then(|value| document.text_of(value));
    value
        .and_then(|text| octets(&text))
        .ok_or_else(|| malformed("`CipherValue`"))
}

/// The ids in the `xenc:ReferenceList` that `at` is or holds.
pub(super) fn references(document: &Document<'_>, at: Id) -> Vec<String> {
    let list = match document.element(at).is(XENC, "ReferenceList") {
        true => Some(at),
        false => document.named(at, XENC, "ReferenceList").next(),
    };
    let references = list
        .into_iter()
        .flat_map(|list| document.named(list, XENC, "DataReference"));
    references
        .filter_map(|id| document.element(id).attribute("", "URI"))
        .filter_map(|uri| uri.strip_prefix('#').map(str::to_owned))
        .collect()
}

/// The `xenc:EncryptedData` with this id, where there is exactly one.
pub(super) fn data_by_id(document: &Document<'_>, id: &str) -> Option<Id> {
    let mut data = document.elements().filter(|(_, element)| {
        element.is(XENC, "EncryptedData") && element.attribute("", "Id") == Some(id)
    });
    let found = data.next();
    found.filter(|_| data.next().is_none()).map(|(at, _)| at)
}

/// The text of a document with one `xenc:EncryptedData` decrypted; a wrapper of WS-Security 1.1 around it goes too.
pub(super) fn decrypt(
    document: &Document<'_>,
    at: Id,
    key: &Secret<Vec<u8>>,
    cbc: bool,
    limits: &Limits,
) -> Result<String, SecurityError> {
    let element = document.element(at);
    let cipher = document
        .only(at, XENC, "EncryptionMethod")
        .and_then(|method| document.element(method).attribute("", "Algorithm"))
        .and_then(Cipher::of_uri)
        .filter(|cipher| cbc || !cipher.is_cbc())
        .ok_or_else(|| algorithm("that of what is encrypted"))?;
    let data = cipher_value(document, at)?;
    let is_content = match element.attribute("", "Type") {
        Some(CONTENT) => true,
        Some(ELEMENT) => false,
        Some(_) | None => return Err(malformed("encrypted is neither an element nor content")),
    };
    let plain = cipher
        .decrypt(key.expose(), &data)
        .and_then(|plain| String::from_utf8(plain).ok())
        .ok_or_else(|| failed(""))?;
    let parent = element.parent;
    let wrapper = parent.filter(|&it| document.element(it).is(WSSE11, "EncryptedHeader"));
    if wrapper.is_some() && (is_content || document.children(wrapper.unwrap_or(at)).count() != 1) {
        return Err(malformed("`EncryptedHeader`"));
    }
    let alone = check_plain(document, at, &plain, is_content, limits)?;
    let place = wrapper.unwrap_or(at);
    if document.element(place).parent.is_none() {
        // Nothing is around it that declares its prefixes.
        return alone.ok_or_else(|| failed(""));
    }
    let mut edits = Edits::default();
    edits.replace(document.element(place).span.clone(), plain);
    Ok(edits.apply(document.text))
}

/// What was decrypted closes what it opens, so that it changes nothing outside of its place; an element is one, and comes
/// back in a form that stands by itself.
fn check_plain(
    document: &Document<'_>,
    at: Id,
    plain: &str,
    is_content: bool,
    limits: &Limits,
) -> Result<Option<String>, SecurityError> {
    let mut scope: std::collections::BTreeMap<&str, &str> = std::collections::BTreeMap::new();
    scope.extend(document.outer_scope(at));
    let mut text = String::from("<x");
    for (prefix, uri) in scope {
        text.push_str(" xmlns");
        if !prefix.is_empty() {
            text.push(':');
            text.push_str(prefix);
        }
        text.push_str("=\"");
        escape_attribute(uri, &mut text);
        text.push('"');
    }
    text.push('>');
    text.push_str(plain);
    text.push_str("</x>");
    let parsed = Document::parse(&text, limits).map_err(|_| failed(""))?;
    let is_whole = parsed.element(0).span.end == text.len();
    let mut children = parsed.children(0);
    match (is_whole, is_content, children.next(), children.next()) {
        (true, true, ..) => Ok(None),
        (true, false, Some(only), None) => {
            let prefixes = c14n::prefixes_of(&parsed, only);
            canonical(&parsed, only, &Method::exclusive(prefixes)).map(Some)
        }
        (..) => Err(failed("")),
    }
}

fn failed(detail: &str) -> SecurityError {
    SecurityError::new(SecurityErrorKind::Decryption, detail)
}
