//! Whether a text is a value of a simple type. In: the type as it is described, and the text. Out: what it is not.
//!
//! A text that cannot be told from a value counts as one.

use std::cmp::Ordering;

use soap_runtime::value::pattern::Translated;
use soap_runtime::value::{self, Decimal, Integer, NoScope, Scalar, Scope};

use super::equality::canonical;
use super::types::{Described, Types, Variety, built_in_bases};
use crate::names::{NC_NAME, QNAME};
use crate::xml::items;
use crate::xsd::model::{Facet, FacetKind};

/// The patterns of built-in types.
static BUILT_IN: Translated = Translated::new();

/// What a text is as a value.
pub(crate) struct Examined {
    /// What the length facets count, where there is such a thing.
    length: Option<u64>,
    /// The order relative to the other text, where both have one.
    pub(crate) order: Option<Ordering>,
}

/// What `text` is as a value of the built-in type `name`, compared with `other`; `None` where it is none.
pub(crate) fn examine(name: &str, text: &str, other: &str) -> Option<Examined> {
    let like = |allowed: &'static str| {
        let examined = scalar::<String>(text, other);
        examined.filter(|_| BUILT_IN.is_match(allowed, text))
    };
    let within = |min: &str, max: &str| {
        let value = Integer::parse(text, &NoScope).ok()?;
        let is_below = value.compare(min) == Some(Ordering::Less);
        let is_above = value.compare(max) == Some(Ordering::Greater);
        scalar::<Integer>(text, other).filter(|_| !is_below && !is_above)
    };
    match name {
        "boolean" => scalar::<bool>(text, other),
        "byte" => scalar::<i8>(text, other),
        "short" => scalar::<i16>(text, other),
        "int" => scalar::<i32>(text, other),
        "long" => scalar::<i64>(text, other),
        "unsignedByte" => scalar::<u8>(text, other),
        "unsignedShort" => scalar::<u16>(text, other),
        "unsignedInt" => scalar::<u32>(text, other),
        "unsignedLong" => scalar::<u64>(text, other),
        "integer" => scalar::<Integer>(text, other),
        // A bound that is no number bounds nothing.
        "positiveInteger" => within("1", ""),
        "nonNegativeInteger" => within("0", ""),
        "nonPositiveInteger" => within("", "0"),
        "negativeInteger" => within("", "-1"),
        "decimal" => scalar::<Decimal>(text, other),
        "float" => scalar::<f32>(text, other),
        "double" => scalar::<f64>(text, other),
        "date" => scalar::<value::Date>(text, other),
        "dateTime" | "dateTimeStamp" => scalar::<value::DateTime>(text, other),
        "time" => scalar::<value::Time>(text, other),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => {
            scalar::<value::Duration>(text, other)
        }
        "gDay" => scalar::<value::GDay>(text, other),
        // `--05--` is of the first edition; errata E2-12.
        "gMonth" => scalar::<value::GMonth>(text, other).filter(|_| text.get(4..6) != Some("--")),
        "gMonthDay" => scalar::<value::GMonthDay>(text, other),
        "gYear" => scalar::<value::GYear>(text, other),
        "gYearMonth" => scalar::<value::GYearMonth>(text, other),
        "hexBinary" => scalar::<value::HexBinary>(text, other),
        "base64Binary" => scalar::<value::Base64Binary>(text, other),
        "language" => like(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
        "Name" => like(r"\i\c*"),
        "NCName" | "ID" | "IDREF" | "ENTITY" => like(NC_NAME),
        "NMTOKEN" => like(r"\c+"),
        // Errata E2-36: their lengths mean nothing.
        "QName" | "NOTATION" => like(QNAME).map(|it| Examined { length: None, ..it }),
        _ => scalar::<String>(text, other),
    }
}

fn scalar<T: Scalar>(text: &str, other: &str) -> Option<Examined> {
    let value = T::parse(text, &NoScope).ok()?;
    Some(Examined {
        length: value.length(),
        order: value.compare(other),
    })
}

