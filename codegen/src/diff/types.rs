//! Types: those of both sides, and those of one.
//!
//! In: both sides and their pairs. Out: changes of types, values of enumerations, families and unions; members are
//! `members.rs`.

use crate::ir::{
    Enumeration, Family, Origin, RustType, Struct, TypeId, TypeItem, TypeKind, Union, Variant,
};

use super::change::{Effect, Kind, Reach};
use super::ctx::{Ctx, Draft};
use super::facets::Relation;
use super::{members, relation};

/// Compares all types.
pub(super) fn compare(ctx: &mut Ctx<'_>) {
    for old in ctx.old.ids() {
        match ctx.pairs.forth[old.0] {
            Some(new) => pair(ctx, old, new),
            None => removed(ctx, old),
        }
    }
    for new in ctx.new.ids() {
        if ctx.pairs.back[new.0].is_none() {
            added(ctx, new);
        }
    }
}

fn removed(ctx: &mut Ctx<'_>, id: TypeId) {
    // What stands only inside a type that is gone is gone with it.
    let owner = ctx.old.owners[id.0];
    if owner.is_some_and(|it| ctx.pairs.forth[it.0].is_none()) {
        return;
    }
    let item = ctx.old.item(id);
    let is_reused = ctx.new.api.types.iter().any(|it| it.ident == item.ident);
    let code = match is_reused {
        true => format!("`{}` is another type now", item.ident),
        false => format!("no type `{}`", item.ident),
    };
    let draft = Draft::new(
        Kind::TypeRemoved,
        &item.ident,
        format!("the {} is gone", noun(item)),
    )
    .wire(origin(&item.origin))
    .at(ctx.old_declaration(id), None)
    .code(Some(code));
    ctx.push(draft);
}

fn added(ctx: &mut Ctx<'_>, id: TypeId) {
    let owner = ctx.new.owners[id.0];
    if owner.is_some_and(|it| ctx.pairs.back[it.0].is_none()) {
        return;
    }
    let item = ctx.new.item(id);
    let draft = Draft::new(
        Kind::TypeAdded,
        &item.ident,
        format!("the {} is new", noun(item)),
    )
    .wire(origin(&item.origin))
    .at(None, ctx.new_declaration(id))
    .when(true, Effect::New);
    ctx.push(draft);
}

fn pair(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId) {
    let (a, b) = (ctx.old.item(old), ctx.new.item(new));
    if a.ident != b.ident {
        let message = format!("the {} is called `{}` now", noun(b), b.ident);
        let code = format!("no type `{}`", a.ident);
        let draft = draft(ctx, old, new, Kind::TypeRenamed, message).code(Some(code));
        ctx.push(draft);
    }
    if a.docs != b.docs {
        let message = members::docs_words(&a.docs, &b.docs);
        let draft = draft(ctx, old, new, Kind::DocumentationChanged, message);
        ctx.push(draft);
    }
    derives(ctx, old, new, a, b);
    if let Some((message, code)) = features_words(&a.ident, &a.features, &b.features) {
        let draft = draft(ctx, old, new, Kind::FeaturesChanged, message).code(code);
        ctx.push(draft);
    }
    match (&a.kind, &b.kind) {
        (TypeKind::Struct(a), TypeKind::Struct(b)) => {
            members::compare(ctx, old, new, false);
            abilities(ctx, old, new, a, b);
        }
        (TypeKind::Choice(_), TypeKind::Choice(_)) => members::compare(ctx, old, new, true),
        (TypeKind::Enumeration(a), TypeKind::Enumeration(b)) => enumeration(ctx, old, new, a, b),
        (TypeKind::Family(a), TypeKind::Family(b)) => family(ctx, old, new, a, b),
        (TypeKind::Union(a), TypeKind::Union(b)) => union(ctx, old, new, a, b),
        (TypeKind::Alias(a), TypeKind::Alias(b)) => alias(ctx, old, new, a, b),
        (
            TypeKind::Struct(_)
            | TypeKind::Choice(_)
            | TypeKind::Enumeration(_)
            | TypeKind::Family(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_),
            _,
        ) => kind(ctx, old, new, a, b),
    }
}

