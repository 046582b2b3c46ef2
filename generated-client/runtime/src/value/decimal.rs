//! [`Decimal`]: `xs:decimal`, exact; XSD 1.0 part 2 §3.2.3.
//!
//! In: a sign, digits and a decimal point. Out: the same number, never through a float. Knows no
//! arithmetic: a caller who calculates converts to a decimal crate of their choice by text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::digits::{MAX_DIGITS, signed_order, split_sign};
use super::facets::{Facets, WhiteSpace};
use super::integer::Integer;
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};
use super::{forms, meant};
use crate::xml::trim;

const XSD: &str = "xs:decimal";

/// An exact decimal number, `xs:decimal`; `0.10` and `0.1` are the same value.
///
/// It is written with the digits after the point that it was given: servers take `12.50` where `12.5` breaks a pattern.
///
/// ```
/// use soap_runtime::value::Decimal;
///
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price, Decimal::new(125, 1)?);
/// assert_eq!(price.to_string(), "12.50");
/// assert!(price > Decimal::from(12));
/// # Ok::<(), soap_runtime::value::LexicalError>(())
/// ```
#[derive(Clone, Default)]
pub struct Decimal {
    // Invariant: one value has one form but for `zeros`. `digits` are `scale` digits of the fraction, the last not zero, behind
    // those of the whole number without leading zeros; zero is no digits, scale 0, not negative.
    negative: bool,
    digits: String,
    scale: usize,
    /// Zeros that were given after the last digit of the fraction; no part of the value.
    zeros: usize,
}

impl Decimal {
    /// The number `mantissa` × 10^-`scale`: `Decimal::new(1250, 2)` is 12.50.
    ///
    /// # Errors
    /// `scale` is greater than 1,000.
    pub fn new(mantissa: i128, scale: u32) -> Result<Self, LexicalError> {
        let scale = scale as usize;
        if scale > MAX_DIGITS {
            return Err(LexicalError::because(XSD, "too many digits"));
        }
        let digits = mantissa.unsigned_abs().to_string();
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        Ok(Self::from_digits(mantissa < 0, whole, fraction))
    }

    /// Whether the number is below zero.
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether the number is zero.
    pub const fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number of digits after the decimal point, without trailing zeros.
    pub const fn scale(&self) -> usize {
        self.scale
    }

    /// The nearest `f64`. Most decimal fractions have no exact one.
    pub fn to_f64_lossy(&self) -> f64 {
        // The text of a decimal is one that `f64` reads, and too many digits are infinity, not an error.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The number with exactly `places` digits after the point, or `None` when it has more: `12.50`.
    pub fn to_fixed(&self, places: usize) -> Option<String> {
        let missing = places.checked_sub(self.scale)?;
        if places > MAX_DIGITS {
            return None;
        }
        let padded = Self {
            zeros: missing,
            ..self.clone()
        };
        Some(padded.to_string())
    }

    fn from_digits(negative: bool, whole: &str, fraction: &str) -> Self {
        let whole = whole.trim_start_matches('0');
        let given = fraction.len();
        let fraction = fraction.trim_end_matches('0');
        let digits = [whole, fraction].concat();
        Self {
            negative: negative && !digits.is_empty(),
            digits,
            scale: fraction.len(),
            zeros: given - fraction.len(),
        }
    }

    fn read(text: &str) -> Result<Self, LexicalError> {
        let (negative, unsigned) = split_sign(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() > MAX_DIGITS {
            return Err(LexicalError::because(XSD, "too many digits"));
        }
        if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
            return Err(LexicalError::new(XSD));
        }
        Ok(Self::from_digits(negative, whole, fraction))
    }

    /// The power of ten above the first digit; only meaningful where the number is not zero.
    fn exponent(&self) -> isize {
        // Both are bounded by the digit limit.
        self.digits.len() as isize - self.scale as isize
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let (whole, fraction) = match self.digits.len().checked_sub(self.scale) {
            Some(point) => self.digits.split_at(point),
            None => ("", self.digits.as_str()),
        };
        f.write_str(if whole.is_empty() { "0" } else { whole })?;
        if self.scale + self.zeros == 0 {
            return Ok(());
        }
        let leading = self.scale - fraction.len();
        write!(
            f,
            ".{:0<leading$}{fraction}{:0<zeros$}",
            "",
            "",
            zeros = self.zeros
        )
    }
}

/// Compares values: `0.10` equals `0.1`.
impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        (self.negative, self.scale, &self.digits) == (other.negative, other.scale, &other.digits)
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.negative, self.scale, &self.digits).hash(state);
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({self})")
    }
}

impl FromStr for Decimal {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        Self::read(trim(text))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // With the first digits at one place, digits compare like text: what is missing is zeros. Fractions begin at the point.
            (false, false) => self
                .exponent()
                .cmp(&other.exponent())
                .then_with(|| self.digits.cmp(&other.digits)),
        };
        signed_order(self.negative, other.negative, magnitude)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&Integer> for Decimal {
    fn from(value: &Integer) -> Self {
        Self::from_digits(value.is_negative(), value.digits(), "")
    }
}

impl From<Integer> for Decimal {
    fn from(value: Integer) -> Self {
        Self::from(&value)
    }
}

impl TryFrom<&Decimal> for Integer {
    type Error = LexicalError;

    fn try_from(value: &Decimal) -> Result<Self, LexicalError> {
        if value.scale > 0 {
            return Err(LexicalError::because("xs:integer", "not a whole number"));
        }
        Ok(Self::from_digits(value.negative, &value.digits))
    }
}

impl TryFrom<Decimal> for Integer {
    type Error = LexicalError;

    fn try_from(value: Decimal) -> Result<Self, LexicalError> {
        Self::try_from(&value)
    }
}

macro_rules! conversions {
    ($($rust:ident)*) => {$(
        impl From<$rust> for Decimal {
            fn from(value: $rust) -> Self {
                Self::from(Integer::from(value))
            }
        }

        impl TryFrom<&Decimal> for $rust {
            type Error = LexicalError;

            fn try_from(value: &Decimal) -> Result<Self, LexicalError> {
                $rust::try_from(&Integer::try_from(value)?)
            }
        }

        impl TryFrom<Decimal> for $rust {
            type Error = LexicalError;

            fn try_from(value: Decimal) -> Result<Self, LexicalError> {
                $rust::try_from(&value)
            }
        }
    )*};
}

conversions! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 }

impl Scalar for Decimal {
    const XSD: &'static str = XSD;
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

    fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
        Self::read(text)
    }

    fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
        super::scalar::display(self, out);
    }

    fn meant(text: &str) -> Option<String> {
        meant::number(text)
    }

    fn find_form(
        &self,
        _facets: Option<&Facets<'_>>,
        _scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        forms::decimal(self.scale(), |places| self.to_fixed(places), is_allowed)
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        Some(self.cmp(&bound.parse().ok()?))
    }

    fn blank() -> Self {
        Self::default()
    }
}
