//! What the settings add to types, their members and variants: derives and attributes.
//!
//! In: the settings, and the final names. Out: for each type what is added. A `[[type]]` that names none is reported.

use std::collections::BTreeMap;

use crate::diagnostic::code::Code;
use crate::ir::{Entry, EntryKind, Origin, TypeKind};
use crate::nearest::nearest;

use crate::lower::ctx::Ctx;
use crate::lower::draft::Draft;

/// What one type has besides what all of its kind have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extra {
    pub(crate) derives: Vec<String>,
    pub(crate) attributes: Vec<String>,
    /// Attributes of members and variants, by position.
    pub(crate) members: BTreeMap<usize, Vec<String>>,
}

/// What the settings add to each type.
pub(crate) fn of_types(ctx: &mut Ctx<'_, '_>, idents: &[String]) -> Vec<Extra> {
    let settings = ctx.settings;
    let mut all: Vec<String> = (settings.derives.iter())
        .map(|it| it.as_str().to_owned())
        .collect();
    if settings.serde {
        all.extend(["::serde::Serialize", "::serde::Deserialize"].map(str::to_owned));
    }
    let attributes: Vec<String> = (settings.attributes.iter())
        .map(|it| it.as_str().to_owned())
        .collect();
    let mut res: Vec<Extra> = Vec::new();
    for draft in &ctx.drafts {
        let mut extra = Extra::default();
        if !is_alias(draft) {
            extra.derives.clone_from(&all);
            extra.attributes.clone_from(&attributes);
        }
        if settings.serde {
            serde_members(&draft.kind, &mut extra.members);
        }
        res.push(extra);
    }
    for it in &settings.type_ {
        let mut is_found = false;
        for (idx, ident) in idents.iter().enumerate() {
            let draft = &ctx.drafts[idx];
            if *ident != it.name && !names(draft).contains(&it.name) {
                continue;
            }
            is_found = true;
            let attributes = it.attributes.iter().map(|it| it.as_str().to_owned());
            res[idx].attributes.extend(attributes);
            if is_alias(draft) && !it.derives.is_empty() {
                let message = format!(
                    "`type.derives` is for `{}`, which is another name for a type and derives nothing",
                    it.name
                );
                ctx.diagnostics.warning(Code::Settings, None, message);
                continue;
            }
            let derives = it.derives.iter().map(|it| it.as_str().to_owned());
            res[idx].derives.extend(derives);
        }
        if !is_found {
            let message = format!("`type.name` names `{}`, which nothing matches", it.name);
            let wires: Vec<String> = ctx.drafts.iter().flat_map(names).collect();
            let known = idents.iter().chain(&wires).map(String::as_str);
            let near = nearest(&it.name, known).map(str::to_owned);
            let diagnostic = ctx.diagnostics.warning(Code::Settings, None, message);
            if let Some(near) = near {
                diagnostic.help(format!("did you mean `{near}`?"));
            }
        }
    }
    of_members(ctx, idents, &mut res);
    res
}

/// What serde needs to write an enumeration as its literals.
fn serde_members(kind: &TypeKind, members: &mut BTreeMap<usize, Vec<String>>) {
    let TypeKind::Enumeration(it) = kind else {
        return;
    };
    for (idx, variant) in it.variants.iter().enumerate() {
        members.insert(
            idx,
            vec![format!("#[serde(rename = {:?})]", variant.literal)],
        );
    }
    members.insert(it.variants.len(), vec!["#[serde(untagged)]".to_owned()]);
}

/// Adds what `[[member]]`s say.
fn of_members(ctx: &mut Ctx<'_, '_>, idents: &[String], res: &mut [Extra]) {
    let settings = ctx.settings;
    for it in &settings.member {
        let mut known: Vec<String> = Vec::new();
        let mut is_found = false;
        for (idx, ident) in idents.iter().enumerate() {
            let draft = &ctx.drafts[idx];
            let mut owners = names(draft);
            owners.push(ident.clone());
            for (position, names) in member_names(draft).iter().enumerate() {
                let pairs = owners
                    .iter()
                    .flat_map(|owner| names.iter().map(move |it| format!("{owner}.{it}")));
                let pairs: Vec<String> = pairs.collect();
                if pairs.iter().any(|pair| it.name.matches(pair)) {
                    is_found = true;
                    let attributes = it.attributes.iter().map(|it| it.as_str().to_owned());
                    res[idx]
                        .members
                        .entry(position)
                        .or_default()
                        .extend(attributes);
                }
                known.extend(pairs);
            }
        }
        if !is_found {
            let name = it.name.as_str();
            let message = format!("`member.name` names `{name}`, which nothing matches");
            let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
            let diagnostic = ctx.diagnostics.warning(Code::Settings, None, message);
            if let Some(near) = near {
                diagnostic.help(format!("did you mean `{near}`?"));
            }
        }
    }
}

/// The Rust name and wire name of each member or variant; what a schema does not list comes last.
fn member_names(draft: &Draft) -> Vec<Vec<String>> {
    let entry = |ident: &String, entry: &Entry| match &entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) | EntryKind::Attribute(it) => {
            vec![ident.clone(), it.local.clone()]
        }
        EntryKind::Text
        | EntryKind::Choice(_)
        | EntryKind::Group(_)
        | EntryKind::Any(_)
        | EntryKind::AnyAttributes(_)
        | EntryKind::Mixed
        | EntryKind::Attachment(_) => vec![ident.clone()],
    };
    match &draft.kind {
        TypeKind::Struct(it) => it
            .fields
            .iter()
            .map(|it| entry(&it.ident, &it.entry))
            .collect(),
        TypeKind::Choice(it) => it
            .alternatives
            .iter()
            .map(|it| entry(&it.ident, &it.entry))
            .collect(),
        TypeKind::Enumeration(it) => {
            let variants = it
                .variants
                .iter()
                .map(|it| vec![it.ident.clone(), it.literal.clone()]);
            variants.chain([vec![it.other_ident.clone()]]).collect()
        }
        TypeKind::Family(it) => {
            let variants = it
                .members
                .iter()
                .map(|it| vec![it.ident.clone(), it.wire.local.clone()]);
            variants.chain([vec![it.other_ident.clone()]]).collect()
        }
        TypeKind::Union(it) => {
            let variants = it.members.iter().map(|it| vec![it.ident.clone()]);
            variants
                .chain(it.other_ident.iter().map(|it| vec![it.clone()]))
                .collect()
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

fn is_alias(draft: &Draft) -> bool {
    matches!(draft.kind, TypeKind::Alias(_))
}

/// The wire names that mean the type.
fn names(draft: &Draft) -> Vec<String> {
    match &draft.origin {
        Origin::Type(it) | Origin::Element(it) => vec![it.local.clone(), it.to_string()],
        Origin::Inside(_) | Origin::Family(_) | Origin::Headers(_) | Origin::Faults(_) => {
            Vec::new()
        }
    }
}
