//! Signing: one `ds:Signature` over elements of an envelope; XML Signature 1.1.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::{DigestAlgorithm, SignatureAlgorithm};
use super::c14n::{self, Method};
use super::edits::Edits;
use super::message::{element_by_id, own_limits};
use super::names::{DS, EXC_C14N};
use super::tree::{Document, Id};
use crate::value::Secret;
use crate::ws_security::error::{SecurityError, configuration, malformed};

/// What makes signature values.
pub(super) enum Key<'k> {
    Private(&'k dyn super::keys::Signer),
    Secret(&'k Secret<Vec<u8>>),
}

/// One signature to be made.
pub(super) struct Order<'o> {
    pub(super) key: Key<'o>,
    pub(super) algorithm: SignatureAlgorithm,
    pub(super) digest: DigestAlgorithm,
    /// `ds:KeyInfo`.
    pub(super) key_info: &'o str,
    /// The id of the signature.
    pub(super) id: &'o str,
    /// The ids of the elements that are signed.
    pub(super) targets: &'o [String],
}

/// The text with a signature at byte `at`.
pub(super) fn sign(text: &str, at: usize, order: &Order<'_>) -> Result<String, SecurityError> {
    let limits = own_limits();
    let document = Document::parse(text, &limits).map_err(|_| not_xml())?;
    let mut references = String::new();
    for target in order.targets {
        let element = element_by_id(&document, target)?;
        references.push_str(&reference(&document, element, target, order.digest)?);
    }
    let mut edits = Edits::default();
    edits.insert(
        at,
        format!(
            "<ds:Signature xmlns:ds=\"{DS}\" Id=\"{}\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\"/>\
             <ds:SignatureMethod Algorithm=\"{}\"/>{references}</ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>{}\
             </ds:Signature>",
            order.id,
            order.algorithm.uri(),
            order.key_info
        ),
    );
    let text = edits.apply(text);
    let document = Document::parse(&text, &limits).map_err(|_| not_xml())?;
    let signature = element_by_id(&document, order.id)?;
    let parts = (
        document.only(signature, DS, "SignedInfo"),
        document.only(signature, DS, "SignatureValue"),
    );
    let (Some(info), Some(value)) = parts else {
        return Err(malformed("a signature lacks what was written into it"));
    };
    let message = canonical(&document, info, &Method::exclusive(BTreeSet::new()))?;
    let octets = order.value(message.as_bytes())?;
    let mut edits = Edits::default();
    if let Some(inner) = &document.element(value).inner {
        edits.insert(inner.start, STANDARD.encode(octets));
    }
    Ok(edits.apply(&text))
}

impl Order<'_> {
    fn value(&self, message: &[u8]) -> Result<Vec<u8>, SecurityError> {
        match &self.key {
            Key::Private(signer) => signer
                .sign(self.algorithm, message)
                .map_err(|error| configuration(error.to_string())),
            Key::Secret(secret) => self
                .algorithm
                .mac(secret.expose(), message)
                .ok_or_else(|| configuration("a shared key signs with HMAC only")),
        }
    }
}

/// The `ds:Reference` to an element.
fn reference(
    document: &Document<'_>,
    element: Id,
    id: &str,
    digest: DigestAlgorithm,
) -> Result<String, SecurityError> {
    let prefixes = c14n::prefixes_of(document, element);
    let listed: Vec<&str> = prefixes
        .iter()
        .map(|prefix| {
            if prefix.is_empty() {
                "#default"
            } else {
                prefix
            }
        })
        .collect();
    let listed = listed.join(" ");
    let method = Method::exclusive(prefixes);
    let octets = digest.digest(canonical(document, element, &method)?.as_bytes());
    Ok(format!(
        "<ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"{EXC_C14N}\">\
         <ec:InclusiveNamespaces xmlns:ec=\"{EXC_C14N}\" PrefixList=\"{listed}\"/></ds:Transform></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"{}\"/><ds:DigestValue>{}</ds:DigestValue></ds:Reference>",
        digest.uri(),
        STANDARD.encode(octets)
    ))
}

/// The canonical form of an element.
///
/// # Errors
/// It has none that is within limits.
pub(super) fn canonical(
    document: &Document<'_>,
    id: Id,
    method: &Method,
) -> Result<String, SecurityError> {
    c14n::canonicalize(document, id, method)
        .ok_or_else(|| malformed("an element has no canonical form within limits"))
}

/// What was to be protected is no XML, which only a character that XML forbids makes it.
pub(super) fn not_xml() -> SecurityError {
    configuration("a value has a character that XML cannot carry")
}
