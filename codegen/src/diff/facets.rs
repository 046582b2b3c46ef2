//! Facets: whether a change lets in more values, fewer, or others; XSD 1.0 part 2 §4.3.
//!
//! In: two tables. Out: a [`Relation`], and the facets that differ in words.

use std::cmp::Ordering;

use crate::ir::FacetTable;
use crate::xml::trim;

/// How the values of a new type lie to those of the old one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Relation {
    /// Something that was a value is none any more.
    pub(super) loses: bool,
    /// Something is a value that was none.
    pub(super) gains: bool,
}

impl Relation {
    pub(super) const SAME: Self = Self {
        loses: false,
        gains: false,
    };
    pub(super) const WIDER: Self = Self {
        loses: false,
        gains: true,
    };
    pub(super) const NARROWER: Self = Self {
        loses: true,
        gains: false,
    };
    pub(super) const OTHER: Self = Self {
        loses: true,
        gains: true,
    };

    /// Of what is let in where a flag is set.
    pub(super) fn of_flags(was: bool, is: bool) -> Self {
        Self {
            loses: was && !is,
            gains: is && !was,
        }
    }

    pub(super) fn is_same(self) -> bool {
        self == Self::SAME
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            loses: self.loses || other.loses,
            gains: self.gains || other.gains,
        }
    }
}

/// Which way a facet narrows as its value grows.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Bound {
    Lower,
    Upper,
}

/// What the change from `old` to `new` means, and what differs.
pub(super) fn compare(
    old: Option<&FacetTable>,
    new: Option<&FacetTable>,
) -> (Relation, Vec<String>) {
    let none = FacetTable::default();
    let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
    let mut relation = Relation::SAME;
    let mut words = Vec::new();
    for ((name, bound, was), (_, _, is)) in bounds(old).into_iter().zip(bounds(new)) {
        let it = bounded(was.as_deref(), is.as_deref(), bound);
        note(&mut relation, &mut words, name, it, was, is);
    }
    let length = match (old.length, new.length) {
        (a, b) if a == b => Relation::SAME,
        (None, Some(_)) => Relation::NARROWER,
        (Some(_), None) => Relation::WIDER,
        (Some(_), Some(_)) | (None, None) => Relation::OTHER,
    };
    let mut note = |name: &str, it: Relation, text: &dyn Fn(&FacetTable) -> Option<String>| {
        note(&mut relation, &mut words, name, it, text(old), text(new));
    };
    note("length", length, &|table| {
        table.length.map(|it| it.to_string())
    });
    // Every step of a derivation must match, so a step more is narrower and one less wider.
    let lost = old.patterns.iter().any(|it| !new.patterns.contains(it));
    let added = new.patterns.iter().any(|it| !old.patterns.contains(it));
    let patterns = Relation {
        loses: added,
        gains: lost,
    };
    note("pattern", patterns, &|table| {
        let steps: Vec<String> = table.patterns.iter().map(|it| it.join("|")).collect();
        (!steps.is_empty()).then(|| steps.join(" and "))
    });
    let names = match (old.names.is_empty(), new.names.is_empty()) {
        (true, false) => Relation::NARROWER,
        (false, true) => Relation::WIDER,
        (true, true) | (false, false) => Relation {
            loses: old.names.iter().any(|it| !new.names.contains(it)),
            gains: new.names.iter().any(|it| !old.names.contains(it)),
        },
    };
    note("enumeration", names, &|table| {
        (!table.names.is_empty()).then(|| table.names.join(", "))
    });
    if old.white_space != new.white_space {
        // The same texts are values, but some mean another value.
        note("whiteSpace", Relation::WIDER, &|table| {
            table.white_space.map(|it| format!("{it:?}").to_lowercase())
        });
    }
    if old.item.is_some() || new.item.is_some() {
        let (items, of_items) = compare(old.item.as_deref(), new.item.as_deref());
        relation = relation.and(items);
        words.extend(of_items.into_iter().map(|it| format!("of the items, {it}")));
    }
    (relation, words)
}

/// The facets that bound values or their lengths.
fn bounds(table: &FacetTable) -> [(&'static str, Bound, Option<String>); 8] {
    let number = |it: Option<u64>| it.map(|it| it.to_string());
    let digits = |it: Option<u32>| it.map(|it| it.to_string());
    [
        ("minLength", Bound::Lower, number(table.min_length)),
        ("maxLength", Bound::Upper, number(table.max_length)),
        ("minInclusive", Bound::Lower, table.min_inclusive.clone()),
        ("minExclusive", Bound::Lower, table.min_exclusive.clone()),
        ("maxInclusive", Bound::Upper, table.max_inclusive.clone()),
        ("maxExclusive", Bound::Upper, table.max_exclusive.clone()),
        ("totalDigits", Bound::Upper, digits(table.total_digits)),
        (
            "fractionDigits",
            Bound::Upper,
            digits(table.fraction_digits),
        ),
    ]
}

fn note(
    relation: &mut Relation,
    words: &mut Vec<String>,
    name: &str,
    it: Relation,
    old: Option<String>,
    new: Option<String>,
) {
    if it.is_same() {
        return;
    }
    *relation = relation.and(it);
    words.push(match (old, new) {
        (Some(old), Some(new)) => format!("{name} {old} became {new}"),
        (None, Some(new)) => format!("{name} {new} is new"),
        (Some(old), None) => format!("{name} {old} is gone"),
        (None, None) => name.to_owned(),
    });
}

fn bounded(old: Option<&str>, new: Option<&str>, bound: Bound) -> Relation {
    match (old, new) {
        (None, None) => Relation::SAME,
        (None, Some(_)) => Relation::NARROWER,
        (Some(_), None) => Relation::WIDER,
        (Some(old), Some(new)) => match (compare_numbers(old, new), bound) {
            (_, _) if old == new => Relation::SAME,
            (Some(Ordering::Equal), _) => Relation::SAME,
            (Some(Ordering::Less), Bound::Lower) | (Some(Ordering::Greater), Bound::Upper) => {
                Relation::NARROWER
            }
            (Some(Ordering::Greater), Bound::Lower) | (Some(Ordering::Less), Bound::Upper) => {
                Relation::WIDER
            }
            // Dates and times: their order is partial, so both are said.
            (None, _) => Relation::OTHER,
        },
    }
}

/// The order of two decimals; `None` where one is none. Exact: no digit is rounded away.
pub(super) fn compare_numbers(a: &str, b: &str) -> Option<Ordering> {
    let (a_negative, a_whole, a_rest) = decimal(a)?;
    let (b_negative, b_whole, b_rest) = decimal(b)?;
    let magnitude = (a_whole.len().cmp(&b_whole.len()))
        .then_with(|| a_whole.cmp(b_whole))
        .then_with(|| a_rest.cmp(b_rest));
    Some(match (a_negative, b_negative) {
        (false, false) => magnitude,
        (true, true) => magnitude.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Sign, whole digits without leading zeros, fraction digits without trailing ones.
fn decimal(text: &str) -> Option<(bool, &str, &str)> {
    let text = trim(text);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(it) => (true, it),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if (whole.is_empty() && rest.is_empty()) || !is_digits(whole) || !is_digits(rest) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let rest = rest.trim_end_matches('0');
    let is_zero = whole.is_empty() && rest.is_empty();
    Some((negative && !is_zero, whole, rest))
}
