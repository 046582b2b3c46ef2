//! The names of WS-Security, XML Signature and XML Encryption.

/// XML Signature.
pub(super) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// XML Encryption 1.0.
pub(super) const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// XML Encryption 1.1.
pub(super) const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";
/// WS-Security 1.1.
pub(super) const WSSE11: &str =
    "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd";
/// Assertions of SAML 1.1.
pub(super) const SAML11: &str = "urn:oasis:names:tc:SAML:1.0:assertion";
/// Assertions of SAML 2.0.
pub(super) const SAML20: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

/// Exclusive canonicalisation without comments; also the namespace of `InclusiveNamespaces`.
pub(super) const EXC_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
/// Canonical XML 1.0 without comments, which is what a reference without transforms means.
pub(super) const C14N: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

pub(super) const BASE64: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
pub(super) const X509V3: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
pub(super) const SKI: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509SubjectKeyIdentifier";
pub(super) const THUMBPRINT: &str =
    "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1";
pub(super) const ENCRYPTED_KEY: &str =
    "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#EncryptedKey";
pub(super) const ENCRYPTED_KEY_SHA1: &str =
    "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#EncryptedKeySHA1";

pub(super) const CONTENT: &str = "http://www.w3.org/2001/04/xmlenc#Content";
pub(super) const ELEMENT: &str = "http://www.w3.org/2001/04/xmlenc#Element";
