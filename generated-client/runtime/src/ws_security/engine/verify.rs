//! Verifying one `ds:Signature`: first its value and whose it is, then what it covers; XML Signature 1.1 §3.2.
//!
//! In: a document, one signature in it, and the keys that may have made it. Out: every element that it covers, with the
//! very text whose digest was verified. Which elements have to be covered is for the caller to say.

use super::algorithm::{DigestAlgorithm, SignatureAlgorithm};
use super::c14n::Method;
use super::certificate::Certificate;
use super::key_info::octets;
use super::message::element_by_id;
use super::names::{C14N, DS, EXC_C14N};
use super::sign::canonical;
use super::tree::{Document, Id};
use crate::bounded::cut;
use crate::value::Secret;
use crate::ws_security::error::{SecurityError, SecurityErrorKind, algorithm, malformed};
use crate::xml::Limits;

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// References in one signature.
const MAX_REFERENCES: usize = 64;

/// What made a signature.
pub(super) enum Key {
    Certificate(Box<Certificate>),
    Secret(Secret<Vec<u8>>),
}

/// An element that a signature covers.
#[derive(Debug)]
pub(super) struct Covered {
    pub(super) element: Id,
    /// The canonical form whose digest was verified.
    pub(super) text: String,
}

/// What is believed of signatures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) sha1: bool,
}

/// What a signature covers, and its value.
///
/// # Errors
/// It is wrong, or made in a way that is not allowed.
pub(super) fn verify(
    document: &Document<'_>,
    signature: Id,
    key: &Key,
    rules: Rules,
    limits: &Limits,
) -> Result<(Vec<Covered>, Vec<u8>), SecurityError> {
    let part = |local| {
        document
            .only(signature, DS, local)
            .ok_or_else(|| malformed("a signature lacks a part, or has one twice"))
    };
    let info = part("SignedInfo")?;
    let value = document.text_of(part("SignatureValue")?);
    let value = value
        .and_then(|text| octets(&text))
        .ok_or_else(|| malformed("a signature value is no Base64"))?;
    let method = document
        .only(info, DS, "CanonicalizationMethod")
        .and_then(|at| method(document, at))
        .ok_or_else(|| algorithm("the canonicalisation of `SignedInfo`"))?;
    let message = canonical(document, info, &method)?;
    // From here on only what was verified is looked at: the canonical form, and not where it came from.
    let signed = Document::parse(&message, limits).map_err(|_| malformed("`SignedInfo`"))?;
    check_value(&signed, key, rules, message.as_bytes(), &value)?;
    let references: Vec<Id> = signed.named(0, DS, "Reference").collect();
    if references.is_empty() || references.len() > MAX_REFERENCES {
        return Err(malformed("a signature covers nothing, or too much"));
    }
    let (mut covered, mut n_bytes) = (Vec::new(), 0);
    for at in references {
        let it = check_reference(&signed, at, (document, signature), rules)?;
        n_bytes += it.text.len();
        if n_bytes > document.max_canonical {
            return Err(malformed("a signature covers nothing, or too much"));
        }
        covered.push(it);
    }
    Ok((covered, value))
}

fn check_value(
    signed: &Document<'_>,
    key: &Key,
    rules: Rules,
    message: &[u8],
    value: &[u8],
) -> Result<(), SecurityError> {
    let method = signed.only(0, DS, "SignatureMethod");
    let method = method.ok_or_else(|| malformed("`SignatureMethod`"))?;
    // Without children: no `HMACOutputLength` cuts an HMAC short, no parameters change a PSS.
    let is_plain = signed.children(method).next().is_none();
    let kind = signed
        .element(method)
        .attribute("", "Algorithm")
        .and_then(SignatureAlgorithm::of_uri)
        .filter(|kind| is_plain && (rules.sha1 || !kind.is_weak()))
        .ok_or_else(|| algorithm("that of a signature"))?;
    let is_valid = match key {
        Key::Certificate(certificate) => {
            let is_rsa = !matches!(
                kind,
                SignatureAlgorithm::EcdsaSha256 | SignatureAlgorithm::EcdsaSha384
            );
            // A key is never used for what it is not: the public one of a certificate is no secret.
            !kind.is_hmac()
                && certificate.is_rsa() == is_rsa
                && kind.is_valid(certificate.key(), message, value)
        }
        Key::Secret(secret) => kind.is_hmac() && kind.is_mac(secret.expose(), message, value),
    };
    match is_valid {
        true => Ok(()),
        false => Err(wrong("its value is not that of its key")),
    }
}

