//! Tables of facets as text.

use crate::ir::{FacetItem, FacetTable};

/// A table with its name and what switches it on.
pub(super) fn facet_item(item: &FacetItem) -> String {
    let table = facets(&item.table);
    let features = match item.features.as_slice() {
        [] => String::new(),
        features => format!(" features {}", features.join(" ")),
    };
    format!("facets {} ={table}{features}", item.ident)
}

fn facets(it: &FacetTable) -> String {
    let mut res = String::new();
    if let Some(it) = it.white_space {
        res.push_str(&format!(" whiteSpace {it:?}"));
    }
    for (name, value) in [
        ("length", it.length),
        ("minLength", it.min_length),
        ("maxLength", it.max_length),
    ] {
        if let Some(value) = value {
            res.push_str(&format!(" {name} {value}"));
        }
    }
    for step in &it.patterns {
        res.push_str(&format!(" pattern {step:?}"));
    }
    for name in &it.names {
        res.push_str(&format!(" enumeration {name}"));
    }
    let bounds = [
        ("minInclusive", &it.min_inclusive),
        ("maxInclusive", &it.max_inclusive),
        ("minExclusive", &it.min_exclusive),
        ("maxExclusive", &it.max_exclusive),
    ];
    for (name, value) in bounds {
        if let Some(value) = value {
            res.push_str(&format!(" {name} {value}"));
        }
    }
    for (name, value) in [
        ("totalDigits", it.total_digits),
        ("fractionDigits", it.fraction_digits),
    ] {
        if let Some(value) = value {
            res.push_str(&format!(" {name} {value}"));
        }
    }
    if let Some(it) = &it.item {
        res.push_str(&format!(" item ({})", facets(it).trim_start()));
    }
    res
}
