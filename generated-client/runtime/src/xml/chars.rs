//! Character classes of XML 1.0 (5th edition) §2.2 and §2.3, and the search for forbidden characters.

use memchr::memmem;

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

/// The classes of every byte.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => START | CONTINUE,
            b'0'..=b'9' | b'-' | b'.' => CONTINUE,
            b' ' | b'\t' | b'\n' => SPACE,
            b'\r' => SPACE | TEXT_STOP,
            b'<' | b'&' => TEXT_STOP,
            0x80..=0xFF => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Whether `byte` is XML white space; XML 1.0 §2.3, production 3.
#[inline(always)]
pub(super) fn is_space(byte: u8) -> bool {
    CLASS[byte as usize] & SPACE != 0
}

/// Whether `text` is white space only.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// XML 1.0 §2.3, production 4, without the colon.
pub(super) fn is_name_start(ch: char) -> bool {
    matches!(ch,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// XML 1.0 §2.3, production 4a, without the colon.
pub(super) fn is_name_continue(ch: char) -> bool {
    is_name_start(ch)
        || matches!(ch, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether `name` is a name without colon; Namespaces in XML 1.0 §3, production 4.
pub fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    let class = |it: u8| CLASS[it as usize];
    if bytes.next().is_some_and(|it| class(it) & START != 0)
        && bytes.all(|it| class(it) & CONTINUE != 0)
    {
        return true;
    }
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_continue)
}

/// XML 1.0 §2.2, production 2.
pub(super) fn is_char(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What one pass over a whole document found, so that the tokenizer need not look again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Survey {
    /// The offset of the first character that XML 1.0 forbids.
    pub(super) forbidden: Option<usize>,
    /// Whether there is `]]>`, which text may not hold; XML 1.0 §2.4.
    pub(super) has_section_end: bool,
}

/// Looks at every byte of `text` once, in a loop without branches that the compiler turns into vector code.
pub(super) fn survey(text: &str) -> Survey {
    let bytes = text.as_bytes();
    let mut acc = [0_u8; 2];
    for chunk in bytes.chunks(4096) {
        let (mut control, mut wide) = (0_u8, 0_u8);
        for &byte in chunk {
            control |= is_control(byte);
            wide |= u8::from(byte == 0xEF);
        }
        acc[0] |= control;
        acc[1] |= wide;
    }
    let mut forbidden = None;
    if acc[0] != 0 {
        forbidden = bytes.iter().position(|&byte| is_control(byte) != 0);
    }
    if acc[1] != 0 {
        // U+FFFE and U+FFFF in UTF-8.
        for needle in [b"\xEF\xBF\xBE", b"\xEF\xBF\xBF"] {
            let limit = forbidden.unwrap_or(bytes.len());
            forbidden = memmem::find(&bytes[..limit], needle).or(forbidden);
        }
    }
    Survey {
        forbidden,
        has_section_end: memmem::find(bytes, b"]]>").is_some(),
    }
}

#[inline(always)]
fn is_control(byte: u8) -> u8 {
    u8::from(byte < 0x20)
        & u8::from(byte != b'\t')
        & u8::from(byte != b'\n')
        & u8::from(byte != b'\r')
}
