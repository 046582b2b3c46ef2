//! Fields of structs and alternatives of choices.
//!
//! In: a pair of types. Out: changes of what stands in them. The module's table is `DIFF.md`.

use crate::ir::{Docs, Entry, EntryKind, Field, Origin, RustType, TypeId, TypeKind, Wildcard};

use super::change::{Effect, Kind, Reach};
use super::ctx::{Findings, Owner, Sides, Topic};
use super::facets::{self, Relation};
use super::pairs::match_fields;
use super::relation;
use super::sequence;
use super::view::View;

/// A member on both sides.
struct Both<'a> {
    owner: &'a Owner,
    topic: Topic,
    old: &'a Field,
    new: &'a Field,
}

/// Compares the members of a pair of structs or choices.
pub(super) fn compare(sides: &Sides<'_>, out: &mut Findings, old: TypeId, new: TypeId) {
    let owner = &Owner {
        old,
        new,
        topic: Topic {
            wire: String::new(),
            ..sides.topic(old, new)
        },
        is_choice: matches!(sides.old.item(old).kind, TypeKind::Choice(_)),
        is_headers: matches!(sides.old.item(old).origin, Origin::Headers(_)),
    };
    let (a, b) = (sides.old.fields(old), sides.new.fields(new));
    let matched = match_fields(&sides.old, &sides.new, a, b);
    for &i in &matched.removed {
        removed(sides, out, owner, &a[i]);
    }
    for &j in &matched.added {
        added(sides, out, owner, &b[j]);
    }
    for &(i, j) in &matched.pairs {
        both(sides, out, owner, &a[i], &b[j]);
    }
    if owner.is_choice {
        return;
    }
    if !owner.is_headers {
        sequence::order(sides, out, owner, (a, b), &matched.pairs);
    }
    let kept: Vec<(&str, &str)> = (matched.pairs.iter())
        .map(|&(i, j)| (a[i].ident.as_str(), b[j].ident.as_str()))
        .collect();
    sequence::constructor(sides, out, owner, &kept);
}

fn removed(sides: &Sides<'_>, out: &mut Findings, owner: &Owner, it: &Field) {
    let (kind, word, code) = match owner.is_choice {
        true => (Kind::AlternativeRemoved, "alternative", "variant"),
        false => (Kind::MemberRemoved, "member", "field"),
    };
    let topic = Topic {
        old: sides.old.place(owner.old, it),
        ..owner.member(&it.ident, sides.old.entry_wire(&it.entry))
    };
    let was = match !owner.is_choice && it.entry.min > 0 {
        true => ", which was required,",
        false => "",
    };
    let breaks = topic.reach.requests && !owner.is_headers;
    (out.say(kind, &topic, format!("the {word}{was} is gone")))
        .when(breaks, Effect::BreaksRequests)
        .when(topic.reach.answers, Effect::Answers)
        .code(format!("no {code} `{}`", topic.item));
}

fn added(sides: &Sides<'_>, out: &mut Findings, owner: &Owner, it: &Field) {
    let topic = Topic {
        new: sides.new.place(owner.new, it),
        ..owner.member(&it.ident, sides.new.entry_wire(&it.entry))
    };
    let ident = &owner.topic.item;
    if owner.is_choice {
        let message = "the alternative is new";
        (out.say(Kind::AlternativeAdded, &topic, message)).variant_of(ident);
        return;
    }
    let required = is_mandatory(&sides.new, &it.entry) && !owner.is_headers;
    let word = if required { "required" } else { "optional" };
    let mut code = format!("struct literals and full patterns of `{ident}` lack it");
    if let Some(function) = sides.new.asks_for(owner.new, &it.ident) {
        code.push_str(&format!("; `{ident}::{function}` asks for it"));
    }
    let message = format!("the member is new, {word}: `{}`", sides.new.ty(&it.ty));
    let Reach { requests, answers } = topic.reach;
    (out.say(Kind::MemberAdded, &topic, message))
        .code(code)
        .when(required && requests, Effect::BreaksRequests)
        .when(!required && requests, Effect::New)
        .when(answers, Effect::Answers);
}

