//! Character classes of XML 1.0 (5th edition) §2.2 and §2.3, and how far runs of them go.

use std::ops::RangeInclusive;

/// May start an NCName.
pub(super) const START: u8 = 1;
/// May continue an NCName.
pub(super) const CONTINUE: u8 = 2;
/// XML white space.
pub(super) const SPACE: u8 = 4;
/// Ends a run of plain text: `<`, `&`, CR.
pub(super) const TEXT_STOP: u8 = 8;
/// The first byte of a character outside ASCII, or a later one.
pub(super) const WIDE: u8 = 16;

/// May be forbidden, or begin what is: a control character, U+FFFE, U+FFFF, or `]]>` in a text.
pub(super) const SUSPECT: u8 = 32;
/// Ends a run of what an attribute value is made of as it is: quotes, `<`, `&`, and white space but the blank.
pub(super) const VALUE_STOP: u8 = 64;

/// The classes of every byte.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => START | CONTINUE,
            b'0'..=b'9' | b'-' | b'.' => CONTINUE,
            b' ' => SPACE,
            b'\t' | b'\n' => SPACE | VALUE_STOP,
            b'\r' => SPACE | TEXT_STOP | VALUE_STOP,
            b'<' | b'&' => TEXT_STOP | VALUE_STOP,
            b'"' | b'\'' => VALUE_STOP,
            0..b' ' | b']' => SUSPECT,
            0xEF => WIDE | SUSPECT,
            0x80..=0xFF => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// How many bytes go before the first that is of one of the classes `stops`; all, if none is.
#[inline(always)]
pub(super) fn until(stops: u8, bytes: &[u8]) -> usize {
    run(bytes, |byte| CLASS[byte as usize] & stops == 0)
}

/// How many bytes go before the first that is of none of the classes `kept`; all, if each is.
#[inline(always)]
pub(super) fn within(kept: u8, bytes: &[u8]) -> usize {
    run(bytes, |byte| CLASS[byte as usize] & kept != 0)
}

/// How many bytes go before the first that `goes_on` is false of; all, if it is of none.
#[inline(always)]
pub(super) fn run(bytes: &[u8], goes_on: impl Fn(u8) -> bool) -> usize {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut len = 0;
    for chunk in chunks {
        for (index, &byte) in chunk.iter().enumerate() {
            if !goes_on(byte) {
                return len + index;
            }
        }
        len += 8;
    }
    let end = rest.iter().position(|&byte| !goes_on(byte));
    len + end.unwrap_or(rest.len())
}

/// Bytes of a text that are looked at one by one before whole blocks are.
const SHORT: usize = 32;

/// How many bytes go before the first that ends a run of text or is suspect; all, if none does.
#[inline(always)]
pub(super) fn text_run(bytes: &[u8]) -> usize {
    match bytes.get(..SHORT) {
        None => until(TEXT_STOP | SUSPECT, bytes),
        Some(head) => match until(TEXT_STOP | SUSPECT, head) {
            SHORT => SHORT + long_text_run(&bytes[SHORT..]),
            len => len,
        },
    }
}

/// The same in blocks.
#[inline(never)]
fn long_text_run(bytes: &[u8]) -> usize {
    let len = blocks_without(bytes, is_stop);
    len + until(TEXT_STOP | SUSPECT, &bytes[len..])
}

/// The length of the blocks before the first that has a byte of which `stop` is not 0: a few small ones, then large ones, and
/// small ones again.
#[inline(always)]
pub(super) fn blocks_without(bytes: &[u8], stop: impl Fn(u8) -> u8) -> usize {
    const SMALL: usize = 16;
    const LARGE: usize = 64;
    let first = plain_blocks::<SMALL>(&bytes[..bytes.len().min(LARGE)], &stop);
    if first < LARGE {
        return first;
    }
    let len = first + plain_blocks::<LARGE>(&bytes[first..], &stop);
    len + plain_blocks::<SMALL>(&bytes[len..], &stop)
}

