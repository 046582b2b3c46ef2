//! A text for each built-in type that its facets allow, as far as that is easy.

use wsdl_codegen::ir::{Builtin, FacetTable};

use super::pattern;

/// The namespace that the prefix `q` stands for.
pub(super) const QNAME_NAMESPACE: &str = "urn:corpus:q";
/// The URL of an attachment.
pub(super) const SWA_REF: &str = "cid:referred@sample";
/// The most characters of a text.
const MAX_LENGTH: u64 = 5_000;

/// A text for a value of `ty`.
pub(super) fn text(ty: Builtin, facets: Option<&FacetTable>) -> String {
    let Some(facets) = facets else {
        return plain(ty).to_owned();
    };
    if let Some(pattern) = facets.patterns.first().and_then(|it| it.first()) {
        let least = facets
            .length
            .or(facets.min_length)
            .unwrap_or(0)
            .min(MAX_LENGTH);
        return pattern::example(pattern, usize::try_from(least).unwrap_or(0));
    }
    match ty {
        Builtin::String => sized(plain(ty), facets, 1),
        // Three octets are four characters.
        Builtin::Base64Binary => {
            let octets = length(5, facets);
            if octets == 5 {
                plain(ty).to_owned()
            } else {
                base64_zeros(octets)
            }
        }
        Builtin::HexBinary => sized(plain(ty), facets, 2),
        _ => number(ty, facets),
    }
}

fn plain(ty: Builtin) -> &'static str {
    match ty {
        Builtin::String => "a & b",
        Builtin::Bool => "true",
        Builtin::I8
        | Builtin::I16
        | Builtin::I32
        | Builtin::I64
        | Builtin::U8
        | Builtin::U16
        | Builtin::U32
        | Builtin::U64
        | Builtin::Integer => "12",
        Builtin::F32 | Builtin::F64 | Builtin::Decimal => "1.5",
        Builtin::DateTime => "2024-02-29T12:30:45.5Z",
        Builtin::Date => "2024-02-29",
        Builtin::Time => "12:30:45+01:00",
        Builtin::GYear => "2024",
        Builtin::GYearMonth => "2024-02",
        Builtin::GMonth => "--02",
        Builtin::GMonthDay => "--02-29",
        Builtin::GDay => "---29",
        Builtin::Duration => "P1Y2M3DT4H5M6.5S",
        Builtin::Base64Binary => "aGVsbG8=",
        Builtin::HexBinary => "48656C6C6F",
        Builtin::QName => "q:name",
        Builtin::Attachment => SWA_REF,
        Builtin::AnyType | Builtin::AnyElement | Builtin::AnyAttribute | Builtin::MixedContent => {
            ""
        }
    }
}

fn length(usual: u64, facets: &FacetTable) -> u64 {
    let least = facets.length.or(facets.min_length).unwrap_or(0);
    let most = facets.length.or(facets.max_length).unwrap_or(u64::MAX);
    usual.max(least).min(most).min(MAX_LENGTH)
}

/// `text` cut or filled up; an item takes `width` characters.
fn sized(text: &str, facets: &FacetTable, width: usize) -> String {
    let n = length((text.len() / width) as u64, facets);
    let n = usize::try_from(n).unwrap_or(0) * width;
    let mut res: String = text.chars().take(n).collect();
    while res.len() < n {
        res.push('1');
    }
    // A blank at the end would not outlive `collapse`.
    if res.ends_with(' ') {
        res.pop();
        res.push('1');
    }
    res
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

fn number(ty: Builtin, facets: &FacetTable) -> String {
    if let Some(it) = facets
        .min_inclusive
        .as_ref()
        .or(facets.max_inclusive.as_ref())
    {
        return it.clone();
    }
    let beside = |bound: &Option<String>, step: i128| {
        let bound: Option<i128> = bound.as_ref().and_then(|it| it.trim().parse().ok());
        bound.map(|it| (it + step).to_string())
    };
    if let Some(it) = beside(&facets.min_exclusive, 1).or_else(|| beside(&facets.max_exclusive, -1))
    {
        return it;
    }
    match ty {
        Builtin::Decimal | Builtin::Integer
            if facets.total_digits.or(facets.fraction_digits).is_some() =>
        {
            "1".into()
        }
        _ => plain(ty).to_owned(),
    }
}
