//! Percent-encoding of paths and values of queries; RFC 3986 §2.1.

/// Percent-encoded, so that it is one segment of a path or one value of a query.
pub(super) fn encoded(text: &str) -> String {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.' | b'~');
    text.bytes().fold(String::new(), |mut out, it| {
        match is_plain(it) {
            true => out.push(char::from(it)),
            false => out.push_str(&format!("%{it:02X}")),
        }
        out
    })
}

pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
