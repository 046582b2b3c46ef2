//! The order of members: on the wire, and as arguments of `new`.
//!
//! In: the members that both sides of a pair have. Out: changes of their order.

use crate::ir::{EntryKind, Field};

use super::change::{Effect, Kind};
use super::ctx::{Findings, Owner, Sides};
use super::view::View;

/// The order on the wire. `pairs` are the indices of members of both sides.
pub(super) fn order(
    sides: &Sides<'_>,
    out: &mut Findings,
    owner: &Owner,
    (a, b): (&[Field], &[Field]),
    pairs: &[(usize, usize)],
) {
    let has_place = |it: &Field| {
        !matches!(
            it.entry.kind,
            EntryKind::Attribute(_)
                | EntryKind::AnyAttributes(_)
                | EntryKind::Text
                | EntryKind::Attachment(_)
        )
    };
    let mut kept: Vec<(usize, usize)> = (pairs.iter().copied())
        .filter(|&(i, j)| has_place(&a[i]) && has_place(&b[j]))
        .collect();
    if kept.is_sorted_by_key(|it| it.1) {
        return;
    }
    kept.sort_by_key(|it| it.1);
    let names: Vec<String> = kept
        .iter()
        .map(|&(i, _)| format!("`{}`", a[i].ident))
        .collect();
    // XSD 1.0 §3.8.1: the members of an `all` may come in any order.
    let is_all = sides.new.is_all(owner.new);
    let message = match is_all {
        true => "the members are declared in another order; any is allowed".to_owned(),
        false => format!("the members come in another order: {}", names.join(", ")),
    };
    let breaks = owner.topic.reach.requests && !is_all;
    (out.say(Kind::OrderChanged, &owner.topic, message)).when(breaks, Effect::BreaksRequests);
}

/// How a value is begun: the arguments of `new`, and the builder. `kept` has the fields of both sides, by their old and
/// new names.
pub(super) fn constructor(
    sides: &Sides<'_>,
    out: &mut Findings,
    owner: &Owner,
    kept: &[(&str, &str)],
) {
    let mut changes = builders(sides, owner);
    changes.extend(arguments(sides, owner, kept));
    for (function, message, code) in changes {
        let topic = owner.topic.member("::", &function, "");
        (out.say(Kind::ConstructorChanged, &topic, message))
            .when(code.is_none(), Effect::New)
            .code(code);
    }
}

/// A function, what became of it, and why code breaks.
type Changed = (String, String, Option<String>);

fn builders(sides: &Sides<'_>, owner: &Owner) -> Vec<Changed> {
    let builder = |view: &View<'_>, id| view.constructor(id).and_then(|it| it.builder.clone());
    let old = builder(&sides.old, owner.old);
    let new = builder(&sides.new, owner.new);
    if old == new {
        return Vec::new();
    }
    let gone = old.map(|it| {
        let code = format!("no type `{}`", it.ident);
        (it.start, format!("`{}` is gone", it.ident), Some(code))
    });
    let made = new.map(|it| (it.start, format!("`{}` is new", it.ident), None));
    gone.into_iter().chain(made).collect()
}

fn arguments(sides: &Sides<'_>, owner: &Owner, kept: &[(&str, &str)]) -> Option<Changed> {
    let text = |list: &[&str]| format!("`new({})`", list.join(", "));
    let arguments = (
        sides.old.arguments(owner.old),
        sides.new.arguments(owner.new),
    );
    let (message, code) = match arguments {
        (None, None) => return None,
        (Some(old), None) => {
            let code = format!("no function `{}::new`", owner.topic.item);
            (format!("{} is gone", text(&old)), Some(code))
        }
        (None, Some(new)) => (format!("{} is new", text(&new)), None),
        (Some(old), Some(new)) => {
            // Arguments that came or went are told at their members; what is left must stand in the same order.
            let renamed: Vec<&str> = (old.iter())
                .filter_map(|name| kept.iter().find(|it| it.0 == *name).map(|it| it.1))
                .filter(|name| new.contains(name))
                .collect();
            let left: Vec<&str> = (new.iter().copied())
                .filter(|it| renamed.contains(it))
                .collect();
            if renamed == left {
                return None;
            }
            let message = format!("{} became {}", text(&old), text(&new));
            let code = "arguments of the same type are mistaken for each other without an error";
            (message, Some(code.to_owned()))
        }
    };
    Some(("new".to_owned(), message, code))
}
