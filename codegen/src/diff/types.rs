//! Types: those of both sides, and those of one.
//!
//! In: both sides and their pairs. Out: changes of types, values of enumerations, families and unions; members are
//! `members.rs`.

use crate::ir::{Enumeration, Family, RustType, TypeId, TypeItem, TypeKind, Union, Variant};

use super::change::{Effect, Kind};
use super::ctx::{Findings, Sides, Topic};
use super::facets::Relation;
use super::pairs::{Matched, match_families};
use super::{members, relation};

/// Compares all types.
pub(super) fn compare(sides: &Sides<'_>, out: &mut Findings) {
    for old in sides.old.ids() {
        match sides.pairs.forth[old.0] {
            Some(new) => pair(sides, out, old, new),
            None => removed(sides, out, old),
        }
    }
    for new in sides.new.ids() {
        if sides.pairs.back[new.0].is_none() {
            added(sides, out, new);
        }
    }
}

fn removed(sides: &Sides<'_>, out: &mut Findings, id: TypeId) {
    // What stands only inside a type that is gone is gone with it.
    let owner = sides.old.owners[id.0];
    if owner.is_some_and(|owner| sides.pairs.forth[owner.0].is_none()) {
        return;
    }
    let item = sides.old.item(id);
    let mut others = sides.new.api.types.iter();
    let code = match others.any(|other| other.ident == item.ident) {
        true => format!("`{}` is another type now", item.ident),
        false => format!("no type `{}`", item.ident),
    };
    let topic = Topic {
        item: item.ident.clone(),
        wire: sides.old.origin(id),
        old: sides.old.declaration(id),
        ..Topic::default()
    };
    let message = format!("the {} is gone", noun(item));
    out.say(Kind::TypeRemoved, &topic, message).code(code);
}

fn added(sides: &Sides<'_>, out: &mut Findings, id: TypeId) {
    let owner = sides.new.owners[id.0];
    if owner.is_some_and(|owner| sides.pairs.back[owner.0].is_none()) {
        return;
    }
    let item = sides.new.item(id);
    let topic = Topic {
        item: item.ident.clone(),
        wire: sides.new.origin(id),
        new: sides.new.declaration(id),
        ..Topic::default()
    };
    let message = format!("the {} is new", noun(item));
    (out.say(Kind::TypeAdded, &topic, message)).has(Effect::New);
}

fn pair(sides: &Sides<'_>, out: &mut Findings, old: TypeId, new: TypeId) {
    let (a, b) = (sides.old.item(old), sides.new.item(new));
    let topic = &sides.topic(old, new);
    if a.ident != b.ident {
        let message = format!("the {} is called `{}` now", noun(b), b.ident);
        let code = format!("no type `{}`", a.ident);
        out.say(Kind::TypeRenamed, topic, message).code(code);
    }
    members::docs(out, topic, &a.docs, &b.docs);
    derives(out, topic, &a.derives, &b.derives);
    features(out, topic, &a.features, &b.features);
    match (&a.kind, &b.kind) {
        (TypeKind::Struct(a), TypeKind::Struct(b)) => {
            members::compare(sides, out, old, new);
            default(out, topic, a.has_default(), b.has_default());
        }
        (TypeKind::Choice(_), TypeKind::Choice(_)) => members::compare(sides, out, old, new),
        (TypeKind::Enumeration(a), TypeKind::Enumeration(b)) => {
            enumeration(sides, out, (old, new), a, b);
        }
        (TypeKind::Family(a), TypeKind::Family(b)) => family(sides, out, topic, a, b),
        (TypeKind::Union(a), TypeKind::Union(b)) => union(sides, out, topic, a, b),
        (TypeKind::Alias(a), TypeKind::Alias(b)) => alias(sides, out, topic, a, b),
        (
            TypeKind::Struct(_)
            | TypeKind::Choice(_)
            | TypeKind::Enumeration(_)
            | TypeKind::Family(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_),
            _,
        ) => {
            let values = match (&a.kind, &b.kind) {
                // Another name for a type, which a name of its own replaces or becomes, is asked what it stands for.
                (TypeKind::Alias(ty), _) => relation::of_types(sides, ty, &RustType::Named(new)),
                (_, TypeKind::Alias(ty)) => relation::of_types(sides, &RustType::Named(old), ty),
                _ => Relation::OTHER,
            };
            let message = format!("the {} became a {}", noun(a), noun(b));
            (out.say(Kind::TypeKindChanged, topic, message))
                .values(values)
                .code(format!("`{}` is used in other ways", a.ident));
        }
    }
}

