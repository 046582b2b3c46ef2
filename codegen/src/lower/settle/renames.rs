//! Renames by Rust name: for what has no name on the wire, or another one than its Rust form is made from.
//!
//! In: names that are final but for these, and the settings' `rust:` keys. Out: the names changed. A name that something
//! else has is refused with a report; a key that means nothing is reported with all other settings (`unused.rs`).

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{Client, Namespace, TypeKind};

use crate::lower::api;
use crate::lower::ctx::Ctx;

use super::modules::Modules;

/// What the keys of these renames begin with.
pub(crate) const PREFIX: &str = "rust:";

/// The keys without their prefix, and what they give.
fn wanted(ctx: &Ctx<'_, '_>) -> Vec<(String, String)> {
    let renames = ctx.settings.naming.rename.iter();
    renames
        .filter_map(|(key, name)| {
            Some((
                key.strip_prefix(PREFIX)?.to_owned(),
                name.as_str().to_owned(),
            ))
        })
        .collect()
}

/// Offers `name` to settings, and says whether `key` means it.
fn is_meant(ctx: &mut Ctx<'_, '_>, key: &str, names: &[String]) -> bool {
    for it in names {
        ctx.offer("rename", &format!("{PREFIX}{it}"));
    }
    let is_meant = names.iter().any(|it| it == key);
    if is_meant {
        ctx.used.insert(format!("rename:{PREFIX}{key}"));
    }
    is_meant
}

/// Gives `ident` the name `to`, unless `taken` has it.
fn change(
    ctx: &mut Ctx<'_, '_>,
    key: &str,
    ident: &mut String,
    to: &str,
    taken: &BTreeSet<String>,
) {
    if ident != to && taken.contains(to) {
        let message = format!(
            "`naming.rename` gives `{key}` the name `{to}`, which something beside it has already"
        );
        ctx.diagnostics.warning(Code::Settings, None, message);
    } else {
        to.clone_into(ident);
    }
}

/// Renames types, and the members and variants of them.
pub(crate) fn of_types(ctx: &mut Ctx<'_, '_>, idents: &mut [String], modules: &Modules) {
    let wanted = wanted(ctx);
    if wanted.is_empty() {
        return;
    }
    let before = idents.to_vec();
    for (key, to) in &wanted {
        for idx in 0..idents.len() {
            let module = modules.of_types[idx];
            let paths = paths(modules, idx, &before[idx]);
            if is_meant(ctx, key, &paths) {
                let others =
                    (0..idents.len()).filter(|it| *it != idx && modules.of_types[*it] == module);
                let mut taken: BTreeSet<String> = others.map(|it| idents[it].clone()).collect();
                if module.is_none() {
                    taken.extend(modules.idents());
                }
                change(ctx, key, &mut idents[idx], to, &taken);
            }
        }
    }
    for (key, to) in &wanted {
        for idx in 0..idents.len() {
            let mut owners = paths(modules, idx, &before[idx]);
            owners.extend(paths(modules, idx, &idents[idx]));
            let is_owner = |it: &String| {
                key.strip_prefix(it.as_str())
                    .is_some_and(|it| it.starts_with('.'))
            };
            // Members are offered for the type that is meant; all of all types would be no help.
            if owners.iter().any(is_owner) {
                member(ctx, idx, key, to, &owners);
            }
        }
    }
}

fn paths(modules: &Modules, idx: usize, ident: &str) -> Vec<String> {
    let mut res = vec![ident.to_owned()];
    if let Some(it) = modules.of_types[idx] {
        res.push(format!("{}::{ident}", modules.list[it].ident));
    }
    res
}

fn member(ctx: &mut Ctx<'_, '_>, idx: usize, key: &str, to: &str, owners: &[String]) {
    let mut kind = ctx.drafts[idx].kind.clone();
    let names: Vec<String> = names_mut(&mut kind)
        .into_iter()
        .map(|it| it.clone())
        .collect();
    for (position, ident) in names_mut(&mut kind).into_iter().enumerate() {
        let paths: Vec<String> = owners.iter().map(|it| format!("{it}.{ident}")).collect();
        if is_meant(ctx, key, &paths) {
            let others = names.iter().enumerate().filter(|it| it.0 != position);
            let taken: BTreeSet<String> = others.map(|it| it.1.clone()).collect();
            change(ctx, key, ident, to, &taken);
        }
    }
    ctx.drafts[idx].kind = kind;
}

