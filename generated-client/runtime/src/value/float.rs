//! `xs:float` and `xs:double`; XSD 1.0 part 2 §3.2.4, §3.2.5.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::digits::{MAX_DIGITS, split_sign};
use super::facets::{Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar};
use super::scope::{NoScope, Prefixes, Scope};
use super::{forms, meant};

/// Whether `text` is a mantissa with an optional exponent. `FromStr` alone would also take `inf`,
/// `infinity` and `nan` in any case.
fn is_finite(text: &str) -> bool {
    let (_, unsigned) = split_sign(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(split_sign(exponent).1)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole)
        && all_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|it| !it.is_empty() && all_digits(it))
}

macro_rules! float {
    ($($rust:ident $xsd:literal)*) => {$(
        impl Scalar for $rust {
            const XSD: &'static str = $xsd;
            const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

            fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
                match text {
                    "INF" => return Ok($rust::INFINITY),
                    "-INF" => return Ok($rust::NEG_INFINITY),
                    "NaN" => return Ok($rust::NAN),
                    _ => {}
                }
                if text.len() > MAX_DIGITS {
                    return Err(LexicalError::because($xsd, "too many digits"));
                }
                if !is_finite(text) {
                    return Err(LexicalError::new($xsd));
                }
                text.parse().map_err(|_| LexicalError::new($xsd))
            }

            fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
                let magnitude = self.abs();
                // Writing to a string does not fail.
                let _ = if self.is_nan() {
                    out.write_str("NaN")
                } else if self.is_infinite() {
                    out.write_str(if *self > 0.0 { "INF" } else { "-INF" })
                } else if magnitude != 0.0 && !(1e-5..1e16).contains(&magnitude) {
                    write!(out, "{self:E}")
                } else {
                    write!(out, "{self}")
                };
            }

            fn meant(text: &str) -> Option<String> {
                meant::special_number(text)
            }

            fn find_form(
                &self,
                _facets: Option<&Facets<'_>>,
                _scope: &dyn Scope,
                is_allowed: &mut dyn FnMut(&str) -> bool,
            ) -> Option<String> {
                let mut is_same = |text: &str| text.parse() == Ok(*self) && is_allowed(text);
                forms::float(|places| format!("{self:.places$}"), format!("{self:E}"), &mut is_same)
            }

            fn compare(&self, bound: &str) -> Option<Ordering> {
                self.partial_cmp(&Self::parse(bound, &NoScope).ok()?)
            }

            fn blank() -> Self {
                0.0
            }
        }
    )*};
}

float! {
    f32 "xs:float"
    f64 "xs:double"
}
