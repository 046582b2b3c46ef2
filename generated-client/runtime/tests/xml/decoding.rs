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
    assert!(refused(&half.collect::<Vec<u8>>(), None).contains("UTF-16"));
}

#[test]
fn single_bytes() {
    assert_eq!(decoded(b"<a>x</a>", Some("us-ascii")), "<a>x</a>");
    assert_eq!(decoded(b"<a>\xE9</a>", Some("us-ascii")), "<a>\u{E9}</a>");
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
fn all_of_the_standard() {
    for (label, bytes, text) in [
        ("windows-1251", &b"\xC8\xEC\xFF"[..], "Имя"),
        ("KOI8-R", b"\xE9\xCD\xD1", "Имя"),
        ("ISO-8859-2", b"\xBE\xE1dost", "žádost"),
        ("iso-8859-15", b"\xA4", "€"),
        ("GB2312", b"\xB2\xE9\xD1\xAF", "查询"),
        ("Shift_JIS", b"\x8C\x9F\x8D\xF5", "検索"),
        ("iso-2022-jp", b"\x1B$B8!:w\x1B(B", "検索"),
    ] {
        let head = format!("<?xml version='1.0' encoding='{label}'?><a>");
        let document = [head.as_bytes(), bytes, b"</a>"].concat();
        assert_eq!(
            decoded(&document, None),
            format!("{head}{text}</a>"),
            "{label}"
        );
        let document = [b"<a>", bytes, b"</a>"].concat();
        let quoted = format!("\"{label}\"");
        assert_eq!(
            decoded(&document, Some(&quoted)),
            format!("<a>{text}</a>"),
            "{label}"
        );
    }
}

#[test]
fn utf_32() {
    let marked = format!("\u{FEFF}{TEXT}");
    for text in [TEXT, &marked] {
        let chars = || text.chars().map(u32::from);
        let little: Vec<u8> = chars().flat_map(u32::to_le_bytes).collect();
        let big: Vec<u8> = chars().flat_map(u32::to_be_bytes).collect();
        assert_eq!(decoded(&little, None), TEXT);
        assert_eq!(decoded(&big, Some("utf-32")), TEXT);
        assert!(refused(&big[..big.len() - 1], None).contains("UTF-32"));
    }
}

#[test]
fn what_the_bytes_refute_is_not_believed() {
    let text = "<?xml version='1.0' encoding='UTF-8'?><a>\u{E9}</a>";
    for charset in ["iso-8859-1", "us-ascii", "gbk", "no-such", "utf-16"] {
        assert_eq!(decoded(text.as_bytes(), Some(charset)), text, "{charset}");
    }
    let declared = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>";
    assert!(decoded(declared, Some("utf-8")).ends_with("<a>\u{E9}</a>"));
    assert!(decoded(declared, Some("no-such")).ends_with("<a>\u{E9}</a>"));
    assert_eq!(
        decoded("<a>\u{E9}</a>".as_bytes(), Some("iso-8859-1")),
        "<a>\u{E9}</a>"
    );
    // A string of .NET that was sent as bytes.
    let said = "<?xml version='1.0' encoding='utf-16'?><a>\u{E9}</a>";
    assert_eq!(decoded(said.as_bytes(), None), said);
    // What may be right is believed: these two bytes are a character of GBK as well.
    assert_ne!(
        decoded("<a>\u{E9}</a>".as_bytes(), Some("gbk")),
        "<a>\u{E9}</a>"
    );
}

#[test]
fn others_are_named() {
    assert!(refused(b"<a>\xFF</a>", Some("ebcdic-cp-us")).contains("`ebcdic-cp-us`"));
    assert!(refused(b"\x4C\x6F\xA7\x94", None).contains("UTF-8"));
    assert!(refused(b"<a>\xB2", Some("gb2312")).contains("GBK"));
}
