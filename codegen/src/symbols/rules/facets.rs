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

/// Two facets of one derivation that exclude each other.
const EXCLUDE: &[(&str, FacetKind, FacetKind)] = &[
    ("length-minLength-maxLength", Length, MinLength),
    ("length-minLength-maxLength", Length, MaxLength),
    ("maxInclusive-maxExclusive", MaxInclusive, MaxExclusive),
    ("minInclusive-minExclusive", MinInclusive, MinExclusive),
];

/// Two facets of a type, of which the first may not be greater, or not even equal.
const ORDER: &[(FacetKind, FacetKind, bool)] = &[
    (MinLength, MaxLength, true),
    (FractionDigits, TotalDigits, true),
    (MinInclusive, MaxInclusive, true),
    (MinExclusive, MaxExclusive, true),
    (MinExclusive, MaxInclusive, false),
    (MinInclusive, MaxExclusive, false),
];

/// How a facet may go on from the same facet of the base: what the new number may be beside the old one.
const NARROW: &[(FacetKind, &[Ordering])] = &[
    (Length, &[Ordering::Equal]),
    (MinLength, &[Ordering::Equal, Ordering::Greater]),
    (MaxLength, &[Ordering::Equal, Ordering::Less]),
    (TotalDigits, &[Ordering::Equal, Ordering::Less]),
    (FractionDigits, &[Ordering::Equal, Ordering::Less]),
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
    for (index, facet) in own.iter().enumerate() {
        let mut note = |rule: &'static str, message: String| {
            diagnostics.invalid(rule, facet.span, message);
        };
        let (kind, value) = (facet.kind, &facet.value);
        if !is_allowed(&base, kind) {
            let message = format!("values of the type have no `{kind}`");
            note("cos-applicable-facets", message);
            continue;
        }
        if kind == Pattern {
            let stray = "`-` after a range must end its class";
            let reason = match pattern::check_syntax(value) {
                Err(reason) => Some(reason.to_string()),
                Ok(()) => has_stray_hyphen(value).then(|| stray.to_owned()),
            };
            if let Some(reason) = reason {
                let message = format!("`{value}` is no regular expression: {reason}");
                note("pattern", message);
            }
            continue;
        }
        if kind != Enumeration && own[..index].iter().any(|it| it.kind == kind) {
            note("src-single-facet-value", format!("`{kind}` is given twice"));
        }
        let inherited = base.facets(kind).next();
        let is_other = |it: &&Facet| it.fixed && !same(&base, it, facet);
        let fixed = inherited.filter(is_other).map(|it| &it.value);
        let fixed = fixed.map(|it| ("facet-fixed", format!("where the base fixes it to `{it}`")));
        let wider = out_of_base(types, &base, facet, inherited);
        let wider = wider.map(|it| ("facet-valid-restriction", format!("in the base {it}")));
        for (rule, what) in fixed.into_iter().chain(wider) {
            note(rule, format!("`{kind}` is `{value}`, {what}"));
        }
    }
    let find = |kind: FacetKind| own.iter().find(|it| it.kind == kind);
    for (rule, one, other) in EXCLUDE {
        let (Some(_), Some(second)) = (find(*one), find(*other)) else {
            continue;
        };
        // What the base says already may be said again.
        let known = bound_of(&base, *other, base.facets(*other).next());
        if number(second).is_none_or(|it| known != Some(it)) {
            let message = format!("`{one}` and `{other}` are given together");
            diagnostics.invalid(*rule, second.span, message);
        }
    }
    for (low, high, may_be_equal) in ORDER {
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
        let (first, second) = (&first.value, &second.value);
        let message = format!("`{low}` is `{first}` and `{high}` `{second}`");
        match (&decl.name, low) {
            // Messages with such a type could not be sent at all.
            (Some(name), MinLength | MinInclusive | MinExclusive) => {
                let message = format!("no value can be right: {message}");
                let diagnostic = diagnostics.warning(Code::Facet, place.span, message);
                let off = format!("`facets.off = [\"{}\"]`", name.local);
                diagnostic.help(format!("{off} in service.toml lets all pass"));
            }
            _ => {
                let than = if *may_be_equal {
                    "less-than-equal-to"
                } else {
                    "less-than"
                };
                diagnostics.invalid(format!("{low}-{than}-{high}"), place.span, message);
            }
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

/// Whether a type derived from `base` may have facets of `kind`, or nobody knows.
fn is_allowed(base: &Described<'_>, kind: FacetKind) -> bool {
    let is_length = matches!(kind, Length | MinLength | MaxLength);
    let is_digits = matches!(kind, TotalDigits | FractionDigits);
    let is_general = matches!(kind, Pattern | Enumeration | WhiteSpace);
    match (&base.variety, base.built_in) {
        (Variety::Any, _) => true,
        (Variety::Union(_), _) => matches!(kind, Pattern | Enumeration),
        (Variety::Atomic, "boolean") => matches!(kind, Pattern | WhiteSpace),
        (Variety::Atomic, "dateTimeStamp" | "dayTimeDuration" | "yearMonthDuration") => true,
        (Variety::Atomic, "float" | "double" | "duration" | "date" | "dateTime" | "time") => {
            !is_length && !is_digits
        }
        (Variety::Atomic, name) if name.starts_with('g') => !is_length && !is_digits,
        (Variety::Atomic, name) if is_decimal(name) => !is_length,
        (Variety::Atomic | Variety::List(_), _) => is_length || is_general,
    }
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
            let (_, may_be) = NARROW.iter().find(|it| it.0 == facet.kind)?;
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