fn alias(sides: &Sides<'_>, out: &mut Findings, topic: &Topic, a: &RustType, b: &RustType) {
    let relation = relation::of_types(sides, a, b);
    let is_same = sides.is_same_type(a, b);
    if is_same && relation.is_same() {
        return;
    }
    let (was, is) = (sides.old.ty(a), sides.new.ty(b));
    let message = format!("stands for `{is}` now, was `{was}`");
    (out.say(Kind::AliasChanged, topic, message))
        .values(relation)
        .code((!is_same).then(|| sides.became(a, b)));
}

fn derives(out: &mut Findings, topic: &Topic, old: &[String], new: &[String]) {
    let without = |list: &[String], other: &[String]| -> String {
        let rest = list.iter().filter(|it| !other.contains(it));
        let rest: Vec<String> = rest.map(|it| format!("`{it}`")).collect();
        rest.join(", ")
    };
    let (lost, gained) = (without(old, new), without(new, old));
    let (message, code) = match (lost.is_empty(), gained.is_empty()) {
        (true, true) => return,
        (true, false) => (format!("derives {gained} now"), None),
        (false, _) => {
            let code = format!("`{}` without {lost}", topic.item);
            (format!("does not derive {lost} any more"), Some(code))
        }
    };
    (out.say(Kind::DerivesChanged, topic, message))
        .code(code)
        .when(!gained.is_empty(), Effect::New);
}

/// What another list of cargo features means for an item, and the code that it breaks.
pub(super) fn features(out: &mut Findings, topic: &Topic, old: &[String], new: &[String]) {
    if old == new {
        return;
    }
    let text = |list: &[String]| match list {
        [] => "always".to_owned(),
        list => format!("with the feature `{}`", list.join("` or `")),
    };
    // Whoever switched it on by one of the old features must still get it.
    let is_kept = new.is_empty() || (!old.is_empty() && old.iter().all(|it| new.contains(it)));
    let item = &topic.item;
    let message = format!("there is `{item}` {} now, was {}", text(new), text(old));
    (out.say(Kind::FeaturesChanged, topic, message))
        .code((!is_kept).then(|| format!("no `{item}` without the feature")));
}

fn default(out: &mut Findings, topic: &Topic, had: bool, has: bool) {
    if had != has {
        let word = if has { "gained" } else { "lost" };
        let message = format!("has {word} `Default`");
        (out.say(Kind::DefaultImplChanged, topic, message))
            .when(has, Effect::New)
            .code(had.then(|| format!("`{}` without `Default`", topic.item)));
    }
}

fn enumeration(
    sides: &Sides<'_>,
    out: &mut Findings,
    (old, new): (TypeId, TypeId),
    a: &Enumeration,
    b: &Enumeration,
) {
    let owner = sides.topic(old, new);
    let topic = |ident: &str, was: &str, is: &str| Topic {
        old: sides.old.member(old, was),
        new: sides.new.member(new, is),
        ..owner.member("::", ident, was)
    };
    let (a_all, b_all) = (&a.variants, &b.variants);
    let key = |it: &Variant| Some(it.literal.clone());
    let mut matched = Matched::by(a_all.iter().map(key), b_all.iter().map(key));
    // One Rust name for a text that is gone and for a new one.
    matched.again(|i, j| a_all[i].ident == b_all[j].ident);
    for &i in &matched.removed {
        let it = &a_all[i];
        let topic = topic(&it.ident, &it.literal, &it.literal);
        (out.say(Kind::ValueRemoved, &topic, "the value is gone"))
            .values(Relation::NARROWER)
            .code(format!("no variant `{}`", topic.item));
    }
    for &j in &matched.added {
        let it = &b_all[j];
        let read = match &a.other_ident {
            Some(other) => format!("read it as `{other}`"),
            None => "cannot read it".to_owned(),
        };
        let message = format!("the value is new; old clients {read}");
        let topic = topic(&it.ident, &it.literal, &it.literal);
        (out.say(Kind::ValueAdded, &topic, message)).variant_of(&owner.item);
    }
    for &(i, j) in &matched.pairs {
        let (was, is) = (&a_all[i], &b_all[j]);
        let topic = topic(&was.ident, &was.literal, &is.literal);
        if was.literal != is.literal {
            let message = format!("`{}` is written `{}` now", was.literal, is.literal);
            (out.say(Kind::ValueWireChanged, &topic, message)).values(Relation::OTHER);
            continue;
        }
        renamed(out, &topic, &was.ident, &is.ident);
        members::docs(out, &topic, &was.docs, &is.docs);
    }
    if let Some(was) = &a.other_ident {
        let topic = owner.member("::", was, "");
        match &b.other_ident {
            Some(is) => renamed(out, &topic, was, is),
            None => {
                let message = "values that the schema does not list cannot be read any more";
                (out.say(Kind::ValueRemoved, &topic, message))
                    .code(format!("no variant `{}`", topic.item));
            }
        }
    }
}

