//! Local names in place of addresses. In: a document and the new values of its locations. Out: bytes that differ in
//! those values only, and in the encoding where the one they came in cannot be read from the file alone.

use crate::source::gate::gate;
use crate::source::span::Span;

/// What is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Rewritten {
    pub(super) content: Vec<u8>,
    /// Whether the document was in another encoding, and is UTF-8 now.
    pub(super) is_recoded: bool,
}

/// Puts `values` into `text`, which was decoded from `bytes`.
///
/// The values are safe in any attribute: letters, digits, and `._-/`.
pub(super) fn rewrite(bytes: &[u8], text: &str, values: &[(Span, String)]) -> Rewritten {
    let mut values: Vec<&(Span, String)> = values.iter().collect();
    values.sort_by_key(|it| it.0.start);
    let mut edited = String::with_capacity(text.len());
    let mut end = 0;
    for (span, value) in values {
        let (from, to) = (span.start as usize, span.end as usize);
        let Some(kept) = text.get(end..from) else {
            continue;
        };
        edited.push_str(kept);
        edited.push_str(value);
        end = to;
    }
    edited.push_str(text.get(end..).unwrap_or_default());
    let bom: &[u8] = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => b"\xEF\xBB\xBF",
        _ => b"",
    };
    let is_utf8 = bytes.get(bom.len()..) == Some(text.as_bytes());
    let content = [bom, edited.as_bytes()].concat();
    let declared = declare_utf8(&edited);
    // The charset of an answer is not stored with it, so the file has to say the same by itself, to others too: they need
    // not see that a declaration is wrong.
    let says_so = edited.is_ascii() || declared.eq_ignore_ascii_case(&edited);
    if is_utf8 && says_so && gate(&content).is_ok_and(|it| it == edited) {
        return Rewritten {
            content,
            is_recoded: false,
        };
    }
    Rewritten {
        content: declared.into_bytes(),
        is_recoded: true,
    }
}

/// Makes the XML declaration say UTF-8, if there is one that says anything else.
fn declare_utf8(text: &str) -> String {
    let Some((head, rest)) = text
        .strip_prefix("<?xml")
        .and_then(|it| it.split_once("?>"))
    else {
        return text.to_owned();
    };
    let Some((before, after)) = head.split_once("encoding") else {
        return text.to_owned();
    };
    let quote = after.find(['"', '\'']).map(|it| (it, &after[it..=it]));
    let Some((open, quote)) = quote else {
        return text.to_owned();
    };
    let Some(close) = after[open + 1..].find(quote) else {
        return text.to_owned();
    };
    let (equals, tail) = (&after[..=open], &after[open + 1 + close..]);
    format!("<?xml{before}encoding{equals}UTF-8{tail}?>{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::span::FileId;

    fn span(text: &str, value: &str) -> Span {
        let start = text.find(value).unwrap();
        Span {
            file: FileId(0),
            start: start as u32,
            end: (start + value.len()) as u32,
        }
    }

    #[test]
    fn only_locations_change() {
        let text = "<a  x='OLD&amp;1'\r\n\ty = \"OTHER\" ><!-- OLD --></a>\n";
        let values = [
            (span(text, "OTHER"), "b.xsd".to_owned()),
            (span(text, "OLD&amp;1"), "a.xsd".to_owned()),
        ];
        let res = rewrite(text.as_bytes(), text, &values);
        assert!(!res.is_recoded);
        let expected = "<a  x='a.xsd'\r\n\ty = \"b.xsd\" ><!-- OLD --></a>\n";
        assert_eq!(String::from_utf8(res.content).unwrap(), expected);
    }

    #[test]
    fn byte_order_marks_stay() {
        let bytes = b"\xEF\xBB\xBF<a/>";
        let res = rewrite(bytes, "<a/>", &[]);
        assert_eq!(
            (res.content.as_slice(), res.is_recoded),
            (&bytes[..], false)
        );
    }

    #[test]
    fn other_encodings_become_utf8() {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a x='ä'/>";
        let latin: Vec<u8> = text.chars().map(|it| it as u8).collect();
        let expected = "<?xml version='1.0' encoding='UTF-8'?><a x='ä'/>";
        let res = rewrite(&latin, text, &[]);
        assert_eq!(String::from_utf8(res.content).unwrap(), expected);
        assert!(res.is_recoded);
        // The answer said UTF-8 and was, the declaration is wrong.
        let res = rewrite(text.as_bytes(), text, &[]);
        assert_eq!(String::from_utf8(res.content).unwrap(), expected);
        // What is ASCII is the same in both.
        let text = text.replace('ä', "a");
        let res = rewrite(text.as_bytes(), &text, &[]);
        assert_eq!((res.content, res.is_recoded), (text.into_bytes(), false));
        let utf16: Vec<u8> = "\u{feff}<a/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(rewrite(&utf16, "<a/>", &[]).content, b"<a/>");
    }
}
