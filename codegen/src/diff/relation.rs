//! How the values of one type lie to those of another, on the wire.
//!
//! In: two Rust types, one of each side. Out: a [`Relation`]. Types that are a pair count as the same here: what differs
//! inside them is said once, at the type.

use std::collections::BTreeSet;

use crate::ir::{Builtin, Entry, EntryKind, Field, RustType, TypeId, TypeKind};

use super::facets::{self, Relation};
use super::pairs::{Pairs, match_slots};
use super::view::{View, core};

/// Both sides.
#[derive(Clone, Copy)]
pub(super) struct Sides<'v, 'a> {
    pub(super) old: &'v View<'a>,
    pub(super) new: &'v View<'a>,
    pub(super) pairs: &'v Pairs,
}

/// Whether Rust code sees the same type.
pub(super) fn is_same_type(pairs: &Pairs, old: &RustType, new: &RustType) -> bool {
    let (mut old, mut new) = (old, new);
    loop {
        (old, new) = match (old, new) {
            (RustType::Named(a), RustType::Named(b)) => return pairs.is_pair(*a, *b),
            (RustType::Option(a), RustType::Option(b))
            | (RustType::Vec(a), RustType::Vec(b))
            | (RustType::Nillable(a), RustType::Nillable(b))
            | (RustType::Boxed(a), RustType::Boxed(b))
            | (RustType::Secret(a), RustType::Secret(b))
            | (RustType::List(a), RustType::List(b)) => (a, b),
            (a, b) => return a == b && !matches!(a, RustType::Named(_)),
        };
    }
}

/// How the values of a member with `new` lie to those of one with `old`.
pub(super) fn of_members(sides: Sides<'_, '_>, old: &Field, new: &Field) -> Relation {
    let (a, b) = (&old.entry.kind, &new.entry.kind);
    match (a, b) {
        (EntryKind::Wrapper(..), EntryKind::Element(_)) => {
            let same = unwrapped(sides.new, &new.ty).is_some_and(|(entry, ty)| {
                let (_, item) = wrapped(sides.old, &old.entry);
                item == wrapper_item(sides.new, entry) && is_same_leaf(sides, &old.ty, ty)
            });
            if same {
                Relation::SAME
            } else {
                Relation::OTHER
            }
        }
        (EntryKind::Element(_), EntryKind::Wrapper(..)) => {
            let same = unwrapped(sides.old, &old.ty).is_some_and(|(entry, ty)| {
                let (_, item) = wrapped(sides.new, &new.entry);
                item == wrapper_item(sides.old, entry) && is_same_leaf(sides, ty, &new.ty)
            });
            if same {
                Relation::SAME
            } else {
                Relation::OTHER
            }
        }
        _ => of_types(sides, &old.ty, &new.ty),
    }
}

type Key = (String, String);

fn wrapped(view: &View<'_>, entry: &Entry) -> (Option<Key>, Option<Key>) {
    match &entry.kind {
        EntryKind::Wrapper(it, item) => (Some(view.wire_key(it)), wrapper_item(view, item)),
        _ => (None, None),
    }
}

fn wrapper_item(view: &View<'_>, entry: &Entry) -> Option<Key> {
    match &entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) => Some(view.wire_key(it)),
        _ => None,
    }
}

/// The one member of the array type that `ty` names.
fn unwrapped<'a>(view: &View<'a>, ty: &RustType) -> Option<(&'a Entry, &'a RustType)> {
    let RustType::Named(id) = ty.innermost() else {
        return None;
    };
    match view.fields(*id) {
        [it] => Some((&it.entry, &it.ty)),
        _ => None,
    }
}

fn is_same_leaf(sides: Sides<'_, '_>, old: &RustType, new: &RustType) -> bool {
    of_types(sides, old.innermost(), new.innermost()).is_same()
}

/// How the values of `new` lie to those of `old`, occurrence and nil left out.
pub(super) fn of_types(sides: Sides<'_, '_>, old: &RustType, new: &RustType) -> Relation {
    let (old, new) = (bare(sides.old, old), bare(sides.new, new));
    match (old, new) {
        (RustType::List(a), RustType::List(b)) => of_items(sides, a, b),
        // One text is a list of one.
        (_, RustType::List(it)) if of_items(sides, old, it).is_same() => Relation::WIDER,
        (RustType::List(it), _) if of_items(sides, it, new).is_same() => Relation::NARROWER,
        _ => of_items(sides, old, new),
    }
}

