//! Fields of structs and alternatives of choices.
//!
//! In: a pair of types. Out: changes of what stands in them. The module's table is `DIFF.md`.

use crate::ir::{Docs, Entry, EntryKind, Field, Origin, RustType, TypeId, Wildcard};

use super::change::{Effect, Kind, Place, Reach};
use super::ctx::{Ctx, Draft, Owner};
use super::facets::{self, Relation};
use super::pairs::match_slots;
use super::relation;
use super::sequence;
use super::view::{View, core};

/// A member on both sides.
struct Both<'a> {
    owner: Owner,
    item: String,
    wire: String,
    old: &'a Field,
    new: &'a Field,
    old_place: Option<Place>,
    new_place: Option<Place>,
}

impl Both<'_> {
    fn draft(&self, kind: Kind, message: impl Into<String>) -> Draft {
        Draft::new(kind, &self.item, message)
            .wire(&self.wire)
            .reach(self.owner.reach)
            .at(self.old_place.clone(), self.new_place.clone())
    }
}

/// Compares the members of a pair.
pub(super) fn compare(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, is_choice: bool) {
    let owner = Owner {
        old,
        new,
        reach: ctx.pairs.reach[old.0],
        is_choice,
        is_headers: matches!(ctx.old.item(old).origin, Origin::Headers(_)),
    };
    let (a, b) = (ctx.old.fields(old), ctx.new.fields(new));
    let matched = match_slots(&ctx.old, &ctx.new, a, b);
    for &i in &matched.removed {
        removed(ctx, owner, &a[i]);
    }
    for &j in &matched.added {
        added(ctx, owner, &b[j]);
    }
    for &(i, j) in &matched.pairs {
        both(ctx, owner, &a[i], &b[j]);
    }
    if !is_choice && !owner.is_headers {
        sequence::order(ctx, owner, &a, &b, &matched.pairs);
    }
    if !is_choice {
        let kept: Vec<(&str, &str)> = (matched.pairs.iter())
            .map(|&(i, j)| (a[i].ident.as_str(), b[j].ident.as_str()))
            .collect();
        sequence::constructor(ctx, owner, &kept);
    }
}

fn removed(ctx: &mut Ctx<'_>, owner: Owner, it: &Field) {
    let (kind, word) = match owner.is_choice {
        true => (Kind::AlternativeRemoved, "alternative"),
        false => (Kind::MemberRemoved, "member"),
    };
    let item = path(&ctx.old, owner.old, owner.is_choice, &it.ident);
    let wire = ctx.old.entry_wire(&it.entry);
    let reach = owner.reach;
    let place = ctx.old_member(owner.old, &local(&it.entry));
    let declaration = ctx.new_declaration(owner.new);
    let was_required = !owner.is_choice && it.entry.min > 0;
    let was = if was_required {
        ", which was required,"
    } else {
        ""
    };
    let code = match owner.is_choice {
        true => format!("no variant `{item}`"),
        false => format!("no field `{item}`"),
    };
    let draft = Draft::new(kind, item, format!("the {word}{was} is gone"))
        .wire(wire)
        .reach(reach)
        .at(place, declaration)
        .when(reach.requests && !owner.is_headers, Effect::BreaksRequests)
        .when(reach.answers, Effect::Answers)
        .code(Some(code));
    ctx.push(draft);
}

