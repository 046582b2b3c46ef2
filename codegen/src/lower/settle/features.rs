//! Which cargo features switch what on: a type is on where any operation that reaches it is.
//!
//! In: types with their content, operations with their features. Out: the features of each type and facet table, sorted;
//! none for what is always on.

use std::collections::BTreeSet;

use crate::ir::{Client, Entry, TypeId};

use crate::lower::draft::DraftKind;

use super::held::mentioned;

/// What is on: always, or with any of these features.
#[derive(Clone, Debug, Default)]
struct On {
    always: bool,
    features: BTreeSet<String>,
}

impl On {
    fn of(features: &[String]) -> Self {
        Self {
            always: features.is_empty(),
            features: features.iter().cloned().collect(),
        }
    }

    /// Whether anything new was said.
    fn join(&mut self, other: &Self) -> bool {
        let before = (self.always, self.features.len());
        self.always |= other.always;
        self.features.extend(other.features.iter().cloned());
        before != (self.always, self.features.len())
    }

    fn into_list(self) -> Vec<String> {
        if self.always {
            Vec::new()
        } else {
            self.features.into_iter().collect()
        }
    }
}

/// The features of each type.
pub(crate) fn of_types(kinds: &[DraftKind], clients: &[Client]) -> Vec<Vec<String>> {
    let operations = || clients.iter().flat_map(|it| &it.operations);
    if operations().all(|it| it.features.is_empty()) {
        return vec![Vec::new(); kinds.len()];
    }
    let mut open: Vec<(TypeId, On)> = Vec::new();
    for it in clients {
        let headers = it.request_headers.into_iter().chain(it.response_headers);
        open.extend(headers.map(|id| (id, On::of(&[]))));
    }
    for it in operations() {
        let on = On::of(&it.features);
        for body in it.messages() {
            let ids = mentioned(vec![&body.ty]);
            open.extend(ids.into_iter().map(|id| (id, on.clone())));
        }
        open.extend(it.fault.map(|id| (id, on.clone())));
    }
    spread(kinds, open)
}

/// Switches on what is `open`, and all that it leads to.
fn spread(kinds: &[DraftKind], mut open: Vec<(TypeId, On)>) -> Vec<Vec<String>> {
    let mut res: Vec<On> = vec![On::default(); kinds.len()];
    // Each step adds a feature or switches a type on for good, so this ends.
    while let Some((id, on)) = open.pop() {
        if !res[id.0].join(&on) {
            continue;
        }
        let on = res[id.0].clone();
        let ids = mentioned(kinds[id.0].parts());
        open.extend(ids.into_iter().map(|id| (id, on.clone())));
    }
    res.into_iter().map(On::into_list).collect()
}

/// The features of each of `n_facets` tables of facets: those of what refers to it.
pub(crate) fn of_facets(
    n_facets: usize,
    kinds: &[DraftKind],
    clients: &[Client],
    types: &[Vec<String>],
) -> Vec<Vec<String>> {
    if types.iter().all(Vec::is_empty) {
        return vec![Vec::new(); n_facets];
    }
    let mut res: Vec<On> = vec![On::default(); n_facets];
    let mut add = |entry: &Entry, on: &On| {
        for facets in entry.with_items().filter_map(|entry| entry.facets) {
            res[facets].join(on);
        }
    };
    for (kind, features) in kinds.iter().zip(types) {
        let on = On::of(features);
        for field in kind.fields() {
            add(&field.entry, &on);
        }
    }
    for it in clients.iter().flat_map(|it| &it.operations) {
        let on = On::of(&it.features);
        for body in it.messages() {
            add(&body.entry, &on);
        }
    }
    for (kind, features) in kinds.iter().zip(types) {
        if let DraftKind::Union(union) = kind {
            for facets in union.members.iter().filter_map(|member| member.facets) {
                res[facets].join(&On::of(features));
            }
        }
    }
    res.into_iter().map(On::into_list).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::RustType;
    use crate::lower::draft::tests::{choice, record};

    #[test]
    fn a_type_is_on_where_anything_that_leads_to_it_is() {
        let named = |id| RustType::Named(TypeId(id));
        // 0 and 1 hold 2, which holds itself; 1 holds 3 too, and nothing holds 4.
        let kinds = [
            record(&[RustType::Vec(Box::new(named(2)))]),
            choice(&[named(2), named(3)]),
            record(&[RustType::Option(Box::new(named(2)))]),
            record(&[]),
            record(&[]),
        ];
        let on = |features: &[&str]| {
            let features: Vec<String> = features.iter().map(|it| (*it).to_owned()).collect();
            On::of(&features)
        };
        let spread = |open: &[(usize, On)]| {
            let open = open.iter().map(|(id, on)| (TypeId(*id), on.clone()));
            let features = spread(&kinds, open.collect());
            features
                .into_iter()
                .map(|it| it.join(" "))
                .collect::<Vec<_>>()
        };
        let some = [(1, on(&["b"])), (0, on(&["a"]))];
        assert_eq!(spread(&some), ["a", "b", "a b", "b", ""]);
        // What one operation always needs is always on.
        let always = [(1, on(&["b"])), (0, on(&[]))];
        assert_eq!(spread(&always), ["", "b", "", "b", ""]);
    }
}
