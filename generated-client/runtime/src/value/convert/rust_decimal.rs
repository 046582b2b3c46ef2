//! [`Decimal`] and `rust_decimal::Decimal`, which has 28 digits.

use rust_decimal::Decimal as Theirs;

use crate::value::{Decimal, LexicalError};

impl From<Theirs> for Decimal {
    fn from(value: Theirs) -> Self {
        Self::new(value.mantissa(), value.scale()).expect("a scale is at most 28")
    }
}

impl TryFrom<&Decimal> for Theirs {
    type Error = LexicalError;

    fn try_from(value: &Decimal) -> Result<Self, LexicalError> {
        Self::from_str_exact(&value.to_string())
            .map_err(|_| LexicalError::because("rust_decimal::Decimal", "too many digits"))
    }
}

impl TryFrom<Decimal> for Theirs {
    type Error = LexicalError;

    fn try_from(value: Decimal) -> Result<Self, LexicalError> {
        Self::try_from(&value)
    }
}
