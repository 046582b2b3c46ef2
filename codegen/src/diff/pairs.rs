//! Which type of one side is which of the other, and in which messages both are.
//!
//! In: both sides. Out: [`Pairs`]. A type is found again by its schema component; one without a component, or whose
//! component was renamed, by its place: the member or message that leads to it on both sides.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ir::{
    Client, EntryKind, Family, Field, Member, Operation, RustType, TypeId, TypeKind, UnionMember,
};

use super::change::Reach;
use super::view::View;

/// The pairs.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The new type by old one.
    pub(super) forth: Vec<Option<TypeId>>,
    /// The old type by new one.
    pub(super) back: Vec<Option<TypeId>>,
    /// Which messages hold the pair on both sides, by old type.
    pub(super) reach: Vec<Reach>,
    /// The clients of both sides.
    pub(super) clients: Matched,
    /// The operations of each pair of clients.
    pub(super) operations: Vec<Matched>,
}

/// Indices of two lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    /// In both, in old order.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Only in the old list.
    pub(super) removed: Vec<usize>,
    /// Only in the new list.
    pub(super) added: Vec<usize>,
}

impl Pairs {
    pub(super) fn is_pair(&self, old: TypeId, new: TypeId) -> bool {
        self.forth[old.0] == Some(new)
    }
}

/// Finds all pairs.
pub(super) fn pair(old: &View<'_>, new: &View<'_>) -> Pairs {
    let mut it = Pairing {
        old,
        new,
        old_keys: keys(old),
        new_keys: keys(new),
        pairs: Pairs {
            forth: vec![None; old.api.types.len()],
            back: vec![None; new.api.types.len()],
            reach: vec![Reach::default(); old.api.types.len()],
            clients: match_clients(&old.api.clients, &new.api.clients),
            operations: Vec::new(),
        },
        open: VecDeque::new(),
        seen: BTreeSet::new(),
    };
    it.by_key();
    it.messages();
    it.walk();
    // What no message of both sides reaches is still code.
    for id in old.ids() {
        if let Some(other) = it.pairs.forth[id.0] {
            it.children(id, other, Reach::default());
        }
    }
    it.walk();
    it.pairs
}

struct Pairing<'a, 'v> {
    old: &'v View<'a>,
    new: &'v View<'a>,
    old_keys: BTreeMap<String, TypeId>,
    new_keys: BTreeMap<String, TypeId>,
    pairs: Pairs,
    open: VecDeque<(TypeId, TypeId, Reach)>,
    seen: BTreeSet<(TypeId, TypeId)>,
}

/// The types by their components. Wrappers of RPC operations may share one: their places tell them apart.
fn keys(view: &View<'_>) -> BTreeMap<String, TypeId> {
    let mut all: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for id in view.ids() {
        if let Some(key) = view.key(id) {
            all.entry(key).or_default().push(id);
        }
    }
    let only = |(key, ids): (String, Vec<TypeId>)| match ids.as_slice() {
        [id] => Some((key, *id)),
        _ => None,
    };
    all.into_iter().filter_map(only).collect()
}

impl Pairing<'_, '_> {
    fn by_key(&mut self) {
        for (key, &old) in &self.old_keys {
            if let Some(&new) = self.new_keys.get(key) {
                self.pairs.forth[old.0] = Some(new);
                self.pairs.back[new.0] = Some(old);
            }
        }
    }

