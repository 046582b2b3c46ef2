//! The encodings of the web that are read without feature `encodings`: UTF-8, UTF-16 and windows-1252.
//!
//! In: labels and bytes. Out: text. Named and shaped as in `encoding_rs`, which takes its place with that feature.

use std::borrow::Cow;

/// An encoding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Be,
    Utf16Le,
    Windows1252,
}

pub(super) const UTF_8: &Encoding = &Encoding::Utf8;
pub(super) const UTF_16BE: &Encoding = &Encoding::Utf16Be;
pub(super) const UTF_16LE: &Encoding = &Encoding::Utf16Le;
pub(super) const WINDOWS_1252: &Encoding = &Encoding::Windows1252;

/// What 0x80 to 0x9F are in windows-1252; Encoding Standard, index windows-1252. All other bytes are their code point.
const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

impl Encoding {
    pub(super) fn for_bom(bytes: &[u8]) -> Option<(&'static Self, usize)> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some((UTF_8, 3)),
            [0xFE, 0xFF, ..] => Some((UTF_16BE, 2)),
            [0xFF, 0xFE, ..] => Some((UTF_16LE, 2)),
            _ => None,
        }
    }

    pub(super) fn for_label_no_replacement(label: &[u8]) -> Option<&'static Self> {
        let label = std::str::from_utf8(label).ok()?.trim().to_ascii_lowercase();
        match label.as_str() {
            "utf-8" | "utf8" | "unicode-1-1-utf-8" => Some(UTF_8),
            "utf-16" | "utf-16le" | "ucs-2" | "iso-10646-ucs-2" => Some(UTF_16LE),
            "utf-16be" => Some(UTF_16BE),
            "windows-1252" | "cp1252" | "x-cp1252" | "iso-8859-1" | "iso8859-1" | "iso_8859-1"
            | "latin1" | "l1" | "us-ascii" | "ascii" => Some(WINDOWS_1252),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf16Le => "UTF-16LE",
            Self::Windows1252 => "windows-1252",
        }
    }

    pub(super) fn is_single_byte(&self) -> bool {
        *self == Self::Windows1252
    }

    pub(super) fn is_ascii_compatible(&self) -> bool {
        matches!(self, Self::Utf8 | Self::Windows1252)
    }

    pub(super) fn decode_without_bom_handling_and_without_replacement<'a>(
        &self,
        bytes: &'a [u8],
    ) -> Option<Cow<'a, str>> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Utf16Be => sixteen_bit(bytes, u16::from_be_bytes),
            Self::Utf16Le => sixteen_bit(bytes, u16::from_le_bytes),
            Self::Windows1252 => Some(bytes.iter().map(|byte| windows_1252(*byte)).collect()),
        }
    }
}

fn sixteen_bit(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'static, str>> {
    let (twos, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return None;
    }
    let units = twos.iter().map(|two| unit(*two));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .ok()
        .map(Cow::Owned)
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(all(test, feature = "encodings"))]
mod tests {
    use super::Encoding;

    /// Every byte, and every pair of bytes, is read as the whole standard reads it.
    #[test]
    fn agrees_with_the_whole_standard() {
        for label in ["utf-8", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii"] {
            let own = Encoding::for_label_no_replacement(label.as_bytes()).unwrap();
            let full = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).unwrap();
            assert_eq!(own.name(), full.name());
            assert_eq!(own.is_single_byte(), full.is_single_byte());
            assert_eq!(own.is_ascii_compatible(), full.is_ascii_compatible());
            for first in 0..=u8::MAX {
                for second in 0..=u8::MAX {
                    let bytes = [first, second];
                    assert_eq!(
                        own.decode_without_bom_handling_and_without_replacement(&bytes),
                        full.decode_without_bom_handling_and_without_replacement(&bytes),
                        "{label} {bytes:?}"
                    );
                }
            }
        }
        for bytes in [&b"\xEF\xBB\xBF<"[..], b"\xFE\xFF", b"\xFF\xFE<", b"<?xml"] {
            let own = Encoding::for_bom(bytes).map(|(it, skipped)| (it.name(), skipped));
            let full = encoding_rs::Encoding::for_bom(bytes);
            assert_eq!(own, full.map(|(it, skipped)| (it.name(), skipped)));
        }
    }
}
