//! Names for types, clients and tables, and the last facts: what has a builder, what is empty.
//!
//! In: drafts with their content, clients without names. Out: the [`Api`].

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::code::Code;
use crate::ir::{self, Api, ModuleId, Namespace, Origin, RustType, TypeId, TypeItem, TypeKind};
use crate::naming;
use crate::naming::scope::{self, Claim};

use crate::lower::api::ClientDraft;
use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::draft::{self, DraftName, Stem};
use crate::lower::shape::facets;

use super::modules::Modules;
use super::{boxing, extras, failures, features, namespaces, renames, unused};

/// Puts everything together.
pub(crate) fn assemble(
    mut ctx: Ctx<'_, '_>,
    text: Option<&str>,
    clients: Vec<ClientDraft>,
    modules: Modules,
) -> Api {
    let mut idents = type_idents(&mut ctx, &modules);
    renames::of_types(&mut ctx, &mut idents, &modules);
    set_builders(&mut ctx, &clients);
    boxing::set_defaults(&mut ctx.drafts);
    let empty: Vec<bool> = ctx
        .drafts
        .iter()
        .map(|it| matches!(&it.kind, TypeKind::Struct(it) if it.fields.is_empty()))
        .collect();
    // What stands in a module meets no client.
    let mut taken = modules.idents();
    let outside = idents
        .iter()
        .zip(&modules.of_types)
        .filter(|it| it.1.is_none());
    taken.extend(outside.map(|it| it.0.clone()));
    let rules = clients.iter().map(|it| it.failures.clone()).collect();
    let mut clients = name_clients(clients, taken.clone(), &empty);
    let failures = failures::settle(&ctx.drafts, &mut clients, rules);
    renames::of_clients(&mut ctx, &mut clients, &taken);
    let extras = extras::of_types(&mut ctx, &idents);
    let features = features::of_types(&ctx.drafts, &clients);
    features::set_facets(&mut ctx.facets, &ctx.drafts, &clients, &features);
    let mut namespaces = namespaces::name(&ctx.namespaces, ctx.target_namespace);
    renames::of_namespaces(&mut ctx, &mut namespaces);
    unused::check_unused(&mut ctx);
    let tables = table_idents(&ctx, &idents, &modules, &namespaces);
    let mut taken: BTreeSet<String> = namespaces.iter().map(|it| it.ident.clone()).collect();
    let outside = tables
        .iter()
        .zip(&modules.of_types)
        .filter(|it| it.1.is_none());
    taken.extend(outside.map(|it| it.0.clone()));
    facets::name(&mut ctx.facets, &taken);
    let types: Vec<TypeItem> = ctx
        .drafts
        .into_iter()
        .zip(idents.iter().zip(tables))
        .zip(extras.into_iter().zip(features))
        .zip(modules.of_types)
        .map(
            |(((draft, (ident, table_ident)), (extra, features)), module)| TypeItem {
                ident: ident.clone(),
                module,
                table_ident,
                docs: draft.docs,
                origin: match (draft.origin, &draft.name) {
                    (Origin::Inside(it), DraftName::Inside { owner, .. }) if it.is_empty() => {
                        Origin::Inside(stem(owner, &idents))
                    }
                    (it, _) => it,
                },
                kind: draft.kind,
                derives: extra.derives,
                attributes: extra.attributes,
                member_attributes: extra.members,
                features,
            },
        )
        .collect();
    let module = ctx.settings.module.clone();
    let module_docs = docs::of_module(text, &ctx.settings.patch);
    Api {
        ident: module.unwrap_or_else(|| {
            clients.first().map_or_else(
                || "client".to_owned(),
                |it| naming::snake(&it.service_ident),
            )
        }),
        docs: module_docs,
        namespaces,
        facets: ctx.facets,
        modules: modules.list,
        failures,
        types,
        clients,
    }
}

