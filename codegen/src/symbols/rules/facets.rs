//! Facets: which a type may have, what their values may be, and how they go together; XSD 1.0 part 2 §4.1.5, §4.3.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

use soap_runtime::value::pattern;

use super::literal::{self, examine};
use super::types::{self, Described, Ty, Types, Variety};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::xsd::model::{ComplexContent, Facet, FacetKind, SimpleType, TypeBody, TypeDecl};

use FacetKind::{
    Enumeration, FractionDigits, Length, MaxExclusive, MaxInclusive, MaxLength, MinExclusive,
    MinInclusive, MinLength, Pattern, TotalDigits, WhiteSpace,
};

const LENGTHS: &[FacetKind] = &[
    Length,
    MinLength,
    MaxLength,
    Pattern,
    Enumeration,
    WhiteSpace,
];
const ORDERED: &[FacetKind] = &[
    Pattern,
    Enumeration,
    WhiteSpace,
    MaxInclusive,
    MaxExclusive,
    MinInclusive,
    MinExclusive,
];
const DECIMALS: &[FacetKind] = &[
    Pattern,
    Enumeration,
    WhiteSpace,
    MaxInclusive,
    MaxExclusive,
    MinInclusive,
    MinExclusive,
    TotalDigits,
    FractionDigits,
];

/// Two facets of one derivation that exclude each other.
const EXCLUDE: &[(&str, FacetKind, FacetKind)] = &[
    ("length-minLength-maxLength", Length, MinLength),
    ("length-minLength-maxLength", Length, MaxLength),
    ("maxInclusive-maxExclusive", MaxInclusive, MaxExclusive),
    ("minInclusive-minExclusive", MinInclusive, MinExclusive),
];

/// Two facets of a type, of which the first may not be greater, or not even equal.
const ORDER: &[(&str, FacetKind, FacetKind, bool)] = &[
    (
        "minLength-less-than-equal-to-maxLength",
        MinLength,
        MaxLength,
        true,
    ),
    (
        "fractionDigits-less-than-equal-to-totalDigits",
        FractionDigits,
        TotalDigits,
        true,
    ),
    (
        "minInclusive-less-than-equal-to-maxInclusive",
        MinInclusive,
        MaxInclusive,
        true,
    ),
    (
        "minExclusive-less-than-equal-to-maxExclusive",
        MinExclusive,
        MaxExclusive,
        true,
    ),
    (
        "minExclusive-less-than-maxInclusive",
        MinExclusive,
        MaxInclusive,
        false,
    ),
    (
        "minInclusive-less-than-maxExclusive",
        MinInclusive,
        MaxExclusive,
        false,
    ),
];

/// How a facet may go on from the same facet of the base: what the new number may be beside the old one.
const NARROW: &[(&str, FacetKind, &[Ordering])] = &[
    ("length-valid-restriction", Length, &[Ordering::Equal]),
    (
        "minLength-valid-restriction",
        MinLength,
        &[Ordering::Equal, Ordering::Greater],
    ),
    (
        "maxLength-valid-restriction",
        MaxLength,
        &[Ordering::Equal, Ordering::Less],
    ),
    (
        "totalDigits-valid-restriction",
        TotalDigits,
        &[Ordering::Equal, Ordering::Less],
    ),
    (
        "fractionDigits-valid-restriction",
        FractionDigits,
        &[Ordering::Equal, Ordering::Less],
    ),
];