fn draft(ctx: &Ctx<'_>, old: TypeId, new: TypeId, kind: Kind, message: impl Into<String>) -> Draft {
    let item = ctx.old.item(old);
    Draft::new(kind, &item.ident, message)
        .wire(origin(&item.origin))
        .reach(ctx.pairs.reach[old.0])
        .at(ctx.old_declaration(old), ctx.new_declaration(new))
}

fn kind(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &TypeItem, b: &TypeItem) {
    let (was, is) = (noun(a), noun(b));
    let values = match (&a.kind, &b.kind) {
        // Another name for a type, which a name of its own replaces or becomes, is asked what it stands for.
        (TypeKind::Alias(it), _) => relation::of_types(ctx.sides(), it, &RustType::Named(new)),
        (_, TypeKind::Alias(it)) => relation::of_types(ctx.sides(), &RustType::Named(old), it),
        _ => Relation::OTHER,
    };
    let code = format!("`{}` is used in other ways", a.ident);
    let draft = draft(
        ctx,
        old,
        new,
        Kind::TypeKindChanged,
        format!("the {was} became a {is}"),
    )
    .values(values)
    .code(Some(code));
    ctx.push(draft);
}

fn alias(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &RustType, b: &RustType) {
    let relation = relation::of_types(ctx.sides(), a, b);
    let is_same = ctx.is_same_type(a, b);
    if is_same && relation.is_same() {
        return;
    }
    let (was, is) = (ctx.old.ty(a), ctx.new.ty(b));
    let draft = draft(
        ctx,
        old,
        new,
        Kind::AliasChanged,
        format!("stands for `{is}` now, was `{was}`"),
    )
    .values(relation)
    .code((!is_same).then(|| format!("`{was}` became `{is}`")));
    ctx.push(draft);
}

fn derives(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &TypeItem, b: &TypeItem) {
    let without = |list: &[String], other: &[String]| -> Vec<String> {
        let rest = list.iter().filter(|it| !other.contains(it));
        rest.map(|it| format!("`{it}`")).collect()
    };
    let lost = without(&a.derives, &b.derives).join(", ");
    let gained = without(&b.derives, &a.derives).join(", ");
    let (message, code) = match (lost.is_empty(), gained.is_empty()) {
        (true, true) => return,
        (true, false) => (format!("derives {gained} now"), None),
        (false, _) => {
            let code = format!("`{}` without {lost}", a.ident);
            (format!("does not derive {lost} any more"), Some(code))
        }
    };
    let draft = draft(ctx, old, new, Kind::DerivesChanged, message)
        .code(code)
        .when(!gained.is_empty(), Effect::New);
    ctx.push(draft);
}

/// What another list of cargo features means for an item, and the code that it breaks.
pub(super) fn features_words(
    item: &str,
    old: &[String],
    new: &[String],
) -> Option<(String, Option<String>)> {
    if old == new {
        return None;
    }
    let text = |list: &[String]| match list {
        [] => "always".to_owned(),
        list => format!("with the feature `{}`", list.join("` or `")),
    };
    // Whoever switched it on by one of the old features must still get it.
    let is_kept = new.is_empty() || (!old.is_empty() && old.iter().all(|it| new.contains(it)));
    let message = format!("there is `{item}` {} now, was {}", text(new), text(old));
    Some((
        message,
        (!is_kept).then(|| format!("no `{item}` without the feature")),
    ))
}

/// `Default`.
fn abilities(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &Struct, b: &Struct) {
    let ident = ctx.old.item(old).ident.clone();
    let (message, code) = match (a.has_default(), b.has_default()) {
        (true, false) => (
            "has lost `Default`",
            Some(format!("`{ident}` without `Default`")),
        ),
        (false, true) => ("has gained `Default`", None),
        (true, true) | (false, false) => return,
    };
    let is_new = code.is_none();
    let draft = draft(ctx, old, new, Kind::DefaultImplChanged, message.to_owned())
        .code(code)
        .when(is_new, Effect::New);
    ctx.push(draft);
}

