//! How the values of one type lie to those of another, on the wire.
//!
//! In: two Rust types, one of each side. Out: a [`Relation`]. Types that are a pair count as the same here: what differs
//! inside them is said once, at the type.

use std::collections::BTreeSet;

use crate::ir::{Builtin, EntryKind, Enumeration, Family, Field, RustType, TypeId, TypeKind};

use super::ctx::Sides;
use super::facets::{self, Relation};
use super::pairs::match_fields;
use super::view::View;

/// How the values of a member with `new` lie to those of one with `old`.
pub(super) fn of_members(sides: &Sides<'_>, old: &Field, new: &Field) -> Relation {
    let is_same = match (&old.entry.kind, &new.entry.kind) {
        (EntryKind::Wrapper(_, item), EntryKind::Element(_)) => unwrapped(&sides.new, &new.ty)
            .is_some_and(|only| {
                sides.old.entry_key(item) == sides.new.entry_key(&only.entry)
                    && is_same_leaf(sides, &old.ty, &only.ty)
            }),
        (EntryKind::Element(_), EntryKind::Wrapper(_, item)) => unwrapped(&sides.old, &old.ty)
            .is_some_and(|only| {
                sides.new.entry_key(item) == sides.old.entry_key(&only.entry)
                    && is_same_leaf(sides, &only.ty, &new.ty)
            }),
        _ => return of_types(sides, &old.ty, &new.ty),
    };
    match is_same {
        true => Relation::SAME,
        false => Relation::OTHER,
    }
}

/// The one element of the array type that `ty` names.
fn unwrapped<'a>(view: &View<'a>, ty: &RustType) -> Option<&'a Field> {
    match view.fields(ty.innermost().named()?) {
        [only] if !matches!(only.entry.kind, EntryKind::Attribute(_)) => Some(only),
        _ => None,
    }
}

fn is_same_leaf(sides: &Sides<'_>, old: &RustType, new: &RustType) -> bool {
    of_types(sides, old.innermost(), new.innermost()).is_same()
}

/// How the values of `new` lie to those of `old`, occurrence and nil left out.
pub(super) fn of_types(sides: &Sides<'_>, old: &RustType, new: &RustType) -> Relation {
    let (old, new) = (sides.old.api.plain(old), sides.new.api.plain(new));
    match (old, new) {
        (RustType::List(a), RustType::List(b)) => of_items(sides, a, b),
        // One text is a list of one.
        (_, RustType::List(it)) if of_items(sides, old, it).is_same() => Relation::WIDER,
        (RustType::List(it), _) if of_items(sides, it, new).is_same() => Relation::NARROWER,
        _ => of_items(sides, old, new),
    }
}

fn of_items(sides: &Sides<'_>, old: &RustType, new: &RustType) -> Relation {
    let (old, new) = (sides.old.api.plain(old), sides.new.api.plain(new));
    // XSD 1.0 §3.4.2: text with attributes that may be left out is still read and written without them.
    match (
        simple_content(&sides.old, old),
        simple_content(&sides.new, new),
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
    let it = view.api.record(ty)?;
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
fn of_items_at_most(sides: &Sides<'_>, old: &RustType, new: &RustType) -> Relation {
    let (old, new) = (sides.old.api.plain(old), sides.new.api.plain(new));
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

fn of_named(sides: &Sides<'_>, old: TypeId, new: TypeId) -> Relation {
    if sides.pairs.is_pair(old, new) {
        return Relation::SAME;
    }
    let is_member = |family: &Family, test: &dyn Fn(TypeId) -> bool| {
        let mut members = family.members.iter();
        family.first_is_declared && members.any(|it| it.ty.innermost().named().is_some_and(test))
    };
    match (&sides.old.item(old).kind, &sides.new.item(new).kind) {
        (TypeKind::Enumeration(a), TypeKind::Enumeration(b)) => of_enumerations(a, b),
        // An element without `xsi:type` has the declared type, so the plain type is still understood.
        (_, TypeKind::Family(it)) if is_member(it, &|id| sides.pairs.is_pair(old, id)) => {
            Relation::WIDER
        }
        (TypeKind::Family(it), _) if is_member(it, &|id| sides.pairs.is_pair(id, new)) => {
            Relation::NARROWER
        }
        _ if has_same_shape(sides, old, new) => Relation::SAME,
        _ => Relation::OTHER,
    }
}

fn of_enumerations(old: &Enumeration, new: &Enumeration) -> Relation {
    let literals = |it: &Enumeration| -> BTreeSet<String> {
        it.variants.iter().map(|it| it.literal.clone()).collect()
    };
    let (old, new) = (literals(old), literals(new));
    Relation {
        loses: !old.is_subset(&new),
        gains: !new.is_subset(&old),
    }
}

/// Whether two types that are no pair say the same on the wire all the way down.
fn has_same_shape(sides: &Sides<'_>, old: TypeId, new: TypeId) -> bool {
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
                match of_enumerations(a, b).is_same() {
                    true => continue,
                    false => return false,
                }
            }
            // Other kinds are the same only as a pair.
            _ if sides.pairs.is_pair(old, new) => continue,
            _ => return false,
        }
        let (a, b) = (sides.old.fields(old), sides.new.fields(new));
        let matched = match_fields(&sides.old, &sides.new, a, b);
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
            match (sides.old.api.plain(&a.ty), sides.new.api.plain(&b.ty)) {
                (RustType::Named(x), RustType::Named(y)) => open.push((*x, *y)),
                (RustType::Builtin(x), RustType::Builtin(y)) if x == y => {}
                (x, y) if sides.is_same_type(x, y) => {}
                _ => return false,
            }
        }
    }
    true
}
