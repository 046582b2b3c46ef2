//! Texts for each built-in type that its facets allow, as far as that is easy: the usual ones, and those at the bounds.

use crate::ir::{Builtin, FacetTable, WhiteSpace};
use crate::names::NC_NAME;

use super::pattern;

/// The namespace that the prefix `q` stands for.
pub(super) const QNAME_NAMESPACE: &str = "urn:corpus:q";
/// The URL of an attachment.
pub(super) const SWA_REF: &str = "cid:referred@sample";
/// The most characters of a text.
const MAX_LENGTH: u64 = 5_000;

/// Texts for values of `ty`, the plainest first; never none. Listed qualified names are `{namespace}local`. `serial` is another number at each call.
pub(super) fn texts(ty: Builtin, facets: Option<&FacetTable>, serial: u64) -> Vec<String> {
    let none = FacetTable::default();
    let facets = facets.unwrap_or(&none);
    let mut res = match ty {
        Builtin::QName if !facets.names.is_empty() => facets.names.clone(),
        _ if !facets.patterns.is_empty() => patterned(facets, serial),
        Builtin::String => strings(facets),
        Builtin::Base64Binary => octets(facets).into_iter().map(base64_zeros).collect(),
        Builtin::HexBinary => {
            let hex = |it: u64| "4F".repeat(usize::try_from(it).unwrap_or(0));
            octets(facets).into_iter().map(hex).collect()
        }
        _ => numbers(ty, facets),
    };
    if res.is_empty() {
        res.push(plain(ty)[0].to_owned());
    }
    res
}

/// The text for people: one that says no more than its type.
pub(super) fn plain_text(ty: Builtin, facets: Option<&FacetTable>, serial: u64) -> String {
    let none = FacetTable::default();
    let facets = facets.unwrap_or(&none);
    if matches!(ty, Builtin::String | Builtin::AnySimpleType) && facets.patterns.is_empty() {
        let (least, most) = bounds(facets);
        let n = 4.max(least).min(most).min(MAX_LENGTH.max(least));
        let n = usize::try_from(n).unwrap_or(0);
        return "text".chars().cycle().take(n).collect();
    }
    texts(ty, Some(facets), serial).swap_remove(0)
}

/// Texts for items of a list, which blanks part.
pub(super) fn words(facets: Option<&FacetTable>, serial: u64) -> Vec<String> {
    let mut res = match facets {
        Some(_) => texts(Builtin::String, facets, serial),
        None => Vec::new(),
    };
    res.retain(|it| !it.is_empty() && !it.contains(char::is_whitespace));
    if res.is_empty() {
        res.push("ab".to_owned());
    }
    res
}

/// How many items a list may have.
pub(super) fn list_lengths(facets: Option<&FacetTable>) -> Vec<u64> {
    let none = FacetTable::default();
    lengths(&[2, 0, 1], facets.unwrap_or(&none))
}

/// The least length and the greatest.
fn bounds(facets: &FacetTable) -> (u64, u64) {
    let least = facets.length.or(facets.min_length).unwrap_or(0);
    let most = facets.length.or(facets.max_length).unwrap_or(u64::MAX);
    (least, most)
}

/// Texts that match the patterns: the shortest and the longest that are easily found.
fn patterned(facets: &FacetTable, serial: u64) -> Vec<String> {
    // `xs:ID` is a restriction of it: its values must differ.
    if facets.patterns.iter().flatten().any(|it| it == NC_NAME) && facets.patterns.len() == 1 {
        return vec![format!("n{serial}"), format!("_é.-{serial}")];
    }
    let (least, most) = bounds(facets);
    let mut res: Vec<String> = Vec::new();
    // Where there are several steps, the last one is the narrowest.
    for pattern in facets.patterns.last().into_iter().flatten() {
        for wanted in [least, most.min(least + 20)] {
            let wanted = usize::try_from(wanted.min(MAX_LENGTH)).unwrap_or(0);
            let text = pattern::example(pattern, wanted);
            let n = text.chars().count() as u64;
            if (least..=most).contains(&n) && !res.contains(&text) {
                res.push(text);
            }
        }
    }
    if res.is_empty() {
        let first = facets.patterns.last().and_then(|it| it.first());
        let wanted = usize::try_from(least.min(MAX_LENGTH)).unwrap_or(0);
        res.extend(first.map(|it| pattern::example(it, wanted)));
    }
    res
}