/// Notes what is wrong with the facets that `decl` adds.
pub(super) fn check<'m>(types: Types<'_, 'm>, decl: &'m TypeDecl, diagnostics: &mut Diagnostics) {
    let (base, own) = match &decl.body {
        TypeBody::Simple(SimpleType::Restriction { base, facets }) => (types.simple(base), facets),
        TypeBody::Complex(complex) => match &complex.content {
            ComplexContent::SimpleRestriction {
                base,
                simple,
                facets,
            } => match simple {
                Some(simple) => (Some(Ty::Decl(simple)), facets),
                None => (types.named(&base.0), facets),
            },
            _ => return,
        },
        TypeBody::Simple(SimpleType::List { .. } | SimpleType::Union { .. }) => return,
    };
    let Some(base) = base.and_then(|base| types.describe(base)) else {
        return;
    };
    let mut note = |rule: &'static str, facet: &Facet, message: String| {
        diagnostics.invalid(rule, facet.span, message);
    };
    for (index, facet) in own.iter().enumerate() {
        let kind = facet.kind;
        let shown = format!("`{kind}` is `{}`", facet.value);
        if allowed(&base).is_some_and(|allowed| !allowed.contains(&kind)) {
            note(
                "cos-applicable-facets",
                facet,
                format!("values of the type have no `{kind}`"),
            );
            continue;
        }
        if kind == Pattern {
            if let Err(reason) = pattern::check_syntax(&facet.value) {
                note(
                    "pattern",
                    facet,
                    format!("`{}` is no regular expression: {reason}", facet.value),
                );
            } else if has_stray_hyphen(&facet.value) {
                note(
                    "pattern",
                    facet,
                    format!(
                        "`{}` is no regular expression: `-` after a range must end its class",
                        facet.value
                    ),
                );
            }
            continue;
        }
        if kind != Enumeration && own[..index].iter().any(|it| it.kind == kind) {
            note(
                "src-single-facet-value",
                facet,
                format!("`{kind}` is given twice"),
            );
        }
        let inherited = base.facets(kind).next();
        if let Some(fixed) = inherited.filter(|it| it.fixed && !same(&base, it, facet)) {
            note(
                "facet-fixed",
                facet,
                format!("{shown}, where the base fixes it to `{}`", fixed.value),
            );
        }
        if let Some(what) = out_of_base(types, &base, facet, inherited) {
            note(
                "facet-valid-restriction",
                facet,
                format!("{shown}, in the base {what}"),
            );
        }
    }
    let find = |kind: FacetKind| own.iter().find(|it| it.kind == kind);
    for (rule, one, other) in EXCLUDE {
        let (Some(_), Some(second)) = (find(*one), find(*other)) else {
            continue;
        };
        // What the base says already may be said again.
        if number(second)
            .is_none_or(|it| bound_of(&base, *other, base.facets(*other).next()) != Some(it))
        {
            note(
                rule,
                second,
                format!("`{one}` and `{other}` are given together"),
            );
        }
    }
    for (rule, low, high, may_be_equal) in ORDER {
        let (own_low, own_high) = (find(*low), find(*high));
        let Some(place) = own_high.or(own_low) else {
            continue;
        };
        let (Some(first), Some(second)) = (
            own_low.or_else(|| base.facets(*low).next()),
            own_high.or_else(|| base.facets(*high).next()),
        ) else {
            continue;
        };
        let is_wrong = compare(&base, first, second)
            .is_some_and(|it| it == Ordering::Greater || it == Ordering::Equal && !may_be_equal);
        if !is_wrong {
            continue;
        }
        let message = format!(
            "`{low}` is `{}` and `{high}` `{}`",
            first.value, second.value
        );
        match (&decl.name, low) {
            // Messages with such a type could not be sent at all.
            (Some(name), MinLength | MinInclusive | MinExclusive) => {
                diagnostics
                    .warning(
                        Code::Facet,
                        place.span,
                        format!("no value can be right: {message}"),
                    )
                    .help(format!(
                        "`facets.off = [\"{}\"]` in service.toml lets all pass",
                        name.local
                    ));
            }
            _ => diagnostics.invalid(rule, place.span, message),
        }
    }
}

/// Whether a class of `pattern` has a `-` behind a range that neither ends the class nor subtracts one; part 2 §F.1: it is
/// itself at the beginning or end of a class alone. It is read as itself all the same.
fn has_stray_hyphen(pattern: &str) -> bool {
    let mut rest = pattern.chars().peekable();
    let is_end = |mut rest: Peekable<Chars<'_>>| match rest.next() {
        Some('-') => rest.next() == Some('['),
        next => matches!(next, Some(']' | '[')),
    };
    let mut level = 0_usize;
    // How many characters of a range stand directly before: two for `a-`, three for `a-z`.
    let mut of_range = 0;
    while let Some(c) = rest.next() {
        if c == '\\' {
            rest.next();
        }
        of_range = match (c, level, of_range) {
            ('[', _, _) => {
                level += 1;
                rest.next_if_eq(&'^');
                0
            }
            (']', _, _) => {
                level = level.saturating_sub(1);
                0
            }
            (_, 0, _) => 0,
            // `-[` subtracts a class, also behind a `-` that is itself.
            ('-', _, 3) if !is_end(rest.clone()) => return true,
            ('-', _, 1) => 2,
            (_, _, 2) => 3,
            (_, _, _) => 1,
        };
    }
    false
}

