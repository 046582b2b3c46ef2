//! The characters of XML names; XML 1.0 (fifth edition) §2.3.

use std::ops::RangeInclusive;

/// `NameStartChar` without the colon.
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

/// What `NameChar` adds to [`NAME_START`].
pub(crate) const NAME_MORE: &[RangeInclusive<char>] = &[
    '-'..='-',
    '.'..='.',
    '0'..='9',
    '\u{B7}'..='\u{B7}',
    '\u{300}'..='\u{36F}',
    '\u{203F}'..='\u{2040}',
];

/// Whether `text` is a name without a colon; Namespaces in XML 1.0 §3.
pub(crate) fn is_ncname(text: &str) -> bool {
    let within = |table: &[RangeInclusive<char>], it: char| table.iter().any(|r| r.contains(&it));
    let mut chars = text.chars();
    chars.next().is_some_and(|it| within(NAME_START, it))
        && chars.all(|it| within(NAME_START, it) || within(NAME_MORE, it))
}
