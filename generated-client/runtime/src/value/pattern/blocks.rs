//! The Unicode blocks that schemas name; XSD 1.0 part 2 §F.1.1. Others are reported as unknown.

use std::ops::RangeInclusive;

/// The characters of the block `name`, written without `Is`.
pub(super) fn block(name: &str) -> Option<RangeInclusive<char>> {
    let (_, range) = BLOCKS.iter().find(|(it, _)| *it == name)?;
    Some(range.clone())
}

const BLOCKS: &[(&str, RangeInclusive<char>)] = &[
    ("BasicLatin", '\u{0}'..='\u{7F}'),
    ("Latin-1Supplement", '\u{80}'..='\u{FF}'),
    ("LatinExtended-A", '\u{100}'..='\u{17F}'),
    ("LatinExtended-B", '\u{180}'..='\u{24F}'),
    ("IPAExtensions", '\u{250}'..='\u{2AF}'),
    ("SpacingModifierLetters", '\u{2B0}'..='\u{2FF}'),
    ("CombiningDiacriticalMarks", '\u{300}'..='\u{36F}'),
    ("Greek", '\u{370}'..='\u{3FF}'),
    ("GreekandCoptic", '\u{370}'..='\u{3FF}'),
    ("Cyrillic", '\u{400}'..='\u{4FF}'),
    ("Armenian", '\u{530}'..='\u{58F}'),
    ("Hebrew", '\u{590}'..='\u{5FF}'),
    ("Arabic", '\u{600}'..='\u{6FF}'),
    ("Devanagari", '\u{900}'..='\u{97F}'),
    ("Bengali", '\u{980}'..='\u{9FF}'),
    ("Thai", '\u{E00}'..='\u{E7F}'),
    ("Georgian", '\u{10A0}'..='\u{10FF}'),
    ("HangulJamo", '\u{1100}'..='\u{11FF}'),
    ("LatinExtendedAdditional", '\u{1E00}'..='\u{1EFF}'),
    ("GreekExtended", '\u{1F00}'..='\u{1FFF}'),
    ("GeneralPunctuation", '\u{2000}'..='\u{206F}'),
    ("SuperscriptsandSubscripts", '\u{2070}'..='\u{209F}'),
    ("CurrencySymbols", '\u{20A0}'..='\u{20CF}'),
    ("LetterlikeSymbols", '\u{2100}'..='\u{214F}'),
    ("NumberForms", '\u{2150}'..='\u{218F}'),
    ("Arrows", '\u{2190}'..='\u{21FF}'),
    ("MathematicalOperators", '\u{2200}'..='\u{22FF}'),
    ("BoxDrawing", '\u{2500}'..='\u{257F}'),
    ("GeometricShapes", '\u{25A0}'..='\u{25FF}'),
    ("CJKSymbolsandPunctuation", '\u{3000}'..='\u{303F}'),
    ("Hiragana", '\u{3040}'..='\u{309F}'),
    ("Katakana", '\u{30A0}'..='\u{30FF}'),
    ("CJKUnifiedIdeographs", '\u{4E00}'..='\u{9FFF}'),
    ("HangulSyllables", '\u{AC00}'..='\u{D7A3}'),
    ("PrivateUse", '\u{E000}'..='\u{F8FF}'),
    ("ArabicPresentationForms-A", '\u{FB50}'..='\u{FDFF}'),
    ("ArabicPresentationForms-B", '\u{FE70}'..='\u{FEFE}'),
    ("HalfwidthandFullwidthForms", '\u{FF00}'..='\u{FFEF}'),
];
