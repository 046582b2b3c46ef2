//! [`Integer`]: `xs:integer` without bounds; XSD 1.0 part 2 §3.3.13.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::digits::{MAX_DIGITS, signed_order, split_sign};
use super::facets::{Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};
use super::{forms, meant};
use crate::xml::trim;

const XSD: &str = "xs:integer";

/// A whole number of up to 1,000 digits, `xs:integer`.
///
/// ```
/// use soap_runtime::value::Integer;
///
/// let serial: Integer = "00123456789012345678901234567890".parse()?;
/// assert_eq!(serial.to_string(), "123456789012345678901234567890");
/// assert_eq!(i64::try_from(&Integer::from(7)), Ok(7));
/// # Ok::<(), soap_runtime::value::LexicalError>(())
/// ```
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct Integer {
    // Invariant: one value has one form. `digits` has no leading zeros; zero is no digits, not negative.
    negative: bool,
    digits: String,
}

impl Integer {
    /// Whether the number is below zero.
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether the number is zero.
    pub const fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The digits without sign and leading zeros; none for zero.
    pub(super) fn digits(&self) -> &str {
        &self.digits
    }

    /// The number of ASCII digits `digits`.
    pub(super) fn from_digits(negative: bool, digits: &str) -> Self {
        let digits = digits.trim_start_matches('0');
        Self {
            negative: negative && !digits.is_empty(),
            digits: digits.to_owned(),
        }
    }

    fn read(text: &str) -> Result<Self, LexicalError> {
        let (negative, digits) = split_sign(text);
        if digits.len() > MAX_DIGITS {
            return Err(LexicalError::because(XSD, "too many digits"));
        }
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LexicalError::new(XSD));
        }
        Ok(Self::from_digits(negative, digits))
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = if self.is_zero() { "0" } else { &self.digits };
        f.pad_integral(!self.negative, "", digits)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Integer({self})")
    }
}

impl FromStr for Integer {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        Self::read(trim(text))
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || {
            let by_length = self.digits.len().cmp(&other.digits.len());
            by_length.then_with(|| self.digits.cmp(&other.digits))
        };
        signed_order(self.negative, other.negative, magnitude)
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! conversions {
    ($($rust:ident)*) => {$(
        impl From<$rust> for Integer {
            fn from(value: $rust) -> Self {
                let text = value.to_string();
                let (negative, digits) = split_sign(&text);
                Self::from_digits(negative, digits)
            }
        }

        impl TryFrom<&Integer> for $rust {
            type Error = LexicalError;

            fn try_from(value: &Integer) -> Result<Self, LexicalError> {
                // The text of an integer is one that `FromStr` reads exactly or finds out of range.
                let error = LexicalError::because(stringify!($rust), "out of range");
                value.to_string().parse().map_err(|_| error)
            }
        }

        impl TryFrom<Integer> for $rust {
            type Error = LexicalError;

            fn try_from(value: Integer) -> Result<Self, LexicalError> {
                $rust::try_from(&value)
            }
        }
    )*};
}

conversions! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 }

impl Scalar for Integer {
    const XSD: &'static str = XSD;
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

    fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
        Self::read(text)
    }

    fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
        super::scalar::display(self, out);
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
        Some(self.cmp(&bound.parse().ok()?))
    }

    fn blank() -> Self {
        Self::default()
    }
}
