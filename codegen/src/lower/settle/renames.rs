//! Renames by Rust name: for what has no name on the wire, or another one than its Rust form is made from.
//!
//! In: names that are final but for these, and the settings' `rust:` keys. Out: the names changed. A name that something
//! else has is refused with a report; a key that means nothing is reported with all other settings (`unused.rs`).

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{Client, Namespace, Operation};
use crate::settings::RustName;

use crate::lower::api;
use crate::lower::draft::DraftKind;
use crate::lower::setting::{Nameable, RUST, Setting};
use crate::lower::told::Told;

use super::modules::Modules;

/// The keys without their prefix, and what they give.
fn wanted<'a>(told: &Told<'a>) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
    let renames = told.settings.naming.rename.iter();
    renames.filter_map(|(key, name): (&String, &RustName)| {
        Some((key.strip_prefix(RUST)?, name.as_str()))
    })
}

/// Offers `names` to settings, and says whether `key` means one of them.
fn is_meant(told: &mut Told<'_>, key: &str, names: &[String]) -> bool {
    for name in names {
        told.offer(Nameable::Renamed, &format!("{RUST}{name}"));
    }
    let is_meant = names.iter().any(|name| name == key);
    if is_meant {
        told.used(Setting::Rename, &format!("{RUST}{key}"));
    }
    is_meant
}

/// A setting that renames: what it means, and the new name.
type Wish<'w> = (&'w str, &'w str);

/// Gives `ident` the name of the wish where that means one of `paths`, unless something in `taken` has it.
fn rename(
    told: &mut Told<'_>,
    (key, to): Wish<'_>,
    paths: &[String],
    ident: &mut String,
    taken: impl FnOnce() -> BTreeSet<String>,
) {
    if !is_meant(told, key, paths) {
        return;
    }
    if ident != to && taken().contains(to) {
        let message = format!(
            "`naming.rename` gives `{key}` the name `{to}`, which something beside it has already"
        );
        told.diagnostics.warning(Code::Settings, None, message);
    } else {
        to.clone_into(ident);
    }
}

/// Renames types, and the members and variants of them.
pub(crate) fn of_types(
    told: &mut Told<'_>,
    kinds: &mut [DraftKind],
    idents: &mut [String],
    modules: &Modules,
) {
    let before = idents.to_vec();
    for wish in wanted(told) {
        for idx in 0..idents.len() {
            let module = modules.of_types[idx];
            let mut ident = std::mem::take(&mut idents[idx]);
            let taken = || {
                let is_beside = |it: &usize| *it != idx && modules.of_types[*it] == module;
                let others = (0..idents.len()).filter(is_beside);
                let mut taken: BTreeSet<String> = others.map(|it| idents[it].clone()).collect();
                if module.is_none() {
                    taken.extend(modules.idents());
                }
                taken
            };
            let paths = modules.paths(idx, &before[idx]);
            rename(told, wish, &paths, &mut ident, taken);
            idents[idx] = ident;
        }
    }
    for (key, to) in wanted(told) {
        for (idx, kind) in kinds.iter_mut().enumerate() {
            let mut owners = modules.paths(idx, &before[idx]);
            owners.extend(modules.paths(idx, &idents[idx]));
            let is_owner = |owner: &String| {
                let rest = key.strip_prefix(owner.as_str());
                rest.is_some_and(|rest| rest.starts_with('.'))
            };
            // Members are offered for the type that is meant; all of all types would be no help.
            if owners.iter().any(is_owner) {
                member(told, kind, (key, to), &owners);
            }
        }
    }
}

fn member(told: &mut Told<'_>, kind: &mut DraftKind, wish: Wish<'_>, owners: &[String]) {
    let mut idents = kind.idents_mut();
    for position in 0..idents.len() {
        let mut own = std::mem::take(idents[position]);
        let paths: Vec<String> = owners.iter().map(|it| format!("{it}.{own}")).collect();
        let taken = || idents.iter().map(|ident| String::clone(ident)).collect();
        rename(told, wish, &paths, &mut own, taken);
        *idents[position] = own;
    }
}

/// Renames clients, their contracts, methods and operations; `taken` are the types and modules beside the clients.
pub(crate) fn of_clients(told: &mut Told<'_>, clients: &mut [Client], taken: &BTreeSet<String>) {
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
    for wish in wanted(told) {
        for idx in 0..clients.len() {
            let [client, _] = before[idx].clone();
            let now = clients[idx].ident.clone();
            for position in 0..clients[idx].operations.len() {
                let operations = &clients[idx].operations;
                let others = operations.iter().enumerate().filter(|it| it.0 != position);
                let methods: BTreeSet<String> = (others.flat_map(|it| methods_of(it.1)))
                    .cloned()
                    .chain(api::reserved())
                    .collect();
                let markers: BTreeSet<String> = (clients.iter().flat_map(|it| &it.operations))
                    .map(|it| it.marker_ident.clone())
                    .collect();
                let it = &mut clients[idx].operations[position];
                let paths = [&client, &now].map(|owner| format!("{owner}.{}", it.method_ident));
                rename(told, wish, &paths, &mut it.method_ident, || methods.clone());
                if let Some(unwrapped) = &mut it.unwrapped {
                    let own = &mut unwrapped.request_ident;
                    let paths = [&client, &now].map(|owner| format!("{owner}.{own}"));
                    let method = std::iter::once(it.method_ident.clone());
                    rename(told, wish, &paths, own, || {
                        methods.iter().cloned().chain(method).collect()
                    });
                }
                let path = format!("operations::{}", it.marker_ident);
                rename(told, wish, &[path], &mut it.marker_ident, || markers);
            }
            let idents: [fn(&mut Client) -> &mut String; 2] =
                [|it| &mut it.ident, |it| &mut it.service_ident];
            for (path, ident) in before[idx].chunks(1).zip(idents) {
                let mut own = std::mem::take(ident(&mut clients[idx]));
                let taken = || beside(clients, &path[0]);
                rename(told, wish, path, &mut own, taken);
                *ident(&mut clients[idx]) = own;
            }
        }
    }
}

/// The names of the methods of an operation.
fn methods_of(operation: &Operation) -> impl Iterator<Item = &String> {
    let unwrapped = operation.unwrapped.iter().map(|it| &it.request_ident);
    std::iter::once(&operation.method_ident).chain(unwrapped)
}

/// Renames the constants of namespaces.
pub(crate) fn of_namespaces(told: &mut Told<'_>, namespaces: &mut [Namespace]) {
    for wish in wanted(told) {
        let names: BTreeSet<String> = namespaces.iter().map(|it| it.ident.clone()).collect();
        for it in namespaces.iter_mut() {
            let path = it.ident.clone();
            rename(told, wish, &[path], &mut it.ident, || names.clone());
        }
    }
}
