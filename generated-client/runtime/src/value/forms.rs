//! Other lexical forms of a value, for types whose patterns forbid the usual one; XSD 1.0 part 2 §4.3.4: a pattern
//! constrains the literal, not the value.
//!
//! In: a value and what is allowed. Out: the first form of the same value that is. The forms tried are those that patterns
//! of real schemas ask for: zeros on either side, a sign, other units or spellings.

use super::digits::split_sign;

/// Zeros that are put on either side at most: a total of digits in any real schema.
const MAX_ZEROS: usize = 38;

/// What says whether a form is allowed.
type IsAllowed<'a> = &'a mut dyn FnMut(&str) -> bool;

/// `007`, `+7`.
pub(super) fn integer(usual: &str, is_allowed: IsAllowed<'_>) -> Option<String> {
    padded(usual, is_allowed)
}

/// `12.50`, `0012.5`, `.5`, `+12.5`.
///
/// `scale` digits stand after the point of the value; `fixed` gives it with more.
pub(super) fn decimal(
    scale: usize,
    fixed: impl Fn(usize) -> Option<String>,
    is_allowed: IsAllowed<'_>,
) -> Option<String> {
    let forms = || (scale..=scale + MAX_ZEROS).filter_map(&fixed);
    if let Some(form) = forms().find(|it| is_allowed(it)) {
        return Some(form);
    }
    let bare = |form: String| {
        let (negative, unsigned) = split_sign(&form);
        let sign = if negative { "-" } else { "" };
        let fraction = unsigned.strip_prefix('0').filter(|it| it.starts_with('.'));
        fraction.map(|it| format!("{sign}{it}"))
    };
    if let Some(form) = forms().filter_map(bare).find(|it| is_allowed(it)) {
        return Some(form);
    }
    forms().find_map(|it| padded(&it, is_allowed))
}

/// `12.500`, `1.25E1`, `1.25e1`; `fixed` gives so many digits after the point, rounded, so that `is_same` has to ask.
pub(super) fn float(
    fixed: impl Fn(usize) -> String,
    scientific: String,
    is_same: IsAllowed<'_>,
) -> Option<String> {
    if let Some(form) = (0..=MAX_ZEROS).map(&fixed).find(|it| is_same(it)) {
        return Some(form);
    }
    let (mantissa, exponent) = scientific.split_once('E')?;
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let (negative, digits) = split_sign(exponent);
    let sign = if negative { '-' } else { '+' };
    let forms = [
        scientific.clone(),
        format!("{mantissa}{point}E{exponent}"),
        format!("{mantissa}{point}E{sign}{digits:0>2}"),
        format!("{mantissa}{point}E{sign}{digits:0>3}"),
    ];
    let lower = forms.clone().map(|it| it.replace('E', "e"));
    forms.into_iter().chain(lower).find(|it| is_same(it))
}

/// `form` with a plus, or with zeros in front.
fn padded(form: &str, is_allowed: IsAllowed<'_>) -> Option<String> {
    let (negative, unsigned) = split_sign(form);
    let signs: &[&str] = if negative { &["-"] } else { &["", "+"] };
    for sign in signs {
        for zeros in 0..=MAX_ZEROS {
            let form = format!("{sign}{:0<zeros$}{unsigned}", "");
            if is_allowed(&form) {
                return Some(form);
            }
        }
    }
    None
}
