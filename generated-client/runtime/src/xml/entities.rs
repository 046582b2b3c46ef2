//! References, line ends and attribute values: raw characters to the text they stand for.
//!
//! XML 1.0 §2.11 (line ends), §3.3.3 (attribute values), §4.1 and §4.6 (references).

use std::borrow::Cow;

use super::chars;

/// What is wrong with a reference.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Problem {
    /// `&` without `name;`.
    Syntax,
    /// A name other than the five.
    Undefined,
    /// A reference to a character that XML 1.0 forbids.
    Forbidden,
}

/// A bad reference, at `offset` in the raw text.
#[derive(Clone, Copy, Debug)]
pub(super) struct BadReference {
    pub(super) offset: usize,
    pub(super) problem: Problem,
}

/// Whether white space becomes blanks (attributes) or only line ends become LF (text).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Text,
    Attribute,
}

/// Appends what `raw` stands for.
pub(super) fn expand(raw: &str, place: Place, out: &mut String) -> Result<(), BadReference> {
    let bytes = raw.as_bytes();
    let mut done = 0;
    let mut pos = 0;
    while pos < bytes.len() {
        let next = match place {
            Place::Text => memchr::memchr2(b'&', b'\r', &bytes[pos..]),
            Place::Attribute => bytes[pos..]
                .iter()
                .position(|byte| matches!(byte, b'&' | b'\r' | b'\n' | b'\t')),
        };
        let Some(next) = next else { break };
        let at = pos + next;
        out.push_str(&raw[done..at]);
        match bytes[at] {
            b'&' => {
                let (ch, len) = reference(&raw[at..]).map_err(|problem| BadReference {
                    offset: at,
                    problem,
                })?;
                out.push(ch);
                pos = at + len;
            }
            b'\r' => {
                out.push(if place == Place::Text { '\n' } else { ' ' });
                pos = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n'));
            }
            _ => {
                out.push(' ');
                pos = at + 1;
            }
        }
        done = pos;
    }
    out.push_str(&raw[done..]);
    Ok(())
}

/// Checks the references of `raw` without building the text.
pub(super) fn check(raw: &str) -> Result<(), BadReference> {
    for offset in memchr::memchr_iter(b'&', raw.as_bytes()) {
        reference(&raw[offset..]).map_err(|problem| BadReference { offset, problem })?;
    }
    Ok(())
}

/// The value of an attribute whose raw text was checked before.
#[inline]
pub(super) fn attribute_value(raw: &str, is_plain: bool) -> Result<Cow<'_, str>, BadReference> {
    match is_plain {
        true => Ok(Cow::Borrowed(raw)),
        false => expanded_value(raw),
    }
}

fn expanded_value(raw: &str) -> Result<Cow<'_, str>, BadReference> {
    let mut res = String::with_capacity(raw.len());
    expand(raw, Place::Attribute, &mut res)?;
    Ok(Cow::Owned(res))
}

/// The character that the reference at the start of `text` stands for, and the length of the reference.
pub(super) fn reference(text: &str) -> Result<(char, usize), Problem> {
    let bytes = text.as_bytes();
    // Longer digit strings are cut here: ten digits with leading zeros say more than Unicode has.
    let Some(end) = bytes.iter().take(64).position(|&byte| byte == b';') else {
        return Err(Problem::Syntax);
    };
    let name = &text[1..end];
    let ch = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => match name.strip_prefix('#') {
            Some(number) => character(number)?,
            None if super::is_name(name) => return Err(Problem::Undefined),
            None => return Err(Problem::Syntax),
        },
    };
    Ok((ch, end + 1))
}

fn character(number: &str) -> Result<char, Problem> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // `from_str_radix` alone would take a sign.
    if digits.is_empty() || !digits.bytes().all(|it| char::from(it).is_digit(radix)) {
        return Err(Problem::Syntax);
    }
    u32::from_str_radix(digits, radix)
        .ok()
        .and_then(char::from_u32)
        .filter(|&ch| chars::is_char(ch))
        .ok_or(Problem::Forbidden)
}