fn enumeration(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &Enumeration, b: &Enumeration) {
    let reach = ctx.pairs.reach[old.0];
    let ident = ctx.old.item(old).ident.clone();
    for it in &a.variants {
        let item = format!("{ident}::{}", it.ident);
        let other = b.variants.iter().find(|other| other.literal == it.literal);
        let places = |ctx: &Ctx<'_>| {
            (
                ctx.old_member(old, &it.literal),
                ctx.new_member(new, &it.literal),
            )
        };
        let (was, is) = places(ctx);
        let rewritten = b
            .variants
            .iter()
            .find(|other| is_rewritten(a, it, b, other));
        if let Some(other) = rewritten {
            let message = format!("`{}` is written `{}` now", it.literal, other.literal);
            let draft = Draft::new(Kind::ValueWireChanged, item, message)
                .wire(&it.literal)
                .reach(reach)
                .at(was, ctx.new_member(new, &other.literal))
                .values(Relation::OTHER);
            ctx.push(draft);
            continue;
        }
        let Some(other) = other else {
            let draft = Draft::new(Kind::ValueRemoved, &item, "the value is gone")
                .wire(&it.literal)
                .reach(reach)
                .at(was, is)
                .values(Relation::NARROWER)
                .code(Some(format!("no variant `{item}`")));
            ctx.push(draft);
            continue;
        };
        if other.ident != it.ident {
            renamed(ctx, reach, &item, &it.literal, &other.ident);
        }
        if other.docs != it.docs {
            let message = members::docs_words(&it.docs, &other.docs);
            let draft = Draft::new(Kind::DocumentationChanged, item, message)
                .wire(&it.literal)
                .reach(reach)
                .at(was, is);
            ctx.push(draft);
        }
    }
    for it in &b.variants {
        let is_old = a.variants.iter().any(|other| other.literal == it.literal);
        if is_old || a.variants.iter().any(|other| is_rewritten(a, other, b, it)) {
            continue;
        }
        let read = match &a.other_ident {
            Some(other) => format!("read it as `{other}`"),
            None => "cannot read it".to_owned(),
        };
        let message = format!("the value is new; old clients {read}");
        let places = (ctx.old_declaration(old), ctx.new_member(new, &it.literal));
        let draft = Draft::new(Kind::ValueAdded, format!("{ident}::{}", it.ident), message)
            .wire(&it.literal)
            .reach(reach)
            .at(places.0, places.1)
            .when(reach.answers, Effect::Answers)
            .when(reach.requests, Effect::New)
            .code(Some(format!("an exhaustive `match` on `{ident}` lacks it")));
        ctx.push(draft);
    }
    if let (Some(was), is) = (&a.other_ident, &b.other_ident) {
        let item = format!("{ident}::{was}");
        match is {
            Some(is) if is != was => renamed(ctx, reach, &item, "", is),
            Some(_) => {}
            None => {
                let message = "values that the schema does not list cannot be read any more";
                let code = Some(format!("no variant `{item}`"));
                ctx.push(Draft::new(Kind::ValueRemoved, item, message).code(code));
            }
        }
    }
}

/// Whether one Rust name stands for a text that is gone on one side and for a new one on the other.
fn is_rewritten(a: &Enumeration, old: &Variant, b: &Enumeration, new: &Variant) -> bool {
    let has = |it: &Enumeration, text: &str| it.variants.iter().any(|it| it.literal == text);
    old.ident == new.ident && !has(b, &old.literal) && !has(a, &new.literal)
}

fn renamed(ctx: &mut Ctx<'_>, reach: Reach, item: &str, wire: &str, to: &str) {
    let draft = Draft::new(
        Kind::ValueRenamed,
        item,
        format!("the variant is called `{to}` now"),
    )
    .wire(wire)
    .reach(reach)
    .code(Some(format!("no variant `{item}`")));
    ctx.push(draft);
}