/// `ty` without occurrence, boxes, secrecy and other names.
fn bare<'t>(view: &View<'t>, ty: &'t RustType) -> &'t RustType {
    let mut ty = ty;
    // Aliases of aliases end: lowering has checked the definitions for circles; the bound is for broken invariants.
    for _ in 0..64 {
        ty = match core(ty) {
            RustType::Boxed(it) | RustType::Secret(it) => it,
            RustType::Named(id) => match &view.item(*id).kind {
                TypeKind::Alias(it) => it,
                _ => return core(ty),
            },
            it => return it,
        };
    }
    ty
}

fn of_items(sides: Sides<'_, '_>, old: &RustType, new: &RustType) -> Relation {
    let (old, new) = (bare(sides.old, old), bare(sides.new, new));
    // XSD 1.0 §3.4.2: text with attributes that may be left out is still read and written without them.
    match (
        simple_content(sides.old, old),
        simple_content(sides.new, new),
    ) {
        (None, Some(content)) if content.is_plain_enough => {
            let relation = of_items_at_most(sides, old, content.ty);
            return relation.and(content.relation());
        }
        (Some(content), None) if content.is_plain_enough => {
            let relation = of_items_at_most(sides, content.ty, new);
            let back = content.relation();
            return relation.and(Relation {
                loses: back.gains,
                gains: back.loses,
            });
        }
        _ => {}
    }
    of_items_at_most(sides, old, new)
}

/// The text of a type with simple content.
struct SimpleContent<'a> {
    ty: &'a RustType,
    /// Nothing else of it must be there.
    is_plain_enough: bool,
    has_more: bool,
}

impl SimpleContent<'_> {
    /// The type against its bare text.
    fn relation(&self) -> Relation {
        match self.has_more {
            true => Relation::WIDER,
            false => Relation::SAME,
        }
    }
}

fn simple_content<'a>(view: &View<'a>, ty: &RustType) -> Option<SimpleContent<'a>> {
    let RustType::Named(id) = ty else {
        return None;
    };
    let TypeKind::Struct(it) = &view.item(*id).kind else {
        return None;
    };
    let is_text = |it: &&Field| matches!(it.entry.kind, EntryKind::Text);
    let text = it.fields.iter().find(is_text)?;
    let mut rest = it.fields.iter().filter(|it| !is_text(it));
    Some(SimpleContent {
        ty: &text.ty,
        is_plain_enough: rest.clone().all(|it| it.entry.min == 0),
        has_more: rest.next().is_some(),
    })
}

/// [`of_items`] for what has no simple content on one side only.
fn of_items_at_most(sides: Sides<'_, '_>, old: &RustType, new: &RustType) -> Relation {
    let (old, new) = (bare(sides.old, old), bare(sides.new, new));
    match (old, new) {
        (RustType::Builtin(a), RustType::Builtin(b)) => of_builtins(*a, *b),
        (RustType::Named(a), RustType::Named(b)) => of_named(sides, *a, *b),
        // What a type of the user stands for is not in the IR: that it came or went is a matter of settings.
        (RustType::External(_), _) | (_, RustType::External(_)) => Relation::SAME,
        (_, RustType::Builtin(Builtin::AnyType)) => Relation::WIDER,
        (RustType::Builtin(Builtin::AnyType), _) => Relation::NARROWER,
        (RustType::Named(id), RustType::Builtin(Builtin::String)) => {
            match &sides.old.item(*id).kind {
                TypeKind::Enumeration(_) | TypeKind::Union(_) => Relation::WIDER,
                _ => Relation::OTHER,
            }
        }
        (RustType::Builtin(Builtin::String), RustType::Named(id)) => {
            match &sides.new.item(*id).kind {
                TypeKind::Enumeration(_) | TypeKind::Union(_) => Relation::NARROWER,
                _ => Relation::OTHER,
            }
        }
        _ => Relation::OTHER,
    }
}

fn of_builtins(old: Builtin, new: Builtin) -> Relation {
    if old == new {
        Relation::SAME
    } else if holds(new, old) {
        Relation::WIDER
    } else if holds(old, new) {
        Relation::NARROWER
    } else {
        Relation::OTHER
    }
}

