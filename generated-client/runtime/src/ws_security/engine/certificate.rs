//! [`Certificate`]: an X.509 certificate, and what messages say of one instead of sending it.

use std::fmt;
use std::time::Duration;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use x509_cert::der::Decode as _;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::algorithm::DigestAlgorithm;
use crate::ws_security::error::{SecurityError, configuration};

/// An X.509 certificate.
#[derive(Clone, Eq, PartialEq)]
pub struct Certificate {
    der: Vec<u8>,
    subject: String,
    issuer: String,
    serial: String,
    key_identifier: Vec<u8>,
    /// The public key: the content of the bit string in SubjectPublicKeyInfo.
    key: Vec<u8>,
    /// SubjectPublicKeyInfo.
    key_info: Vec<u8>,
    is_rsa: bool,
    not_before: Duration,
    not_after: Duration,
}

impl Certificate {
    /// A certificate from DER.
    ///
    /// # Errors
    /// It is none.
    pub fn from_der(der: &[u8]) -> Result<Self, SecurityError> {
        Self::read(der).ok_or_else(|| configuration("no X.509 certificate in DER"))
    }

    /// All certificates of a PEM file, in order.
    ///
    /// # Errors
    /// There is none, or one that cannot be read.
    pub fn from_pem(pem: &[u8]) -> Result<Vec<Self>, SecurityError> {
        let no_pem = || configuration("no certificate in PEM: `-----BEGIN CERTIFICATE-----`");
        let mut res = Vec::new();
        for der in CertificateDer::pem_slice_iter(pem) {
            res.push(Self::from_der(&der.map_err(|_| no_pem())?)?);
        }
        match res.is_empty() {
            true => Err(no_pem()),
            false => Ok(res),
        }
    }

    pub(super) fn read(der: &[u8]) -> Option<Self> {
        use x509_cert::der::Encode as _;
        let parsed = x509_cert::Certificate::from_der(der).ok()?;
        let tbs = parsed.tbs_certificate();
        let key_info = tbs.subject_public_key_info();
        let key = key_info.subject_public_key.as_bytes()?.to_vec();
        let key_identifier = match tbs.get_extension::<SubjectKeyIdentifier>() {
            Ok(Some((_, it))) => it.0.as_bytes().to_vec(),
            // RFC 5280 §4.2.1.2, method 1.
            Ok(None) | Err(_) => DigestAlgorithm::Sha1.digest(&key),
        };
        Some(Self {
            subject: tbs.subject().to_string(),
            issuer: tbs.issuer().to_string(),
            serial: decimal(tbs.serial_number().as_bytes()),
            key_identifier,
            key,
            key_info: key_info.to_der().ok()?,
            // RFC 8017 appendix A.1: rsaEncryption.
            is_rsa: key_info.algorithm.oid.to_string() == "1.2.840.113549.1.1.1",
            not_before: tbs.validity().not_before.to_unix_duration(),
            not_after: tbs.validity().not_after.to_unix_duration(),
            der: der.to_vec(),
        })
    }

    /// The certificate in DER.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The subject's name; RFC 4514.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The issuer's name; RFC 4514.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The serial number, in decimal.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The SHA-1 of the certificate.
    pub fn thumbprint(&self) -> Vec<u8> {
        DigestAlgorithm::Sha1.digest(&self.der)
    }