fn both(sides: &Sides<'_>, out: &mut Findings, owner: &Owner, old: &Field, new: &Field) {
    let both = &Both {
        owner,
        topic: Topic {
            old: sides.old.place(owner.old, old),
            new: sides.new.place(owner.new, new),
            ..owner.member(&old.ident, sides.old.entry_wire(&old.entry))
        },
        old,
        new,
    };
    names(sides, out, both);
    // What of the Rust type has been told already, so that it is not told again.
    let told = [occurrence(sides, out, both), nillable(sides, out, both)].contains(&true);
    ty(sides, out, both, told);
    values(sides, out, &both.topic, "", (&old.entry, &new.entry));
    items(sides, out, both);
    wildcard(sides, out, both);
    docs(out, &both.topic, &old.docs, &new.docs);
}

fn names(sides: &Sides<'_>, out: &mut Findings, both: &Both<'_>) {
    let (old, new) = (both.old, both.new);
    if old.ident != new.ident {
        let word = match both.owner.is_choice {
            true => "variant",
            false => "field",
        };
        let message = format!("the {word} is called `{}` now", new.ident);
        (out.say(Kind::MemberRenamed, &both.topic, message))
            .code(format!("no {word} `{}`", both.topic.item));
    }
    let key = |view: &View<'_>, it: &Entry| {
        let is_attribute = matches!(it.kind, EntryKind::Attribute(_));
        (is_attribute, view.entry_key(it))
    };
    if key(&sides.old, &old.entry) != key(&sides.new, &new.entry) {
        let (was, is) = (&both.topic.wire, sides.new.entry_wire(&new.entry));
        let message = format!("`{was}` is written `{is}` now");
        (out.say(Kind::MemberWireChanged, &both.topic, message)).values(Relation::OTHER);
    }
}

/// Whether what it told explains a different Rust type.
fn occurrence(sides: &Sides<'_>, out: &mut Findings, both: &Both<'_>) -> bool {
    let (a, b) = (&both.old.entry, &both.new.entry);
    let is_repeated = b.max.is_none_or(|max| max > 1);
    // A choice has one of its alternatives, so none of them is required by itself.
    let min_differs = a.min != b.min && (is_repeated || !both.owner.is_choice);
    if !min_differs && a.max == b.max {
        return false;
    }
    let relation = match min_differs {
        true => of_ranges((a.min, a.max), (b.min, b.max)),
        false => of_ranges((b.min, a.max), (b.min, b.max)),
    };
    let (kind, message) = match (a.min, b.min) {
        (0, 1..) if a.max == b.max => (
            Kind::MemberRequired,
            "the member is required now".to_owned(),
        ),
        (1.., 0) if a.max == b.max => (
            Kind::MemberOptional,
            "the member may be absent now".to_owned(),
        ),
        _ => {
            let message = format!("the member occurs {} times, was {}", range(b), range(a));
            (Kind::OccurrenceChanged, message)
        }
    };
    let mut code = type_words(sides, both);
    let is_told = code.is_some();
    let asked = sides.old.asks_for(both.owner.old, &both.old.ident);
    let is_asked = sides.new.asks_for(both.owner.new, &both.new.ident);
    if let (Some(function), None) | (None, Some(function)) = (asked, is_asked) {
        let word = match is_asked {
            Some(_) => "asks for it",
            None => "does not ask for it",
        };
        let words = code.get_or_insert_default();
        let sep = if words.is_empty() { "" } else { "; " };
        let ident = &both.owner.topic.item;
        words.push_str(&format!("{sep}`{ident}::{function}` {word}"));
    }
    let change = out.say(kind, &both.topic, message).code(code);
    if !both.owner.is_headers {
        change.values(relation);
    }
    is_told
}

