//! Escaping of texts and attribute values, and the characters that no escape can carry; XML 1.0 §2.2, §2.4.

/// Appends `value` as text. CR becomes a reference, since a reader makes a raw one a line feed; XML 1.0 §2.11.
pub(in crate::xml) fn escape_text(value: &str, out: &mut String) {
    escape(value, out, |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    });
}

/// Appends `value` as an attribute value in double quotes; XML 1.0 §3.3.3 would make white space blanks.
pub(crate) fn escape_attribute(value: &str, out: &mut String) {
    escape(value, out, |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'\r' => Some("&#xD;"),
        b'\n' => Some("&#xA;"),
        b'\t' => Some("&#x9;"),
        _ => None,
    });
}

#[inline(always)]
fn escape(value: &str, out: &mut String, entity: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (index, byte) in value.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            out.push_str(&value[done..index]);
            out.push_str(entity);
            done = index + 1;
        }
    }
    out.push_str(&value[done..]);
}