    /// The subject key identifier; RFC 5280 §4.2.1.2. Without the extension that of its method 1.
    pub fn key_identifier(&self) -> &[u8] {
        &self.key_identifier
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    pub(super) fn key_info(&self) -> &[u8] {
        &self.key_info
    }

    pub(super) fn is_rsa(&self) -> bool {
        self.is_rsa
    }

    /// Whether the time since 1970 is within its validity.
    pub(super) fn is_valid_at(&self, now: Duration) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    /// Whether it is the one with this serial number of this issuer, however the name is spelt.
    pub(super) fn is_issued(&self, issuer: &str, serial: &str) -> bool {
        let serial = serial.trim().trim_start_matches('0');
        serial == self.serial && names_of(issuer) == names_of(&self.issuer)
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({:?})", self.subject)
    }
}

/// A number of any length in decimal.
fn decimal(bytes: &[u8]) -> String {
    // Digits of base 10, lowest first.
    let mut digits: Vec<u8> = Vec::new();
    for &byte in bytes {
        let mut carry = u32::from(byte);
        for digit in &mut digits {
            carry += u32::from(*digit) * 256;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    let text: String = digits
        .iter()
        .rev()
        .map(|it| char::from(b'0' + it))
        .collect();
    match text.is_empty() {
        true => "0".to_owned(),
        false => text,
    }
}

/// The attributes of a distinguished name in a form that can be compared: types by one name, values without escapes, in
/// small letters, blanks as one; RFC 4514 §2, RFC 5280 §7.1.
fn names_of(name: &str) -> Vec<(String, String)> {
    split_unescaped(name, &[',', ';', '+'])
        .iter()
        .filter_map(|part| {
            let (kind, value) = part.split_once('=')?;
            let kind = kind.trim().to_ascii_uppercase();
            let kind = kind.strip_prefix("OID.").unwrap_or(&kind);
            let kind = match kind {
                "2.5.4.3" => "CN",
                "2.5.4.5" | "SERIALNUMBER" => "SERIALNUMBER",
                "2.5.4.6" => "C",
                "2.5.4.7" => "L",
                "2.5.4.8" | "S" => "ST",
                "2.5.4.9" => "STREET",
                "2.5.4.10" => "O",
                "2.5.4.11" => "OU",
                "2.5.4.97" => "ORGANIZATIONIDENTIFIER",
                "1.2.840.113549.1.9.1" | "E" | "EMAIL" => "EMAILADDRESS",
                "0.9.2342.19200300.100.1.25" => "DC",
                "0.9.2342.19200300.100.1.1" => "UID",
                other => other,
            };
            Some((kind.to_owned(), plain_value(value.trim())))
        })
        .collect()
}

fn split_unescaped(text: &str, separators: &[char]) -> Vec<String> {
    let mut res = vec![String::new()];
    let (mut is_escaped, mut is_quoted) = (false, false);
    for ch in text.chars() {
        if !is_escaped && !is_quoted && separators.contains(&ch) {
            res.push(String::new());
            continue;
        }
        is_quoted ^= ch == '"' && !is_escaped;
        is_escaped = ch == '\\' && !is_escaped;
        if let Some(last) = res.last_mut() {
            last.push(ch);
        }
    }
    res
}

fn plain_value(value: &str) -> String {
    let bytes = match value.strip_prefix('#') {
        // The DER of a string of less than 128 bytes, in hexadecimal.
        Some(hex) => unhex(hex).get(2..).unwrap_or_default().to_vec(),
        None => unescape(value.trim_matches('"')),
    };
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescape(value: &str) -> Vec<u8> {
    let mut res = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'\\' {
            res.push(byte);
            continue;
        }
        match rest {
            [a, b, tail @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                res.extend(unhex(&String::from_utf8_lossy(&[*a, *b])));
                rest = tail;
            }
            [escaped, tail @ ..] => {
                res.push(*escaped);
                rest = tail;
            }
            [] => {}
        }
    }
    res
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|it| it.to_digit(16))
        .map(|it| it as u8)
        .collect();
    digits
        .chunks_exact(2)
        .map(|it| it[0] * 16 + it[1])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_however_they_are_spelt() {
        let name =
            names_of("CN=Müller\\, Anna,O=Acme  GmbH,ST=Wien,1.2.840.113549.1.9.1=#1603614062");
        for other in [
            "cn=\"Müller, Anna\", o=acme gmbh, s=Wien, E=a@b",
            "CN=M\\C3\\BCller\\2C Anna;OID.2.5.4.10=Acme GmbH;2.5.4.8=wien;EMAILADDRESS=a@b",
        ] {
            assert_eq!(names_of(other), name, "{other}");
        }
        assert_ne!(
            names_of("O=Acme GmbH,CN=Anna"),
            names_of("CN=Anna,O=Acme GmbH")
        );
        assert_ne!(names_of("CN=Anna,O=Acme"), names_of("CN=Anna\\,O=Acme"));
    }

    #[test]
    fn numbers_of_any_length_become_decimal() {
        for (bytes, text) in [
            (&[][..], "0"),
            (&[0], "0"),
            (&[1, 0], "256"),
            (
                &[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                "2361183241434822606847",
            ),
        ] {
            assert_eq!(decimal(bytes), text);
        }
    }
}