fn stem(owner: &Stem, idents: &[String]) -> String {
    match owner {
        Stem::Draft(id) => idents[id.0].clone(),
        Stem::Rust { ident, .. } => ident.clone(),
    }
}

/// Names all types: in each module first those with names of their own, then those named after them.
fn type_idents(ctx: &mut Ctx<'_, '_>, modules: &Modules) -> Vec<String> {
    let mut res: Vec<String> = vec![String::new(); ctx.drafts.len()];
    let mut taken: BTreeMap<ModuleId, BTreeSet<String>> = BTreeMap::new();
    let mut own: BTreeMap<ModuleId, Vec<usize>> = BTreeMap::new();
    for (idx, module) in modules.of_types.iter().enumerate() {
        if matches!(ctx.drafts[idx].name, DraftName::Own(_, _)) {
            own.entry(*module).or_default().push(idx);
        }
    }
    // A module stands beside the types outside of modules.
    taken.insert(None, modules.idents());
    for (module, own) in own {
        let taken = taken.entry(module).or_default();
        let idents = own_idents(ctx, &own, taken);
        for (idx, ident) in own.into_iter().zip(idents) {
            taken.insert(ident.clone());
            res[idx] = ident;
        }
    }
    let mut next: BTreeMap<(ModuleId, String), usize> = BTreeMap::new();
    // An owner stands before what it owns, so its name is known.
    for (idx, module) in modules.of_types.iter().enumerate() {
        let DraftName::Inside { owner, suffix } = &ctx.drafts[idx].name else {
            continue;
        };
        let taken = taken.entry(*module).or_default();
        let owner = stem(owner, &res);
        let wished = naming::nested(&owner, suffix);
        // A shorter name that another type has is no reason for a number.
        let wished = match taken.contains(&wished) {
            true => format!("{owner}{suffix}"),
            false => wished,
        };
        let ident = if taken.contains(&wished) {
            let key = (*module, wished);
            let from = next.get(&key).copied().unwrap_or(2);
            let (ident, n) = scope::numbered_from(&key.1, "", taken, from);
            next.insert(key, n + 1);
            ident
        } else {
            wished
        };
        taken.insert(ident.clone());
        res[idx] = ident;
    }
    res
}

/// Names the drafts `own` of one module.
fn own_idents(ctx: &mut Ctx<'_, '_>, own: &[usize], reserved: &BTreeSet<String>) -> Vec<String> {
    let claim = |idx: &usize| match &ctx.drafts[*idx].name {
        DraftName::Own(names, rank) => Claim::new(names.clone(), *rank),
        DraftName::Inside { suffix, .. } => Claim::new(vec![suffix.clone()], u8::MAX),
    };
    let claims: Vec<Claim> = own.iter().map(claim).collect();
    let allocation = scope::allocate(&claims, reserved, "");
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (name, holders) in &allocation.met {
        // Whoever met others by its first name may meet them by its second as well; that is one story.
        let is_new = holders.iter().filter(|it| told.insert(**it)).count() > 0;
        if !is_new {
            continue;
        }
        let met: Vec<String> = holders
            .iter()
            .map(|it| {
                let ident = &allocation.idents[*it];
                format!("{} is `{ident}`", draft::what(&ctx.drafts[own[*it]].origin))
            })
            .collect();
        let span = holders.last().and_then(|it| ctx.drafts[own[*it]].span);
        let message = match met.as_slice() {
            [one] => format!("`{name}` is taken: {one}"),
            _ => format!("several would be `{name}`: {}", met.join(", ")),
        };
        (ctx.diagnostics)
            .note(Code::NameCollision, span, message)
            .help("`naming.rename` in `service.toml` gives them other names");
    }
    allocation.idents
}