/// What keeps `text` from being a value of `ty`; `None` where it is one.
pub(crate) fn complaint<'m>(
    types: Types<'_, 'm>,
    ty: &Described<'m>,
    text: &str,
) -> Option<String> {
    let text = normalised(ty, text);
    let length = match &ty.variety {
        Variety::Any => return None,
        Variety::Atomic => match examine(ty.built_in, &text, "") {
            Some(examined) => examined.length,
            None => return Some(format!("no value of `xs:{}`", ty.built_in)),
        },
        Variety::List(item) => {
            let item = types.describe(*item)?;
            let wrong = items(&text).find_map(|text| complaint(types, &item, text));
            if wrong.is_some() {
                return wrong;
            }
            let length = items(&text).count() as u64;
            // Part 2 §3.3.5, §3.3.10, §3.3.12: `IDREFS` and its like have an item.
            if length == 0 && ty.built_in != "anySimpleType" {
                return Some(format!("no value of `xs:{}`", ty.built_in));
            }
            Some(length)
        }
        Variety::Union(members) => {
            let members: Vec<Described<'_>> =
                (members.iter().map(|it| types.describe(*it))).collect::<Option<_>>()?;
            let is_member = |it: &Described<'m>| complaint(types, it, &text).is_none();
            if !members.is_empty() && !members.iter().any(is_member) {
                return Some("a value of no member of the union".to_owned());
            }
            None
        }
    };
    if let Some(length) = length.and_then(|it| broken_length(ty, it)) {
        return Some(length);
    }
    let unmatched = ty.steps.iter().find(|step| {
        let mut patterns = step
            .iter()
            .filter(|it| it.kind == FacetKind::Pattern)
            .peekable();
        let is_match = |it: &Facet| (types.patterns).is_match_within(&it.value, &text, types.scope);
        patterns.peek().is_some() && !patterns.any(is_match)
    });
    // Where that took too much, nobody can tell.
    if unmatched.is_some() && types.scope.take_steps(0) {
        return Some("a value that no pattern takes".to_owned());
    }
    broken_bound(ty, &text)
        .or_else(|| broken_digits(ty, &text))
        .or_else(|| unlisted(types, ty, &text))
}

/// A text that is that of another text of `ty` if and only if their values are equal. `text` is one that `ty` allows.
pub(crate) fn value_of<'m>(
    types: Types<'_, 'm>,
    ty: &Described<'m>,
    text: &str,
    scope: &dyn Scope,
) -> String {
    let text = normalised(ty, text);
    match &ty.variety {
        Variety::Any => text,
        Variety::Atomic => {
            // Values of one primitive type are never equal to those of another.
            let bases = built_in_bases(ty.built_in);
            let primitive = bases.take_while(|it| *it != "anySimpleType").last();
            let primitive = primitive.unwrap_or_default();
            let value = canonical(primitive, &text, scope).unwrap_or(text);
            format!("{primitive}:{value}")
        }
        Variety::List(item) => {
            let Some(item) = types.describe(*item) else {
                return text;
            };
            let values = items(&text).map(|text| value_of(types, &item, text, scope));
            format!("[{}]", values.collect::<Vec<String>>().join("\u{0}"))
        }
        Variety::Union(members) => {
            let mut members = members.iter().filter_map(|member| types.describe(*member));
            match members.find(|member| complaint(types, member, &text).is_none()) {
                Some(member) => value_of(types, &member, &text, scope),
                None => text,
            }
        }
    }
}

/// Whether a length is right beside a bound.
type Holds = fn(&u64, &u64) -> bool;

fn broken_length(ty: &Described<'_>, found: u64) -> Option<String> {
    let checks: [(FacetKind, Holds); 3] = [
        (FacetKind::Length, u64::eq),
        (FacetKind::MinLength, u64::ge),
        (FacetKind::MaxLength, u64::le),
    ];
    checks.into_iter().find_map(|(kind, holds)| {
        let facet = ty.facets(kind).next()?;
        let bound: u64 = facet.value.trim().parse().ok()?;
        (!holds(&found, &bound)).then(|| format!("{found} long, where {kind} is {bound}"))
    })
}