/// The length of the blocks of one size, by loops without branches that the compiler turns into vector code.
#[inline(always)]
fn plain_blocks<const SIZE: usize>(bytes: &[u8], stop: impl Fn(u8) -> u8) -> usize {
    let (blocks, _) = bytes.as_chunks::<SIZE>();
    let mut len = 0;
    for block in blocks {
        if block.iter().fold(0, |acc, &byte| acc | stop(byte)) != 0 {
            break;
        }
        len += SIZE;
    }
    len
}

#[inline(always)]
fn is_stop(byte: u8) -> u8 {
    u8::from(byte < b' ') & u8::from(byte != b'\t') & u8::from(byte != b'\n')
        | u8::from(byte == b'<')
        | u8::from(byte == b'&')
        | u8::from(byte == b']')
        | u8::from(byte == 0xEF)
}

/// Whether two names are the same. Most are short: they are compared by both of their ends, which may overlap, without a call.
#[inline(always)]
pub(super) fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let len = left.len();
    if len >= 8 {
        if len <= 16 {
            have_same_ends::<8>(left, right)
        } else if len <= 32 {
            have_same_ends::<16>(left, right)
        } else {
            left == right
        }
    } else if len >= 4 {
        have_same_ends::<4>(left, right)
    } else if len >= 2 {
        have_same_ends::<2>(left, right)
    } else {
        left.first() == right.first()
    }
}

#[inline(always)]
fn have_same_ends<const N: usize>(left: &[u8], right: &[u8]) -> bool {
    left.first_chunk::<N>() == right.first_chunk::<N>()
        && left.last_chunk::<N>() == right.last_chunk::<N>()
}

/// Whether `byte` is XML white space; XML 1.0 §2.3, production 3.
#[inline(always)]
pub(crate) const fn is_space(byte: u8) -> bool {
    CLASS[byte as usize] & SPACE != 0
}

/// Whether `text` is white space only.
pub(crate) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// `text` without the white space at its ends. `str::trim` would also take no-break spaces.
pub(crate) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(|&byte| !is_space(byte));
    let end = bytes.iter().rposition(|&byte| !is_space(byte));
    match (start, end) {
        (Some(start), Some(end)) => &text[start..=end],
        // A part of the text all the same: where it stands in it is asked for.
        _ => &text[..0],
    }
}

/// `NameStartChar` without the colon; XML 1.0 §2.3, production 4.
pub(crate) const NAME_START: &[RangeInclusive<char>] = &[
    'A'..='Z',
    '_'..='_',
    'a'..='z',
    '\u{C0}'..='\u{D6}',
    '\u{D8}'..='\u{F6}',
    '\u{F8}'..='\u{2FF}',
    '\u{370}'..='\u{37D}',
    '\u{37F}'..='\u{1FFF}',
    '\u{200C}'..='\u{200D}',
    '\u{2070}'..='\u{218F}',
    '\u{2C00}'..='\u{2FEF}',
    '\u{3001}'..='\u{D7FF}',
    '\u{F900}'..='\u{FDCF}',
    '\u{FDF0}'..='\u{FFFD}',
    '\u{10000}'..='\u{EFFFF}',
];

/// What `NameChar` adds to [`NAME_START`]; XML 1.0 §2.3, production 4a.
pub(crate) const NAME_MORE: &[RangeInclusive<char>] = &[
    '-'..='-',
    '.'..='.',
    '0'..='9',
    '\u{B7}'..='\u{B7}',
    '\u{300}'..='\u{36F}',
    '\u{203F}'..='\u{2040}',
];

pub(super) fn is_name_start(ch: char) -> bool {
    NAME_START.iter().any(|range| range.contains(&ch))
}

pub(super) fn is_name_continue(ch: char) -> bool {
    is_name_start(ch) || NAME_MORE.iter().any(|range| range.contains(&ch))
}