fn family(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &Family, b: &Family) {
    let reach = ctx.pairs.reach[old.0];
    let ident = ctx.old.item(old).ident.clone();
    let b_keys: Vec<_> = b
        .members
        .iter()
        .map(|it| ctx.new.wire_key(&it.wire))
        .collect();
    let a_keys: Vec<_> = a
        .members
        .iter()
        .map(|it| ctx.old.wire_key(&it.wire))
        .collect();
    for (it, key) in a.members.iter().zip(&a_keys) {
        let item = format!("{ident}::{}", it.ident);
        let wire = ctx.old.wire(&it.wire);
        let Some(at) = b_keys.iter().position(|it| it == key) else {
            let draft = Draft::new(Kind::DerivedRemoved, &item, "the derived type is gone")
                .wire(wire)
                .reach(reach)
                .at(ctx.old_declaration(old), ctx.new_declaration(new))
                .values(Relation::NARROWER)
                .code(Some(format!("no variant `{item}`")));
            ctx.push(draft);
            continue;
        };
        let other = &b.members[at];
        if other.ident != it.ident {
            renamed(ctx, reach, &item, &wire, &other.ident);
        }
        if !ctx.is_same_type(&it.ty, &other.ty) {
            let (was, is) = (ctx.old.ty(&it.ty), ctx.new.ty(&other.ty));
            let relation = relation::of_types(ctx.sides(), &it.ty, &other.ty);
            let draft = Draft::new(
                Kind::MemberTypeChanged,
                item,
                "the variant has another Rust type",
            )
            .wire(wire)
            .reach(reach)
            .values(relation)
            .code(Some(format!("`{was}` became `{is}`")));
            ctx.push(draft);
        }
    }
    for (it, key) in b.members.iter().zip(&b_keys) {
        if a_keys.contains(key) {
            continue;
        }
        let message = format!(
            "the derived type is new; old clients read it as `{}`",
            a.other_ident
        );
        let draft = Draft::new(
            Kind::DerivedAdded,
            format!("{ident}::{}", it.ident),
            message,
        )
        .wire(ctx.new.wire(&it.wire))
        .reach(reach)
        .at(ctx.old_declaration(old), ctx.new_declaration(new))
        .when(reach.answers, Effect::Answers)
        .when(reach.requests, Effect::New)
        .code(Some(format!("an exhaustive `match` on `{ident}` lacks it")));
        ctx.push(draft);
    }
    if a.other_ident != b.other_ident {
        renamed(
            ctx,
            reach,
            &format!("{ident}::{}", a.other_ident),
            "",
            &b.other_ident,
        );
    }
    if a.first_is_declared != b.first_is_declared {
        let (message, relation) = match b.first_is_declared {
            true => (
                "an element without `xsi:type` has the declared type now",
                Relation::WIDER,
            ),
            false => ("the declared type is abstract now", Relation::NARROWER),
        };
        let draft = draft(ctx, old, new, Kind::AbstractChanged, message).values(relation);
        ctx.push(draft);
    }
}

fn union(ctx: &mut Ctx<'_>, old: TypeId, new: TypeId, a: &Union, b: &Union) {
    // Two members are one where the types are; where those differ, as texts, the relation of the values is not known.
    let has =
        |list: &Union, test: &dyn Fn(&RustType) -> bool| list.members.iter().any(|it| test(&it.ty));
    let lost = (a.members.iter()).any(|it| !has(b, &|other| ctx.is_same_type(&it.ty, other)));
    let gained = (b.members.iter()).any(|it| !has(a, &|other| ctx.is_same_type(other, &it.ty)));
    let idents = |it: &Union| -> Vec<String> {
        let members = it.members.iter().map(|it| it.ident.clone());
        members.chain(it.other_ident.clone()).collect()
    };
    let (was, is) = (idents(a), idents(b));
    if was == is && !lost && !gained {
        return;
    }
    let (mut was_set, mut is_set) = (was.clone(), is.clone());
    was_set.sort();
    is_set.sort();
    let breaks = lost || gained || was_set != is_set;
    let ident = ctx.old.item(old).ident.clone();
    let message = format!("tries {} now, was {}", is.join(", "), was.join(", "));
    // Another order reads the same text as another variant.
    let relation = Relation {
        loses: lost,
        gains: gained || was != is,
    };
    let draft = draft(ctx, old, new, Kind::UnionChanged, message)
        .values(relation)
        .code(breaks.then(|| format!("the variants of `{ident}` differ")));
    ctx.push(draft);
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

fn origin(it: &Origin) -> String {
    match it {
        Origin::Type(it) | Origin::Element(it) | Origin::Family(it) => it.to_string(),
        Origin::Inside(_) | Origin::Headers(_) | Origin::Faults(_) => String::new(),
    }
}
