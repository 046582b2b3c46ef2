//! Failure lists: what marks answers as failures, one constant for all clients with the same signs.
//!
//! In: clients, with the signs of each. Out: the lists under their names; each client refers to its own.

use std::collections::BTreeSet;

use crate::ir::{Client, FailureList, FailureRule, TypeKind};

use crate::lower::draft::Draft;

/// Makes the lists, and refers `clients` to them. `rules` are theirs, in order.
pub(crate) fn settle(
    drafts: &[Draft],
    clients: &mut [Client],
    rules: Vec<Vec<FailureRule>>,
) -> Vec<FailureList> {
    let mut lists: Vec<FailureList> = Vec::new();
    // The runtime finds a block by its place, so only clients with the same blocks share a list.
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for (client, rules) in clients.iter_mut().zip(rules) {
        if rules.is_empty() || client.operations.is_empty() {
            continue;
        }
        let own = headers(drafts, client);
        let known = (lists.iter().zip(&blocks))
            .position(|(list, blocks)| list.rules == rules && *blocks == own);
        client.failures = known.or(Some(lists.len()));
        if known.is_none() {
            let ident = match lists.len() {
                0 => "FAILURES".to_owned(),
                n_lists => format!("FAILURES_{}", n_lists + 1),
            };
            lists.push(FailureList {
                ident,
                rules,
                features: Vec::new(),
            });
            blocks.push(own);
        }
    }
    for (id, list) in lists.iter_mut().enumerate() {
        list.features = features(clients, id);
    }
    lists
}

fn headers<'d>(drafts: &'d [Draft], client: &Client) -> Vec<&'d str> {
    let kind = client.response_headers.map(|id| &drafts[id.0].kind);
    match kind {
        Some(TypeKind::Struct(record)) => {
            record.fields.iter().map(|it| it.ident.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// Where each operation that has the list is behind a feature, so is the list.
fn features(clients: &[Client], id: usize) -> Vec<String> {
    let users = clients.iter().filter(|client| client.failures == Some(id));
    let operations = || users.clone().flat_map(|client| &client.operations);
    if operations().any(|operation| operation.features.is_empty()) {
        return Vec::new();
    }
    let features: BTreeSet<&String> = operations().flat_map(|it| &it.features).collect();
    features.into_iter().cloned().collect()
}
