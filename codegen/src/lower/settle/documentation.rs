//! Documentation of the settings, for what the documents say nothing of.
//!
//! In: `[docs]`, and the final names. Out: types, members and operations with these texts in place of their own. They are
//! the user's own Markdown, and stay as they are.

use crate::ir::{Client, Docs};
use crate::settings::Settings;

use crate::lower::docs;
use crate::lower::draft::DraftKind;
use crate::lower::made::Types;
use crate::lower::told::Told;

use super::extras::{member_names, report, wires};

/// Documents the types and the members of each; `idents` are their names.
pub(crate) fn of_types(told: &mut Told<'_>, types: &mut Types, idents: &[String]) {
    let settings = &told.settings.docs;
    if settings.types.is_empty() && settings.members.is_empty() {
        return;
    }
    let mut known_types: Vec<String> = Vec::new();
    let mut known_members: Vec<String> = Vec::new();
    for (idx, ident) in idents.iter().enumerate() {
        let mut owners = wires(&types.drafts[idx]);
        owners.push(ident.clone());
        if let Some(text) = owners.iter().find_map(|name| settings.types.get(name)) {
            types.drafts[idx].docs = lines(text);
        }
        for (position, pairs) in member_names(types, idx, ident).into_iter().enumerate() {
            if let Some(text) = pairs.iter().find_map(|pair| settings.members.get(pair))
                && let Some(docs) = docs_of(&mut types.kinds[idx], position)
            {
                *docs = lines(text);
            }
            known_members.extend(pairs);
        }
        known_types.extend(owners);
    }
    for (setting, names, known) in [
        ("docs.types", settings.types.keys(), &known_types),
        ("docs.members", settings.members.keys(), &known_members),
    ] {
        for name in names.filter(|name| !known.contains(name)) {
            report(told.diagnostics, setting, name, known);
        }
    }
}

/// Documents the operations, and the client where there is but one.
pub(crate) fn of_clients(told: &mut Told<'_>, clients: &mut [Client]) {
    let settings = &told.settings.docs;
    if let ([client], Some(text)) = (&mut *clients, &settings.service) {
        client.docs = lines(text);
    }
    for (name, text) in &settings.operations {
        let mut is_found = false;
        let operations = clients.iter_mut().flat_map(|it| &mut it.operations);
        for operation in operations.filter(|operation| operation.wire == *name) {
            operation.docs = lines(text);
            is_found = true;
        }
        if !is_found {
            let operations = clients.iter().flat_map(|it| &it.operations);
            let known: Vec<String> = operations.map(|it| it.wire.clone()).collect();
            report(told.diagnostics, "docs.operations", name, &known);
        }
    }
}

/// The documentation of the module: that of the settings or of the root, and how its documents were repaired.
pub(crate) fn of_module(text: Option<&str>, settings: &Settings) -> Docs {
    let mut res = match &settings.docs.service {
        Some(text) => lines(text),
        None => docs::lines(text),
    };
    let patches = &settings.patch;
    if patches.is_empty() {
        return res;
    }
    if !res.is_empty() {
        res.push(String::new());
    }
    res.push("The documents are repaired before they are read:".to_owned());
    res.push(String::new());
    for it in patches {
        // One line each, so that no reason can end the list.
        let text = format!("{}: {}", it.repair, it.reason).replace('`', "\"");
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = docs::lines(Some(&words.join(" ")));
        res.push(format!("- {}", line.join(" ")));
    }
    res
}

/// The documentation of the member at `position`, where it has some of its own.
fn docs_of(kind: &mut DraftKind, position: usize) -> Option<&mut Docs> {
    match kind {
        DraftKind::Struct { fields, .. } | DraftKind::Choice(fields) => {
            fields.get_mut(position).map(|field| &mut field.docs)
        }
        DraftKind::Enumeration(it) => it.variants.get_mut(position).map(|it| &mut it.docs),
        DraftKind::Family { .. } | DraftKind::Union(_) | DraftKind::Alias(_) => None,
    }
}

pub(crate) fn lines(text: &str) -> Docs {
    let lines = text.trim().lines().map(str::trim_end);
    lines.map(str::to_owned).collect()
}