/// Escapes, blanks at the ends, none at all, letters of two to four bytes; and lengths at their bounds.
fn strings(facets: &FacetTable) -> Vec<String> {
    let all: &[&str] = match facets.white_space {
        None => &[
            "a & b",
            "",
            "<a b=\"c\" d='e'/> ]]> &amp;",
            "  \t at the ends \n ",
            "one\r\ntwo\rthree\n",
            "äß€ 漢字 𝄞😀",
        ],
        Some(WhiteSpace::Replace) => &["a & b", "", " <a b=\"c\" d='e'/>  ]]> ", "äß€ 漢字 𝄞😀"],
        // It may be a URI, and libxml2 takes no blanks in one.
        Some(WhiteSpace::Collapse) => &["a&b", "", "x/y?q=1", "äß€漢字𝄞😀"],
    };
    let (least, most) = bounds(facets);
    let fits = |it: &&&str| (least..=most).contains(&(it.chars().count() as u64));
    let mut res: Vec<String> = all.iter().filter(fits).map(|it| (*it).to_owned()).collect();
    if (least, most) != (0, u64::MAX) {
        for n in lengths(&[], facets) {
            let n = usize::try_from(n).unwrap_or(0);
            // Letters of two bytes, so that bytes are not taken for characters.
            let text: String = "é1".chars().cycle().take(n).collect();
            if !res.contains(&text) {
                res.push(text);
            }
        }
    }
    res
}

fn octets(facets: &FacetTable) -> Vec<u64> {
    lengths(&[5, 0, 1, 2, 3], facets)
}

/// The usual lengths that are allowed, and the bounds.
fn lengths(usual: &[u64], facets: &FacetTable) -> Vec<u64> {
    let (least, most) = bounds(facets);
    let bounds = [least, most].into_iter().filter(|it| *it != u64::MAX);
    let mut res: Vec<u64> = Vec::new();
    for it in usual.iter().copied().chain(bounds) {
        // A message of thousands of characters for one value shows nothing more.
        let it = it.max(least).min(most).min(MAX_LENGTH.max(least));
        if !res.contains(&it) {
            res.push(it);
        }
    }
    res
}

fn plain(ty: Builtin) -> &'static [&'static str] {
    match ty {
        Builtin::String => &["a & b"],
        Builtin::Bool => &["true", "false", "1", "0"],
        Builtin::I8 => &["12", "-128", "127", "0"],
        Builtin::I16 => &["12", "-32768", "32767", "0"],
        Builtin::I32 => &["12", "-2147483648", "2147483647", "0"],
        Builtin::I64 => &["12", "-9223372036854775808", "9223372036854775807", "0"],
        Builtin::U8 => &["12", "255", "0"],
        Builtin::U16 => &["12", "65535", "0"],
        Builtin::U32 => &["12", "4294967295", "0"],
        Builtin::U64 => &["12", "18446744073709551615", "0"],
        // libxml2 reads at most 24 digits.
        Builtin::Integer => &["12", "-170141183460469231731", "+007", "0"],
        Builtin::F32 => &["1.5", "-0", "3.4028235E38", "1.0E-40", "INF", "-INF"],
        Builtin::F64 => &[
            "1.5",
            "-0",
            "1.7976931348623157E308",
            "5e-324",
            "INF",
            "-INF",
        ],
        Builtin::Decimal => &["1.5", "-0.001", "12345678901234567890.123", "+100.00", "0"],
        Builtin::DateTime => &[
            "2024-02-29T12:30:45.5Z",
            "1970-01-01T00:00:00",
            "0001-12-31T23:59:59.999999999-14:00",
        ],
        Builtin::Date => &["2024-02-29", "1970-01-01Z", "9999-12-31+14:00"],
        Builtin::Time => &["12:30:45+01:00", "00:00:00", "23:59:59.999Z"],
        Builtin::GYear => &["2024", "0001Z"],
        Builtin::GYearMonth => &["2024-02", "2024-12-05:00"],
        Builtin::GMonth => &["--02", "--12Z"],
        Builtin::GMonthDay => &["--02-29", "--12-31Z"],
        Builtin::GDay => &["---29", "---01Z"],
        Builtin::Duration => &["P1Y2M3DT4H5M6.5S", "-P1D", "PT0S", "P13M"],
        Builtin::Base64Binary => &["aGVsbG8="],
        Builtin::HexBinary => &["48656C6C6F"],
        Builtin::QName => &["q:name"],
        Builtin::Attachment => &[SWA_REF],
        Builtin::AnySimpleType => &["simple"],
        Builtin::AnyType
        | Builtin::AnyElement
        | Builtin::AnyAttribute
        | Builtin::MixedContent
        | Builtin::MixedText => &[""],
    }
}