fn added(ctx: &mut Ctx<'_>, owner: Owner, it: &Field) {
    let item = path(&ctx.old, owner.old, owner.is_choice, &it.ident);
    let wire = ctx.new.entry_wire(&it.entry);
    let reach = owner.reach;
    let place = ctx.new_member(owner.new, &local(&it.entry));
    let declaration = ctx.old_declaration(owner.old);
    let old_ident = ctx.old.item(owner.old).ident.clone();
    let draft = if owner.is_choice {
        Draft::new(Kind::AlternativeAdded, &item, "the alternative is new")
            .code(Some(format!(
                "an exhaustive `match` on `{old_ident}` lacks it"
            )))
            .when(reach.requests, Effect::New)
    } else {
        let required = is_mandatory(&ctx.new, &it.entry) && !owner.is_headers;
        let word = if required { "required" } else { "optional" };
        let mut code = format!("struct literals and full patterns of `{old_ident}` lack it");
        if let Some(function) = ctx.new.asks_for(owner.new, &it.ident) {
            code.push_str(&format!("; `{old_ident}::{function}` asks for it"));
        }
        let message = format!("the member is new, {word}: `{}`", ctx.new.ty(&it.ty));
        Draft::new(Kind::MemberAdded, &item, message)
            .code(Some(code))
            .when(required && reach.requests, Effect::BreaksRequests)
            .when(!required && reach.requests, Effect::New)
    };
    let draft = draft
        .wire(wire)
        .reach(reach)
        .at(declaration, place)
        .when(reach.answers, Effect::Answers);
    ctx.push(draft);
}

fn both(ctx: &mut Ctx<'_>, owner: Owner, old: &Field, new: &Field) {
    let both = Both {
        owner,
        item: path(&ctx.old, owner.old, owner.is_choice, &old.ident),
        wire: ctx.old.entry_wire(&old.entry),
        old,
        new,
        old_place: ctx.old_member(owner.old, &local(&old.entry)),
        new_place: ctx.new_member(owner.new, &local(&new.entry)),
    };
    names(ctx, &both);
    // What of the Rust type has been told already, so that it is not told again.
    let told = [occurrence(ctx, &both), nillable(ctx, &both)].contains(&true);
    ty(ctx, &both, told);
    let draft = |kind, message: String| both.draft(kind, message);
    values(ctx, owner.reach, &old.entry, &new.entry, &draft);
    items(ctx, &both);
    wildcard(ctx, &both);
    if old.docs != new.docs {
        ctx.push(both.draft(Kind::DocumentationChanged, docs_words(&old.docs, &new.docs)));
    }
}

fn names(ctx: &mut Ctx<'_>, both: &Both<'_>) {
    let (old, new) = (both.old, both.new);
    if old.ident != new.ident {
        let word = if both.owner.is_choice {
            "variant"
        } else {
            "field"
        };
        let message = format!("the {word} is called `{}` now", new.ident);
        let code = format!("no {word} `{}`", both.item);
        ctx.push(both.draft(Kind::MemberRenamed, message).code(Some(code)));
    }
    let is_attribute = |it: &Entry| matches!(it.kind, EntryKind::Attribute(_));
    let key = |view: &View<'_>, it: &Entry| match &it.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) | EntryKind::Attribute(it) => {
            Some(view.wire_key(it))
        }
        _ => None,
    };
    let is_moved = is_attribute(&old.entry) != is_attribute(&new.entry);
    if is_moved || key(&ctx.old, &old.entry) != key(&ctx.new, &new.entry) {
        let message = format!(
            "`{}` is written `{}` now",
            both.wire,
            ctx.new.entry_wire(&new.entry)
        );
        let draft = both.draft(Kind::MemberWireChanged, message);
        ctx.push(draft.values(Relation::OTHER));
    }
}