/// The facets that a type derived from `base` may have; `None` where any, or nobody knows.
fn allowed(base: &Described<'_>) -> Option<&'static [FacetKind]> {
    Some(match (&base.variety, base.built_in) {
        (Variety::Any, _) => return None,
        (Variety::List(_), _) => LENGTHS,
        (Variety::Union(_), _) => &[Pattern, Enumeration],
        (Variety::Atomic, "boolean") => &[Pattern, WhiteSpace],
        (Variety::Atomic, "float" | "double" | "duration" | "date" | "dateTime" | "time") => {
            ORDERED
        }
        (Variety::Atomic, name) if name.starts_with('g') => ORDERED,
        (Variety::Atomic, name) if is_decimal(name) => DECIMALS,
        (Variety::Atomic, "dateTimeStamp" | "dayTimeDuration" | "yearMonthDuration") => {
            return None;
        }
        (Variety::Atomic, _) => LENGTHS,
    })
}

fn is_decimal(name: &str) -> bool {
    types::built_in_bases(name).any(|it| it == "decimal")
}

/// Why the value of `facet` does not narrow `base`; `None` where it does.
fn out_of_base<'m>(
    types: Types<'_, 'm>,
    base: &Described<'m>,
    facet: &Facet,
    inherited: Option<&Facet>,
) -> Option<String> {
    match facet.kind {
        MinInclusive | MaxInclusive | MinExclusive | MaxExclusive | Enumeration => {
            // A bound that is the base's own says nothing new, though it may be no value of the base.
            let is_same =
                inherited.is_some_and(|it| it.kind != Enumeration && same(base, it, facet));
            if is_same {
                return None;
            }
            literal::complaint(types, base, &facet.value)
        }
        WhiteSpace => {
            let base = literal::white_space(base);
            let is_weaker = literal::strength(&facet.value).is_some_and(|it| it < base);
            is_weaker.then(|| "white space is handled more strictly".to_owned())
        }
        _ => {
            let least = bound_of(base, MinLength, None);
            if matches!(facet.kind, MaxLength | Length) && number(facet) < least {
                return least.map(|least| format!("`minLength` is {least}"));
            }
            let (_, _, may_be) = NARROW.iter().find(|it| it.1 == facet.kind)?;
            let (old, new) = (bound_of(base, facet.kind, inherited)?, number(facet)?);
            (!may_be.contains(&new.cmp(&old))).then(|| format!("it is {old}"))
        }
    }
}

/// The number that a facet has in `base`, where a built-in type gives it too.
fn bound_of(base: &Described<'_>, kind: FacetKind, inherited: Option<&Facet>) -> Option<u64> {
    match (inherited, kind) {
        (Some(inherited), _) => number(inherited),
        (None, FractionDigits) if is_decimal(base.built_in) && base.built_in != "decimal" => {
            Some(0)
        }
        (None, MinLength)
            if matches!(base.variety, Variety::List(_)) && base.built_in != "anySimpleType" =>
        {
            Some(1)
        }
        (None, _) => None,
    }
}

fn number(facet: &Facet) -> Option<u64> {
    facet.value.trim().trim_start_matches('+').parse().ok()
}

/// The order of the values of two facets.
fn compare(base: &Described<'_>, one: &Facet, other: &Facet) -> Option<Ordering> {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => examine(base.built_in, one.value.trim(), other.value.trim())?.order,
    }
}

fn same(base: &Described<'_>, one: &Facet, other: &Facet) -> bool {
    one.value.trim() == other.value.trim() || compare(base, one, other) == Some(Ordering::Equal)
}