fn base64_zeros(octets: u64) -> String {
    let rest = match octets % 3 {
        0 => "",
        1 => "AA==",
        _ => "AAA=",
    };
    format!(
        "{}{rest}",
        "AAAA".repeat(usize::try_from(octets / 3).unwrap_or(0))
    )
}

/// The bounds, and what the type takes between them.
fn numbers(ty: Builtin, facets: &FacetTable) -> Vec<String> {
    let inclusive = [&facets.min_inclusive, &facets.max_inclusive];
    let mut res: Vec<String> = inclusive.into_iter().flatten().cloned().collect();
    res.extend(beside(ty, facets, facets.min_exclusive.as_deref(), 1));
    res.extend(beside(ty, facets, facets.max_exclusive.as_deref(), -1));
    let is_exact = matches!(ty, Builtin::Decimal | Builtin::Integer);
    if facets.total_digits.or(facets.fraction_digits).is_some() {
        if res.is_empty() && is_exact {
            res.extend(digits(facets));
        }
    } else if res.is_empty() || is_number(ty) {
        res.extend(plain(ty).iter().map(|it| (*it).to_owned()));
    }
    if is_number(ty) {
        res.retain(|it| is_between(it, facets));
    }
    res.dedup();
    res
}

fn is_number(ty: Builtin) -> bool {
    ty.is_number() || matches!(ty, Builtin::Decimal | Builtin::Integer)
}

/// The next number from an exclusive bound.
fn beside(ty: Builtin, facets: &FacetTable, bound: Option<&str>, step: i8) -> Option<String> {
    let bound = bound?.trim();
    if matches!(ty, Builtin::Decimal | Builtin::F32 | Builtin::F64) {
        let bound: f64 = bound.parse().ok()?;
        let digits = facets.fraction_digits.unwrap_or(3).min(6);
        let next = bound + f64::from(step) * 10_f64.powi(-i32::try_from(digits).ok()?);
        return Some(format!("{next:.*}", digits as usize));
    }
    let bound: i128 = bound.parse().ok()?;
    Some((bound + i128::from(step)).to_string())
}

/// Whether a number is within the bounds, as far as floats tell.
fn is_between(text: &str, facets: &FacetTable) -> bool {
    let number = |it: &str| it.trim().parse::<f64>().ok();
    let Some(value) = number(text) else {
        return true;
    };
    let holds = |bound: &Option<String>, holds: fn(f64, f64) -> bool| {
        let bound = bound.as_deref().and_then(number);
        bound.is_none_or(|it| holds(value, it))
    };
    holds(&facets.min_inclusive, |a, b| a >= b)
        && holds(&facets.max_inclusive, |a, b| a <= b)
        && holds(&facets.min_exclusive, |a, b| a > b)
        && holds(&facets.max_exclusive, |a, b| a < b)
}

/// As many digits as may be.
fn digits(facets: &FacetTable) -> [String; 2] {
    let fraction = facets.fraction_digits.unwrap_or(0).min(12);
    let total = facets.total_digits.unwrap_or(fraction + 5).min(24);
    let nines = |it: u32| "9".repeat(it as usize);
    let whole = match total.saturating_sub(fraction) {
        0 => "0".to_owned(),
        it => nines(it),
    };
    let most = match fraction.min(total) {
        0 => format!("-{whole}"),
        it => format!("-{whole}.{}", nines(it)),
    };
    ["1".to_owned(), most]
}
