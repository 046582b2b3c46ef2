//! Bytes to characters: who says which encoding, and what is done with byte order marks.

use soap_runtime::xml::{DecodeErrorKind, Limits, check, decode};

const TEXT: &str = "<?xml version=\"1.0\"?><a>\u{E9}\u{20AC}\u{1F600}</a>";

fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let res = decode(bytes, charset, &Limits::response())
        .unwrap()
        .into_owned();
    assert_eq!(check(&res, &Limits::response()), Ok(()));
    res
}

fn refused(bytes: &[u8], charset: Option<&str>) -> String {
    let error = decode(bytes, charset, &Limits::response()).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Encoding);
    error.to_string()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn utf_8() {
    assert_eq!(decoded(TEXT.as_bytes(), None), TEXT);
    assert_eq!(decoded(TEXT.as_bytes(), Some("UTF-8")), TEXT);
    assert_eq!(decoded(TEXT.as_bytes(), Some("\"utf-8\"")), TEXT);
    let marked = format!("\u{FEFF}{TEXT}");
    assert_eq!(decoded(marked.as_bytes(), Some("iso-8859-1")), TEXT);
    assert!(refused(b"<a>\xFF</a>", None).contains("at byte 3: expected UTF-8, found byte 0xFF"));
}

#[test]
fn utf_16() {
    let marked = format!("\u{FEFF}{TEXT}");
    for (text, charset) in [
        (TEXT, None),
        (marked.as_str(), None),
        (TEXT, Some("utf-16")),
        (marked.as_str(), Some("utf-8")),
    ] {
        assert_eq!(decoded(&utf16(text, u16::to_le_bytes), charset), TEXT);
        assert_eq!(decoded(&utf16(text, u16::to_be_bytes), charset), TEXT);
    }
    let bytes = utf16(TEXT, u16::to_le_bytes);
    assert!(refused(&bytes[..bytes.len() - 1], None).contains("UTF-16"));
    let half = utf16("<a>", u16::to_le_bytes)
        .into_iter()
        .chain([0x3D, 0xD8]);
    assert!(refused(&half.collect::<Vec<u8>>(), None).contains("half a surrogate pair"));
}

#[test]
fn single_bytes() {
    assert_eq!(decoded(b"<a>x</a>", Some("us-ascii")), "<a>x</a>");
    assert!(refused(b"<a>\xE9</a>", Some("us-ascii")).contains("US-ASCII"));
    assert_eq!(decoded(b"<a>\xE9</a>", Some("ISO-8859-1")), "<a>\u{E9}</a>");
    assert_eq!(
        decoded(b"<a>\x80</a>", Some("windows-1252")),
        "<a>\u{20AC}</a>"
    );
    let declared = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>";
    assert!(decoded(declared, None).ends_with("<a>\u{E9}</a>"));
    let said = "<?xml version='1.0' encoding='iso-8859-1'?><a>\u{E9}</a>";
    assert_eq!(decoded(said.as_bytes(), Some("utf-8")), said);
}

#[test]
fn others_are_named() {
    assert!(refused(b"<a/>", Some("koi8-r")).contains("`koi8-r`"));
    assert!(
        refused(b"<?xml version='1.0' encoding='Shift_JIS'?><a/>", None).contains("`Shift_JIS`")
    );
    assert!(refused(b"<\0\0\0", None).contains("`UTF-32`"));
    assert!(refused(b"<?xml version='1.0' encoding='utf-16'?><a/>", None).contains("utf-16"));
}