fn renamed(out: &mut Findings, topic: &Topic, was: &str, is: &str) {
    if was != is {
        let message = format!("the variant is called `{is}` now");
        (out.say(Kind::ValueRenamed, topic, message)).code(format!("no variant `{}`", topic.item));
    }
}

fn family(sides: &Sides<'_>, out: &mut Findings, owner: &Topic, a: &Family, b: &Family) {
    let matched = match_families(&sides.old, &sides.new, a, b);
    for &i in &matched.removed {
        let it = &a.members[i];
        let topic = owner.member("::", &it.ident, sides.old.wire(&it.wire));
        (out.say(Kind::DerivedRemoved, &topic, "the derived type is gone"))
            .values(Relation::NARROWER)
            .code(format!("no variant `{}`", topic.item));
    }
    for &j in &matched.added {
        let it = &b.members[j];
        let other = &a.other_ident;
        let message = format!("the derived type is new; old clients read it as `{other}`");
        let topic = owner.member("::", &it.ident, sides.new.wire(&it.wire));
        (out.say(Kind::DerivedAdded, &topic, message)).variant_of(&owner.item);
    }
    for &(i, j) in &matched.pairs {
        let (was, is) = (&a.members[i], &b.members[j]);
        let topic = owner.member("::", &was.ident, sides.old.wire(&was.wire));
        renamed(out, &topic, &was.ident, &is.ident);
        if !sides.is_same_type(&was.ty, &is.ty) {
            let message = "the variant has another Rust type";
            (out.say(Kind::MemberTypeChanged, &topic, message))
                .values(relation::of_types(sides, &was.ty, &is.ty))
                .code(sides.became(&was.ty, &is.ty));
        }
    }
    let topic = owner.member("::", &a.other_ident, "");
    renamed(out, &topic, &a.other_ident, &b.other_ident);
    if a.first_is_declared != b.first_is_declared {
        let message = match b.first_is_declared {
            true => "an element without `xsi:type` has the declared type now",
            false => "the declared type is abstract now",
        };
        (out.say(Kind::AbstractChanged, owner, message))
            .values(Relation::of_flags(a.first_is_declared, b.first_is_declared));
    }
}

fn union(sides: &Sides<'_>, out: &mut Findings, topic: &Topic, a: &Union, b: &Union) {
    // Two members are one where the types are; where those differ, as texts, the relation of the values is not known.
    let has =
        |list: &Union, test: &dyn Fn(&RustType) -> bool| list.members.iter().any(|it| test(&it.ty));
    let lost = (a.members.iter()).any(|it| !has(b, &|other| sides.is_same_type(&it.ty, other)));
    let gained = (b.members.iter()).any(|it| !has(a, &|other| sides.is_same_type(other, &it.ty)));
    let idents = |it: &Union| -> Vec<String> {
        let members = it.members.iter().map(|it| it.ident.clone());
        members.chain(it.other_ident.clone()).collect()
    };
    let (mut was, mut is) = (idents(a), idents(b));
    if was == is && !lost && !gained {
        return;
    }
    let message = format!("tries {} now, was {}", is.join(", "), was.join(", "));
    // Another order reads the same text as another variant.
    let relation = Relation {
        loses: lost,
        gains: gained || was != is,
    };
    was.sort();
    is.sort();
    let breaks = lost || gained || was != is;
    (out.say(Kind::UnionChanged, topic, message))
        .values(relation)
        .code(breaks.then(|| format!("the variants of `{}` differ", topic.item)));
}

fn noun(item: &TypeItem) -> &'static str {
    match &item.kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::Enumeration(_) => "enumeration",
        TypeKind::Choice(_) => "choice",
        TypeKind::Family(_) => "family of types",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "alias",
    }
}