/// Whether every text of `small` is one of `big`, for two that differ; XSD 1.0 part 2 §3.2, §3.3.
fn holds(big: Builtin, small: Builtin) -> bool {
    // Bits of a whole number; signed and unsigned. Unbounded ones have the most.
    let signed = |it| match it {
        Builtin::I8 => Some(8),
        Builtin::I16 => Some(16),
        Builtin::I32 => Some(32),
        Builtin::I64 => Some(64),
        Builtin::Integer | Builtin::Decimal => Some(u32::MAX),
        _ => None,
    };
    let unsigned = |it| match it {
        Builtin::U8 => Some(8),
        Builtin::U16 => Some(16),
        Builtin::U32 => Some(32),
        Builtin::U64 => Some(64),
        _ => None,
    };
    match (big, small) {
        (Builtin::AnyType, _) => true,
        (Builtin::String, it) => !matches!(
            it,
            Builtin::AnyType
                | Builtin::AnySimpleType
                | Builtin::AnyElement
                | Builtin::AnyAttribute
                | Builtin::MixedContent
                | Builtin::MixedText
                | Builtin::Attachment
        ),
        (Builtin::Integer, Builtin::Decimal) => false,
        (Builtin::Decimal, Builtin::Integer) | (Builtin::F64, Builtin::F32) => true,
        (Builtin::F32 | Builtin::F64, it) => signed(it).is_some() || unsigned(it).is_some(),
        _ => match (signed(big), unsigned(big), signed(small), unsigned(small)) {
            (Some(big), _, Some(small), _)
            | (Some(big), _, _, Some(small))
            | (_, Some(big), _, Some(small)) => big > small,
            _ => false,
        },
    }
}

fn of_named(sides: Sides<'_, '_>, old: TypeId, new: TypeId) -> Relation {
    if sides.pairs.is_pair(old, new) {
        return Relation::SAME;
    }
    let is_member = |list: &[crate::ir::Member], test: &dyn Fn(TypeId) -> bool| {
        list.iter().any(|it| match it.ty.innermost() {
            RustType::Named(id) => test(*id),
            _ => false,
        })
    };
    match (&sides.old.item(old).kind, &sides.new.item(new).kind) {
        (TypeKind::Enumeration(a), TypeKind::Enumeration(b)) => {
            let a: BTreeSet<&str> = a.variants.iter().map(|it| it.literal.as_str()).collect();
            let b: BTreeSet<&str> = b.variants.iter().map(|it| it.literal.as_str()).collect();
            Relation {
                loses: !a.is_subset(&b),
                gains: !b.is_subset(&a),
            }
        }
        // An element without `xsi:type` has the declared type, so the plain type is still understood.
        (_, TypeKind::Family(it))
            if it.first_is_declared
                && is_member(&it.members, &|id| sides.pairs.is_pair(old, id)) =>
        {
            Relation::WIDER
        }
        (TypeKind::Family(it), _)
            if it.first_is_declared
                && is_member(&it.members, &|id| sides.pairs.is_pair(id, new)) =>
        {
            Relation::NARROWER
        }
        _ if has_same_shape(sides, old, new) => Relation::SAME,
        _ => Relation::OTHER,
    }
}

/// Whether two types that are no pair say the same on the wire all the way down.
fn has_same_shape(sides: Sides<'_, '_>, old: TypeId, new: TypeId) -> bool {
    let mut open = vec![(old, new)];
    let mut seen: BTreeSet<(TypeId, TypeId)> = BTreeSet::new();
    while let Some((old, new)) = open.pop() {
        if !seen.insert((old, new)) {
            continue;
        }
        let (a, b) = (&sides.old.item(old).kind, &sides.new.item(new).kind);
        match (a, b) {
            (TypeKind::Struct(_), TypeKind::Struct(_))
            | (TypeKind::Choice(_), TypeKind::Choice(_)) => {}
            (TypeKind::Enumeration(a), TypeKind::Enumeration(b)) => {
                let a: BTreeSet<&str> = a.variants.iter().map(|it| it.literal.as_str()).collect();
                let b: BTreeSet<&str> = b.variants.iter().map(|it| it.literal.as_str()).collect();
                if a != b {
                    return false;
                }
                continue;
            }
            // Other kinds are the same only as a pair.
            _ if sides.pairs.is_pair(old, new) => continue,
            _ => return false,
        }
        let (a, b) = (sides.old.fields(old), sides.new.fields(new));
        let matched = match_slots(sides.old, sides.new, a, b);
        let in_order = matched.pairs.iter().all(|(i, j)| i == j);
        if !in_order || !matched.removed.is_empty() || !matched.added.is_empty() {
            return false;
        }
        for (i, j) in matched.pairs {
            let (a, b) = (&a[i], &b[j]);
            let facets = facets::compare(sides.old.facets(&a.entry), sides.new.facets(&b.entry)).0;
            let is_same = (a.entry.min, a.entry.max, a.entry.nillable, &a.entry.value)
                == (b.entry.min, b.entry.max, b.entry.nillable, &b.entry.value)
                && facets.is_same();
            if !is_same {
                return false;
            }
            match (bare(sides.old, &a.ty), bare(sides.new, &b.ty)) {
                (RustType::Named(x), RustType::Named(y)) => open.push((*x, *y)),
                (RustType::Builtin(x), RustType::Builtin(y)) if x == y => {}
                (x, y) if is_same_type(sides.pairs, x, y) => {}
                _ => return false,
            }
        }
    }
    true
}
