//! [`Base64Binary`] and [`HexBinary`]: octets as text; XSD 1.0 part 2 §3.2.15, §3.2.16.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::facets::{Facets, WhiteSpace};
use super::meant;
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};
use crate::xml::{is_space, trim};

/// Octets written in Base64, `xs:base64Binary`.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Base64Binary(pub Vec<u8>);

/// Octets written in hexadecimal digits, `xs:hexBinary`.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct HexBinary(pub Vec<u8>);

impl Base64Binary {
    fn read(text: &str) -> Result<Self, LexicalError> {
        // XSD 1.0 part 2 §3.2.16: white space may stand between any two characters.
        let has_space = |acc, &byte: &u8| acc | is_space(byte);
        let text = match text.as_bytes().iter().fold(false, has_space) {
            true => Cow::Owned(text.replace([' ', '\t', '\n', '\r'], "")),
            false => Cow::Borrowed(text),
        };
        match STANDARD.decode(text.as_bytes()) {
            Ok(octets) => Ok(Self(octets)),
            Err(_) => Err(LexicalError::new(Self::XSD)),
        }
    }

    fn write(&self, out: &mut String) {
        STANDARD.encode_string(&self.0, out);
    }
}

impl HexBinary {
    fn read(text: &str) -> Result<Self, LexicalError> {
        let error = LexicalError::new(Self::XSD);
        if !text.len().is_multiple_of(2) {
            return Err(LexicalError::because(Self::XSD, "odd number of digits"));
        }
        let mut octets = Vec::with_capacity(text.len() / 2);
        for pair in text.as_bytes().chunks_exact(2) {
            let (high, low) = (nibble(pair[0]).ok_or(error)?, nibble(pair[1]).ok_or(error)?);
            octets.push(high << 4 | low);
        }
        Ok(Self(octets))
    }

    // XSD 1.0 part 2 §3.2.15.2: the canonical form is upper case.
    fn write(&self, out: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        out.reserve(self.0.len() * 2);
        for octet in &self.0 {
            out.push(char::from(DIGITS[usize::from(octet >> 4)]));
            out.push(char::from(DIGITS[usize::from(octet & 15)]));
        }
    }
}

fn nibble(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

macro_rules! octets {
    ($($rust:ident $xsd:literal $optimized:literal $meant:path)*) => {$(
        impl Deref for $rust {
            type Target = Vec<u8>;

            fn deref(&self) -> &Vec<u8> {
                &self.0
            }
        }

        impl DerefMut for $rust {
            fn deref_mut(&mut self) -> &mut Vec<u8> {
                &mut self.0
            }
        }

        impl AsRef<[u8]> for $rust {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $rust {
            fn from(octets: Vec<u8>) -> Self {
                Self(octets)
            }
        }

        impl From<&[u8]> for $rust {
            fn from(octets: &[u8]) -> Self {
                Self(octets.to_vec())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $rust {
            fn from(octets: &[u8; N]) -> Self {
                Self(octets.to_vec())
            }
        }

        impl From<$rust> for Vec<u8> {
            fn from(value: $rust) -> Self {
                value.0
            }
        }

        impl fmt::Display for $rust {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = String::new();
                self.write(&mut text);
                f.write_str(&text)
            }
        }

        impl FromStr for $rust {
            type Err = LexicalError;

            fn from_str(text: &str) -> Result<Self, LexicalError> {
                Self::read(trim(text))
            }
        }

        impl Scalar for $rust {
            const XSD: &'static str = $xsd;
            const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);
            const OCTETS: bool = $optimized;

            fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
                Self::read(text)
            }

            fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
                self.write(out);
            }

            fn meant(text: &str) -> Option<String> {
                $meant(text)
            }

            fn find_form(
                &self,
                _facets: Option<&Facets<'_>>,
                _scope: &dyn Scope,
                is_allowed: &mut dyn FnMut(&str) -> bool,
            ) -> Option<String> {
                // Hexadecimal digits have two cases.
                let lower = self.to_string().to_ascii_lowercase();
                let is_same = Self::read(&lower).as_ref() == Ok(self);
                (is_same && is_allowed(&lower)).then_some(lower)
            }

            fn from_octets(octets: &[u8]) -> Option<Self> {
                Self::OCTETS.then(|| Self::from(octets))
            }

            fn octets(&self) -> Option<&[u8]> {
                Self::OCTETS.then_some(&*self.0)
            }

            fn length(&self) -> Option<u64> {
                Some(self.0.len() as u64)
            }

            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

// XOP 1.0 §2.1: only Base64 may become a part.
octets! {
    Base64Binary "xs:base64Binary" true meant::base64
    HexBinary "xs:hexBinary" false meant::hexadecimal
}
