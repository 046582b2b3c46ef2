//! `Content-ID`s and the `cid:` URLs that refer to them; RFC 2392.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The URL of a part.
pub(crate) fn url_of(content_id: &str) -> String {
    let mut res = String::from("cid:");
    escape(content_id, b"-._~@=", &mut res);
    res
}

/// The `Content-ID` that `url` refers to; `None` if it is no `cid:` URL.
pub(super) fn of_url(url: &str) -> Option<Cow<'_, str>> {
    Some(unescape(without_scheme(url)?))
}

/// What follows `cid:`, as it is written.
pub(super) fn without_scheme(url: &str) -> Option<&str> {
    match url.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("cid:") => url.get(4..),
        Some(_) | None => None,
    }
}

/// The identifier in a `Content-ID` header: angle brackets are left out where they are.
pub(super) fn of_header(value: &str) -> &str {
    let value = value.trim();
    let inner = value.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
    inner.unwrap_or(value).trim()
}

/// Whether it can be sent: visible ASCII without what ends it.
pub(super) fn is_legal(content_id: &str) -> bool {
    let mut bytes = content_id.bytes();
    !content_id.is_empty() && bytes.all(|it| it.is_ascii_graphic() && !matches!(it, b'<' | b'>'))
}

/// The part of a message that a part of a package is, by its `Content-ID`: `<photo=…@…>`.
///
/// WS-I Attachments Profile 1.0 §3.8.
pub(super) fn part_name(content_id: &str) -> Cow<'_, str> {
    let name = content_id.split_once('=').map_or(content_id, |it| it.0);
    unescape(name)
}

/// A part's name as a `Content-ID` can hold it.
pub(super) fn escaped_part_name(name: &str) -> String {
    let mut res = String::new();
    escape(name, b"-._~", &mut res);
    res
}

fn escape(text: &str, plain: &[u8], out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Replaces `%HH`; what is no such escape stays as it is, and so does text whose octets are no UTF-8.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut res = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escape = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            (_, _) => None,
        };
        match escape {
            Some((high, low)) => {
                res.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                res.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(res).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The value of a hexadecimal digit.
pub(super) fn hex(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_identifiers_lead_to_each_other() {
        for (id, url) in [
            ("a@b", "cid:a@b"),
            ("photo=1@x.example", "cid:photo=1@x.example"),
            ("http://x/1+2", "cid:http%3A%2F%2Fx%2F1%2B2"),
            ("50%@x", "cid:50%25@x"),
        ] {
            assert_eq!(url_of(id), url);
            assert_eq!(of_url(url).unwrap(), id);
        }
        assert_eq!(of_url("CID:a%40b").unwrap(), "a@b");
        assert_eq!(of_url("cid:a%4").unwrap(), "a%4");
        assert_eq!(of_url("cid:a%FFb").unwrap(), "a%FFb");
        assert_eq!(of_url("http://x"), None);
        assert_eq!(of_url("ci"), None);
    }

    #[test]
    fn takes_the_brackets_off() {
        assert_eq!(of_header(" <a@b> "), "a@b");
        assert_eq!(of_header("a@b"), "a@b");
        assert_eq!(of_header("<>"), "");
    }

    #[test]
    fn names_parts_in_identifiers() {
        assert_eq!(escaped_part_name("Größe"), "Gr%C3%B6%C3%9Fe");
        assert_eq!(part_name("Gr%C3%B6%C3%9Fe=1@x"), "Größe");
        assert_eq!(part_name("a=b=c@x"), "a");
    }
}