/// XML Signature 1.1 §4.4.3.
fn check_reference(
    signed: &Document<'_>,
    at: Id,
    (document, signature): (&Document<'_>, Id),
    rules: Rules,
) -> Result<Covered, SecurityError> {
    let uri = signed.element(at).attribute("", "URI").unwrap_or_default();
    let id = uri
        .strip_prefix('#')
        .filter(|id| !id.is_empty() && !id.contains(['(', ')']))
        .ok_or_else(|| malformed("a signature covers what is no element of the message"))?;
    let mut transforms: Vec<Id> = Vec::new();
    for list in signed.named(at, DS, "Transforms") {
        transforms.extend(signed.children(list));
    }
    // Leaving the signature out changes nothing where it does not stand in the element; some write it everywhere.
    let is_enveloped = transforms
        .first()
        .is_some_and(|it| signed.element(*it).attribute("", "Algorithm") == Some(ENVELOPED));
    if is_enveloped {
        transforms.remove(0);
    }
    // Nothing but the canonical form of the whole element: what other transforms leave out would not be covered.
    let method = match transforms.as_slice() {
        [] => Method::of_uri(C14N),
        [only] if signed.element(*only).is(DS, "Transform") => method(signed, *only),
        _ => None,
    };
    let method = method.ok_or_else(|| algorithm("a transform of what is signed"))?;
    let digest = signed
        .only(at, DS, "DigestMethod")
        .and_then(|at| signed.element(at).attribute("", "Algorithm"))
        .and_then(DigestAlgorithm::of_uri)
        .filter(|it| rules.sha1 || *it != DigestAlgorithm::Sha1)
        .ok_or_else(|| algorithm("that of a digest"))?;
    let expected = signed
        .only(at, DS, "DigestValue")
        .and_then(|at| signed.text_of(at))
        .and_then(|text| octets(&text))
        .ok_or_else(|| malformed("a digest is no Base64"))?;
    let element = element_by_id(document, id)?;
    if is_enveloped && document.is_within(signature, element) {
        return Err(algorithm("a transform of what is signed"));
    }
    let text = canonical(document, element, &method)?;
    let found = digest.digest(text.as_bytes());
    if aws_lc_rs::constant_time::verify_slices_are_equal(&found, &expected).is_err() {
        let name = document.element(element).local();
        return Err(wrong(&format!("`{}` was changed", cut(name, 200))));
    }
    Ok(Covered { element, text })
}

/// The method that an element names, with the prefixes it lists.
fn method(document: &Document<'_>, at: Id) -> Option<Method> {
    let mut method = Method::of_uri(document.element(at).attribute("", "Algorithm")?)?;
    for child in document.children(at) {
        let element = document.element(child);
        let is_listed = element.is(EXC_C14N, "InclusiveNamespaces")
            && method.kind == super::c14n::Kind::Exclusive;
        if !is_listed {
            return None;
        }
        let list = element.attribute("", "PrefixList").unwrap_or_default();
        let prefixes = list.split_ascii_whitespace().map(|it| match it {
            "#default" => String::new(),
            prefix => prefix.to_owned(),
        });
        method.prefixes.extend(prefixes);
    }
    Some(method)
}

fn wrong(detail: &str) -> SecurityError {
    SecurityError::new(SecurityErrorKind::Signature, detail)
}
