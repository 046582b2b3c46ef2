//! The bounded integer types, `xs:byte` to `xs:unsignedLong`; XSD 1.0 part 2 §3.3.16 to §3.3.24.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::digits::{MAX_DIGITS, split_sign};
use super::facets::{Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};
use super::{forms, meant};

/// Digits that fit in 64 bits whatever they are.
const SAFE_DIGITS: usize = 19;

/// Whether the value is negative, and its magnitude. The error says why.
fn read(text: &str) -> Result<(bool, u64), Option<&'static str>> {
    let (negative, digits) = split_sign(text);
    let mut magnitude: u64 = 0;
    if digits.is_empty() {
        return Err(None);
    }
    if digits.len() > MAX_DIGITS {
        return Err(Some("too many digits"));
    }
    let (safe, rest) = digits.as_bytes().split_at(digits.len().min(SAFE_DIGITS));
    for byte in safe {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(None);
        }
        magnitude = magnitude * 10 + u64::from(digit);
    }
    let mut fits = true;
    for byte in rest {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(None);
        }
        match magnitude
            .checked_mul(10)
            .and_then(|it| it.checked_add(u64::from(digit)))
        {
            Some(it) => magnitude = it,
            None => fits = false,
        }
    }
    if fits {
        Ok((negative, magnitude))
    } else {
        Err(Some("out of range"))
    }
}

macro_rules! bounded {
    ($($rust:ident $xsd:literal)*) => {$(
        impl Scalar for $rust {
            const XSD: &'static str = $xsd;
            const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

            fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
                // What Rust takes as a number is one here. Of the rest, such as `-0`, it is asked what it is.
                if text.len() <= MAX_DIGITS && let Ok(value) = text.parse() {
                    return Ok(value);
                }
                let error = |reason| LexicalError { expected: $xsd, reason };
                let (negative, magnitude) = read(text).map_err(error)?;
                let value = if negative { -i128::from(magnitude) } else { i128::from(magnitude) };
                $rust::try_from(value).map_err(|_| error(Some("out of range")))
            }

            fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
                // Writing to a string does not fail.
                let _ = write!(out, "{self}");
            }

            fn meant(text: &str) -> Option<String> {
                meant::whole_number(text)
            }

            fn find_form(
                &self,
                _facets: Option<&Facets<'_>>,
                _scope: &dyn Scope,
                is_allowed: &mut dyn FnMut(&str) -> bool,
            ) -> Option<String> {
                forms::integer(&self.to_string(), is_allowed)
            }

            fn compare(&self, bound: &str) -> Option<Ordering> {
                Some(i128::from(*self).cmp(&bound_value(bound)?))
            }

            fn blank() -> Self {
                0
            }
        }
    )*};
}

bounded! {
    i8 "xs:byte"
    i16 "xs:short"
    i32 "xs:int"
    i64 "xs:long"
    u8 "xs:unsignedByte"
    u16 "xs:unsignedShort"
    u32 "xs:unsignedInt"
    u64 "xs:unsignedLong"
}

/// The value of a bound, which may lie outside the Rust type: `maxInclusive="256"` on an `xs:unsignedByte`
/// is wrong in a schema, yet no reason to refuse a value.
fn bound_value(bound: &str) -> Option<i128> {
    let (negative, magnitude) = read(bound).ok()?;
    let magnitude = i128::from(magnitude);
    Some(if negative { -magnitude } else { magnitude })
}
