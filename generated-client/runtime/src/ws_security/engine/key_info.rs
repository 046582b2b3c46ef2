//! `ds:KeyInfo`: how a message says which key it means; WSS X.509 Certificate Token Profile 1.1 §3.2.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::certificate::Certificate;
use super::names::{
    BASE64, DS, ENCRYPTED_KEY, ENCRYPTED_KEY_SHA1, SKI, THUMBPRINT, WSSE11, X509V3,
};
use super::tree::{Document, Id};
use crate::ws_security::error::{SecurityError, malformed};
use crate::ws_security::policy::KeyReference;
use crate::ws_security::{WSSE, WSU};
use crate::xml::escape_attribute;

/// A `BinarySecurityToken` with this id.
pub(super) fn write_token(certificate: &Certificate, id: &str) -> String {
    let octets = STANDARD.encode(certificate.as_der());
    format!(
        "<wsse:BinarySecurityToken xmlns:wsse=\"{WSSE}\" xmlns:wsu=\"{WSU}\" EncodingType=\"{BASE64}\" \
         ValueType=\"{X509V3}\" wsu:Id=\"{id}\">{octets}</wsse:BinarySecurityToken>"
    )
}

/// The `ds:KeyInfo` of a certificate; `token` is the id of its `BinarySecurityToken`.
pub(super) fn write_certificate(
    certificate: &Certificate,
    reference: KeyReference,
    token: &str,
) -> String {
    let inner = match reference {
        KeyReference::BinarySecurityToken => {
            format!("<wsse:Reference URI=\"#{token}\" ValueType=\"{X509V3}\"/>")
        }
        KeyReference::IssuerSerial => {
            let mut issuer = String::new();
            escape_attribute(certificate.issuer(), &mut issuer);
            let serial = certificate.serial();
            format!(
                "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>{issuer}</ds:X509IssuerName>\
                 <ds:X509SerialNumber>{serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"
            )
        }
        KeyReference::SubjectKeyIdentifier => write_identifier(SKI, certificate.key_identifier()),
        KeyReference::Thumbprint => write_identifier(THUMBPRINT, &certificate.thumbprint()),
        KeyReference::Certificate => write_identifier(X509V3, certificate.as_der()),
    };
    let is_11 = reference == KeyReference::Thumbprint;
    write_reference(&inner, is_11.then_some(None))
}

/// The `ds:KeyInfo` of a key that an `xenc:EncryptedKey` in the same message holds.
pub(super) fn write_encrypted_key(id: &str) -> String {
    let inner = format!("<wsse:Reference URI=\"#{id}\"/>");
    write_reference(&inner, Some(Some(ENCRYPTED_KEY)))
}

/// The `ds:KeyInfo` of a key that another message held, by the SHA-1 of its encrypted form.
pub(super) fn write_encrypted_key_sha1(sha1: &[u8]) -> String {
    let inner = write_identifier(ENCRYPTED_KEY_SHA1, sha1);
    write_reference(&inner, Some(Some(ENCRYPTED_KEY)))
}

fn write_identifier(value_type: &str, octets: &[u8]) -> String {
    let octets = STANDARD.encode(octets);
    format!(
        "<wsse:KeyIdentifier EncodingType=\"{BASE64}\" ValueType=\"{value_type}\">{octets}</wsse:KeyIdentifier>"
    )
}

/// `version_11`: it needs WS-Security 1.1, and perhaps a token type.
fn write_reference(inner: &str, version_11: Option<Option<&str>>) -> String {
    let kind = match version_11 {
        Some(Some(kind)) => format!(" xmlns:wsse11=\"{WSSE11}\" wsse11:TokenType=\"{kind}\""),
        Some(None) | None => String::new(),
    };
    format!(
        "<ds:KeyInfo xmlns:ds=\"{DS}\"><wsse:SecurityTokenReference xmlns:wsse=\"{WSSE}\"{kind}>{inner}\
         </wsse:SecurityTokenReference></ds:KeyInfo>"
    )
}

/// Which key a message means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum KeyName {
    /// It does not say.
    None,
    /// The element of this id: a token or an encrypted key.
    Id(String),
    /// This certificate.
    Certificate(Box<Certificate>),
    IssuerSerial(String, String),
    KeyIdentifier(Vec<u8>),
    Thumbprint(Vec<u8>),
    EncryptedKeySha1(Vec<u8>),
}

impl KeyName {
    /// Whether it names this certificate.
    pub(super) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Certificate(it) => **it == *certificate,
            Self::IssuerSerial(issuer, serial) => certificate.is_issued(issuer, serial),
            Self::KeyIdentifier(it) => it == certificate.key_identifier(),
            Self::Thumbprint(it) => *it == certificate.thumbprint(),
            Self::None | Self::Id(_) | Self::EncryptedKeySha1(_) => false,
        }
    }
}

/// The key that the `ds:KeyInfo` in an element names.
///
/// # Errors
/// It is said in a way that is not supported.
pub(super) fn read(document: &Document<'_>, parent: Id) -> Result<KeyName, SecurityError> {
    let mut infos = document.named(parent, DS, "KeyInfo");
    let Some(info) = infos.next() else {
        return Ok(KeyName::None);
    };
    let unknown = || malformed("`KeyInfo` names its key in a way that is not supported");
    if let Some(reference) = document.only(info, WSSE, "SecurityTokenReference") {
        return read_reference(document, reference).ok_or_else(unknown);
    }
    if document.named(info, DS, "X509Data").next().is_none() {
        // A name or the bare key is no reason to believe it.
        return Ok(KeyName::None);
    }
    read_x509(document, info).ok_or_else(unknown)
}

fn read_reference(document: &Document<'_>, at: Id) -> Option<KeyName> {
    let first = document.children(at).next()?;
    let element = document.element(first);
    if element.is(WSSE, "Reference") {
        let uri = element.attribute("", "URI")?;
        return Some(KeyName::Id(uri.strip_prefix('#')?.to_owned()));
    }
    if element.is(WSSE, "KeyIdentifier") {
        let octets = octets(&document.text_of(first)?)?;
        return match element.attribute("", "ValueType")? {
            SKI => Some(KeyName::KeyIdentifier(octets)),
            THUMBPRINT => Some(KeyName::Thumbprint(octets)),
            ENCRYPTED_KEY_SHA1 => Some(KeyName::EncryptedKeySha1(octets)),
            X509V3 => Some(KeyName::Certificate(Certificate::read(&octets)?.into())),
            _ => None,
        };
    }
    read_x509(document, at)
}

fn read_x509(document: &Document<'_>, parent: Id) -> Option<KeyName> {
    let data = document.named(parent, DS, "X509Data").next()?;
    if let Some(at) = document.named(data, DS, "X509Certificate").next() {
        let octets = octets(&document.text_of(at)?)?;
        return Some(KeyName::Certificate(Certificate::read(&octets)?.into()));
    }
    if let Some(at) = document.only(data, DS, "X509IssuerSerial") {
        let issuer = document.only(at, DS, "X509IssuerName")?;
        let serial = document.only(at, DS, "X509SerialNumber")?;
        return Some(KeyName::IssuerSerial(
            document.text_of(issuer)?,
            document.text_of(serial)?,
        ));
    }
    let at = document.only(data, DS, "X509SKI")?;
    Some(KeyName::KeyIdentifier(octets(&document.text_of(at)?)?))
}

/// The octets that a text is the Base64 of, whatever white space is in it.
pub(super) fn octets(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(compact).ok()
}