/// Whether what it told explains a different Rust type.
fn occurrence(ctx: &mut Ctx<'_>, both: &Both<'_>) -> bool {
    let (a, b) = (&both.old.entry, &both.new.entry);
    let is_repeated = |it: &Entry| it.max.is_none_or(|it| it > 1);
    // A choice has one of its alternatives, so none of them is required by itself.
    let min_differs = a.min != b.min && (is_repeated(b) || !both.owner.is_choice);
    if !min_differs && a.max == b.max {
        return false;
    }
    let relation = Relation {
        loses: (min_differs && b.min > a.min) || upper(b.max) < upper(a.max),
        gains: (min_differs && b.min < a.min) || upper(b.max) > upper(a.max),
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
    let mut code = type_words(ctx, both);
    let is_told = code.is_some();
    let asked = ctx.old.asks_for(both.owner.old, &both.old.ident);
    let is_asked = ctx.new.asks_for(both.owner.new, &both.new.ident);
    if let (Some(function), None) | (None, Some(function)) = (asked, is_asked) {
        let word = match is_asked {
            Some(_) => "asks for it",
            None => "does not ask for it",
        };
        let words = code.get_or_insert_default();
        let sep = if words.is_empty() { "" } else { "; " };
        let ident = &ctx.old.item(both.owner.old).ident;
        words.push_str(&format!("{sep}`{ident}::{function}` {word}"));
    }
    let draft = both.draft(kind, message).code(code);
    ctx.push(match both.owner.is_headers {
        true => draft,
        false => draft.values(relation),
    });
    is_told
}

/// Likewise.
fn nillable(ctx: &mut Ctx<'_>, both: &Both<'_>) -> bool {
    let (a, b) = (both.old.entry.nillable, both.new.entry.nillable);
    if a == b {
        return false;
    }
    let (message, relation) = match b {
        true => ("the member may be nil now", Relation::WIDER),
        false => ("the member may not be nil any more", Relation::NARROWER),
    };
    let code = type_words(ctx, both);
    let is_told = code.is_some();
    let draft = both.draft(Kind::NillableChanged, message).code(code);
    ctx.push(draft.values(relation));
    is_told
}

/// Why code breaks where the whole Rust type differs.
fn type_words(ctx: &Ctx<'_>, both: &Both<'_>) -> Option<String> {
    (!ctx.is_same_type(&both.old.ty, &both.new.ty)).then(|| became(ctx, &both.old.ty, &both.new.ty))
}

fn became(ctx: &Ctx<'_>, old: &RustType, new: &RustType) -> String {
    format!("`{}` became `{}`", ctx.old.ty(old), ctx.new.ty(new))
}

fn ty(ctx: &mut Ctx<'_>, both: &Both<'_>, is_told: bool) {
    let relation = relation::of_members(ctx.sides(), both.old, both.new);
    let is_same_core = ctx.is_same_type(core(&both.old.ty), core(&both.new.ty));
    let is_same = is_same_core && (is_told || ctx.is_same_type(&both.old.ty, &both.new.ty));
    if is_same && relation.is_same() {
        return;
    }
    let words = became(ctx, &both.old.ty, &both.new.ty);
    let message = match (relation.loses, relation.gains) {
        (false, false) => "the member has another Rust type, and is the same in the XML",
        (false, true) => "the member holds more values than before",
        (true, false) => "the member holds fewer values than before",
        (true, true) => "the member holds other values than before",
    };
    let draft = both
        .draft(Kind::MemberTypeChanged, message)
        .values(relation)
        .code((!is_same).then_some(words));
    ctx.push(draft);
}

/// Default, fixed value and facets of one entry.
pub(super) fn values(
    ctx: &mut Ctx<'_>,
    reach: Reach,
    old: &Entry,
    new: &Entry,
    draft: &dyn Fn(Kind, String) -> Draft,
) {
    if old.value != new.value {
        let is_fixed = [&old.value, &new.value]
            .into_iter()
            .any(|it| it.as_ref().is_some_and(|it| it.fixed));
        let text = |it: &Entry| match &it.value {
            Some(it) => {
                let word = if it.fixed { "fixed" } else { "default" };
                format!("{word} `{}`", it.text)
            }
            None => "none".to_owned(),
        };
        let message = format!("the value is {} now, was {}", text(new), text(old));
        if is_fixed {
            // A value that may only be one thing, against any or another.
            let fixed = |it: &Entry| {
                it.value
                    .as_ref()
                    .filter(|it| it.fixed)
                    .map(|it| it.text.clone())
            };
            let relation = Relation {
                loses: fixed(new).is_some() && fixed(old) != fixed(new),
                gains: fixed(old).is_some() && fixed(old) != fixed(new),
            };
            ctx.push(draft(Kind::FixedChanged, message).values(relation));
        } else {
            ctx.push(
                draft(Kind::DefaultChanged, message)
                    .when(reach != Reach::default(), Effect::Answers),
            );
        }
    }
    let (relation, words) = facets::compare(ctx.old.facets(old), ctx.new.facets(new));
    if !words.is_empty() {
        let kind = match (relation.loses, relation.gains) {
            (true, false) => Kind::FacetsTightened,
            (false, _) => Kind::FacetsLoosened,
            (true, true) => Kind::FacetsChanged,
        };
        ctx.push(draft(kind, words.join(", ")).values(relation));
    }
}

/// The items of members that are wrappers on both sides.
fn items(ctx: &mut Ctx<'_>, both: &Both<'_>) {
    let (mut a, mut b) = (&both.old.entry, &both.new.entry);
    while let (EntryKind::Wrapper(_, old), EntryKind::Wrapper(_, new)) = (&a.kind, &b.kind) {
        (a, b) = (old, new);
        let name = |view: &View<'_>, it: &Entry| match &it.kind {
            EntryKind::Element(it) | EntryKind::Wrapper(it, _) => Some(view.wire_key(it)),
            _ => None,
        };
        if name(&ctx.old, a) != name(&ctx.new, b) {
            let (old, new) = (ctx.old.entry_wire(a), ctx.new.entry_wire(b));
            let message = format!("its items `{old}` are written `{new}` now");
            let draft = both.draft(Kind::MemberWireChanged, message);
            ctx.push(draft.values(Relation::OTHER));
        }
        if (a.min, a.max, a.nillable) != (b.min, b.max, b.nillable) {
            let relation = Relation {
                loses: b.min > a.min || upper(b.max) < upper(a.max) || (a.nillable && !b.nillable),
                gains: b.min < a.min || upper(b.max) > upper(a.max) || (b.nillable && !a.nillable),
            };
            let nil = |it: &Entry| if it.nillable { ", nillable" } else { "" };
            let (old, new) = (range(a), range(b));
            let message = format!(
                "its items occur {new} times{}, were {old}{}",
                nil(b),
                nil(a)
            );
            ctx.push(
                both.draft(Kind::OccurrenceChanged, message)
                    .values(relation),
            );
        }
        let draft = |kind, message: String| both.draft(kind, format!("its items: {message}"));
        values(ctx, both.owner.reach, a, b, &draft);
    }
}