/// The names of the members of a struct or the variants of an enum.
fn names_mut(kind: &mut TypeKind) -> Vec<&mut String> {
    match kind {
        TypeKind::Struct(it) => it.fields.iter_mut().map(|it| &mut it.ident).collect(),
        TypeKind::Choice(it) => it.alternatives.iter_mut().map(|it| &mut it.ident).collect(),
        TypeKind::Enumeration(it) => {
            let variants = it.variants.iter_mut().map(|it| &mut it.ident);
            variants.chain([&mut it.other_ident]).collect()
        }
        TypeKind::Family(it) => {
            let variants = it.members.iter_mut().map(|it| &mut it.ident);
            variants.chain([&mut it.other_ident]).collect()
        }
        TypeKind::Union(it) => {
            let variants = it.members.iter_mut().map(|it| &mut it.ident);
            variants.chain(&mut it.other_ident).collect()
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

/// Renames clients, their contracts, methods and operations; `taken` are the types and modules beside the clients.
pub(crate) fn of_clients(ctx: &mut Ctx<'_, '_>, clients: &mut [Client], taken: &BTreeSet<String>) {
    let beside = |clients: &[Client], own: &str| {
        let names = clients
            .iter()
            .flat_map(|it| [it.ident.clone(), it.service_ident.clone()]);
        let mut res: BTreeSet<String> = names.filter(|it| it != own).collect();
        res.extend(taken.iter().cloned());
        res
    };
    let before: Vec<[String; 2]> = (clients.iter())
        .map(|it| [it.ident.clone(), it.service_ident.clone()])
        .collect();
    for (key, to) in wanted(ctx) {
        for idx in 0..clients.len() {
            let [client, service] = before[idx].clone();
            let now = clients[idx].ident.clone();
            for position in 0..clients[idx].operations.len() {
                let operations = &clients[idx].operations;
                let others = operations.iter().enumerate().filter(|it| it.0 != position);
                let methods: BTreeSet<String> = (others.map(|it| it.1.method_ident.clone()))
                    .chain(api::reserved())
                    .collect();
                let markers: BTreeSet<String> = (clients.iter().flat_map(|it| &it.operations))
                    .map(|it| it.marker_ident.clone())
                    .collect();
                let it = &mut clients[idx].operations[position];
                let paths = [&client, &now].map(|owner| format!("{owner}.{}", it.method_ident));
                if is_meant(ctx, &key, &paths) {
                    change(ctx, &key, &mut it.method_ident, &to, &methods);
                }
                if is_meant(ctx, &key, &[format!("operations::{}", it.marker_ident)]) {
                    change(ctx, &key, &mut it.marker_ident, &to, &markers);
                }
            }
            if is_meant(ctx, &key, std::slice::from_ref(&client)) {
                let taken = beside(clients, &client);
                change(ctx, &key, &mut clients[idx].ident, &to, &taken);
            }
            if is_meant(ctx, &key, std::slice::from_ref(&service)) {
                let taken = beside(clients, &service);
                change(ctx, &key, &mut clients[idx].service_ident, &to, &taken);
            }
        }
    }
}

/// Renames the constants of namespaces.
pub(crate) fn of_namespaces(ctx: &mut Ctx<'_, '_>, namespaces: &mut [Namespace]) {
    for (key, to) in wanted(ctx) {
        let names: BTreeSet<String> = namespaces.iter().map(|it| it.ident.clone()).collect();
        for it in namespaces.iter_mut() {
            if is_meant(ctx, &key, std::slice::from_ref(&it.ident)) {
                change(ctx, &key, &mut it.ident, &to, &names);
            }
        }
    }
}