/// Likewise.
fn nillable(sides: &Sides<'_>, out: &mut Findings, both: &Both<'_>) -> bool {
    let (a, b) = (both.old.entry.nillable, both.new.entry.nillable);
    if a == b {
        return false;
    }
    let message = match b {
        true => "the member may be nil now",
        false => "the member may not be nil any more",
    };
    let code = type_words(sides, both);
    let is_told = code.is_some();
    (out.say(Kind::NillableChanged, &both.topic, message))
        .code(code)
        .values(Relation::of_flags(a, b));
    is_told
}

/// Why code breaks where the whole Rust type differs.
fn type_words(sides: &Sides<'_>, both: &Both<'_>) -> Option<String> {
    let (old, new) = (&both.old.ty, &both.new.ty);
    (!sides.is_same_type(old, new)).then(|| sides.became(old, new))
}

fn ty(sides: &Sides<'_>, out: &mut Findings, both: &Both<'_>, is_told: bool) {
    let relation = relation::of_members(sides, both.old, both.new);
    let (old, new) = (&both.old.ty, &both.new.ty);
    let is_same_core = sides.is_same_type(core(old), core(new));
    let is_same = is_same_core && (is_told || sides.is_same_type(old, new));
    if is_same && relation.is_same() {
        return;
    }
    let message = match (relation.loses, relation.gains) {
        (false, false) => "the member has another Rust type, and is the same in the XML",
        (false, true) => "the member holds more values than before",
        (true, false) => "the member holds fewer values than before",
        (true, true) => "the member holds other values than before",
    };
    (out.say(Kind::MemberTypeChanged, &both.topic, message))
        .values(relation)
        .code((!is_same).then(|| sides.became(old, new)));
}

/// Default, fixed value and facets of one entry. `prefix` says in messages where in the topic it stands.
pub(super) fn values(
    sides: &Sides<'_>,
    out: &mut Findings,
    topic: &Topic,
    prefix: &str,
    (old, new): (&Entry, &Entry),
) {
    if old.value != new.value {
        let text = |it: &Entry| match &it.value {
            Some(it) => {
                let word = if it.fixed { "fixed" } else { "default" };
                format!("{word} `{}`", it.text)
            }
            None => "none".to_owned(),
        };
        let (was, is) = (text(old), text(new));
        let message = format!("{prefix}the value is {is} now, was {was}");
        // A value that may only be one thing, against any or another.
        let fixed = |it: &Entry| {
            let value = it.value.clone().filter(|it| it.fixed);
            value.map(|it| it.text)
        };
        let (was, is) = (fixed(old), fixed(new));
        if was.is_some() || is.is_some() {
            let relation = Relation {
                loses: is.is_some() && was != is,
                gains: was.is_some() && was != is,
            };
            (out.say(Kind::FixedChanged, topic, message)).values(relation);
        } else {
            let is_sent = topic.reach != Reach::default();
            (out.say(Kind::DefaultChanged, topic, message)).when(is_sent, Effect::Answers);
        }
    }
    let (relation, words) = facets::compare(sides.old.facets(old), sides.new.facets(new));
    if !words.is_empty() {
        let kind = match (relation.loses, relation.gains) {
            (true, false) => Kind::FacetsTightened,
            (false, _) => Kind::FacetsLoosened,
            (true, true) => Kind::FacetsChanged,
        };
        let message = format!("{prefix}{}", words.join(", "));
        out.say(kind, topic, message).values(relation);
    }
}