fn wildcard(ctx: &mut Ctx<'_>, both: &Both<'_>) {
    let ((EntryKind::Any(a), EntryKind::Any(b))
    | (EntryKind::AnyAttributes(a), EntryKind::AnyAttributes(b))) =
        (&both.old.entry.kind, &both.new.entry.kind)
    else {
        return;
    };
    let (old, new) = (ctx.old.wildcard(a), ctx.new.wildcard(b));
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
    ctx.push(both.draft(Kind::WildcardChanged, message).values(relation));
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

/// `Type.field`, or `Type::Variant`.
pub(super) fn path(view: &View<'_>, owner: TypeId, is_choice: bool, ident: &str) -> String {
    let sign = if is_choice { "::" } else { "." };
    format!("{}{sign}{ident}", view.item(owner).ident)
}

/// The local name to look for in the document.
fn local(entry: &Entry) -> String {
    match &entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) | EntryKind::Attribute(it) => {
            it.local.clone()
        }
        _ => String::new(),
    }
}

fn upper(max: Option<u32>) -> u32 {
    max.unwrap_or(u32::MAX)
}

fn range(it: &Entry) -> String {
    match it.max {
        Some(max) if max == it.min => max.to_string(),
        Some(max) => format!("{} to {max}", it.min),
        None => format!("{} or more", it.min),
    }
}

/// What happened to documentation, without repeating it.
pub(super) fn docs_words(old: &Docs, new: &Docs) -> &'static str {
    match (old.is_empty(), new.is_empty()) {
        (true, _) => "the documentation is new",
        (_, true) => "the documentation is gone",
        (false, false) => "the documentation differs",
    }
}
