//! Escaping of texts and attribute values, and the characters that no escape can carry; XML 1.0 §2.2, §2.4.

use crate::xml::chars;

/// Is escaped in texts.
const TEXT: u8 = 1;
/// Is escaped in attribute values.
const VALUE: u8 = 2;
/// May be forbidden, or begin what is.
const SUSPECT: u8 = 4;

/// What becomes of every byte.
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'<' | b'>' | b'&' | b'\r' => TEXT | VALUE,
            b'"' | b'\n' | b'\t' => VALUE,
            0..b' ' | 0xEF => SUSPECT,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Appends `value` as text. CR becomes a reference, since a reader makes a raw one a line feed; XML 1.0 §2.11.
///
/// # Errors
/// A character that XML 1.0 cannot carry. What goes before it is appended.
#[inline]
pub(super) fn push_text(value: &str, out: &mut String) -> Result<(), char> {
    escape(value, out, TEXT, text_stop, true)
}

/// Appends `value` as an attribute value in double quotes; XML 1.0 §3.3.3 would make white space blanks.
///
/// # Errors
/// As [`push_text`].
pub(super) fn push_value(value: &str, out: &mut String) -> Result<(), char> {
    escape(value, out, VALUE, value_stop, true)
}

/// As [`push_text`], of what is checked elsewhere.
pub(in crate::xml) fn escape_text(value: &str, out: &mut String) {
    // Nothing is checked, so nothing is refused.
    let _ = escape(value, out, TEXT, text_stop, false);
}

/// As [`push_value`], of what is checked elsewhere.
pub(crate) fn escape_attribute(value: &str, out: &mut String) {
    // Nothing is checked, so nothing is refused.
    let _ = escape(value, out, VALUE, value_stop, false);
}

#[inline(always)]
fn text_stop(byte: u8) -> u8 {
    chars::is_control(byte)
        | u8::from(byte == b'\r')
        | u8::from(byte == b'<')
        | u8::from(byte == b'>')
        | u8::from(byte == b'&')
        | u8::from(byte == 0xEF)
}

#[inline(always)]
fn value_stop(byte: u8) -> u8 {
    u8::from(byte < b' ')
        | u8::from(byte == b'"')
        | u8::from(byte == b'<')
        | u8::from(byte == b'>')
        | u8::from(byte == b'&')
        | u8::from(byte == 0xEF)
}

/// Bytes that are looked at one by one before whole blocks are.
const SHORT: usize = 32;

/// `is_stop` is not 0 for what is not copied as it is; it may be for more.
#[inline(always)]
fn escape(
    value: &str,
    out: &mut String,
    escaped: u8,
    is_stop: impl Fn(u8) -> u8,
    is_checked: bool,
) -> Result<(), char> {
    let bytes = value.as_bytes();
    let goes_on = |byte: u8| CLASS[byte as usize] & (escaped | SUSPECT) == 0;
    let (mut done, mut pos) = (0, 0);
    loop {
        let head = &bytes[pos..bytes.len().min(pos + SHORT)];
        let mut len = chars::run(head, goes_on);
        if len == SHORT {
            len += chars::blocks_without(&bytes[pos + len..], &is_stop);
            len += chars::run(&bytes[pos + len..], goes_on);
        }
        pos += len;
        let Some(&byte) = bytes.get(pos) else {
            out.push_str(&value[done..]);
            return Ok(());
        };
        if CLASS[byte as usize] & SUSPECT != 0 {
            let ch = value[pos..].chars().next().unwrap_or_default();
            if is_checked && !chars::is_char(ch) {
                out.push_str(&value[done..pos]);
                return Err(ch);
            }
            // The other bytes of the character are none that is looked for.
            pos += 1;
            continue;
        }
        // Of two in a row nothing goes before the second.
        if done < pos {
            out.push_str(&value[done..pos]);
        }
        // A text of a known length is stored without a call.
        match byte {
            b'<' => out.push_str("&lt;"),
            b'>' => out.push_str("&gt;"),
            b'&' => out.push_str("&amp;"),
            b'"' => out.push_str("&quot;"),
            b'\r' => out.push_str("&#xD;"),
            b'\n' => out.push_str("&#xA;"),
            _ => out.push_str("&#x9;"),
        }
        pos += 1;
        done = pos;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each function is to write, one character after the other.
    fn expected(text: &str, is_value: bool) -> Result<String, char> {
        let mut out = String::new();
        for ch in text.chars() {
            match ch {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '\r' => out.push_str("&#xD;"),
                '"' if is_value => out.push_str("&quot;"),
                '\n' if is_value => out.push_str("&#xA;"),
                '\t' if is_value => out.push_str("&#x9;"),
                ch if chars::is_char(ch) => out.push(ch),
                ch => return Err(ch),
            }
        }
        Ok(out)
    }

    fn assert_escaped(text: &str) {
        for (is_value, push) in [
            (false, push_text as fn(&str, &mut String) -> _),
            (true, push_value),
        ] {
            let mut out = String::new();
            let outcome = push(text, &mut out).map(|()| out);
            assert_eq!(outcome, expected(text, is_value), "{text:?}");
        }
        if expected(text, true).is_ok() {
            let (mut as_text, mut as_value) = (String::new(), String::new());
            escape_text(text, &mut as_text);
            escape_attribute(text, &mut as_value);
            assert_eq!(
                (Ok(as_text), Ok(as_value)),
                (expected(text, false), expected(text, true))
            );
        }
    }

    #[test]
    fn every_character_is_escaped_wherever_it_stands() {
        let special = "<>&\"'\r\n\t \u{1}\u{1f}\u{7f}é\u{f000}\u{fffd}\u{fffe}\u{ffff}\u{1f600}";
        for ch in special.chars() {
            // About the ends of what is looked at byte by byte, and of blocks.
            for before in [
                0, 1, 30, 31, 32, 33, 63, 64, 94, 95, 96, 97, 127, 159, 160, 200,
            ] {
                let (before, after) = ("a".repeat(before), "b".repeat(200 - before));
                assert_escaped(&format!("{before}{ch}{after}"));
                assert_escaped(&format!("{before}{ch}{ch}{after}"));
            }
            // Whole blocks of nothing else.
            for n in [31, 32, 33, 95, 96, 97, 300] {
                assert_escaped(&ch.to_string().repeat(n));
                assert_escaped(&("a".repeat(32) + &ch.to_string().repeat(n)));
            }
        }
    }
}