/// The items of members that are wrappers on both sides.
fn items(sides: &Sides<'_>, out: &mut Findings, both: &Both<'_>) {
    let (mut a, mut b) = (&both.old.entry, &both.new.entry);
    while let (EntryKind::Wrapper(_, old), EntryKind::Wrapper(_, new)) = (&a.kind, &b.kind) {
        (a, b) = (old, new);
        if sides.old.entry_key(a) != sides.new.entry_key(b) {
            let (old, new) = (sides.old.entry_wire(a), sides.new.entry_wire(b));
            let message = format!("its items `{old}` are written `{new}` now");
            (out.say(Kind::MemberWireChanged, &both.topic, message)).values(Relation::OTHER);
        }
        if (a.min, a.max, a.nillable) != (b.min, b.max, b.nillable) {
            let nil = |it: &Entry| if it.nillable { ", nillable" } else { "" };
            let (old, new) = (range(a), range(b));
            let (was, is) = (nil(a), nil(b));
            let message = format!("its items occur {new} times{is}, were {old}{was}");
            let relation = of_ranges((a.min, a.max), (b.min, b.max));
            (out.say(Kind::OccurrenceChanged, &both.topic, message))
                .values(relation.and(Relation::of_flags(a.nillable, b.nillable)));
        }
        values(sides, out, &both.topic, "its items: ", (a, b));
    }
}

fn wildcard(sides: &Sides<'_>, out: &mut Findings, both: &Both<'_>) {
    let ((EntryKind::Any(a), EntryKind::Any(b))
    | (EntryKind::AnyAttributes(a), EntryKind::AnyAttributes(b))) =
        (&both.old.entry.kind, &both.new.entry.kind)
    else {
        return;
    };
    let (old, new) = (sides.old.wildcard(a), sides.new.wildcard(b));
    if old == new {
        return;
    }
    let relation = match (a, b) {
        (_, Wildcard::Any) => Relation::WIDER,
        (Wildcard::Any, _) => Relation::NARROWER,
        (
            Wildcard::Other(_) | Wildcard::OneOf(_) | Wildcard::Not(_) | Wildcard::Except(..),
            Wildcard::Other(_) | Wildcard::OneOf(_) | Wildcard::Not(_) | Wildcard::Except(..),
        ) => Relation::OTHER,
    };
    let message = format!("lets in {new}, was {old}");
    (out.say(Kind::WildcardChanged, &both.topic, message)).values(relation);
}

/// Whether a message without the member is not valid.
fn is_mandatory(view: &View<'_>, entry: &Entry) -> bool {
    let mut open = vec![entry];
    // A group of optional members may be left out although it must occur. Groups in groups are bounded here by a count,
    // since they may lead back to themselves; past it, the answer on the safe side.
    let mut left = 100;
    while let Some(entry) = open.pop() {
        if entry.min == 0 {
            continue;
        }
        let EntryKind::Group(id) = entry.kind else {
            return !matches!(
                entry.kind,
                EntryKind::AnyAttributes(_) | EntryKind::Mixed | EntryKind::MixedText
            );
        };
        left -= 1;
        if left == 0 {
            return true;
        }
        open.extend(view.fields(id).iter().map(|it| &it.entry));
    }
    false
}

/// `ty` without what occurrence and nil make of it.
fn core(ty: &RustType) -> &RustType {
    match ty {
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Nillable(inner) => core(inner),
        ty => ty,
    }
}

/// How numbers of occurrences within the one bounds lie to those within the other.
fn of_ranges(old: (u32, Option<u32>), new: (u32, Option<u32>)) -> Relation {
    let upper = |max: Option<u32>| max.unwrap_or(u32::MAX);
    Relation {
        loses: new.0 > old.0 || upper(new.1) < upper(old.1),
        gains: new.0 < old.0 || upper(new.1) > upper(old.1),
    }
}

fn range(it: &Entry) -> String {
    match it.max {
        Some(max) if max == it.min => max.to_string(),
        Some(max) => format!("{} to {max}", it.min),
        None => format!("{} or more", it.min),
    }
}

/// What happened to documentation, without repeating it.
pub(super) fn docs(out: &mut Findings, topic: &Topic, old: &Docs, new: &Docs) {
    if old == new {
        return;
    }
    let message = match (old.is_empty(), new.is_empty()) {
        (true, _) => "the documentation is new",
        (_, true) => "the documentation is gone",
        (false, false) => "the documentation differs",
    };
    out.say(Kind::DocumentationChanged, topic, message);
}