fn broken_bound(ty: &Described<'_>, text: &str) -> Option<String> {
    let checks: [(FacetKind, [Ordering; 2]); 4] = [
        (
            FacetKind::MinInclusive,
            [Ordering::Greater, Ordering::Equal],
        ),
        (FacetKind::MaxInclusive, [Ordering::Less, Ordering::Equal]),
        (FacetKind::MinExclusive, [Ordering::Greater; 2]),
        (FacetKind::MaxExclusive, [Ordering::Less; 2]),
    ];
    checks.into_iter().find_map(|(kind, allowed)| {
        let facet = ty.facets(kind).next()?;
        let order = examine(ty.built_in, text, facet.value.trim())?.order?;
        (!allowed.contains(&order)).then(|| format!("outside {kind} `{}`", facet.value))
    })
}

fn broken_digits(ty: &Described<'_>, text: &str) -> Option<String> {
    let digits = text.trim_start_matches(['+', '-']);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    // Zeros behind the point count where no other digit stands before it: they are not there in `i × 10^-n`.
    let total = match whole {
        "" => fraction.trim_start_matches('0').len(),
        whole => whole.len() + fraction.len(),
    };
    let checks = [
        (FacetKind::TotalDigits, total),
        (FacetKind::FractionDigits, fraction.len()),
    ];
    checks.into_iter().find_map(|(kind, found)| {
        let facet = ty.facets(kind).next()?;
        let bound: usize = facet.value.trim().parse().ok()?;
        (found > bound).then(|| format!("{found} digits, where {kind} is {bound}"))
    })
}

/// Whether enumerations list other values only.
fn unlisted<'m>(types: Types<'_, 'm>, ty: &Described<'m>, text: &str) -> Option<String> {
    // Which values these have, depends on where they stand.
    if matches!(ty.built_in, "QName" | "NOTATION") {
        return None;
    }
    let step = ty
        .steps
        .iter()
        .find(|step| step.iter().any(|it| it.kind == FacetKind::Enumeration))?;
    let listed = || step.iter().filter(|it| it.kind == FacetKind::Enumeration);
    if listed().any(|it| it.value == text) {
        return None;
    }
    let value = value_of(types, ty, text, &NoScope);
    let is_same = |it: &Facet| value_of(types, ty, &it.value, &NoScope) == value;
    (!listed().any(is_same)).then(|| "not in the enumeration".to_owned())
}

/// `text` with its white space handled; XSD 1.0 part 2 §4.3.6.
fn normalised(ty: &Described<'_>, text: &str) -> String {
    let blank = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    match white_space(ty) {
        0 => text.to_owned(),
        1 => blank(text),
        _ => items(text).collect::<Vec<&str>>().join(" "),
    }
}

/// How much of the white space goes: 0 for `preserve`, 1 for `replace`, 2 for `collapse`.
pub(crate) fn white_space(ty: &Described<'_>) -> u8 {
    let own = ty.facets(FacetKind::WhiteSpace).next();
    match (
        own.and_then(|it| strength(&it.value)),
        &ty.variety,
        ty.built_in,
    ) {
        (Some(own), ..) => own,
        (None, Variety::Union(_) | Variety::Any, _) | (None, Variety::Atomic, "string") => 0,
        (None, Variety::Atomic, "normalizedString") => 1,
        (None, Variety::List(_) | Variety::Atomic, _) => 2,
    }
}

/// The strength of a value of `whiteSpace`, as [`white_space`] counts it.
pub(crate) fn strength(value: &str) -> Option<u8> {
    let known = ["preserve", "replace", "collapse"];
    let found = known.iter().position(|it| *it == value.trim())?;
    u8::try_from(found).ok()
}