/// What a request can hold gets a builder.
fn set_builders(ctx: &mut Ctx<'_, '_>, clients: &[ClientDraft]) {
    let mut stack: Vec<TypeId> = Vec::new();
    for it in clients {
        stack.extend(it.client.request_headers);
        for operation in &it.client.operations {
            let request = TypeKind::Alias(operation.request.ty.clone());
            stack.extend(boxing::mentioned(&request));
        }
    }
    let mut seen = vec![false; ctx.drafts.len()];
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id.0], true) {
            continue;
        }
        let kind = &mut ctx.drafts[id.0].kind;
        if let TypeKind::Struct(it) = kind {
            it.builder = true;
        }
        stack.extend(boxing::mentioned(kind));
    }
}

fn name_clients(
    drafts: Vec<ClientDraft>,
    mut taken: BTreeSet<String>,
    empty: &[bool],
) -> Vec<ir::Client> {
    let claim = |stems: &[String; 2], suffixes: &[&str]| {
        let [own, service] = stems;
        let mut names: Vec<String> = suffixes.iter().map(|it| format!("{own}{it}")).collect();
        names.extend(suffixes.iter().map(|it| format!("{service}{it}")));
        names.push(format!("{service}{own}{}", suffixes[0]));
        names.dedup();
        Claim::new(names, 0)
    };
    let claims: Vec<Claim> = drafts
        .iter()
        .map(|it| claim(&it.stems, &["Client"]))
        .collect();
    let clients = scope::allocate(&claims, &taken, "").idents;
    taken.extend(clients.iter().cloned());
    let claims: Vec<Claim> = drafts
        .iter()
        .map(|it| claim(&it.stems, &["", "Service", "Contract"]))
        .collect();
    let services = scope::allocate(&claims, &taken, "").idents;
    let mut claims: Vec<Claim> = Vec::new();
    for draft in &drafts {
        for it in &draft.client.operations {
            let [own, service] = &draft.stems;
            let marker = &it.marker_ident;
            let names = vec![
                marker.clone(),
                format!("{own}{marker}"),
                format!("{service}{marker}"),
            ];
            claims.push(Claim::new(names, 0));
        }
    }
    let mut markers = scope::allocate(&claims, &BTreeSet::new(), "")
        .idents
        .into_iter();
    let is_empty = |ty: &RustType| matches!(ty, RustType::Named(it) if empty[it.0]);
    let mut res = Vec::new();
    for ((draft, ident), service_ident) in drafts.into_iter().zip(clients).zip(services) {
        let mut client = draft.client;
        (client.ident, client.service_ident) = (ident, service_ident);
        for it in &mut client.operations {
            it.marker_ident = markers.next().unwrap_or_default();
            it.request.is_empty = is_empty(&it.request.ty);
            if let Some(response) = &mut it.response {
                response.is_empty = is_empty(&response.ty);
            }
        }
        res.push(client);
    }
    res
}

/// Names the tables, in each module apart from what its file imports.
fn table_idents(
    ctx: &Ctx<'_, '_>,
    idents: &[String],
    modules: &Modules,
    namespaces: &[Namespace],
) -> Vec<String> {
    let mut reserved: BTreeSet<String> = namespaces.iter().map(|it| it.ident.clone()).collect();
    reserved.insert("UNBOUNDED".to_owned());
    let mut by_module: BTreeMap<ModuleId, Vec<usize>> = BTreeMap::new();
    for (idx, module) in modules.of_types.iter().enumerate() {
        by_module.entry(*module).or_default().push(idx);
    }
    let mut res: Vec<String> = vec![String::new(); idents.len()];
    for members in by_module.into_values() {
        let claim = |it: &usize| Claim::new(vec![naming::screaming(&idents[*it])], 0);
        let claims: Vec<Claim> = members.iter().map(claim).collect();
        let tables = scope::allocate(&claims, &reserved, "_").idents;
        for (idx, ident) in members.into_iter().zip(tables) {
            if !matches!(ctx.drafts[idx].kind, TypeKind::Alias(_)) {
                res[idx] = ident;
            }
        }
    }
    res
}