/// Whether `name` is a name without colon, all in ASCII.
#[inline(always)]
pub(crate) const fn is_ascii_name(name: &[u8]) -> bool {
    // `for` is not for constants. Eight bytes at a time are looked up without a branch.
    let (chunks, rest) = name.as_chunks::<8>();
    let (mut index, mut all) = (0, CONTINUE);
    while index < chunks.len() {
        let [a, b, c, d, e, f, g, h] = chunks[index];
        all &= CLASS[a as usize] & CLASS[b as usize] & CLASS[c as usize] & CLASS[d as usize];
        all &= CLASS[e as usize] & CLASS[f as usize] & CLASS[g as usize] & CLASS[h as usize];
        index += 1;
    }
    index = 0;
    while index < rest.len() {
        all &= CLASS[rest[index] as usize];
        index += 1;
    }
    all != 0 && !name.is_empty() && CLASS[name[0] as usize] & START != 0
}

/// Whether `name` is a name without colon; Namespaces in XML 1.0 §3, production 4.
#[inline]
pub fn is_name(name: &str) -> bool {
    is_ascii_name(name.as_bytes()) || is_wide_name(name)
}

/// The same, of names that are not all in ASCII.
#[cold]
fn is_wide_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_continue)
}

/// XML 1.0 §2.2, production 2.
pub(super) fn is_char(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The first character that XML 1.0 forbids, and its offset.
pub(super) fn first_forbidden(text: &str) -> Option<(usize, char)> {
    // Only control characters and U+FFFE, U+FFFF are forbidden; the rest needs no decoding.
    let suspect = |byte| is_control(byte) | u8::from(byte == 0xEF);
    let bytes = text.as_bytes();
    let start = blocks_without(bytes, suspect);
    if bytes[start..].iter().all(|&byte| suspect(byte) == 0) {
        return None;
    }
    text.char_indices().find(|(_, ch)| !is_char(*ch))
}

#[inline(always)]
pub(super) fn is_control(byte: u8) -> u8 {
    u8::from(byte < 0x20)
        & u8::from(byte != b'\t')
        & u8::from(byte != b'\n')
        & u8::from(byte != b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_seen_wherever_it_stands() {
        for len in 1..=25 {
            let name = "a".repeat(len);
            assert!(is_name(&name) && is_name(&format!("é{name}")), "{len}");
            for at in 0..len {
                for byte in [" ", ":", "<", "\"", "\u{7f}"] {
                    let mut bad = name.clone();
                    bad.replace_range(at..=at, byte);
                    assert!(!is_name(&bad), "{bad}");
                }
                let mut digit = name.clone();
                digit.replace_range(at..=at, "1");
                assert_eq!(is_name(&digit), at > 0, "{digit}");
            }
        }
        assert!(!is_name(""));
    }

    #[test]
    fn names_are_the_same_where_every_byte_is() {
        for len in 0..=70 {
            let name = vec![b'a'; len];
            assert!(is_same(&name, &name.clone()), "{len}");
            assert!(!is_same(&name, &vec![b'a'; len + 1]), "{len}");
            for at in 0..len {
                let mut other = name.clone();
                other[at] = b'b';
                assert!(!is_same(&name, &other), "{at} of {len}");
            }
        }
    }

    #[test]
    fn a_run_of_text_ends_where_its_first_byte_of_another_kind_is() {
        for byte in 0..=u8::MAX {
            for n_plain in [0, 1, 31, 32, 33, 47, 48, 95, 96, 97, 159, 160, 161, 400] {
                for n_same in [1, 16, 64, 200] {
                    let bytes = [vec![b'a'; n_plain], vec![byte; n_same], vec![b'b'; 200]].concat();
                    let expected = until(TEXT_STOP | SUSPECT, &bytes);
                    assert_eq!(
                        text_run(&bytes),
                        expected,
                        "{n_plain} and {n_same} of {byte}"
                    );
                }
            }
        }
    }
}