    fn messages(&mut self) {
        for (old_index, new_index) in self.pairs.clients.pairs.clone() {
            let old = &self.old.api.clients[old_index];
            let new = &self.new.api.clients[new_index];
            let headers = [
                (old.request_headers, new.request_headers, Reach::REQUESTS),
                (old.response_headers, new.response_headers, Reach::ANSWERS),
            ];
            for (a, b, reach) in headers {
                if let (Some(a), Some(b)) = (a, b) {
                    self.open.push_back((a, b, reach));
                }
            }
            let matched = match_operations(&old.operations, &new.operations);
            for &(a, b) in &matched.pairs {
                self.operation(&old.operations[a], &new.operations[b]);
            }
            self.pairs.operations.push(matched);
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        self.meet(&old.request.ty, &new.request.ty, Reach::REQUESTS);
        if let (Some(a), Some(b)) = (&old.response, &new.response) {
            self.meet(&a.ty, &b.ty, Reach::ANSWERS);
        }
        if let (Some(a), Some(b)) = (old.fault, new.fault) {
            self.open.push_back((a, b, Reach::ANSWERS));
        }
    }

    fn meet(&mut self, old: &RustType, new: &RustType, reach: Reach) {
        if let (RustType::Named(a), RustType::Named(b)) = (old.innermost(), new.innermost()) {
            self.open.push_back((*a, *b, reach));
        }
    }

    fn walk(&mut self) {
        while let Some((old, new, reach)) = self.open.pop_front() {
            if self.is_free(old, new) {
                self.pairs.forth[old.0] = Some(new);
                self.pairs.back[new.0] = Some(old);
            }
            if !self.pairs.is_pair(old, new) {
                self.through_family(old, new, reach);
                continue;
            }
            let before = self.pairs.reach[old.0];
            let after = before.and(reach);
            // A pair is walked once, and again when more messages turn out to hold it.
            if self.seen.insert((old, new)) || after != before {
                self.pairs.reach[old.0] = after;
                self.children(old, new, after);
            }
        }
    }

    /// Whether both sides have lost the other's component, so that one may be the other's new name.
    fn is_free(&self, old: TypeId, new: TypeId) -> bool {
        let is_kept = |key: Option<String>| {
            key.is_some_and(|it| self.old_keys.contains_key(&it) && self.new_keys.contains_key(&it))
        };
        self.pairs.forth[old.0].is_none()
            && self.pairs.back[new.0].is_none()
            && !is_kept(self.old.key(old))
            && !is_kept(self.new.key(new))
    }

    /// A type that stands where a family with it as member stood, or the other way round.
    fn through_family(&mut self, old: TypeId, new: TypeId, reach: Reach) {
        let members = |kind: &TypeKind| -> Vec<TypeId> {
            match kind {
                TypeKind::Family(it) => (it.members.iter())
                    .filter_map(|member| member.ty.innermost().named())
                    .collect(),
                _ => Vec::new(),
            }
        };
        let of_new = members(&self.new.item(new).kind).into_iter();
        let of_old = members(&self.old.item(old).kind).into_iter();
        for (old, new) in (of_new.map(|id| (old, id))).chain(of_old.map(|id| (id, new))) {
            if self.pairs.is_pair(old, new) {
                self.open.push_back((old, new, reach));
            }
        }
    }

    fn children(&mut self, old: TypeId, new: TypeId, reach: Reach) {
        match (&self.old.item(old).kind, &self.new.item(new).kind) {
            (TypeKind::Family(a), TypeKind::Family(b)) => {
                let matched = match_families(self.old, self.new, a, b);
                for (i, j) in matched.pairs {
                    self.meet(&a.members[i].ty, &b.members[j].ty, reach);
                }
            }
            (TypeKind::Union(a), TypeKind::Union(b)) => {
                let ident = |it: &UnionMember| Some(it.ident.clone());
                let matched = Matched::by(a.members.iter().map(ident), b.members.iter().map(ident));
                for (i, j) in matched.pairs {
                    self.meet(&a.members[i].ty, &b.members[j].ty, reach);
                }
            }
            (TypeKind::Alias(a), TypeKind::Alias(b)) => self.meet(a, b, reach),
            _ => {
                let (a, b) = (self.old.fields(old), self.new.fields(new));
                for (i, j) in match_fields(self.old, self.new, a, b).pairs {
                    self.meet(&a[i].ty, &b[j].ty, reach);
                }
            }
        }
    }
}

fn match_clients(old: &[Client], new: &[Client]) -> Matched {
    let key = |it: &Client| Some((it.service.clone(), it.ident.clone()));
    let mut res = Matched::by(old.iter().map(key), new.iter().map(key));
    res.again(|i, j| old[i].service == new[j].service);
    res.again(|i, j| old[i].ident == new[j].ident);
    // A service under a wholly new name is told by what it offers.
    res.again(|i, j| {
        let mut all = old[i].operations.iter();
        all.any(|it| new[j].operations.iter().any(|other| other.wire == it.wire))
    });
    res
}

fn match_operations(old: &[Operation], new: &[Operation]) -> Matched {
    // Overloads share a name; what they are asked with tells them apart.
    let key = |it: &Operation| Some((it.wire.clone(), it.marker_ident.clone()));
    let mut res = Matched::by(old.iter().map(key), new.iter().map(key));
    res.again(|i, j| old[i].wire == new[j].wire);
    res
}

/// Which member of one family is which of the other.
pub(super) fn match_families(
    old_view: &View<'_>,
    new_view: &View<'_>,
    old: &Family,
    new: &Family,
) -> Matched {
    let key = |view: &View<'_>, it: &Member| Some(view.wire_key(&it.wire));
    Matched::by(
        old.members.iter().map(|it| key(old_view, it)),
        new.members.iter().map(|it| key(new_view, it)),
    )
}

/// Which field or alternative of one side is which of the other.
pub(super) fn match_fields(
    old_view: &View<'_>,
    new_view: &View<'_>,
    old: &[Field],
    new: &[Field],
) -> Matched {
    let key = |view: &View<'_>, it: &Field| match &it.entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) => Some(("element", view.wire_key(it))),
        EntryKind::Attribute(it) => Some(("attribute", view.wire_key(it))),
        EntryKind::Text => Some(("text", Default::default())),
        EntryKind::Mixed => Some(("mixed", Default::default())),
        EntryKind::MixedText => Some(("mixed text", Default::default())),
        EntryKind::AnyAttributes(_) => Some(("any attribute", Default::default())),
        EntryKind::Attachment(name) => Some(("attachment", (String::new(), name.clone()))),
        EntryKind::Choice(_) | EntryKind::Group(_) | EntryKind::Any(_) => None,
    };
    // Members with equal names on the wire are rare, but there are some: in different branches of a sequence.
    let mut res = Matched::by(
        old.iter().map(|it| key(old_view, it)),
        new.iter().map(|it| key(new_view, it)),
    );
    let class = |it: &Field| match &it.entry.kind {
        EntryKind::Choice(_) => Some(0),
        EntryKind::Group(_) => Some(1),
        EntryKind::Any(_) => Some(2),
        _ => None,
    };
    let is_like = |i: usize, j: usize| class(&old[i]).is_some() && class(&old[i]) == class(&new[j]);
    res.again(|i, j| is_like(i, j) && old[i].ident == new[j].ident);
    res.again(is_like);
    // One Rust name on both sides: the wire name, the namespace, or element against attribute changed.
    let is_named = |it: &Field| it.entry.name().is_some();
    res.again(|i, j| is_named(&old[i]) && is_named(&new[j]) && old[i].ident == new[j].ident);
    res
}

impl Matched {
    /// Pairs by equal keys; of several with one key each with the first that is left.
    pub(super) fn by<K: Ord>(
        old: impl Iterator<Item = Option<K>>,
        new: impl Iterator<Item = Option<K>>,
    ) -> Self {
        let mut res = Self::default();
        let mut left: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (index, key) in new.enumerate() {
            match key {
                Some(key) => left.entry(key).or_default().push_back(index),
                None => res.added.push(index),
            }
        }
        for (index, key) in old.enumerate() {
            match key.and_then(|key| left.get_mut(&key)?.pop_front()) {
                Some(other) => res.pairs.push((index, other)),
                None => res.removed.push(index),
            }
        }
        res.added.extend(left.into_values().flatten());
        res.added.sort_unstable();
        res
    }

    /// Pairs more of what is left, each with the first that is the same.
    pub(super) fn again(&mut self, is_same: impl Fn(usize, usize) -> bool) {
        for i in std::mem::take(&mut self.removed) {
            match self.added.iter().position(|&j| is_same(i, j)) {
                Some(at) => self.pairs.push((i, self.added.remove(at))),
                None => self.removed.push(i),
            }
        }
        self.pairs.sort_unstable();
    }
}
