//! Failure lists: what marks answers as failures, one constant for all clients with the same signs.
//!
//! In: clients, with the signs of each. Out: the lists under their names, and which of them each client has.

use std::collections::BTreeSet;

use crate::ir::{FailureList, FailureMessage, FailureRule, TypeId};

use crate::lower::api::{ClientDraft, FailureDraft};
use crate::lower::draft::DraftKind;

/// Makes the lists, and gives for each of `clients` the index of its own.
pub(crate) fn settle(
    clients: &[ClientDraft<'_>],
    kinds: &[DraftKind],
) -> (Vec<FailureList>, Vec<Option<usize>>) {
    let mut lists: Vec<FailureList> = Vec::new();
    // The runtime finds a block by its place, so only clients with the same blocks share a list.
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut of_clients: Vec<Option<usize>> = Vec::new();
    for client in clients {
        let headers = header_idents(kinds, client.response_headers);
        let rules = rules(client, &headers);
        if rules.is_empty() || client.operations.is_empty() {
            of_clients.push(None);
            continue;
        }
        let mut known = lists.iter().zip(&blocks);
        let known = known.position(|(list, blocks)| list.rules == rules && *blocks == headers);
        of_clients.push(known.or(Some(lists.len())));
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
            blocks.push(headers);
        }
    }
    for (id, list) in lists.iter_mut().enumerate() {
        let users = clients.iter().zip(&of_clients);
        let users = users.filter(|(_, list)| **list == Some(id));
        list.features = features(users.map(|(client, _)| client));
    }
    (lists, of_clients)
}

/// The names of the blocks in a struct of headers, in order.
pub(crate) fn header_idents(kinds: &[DraftKind], headers: Option<TypeId>) -> Vec<&str> {
    let kind = headers.map(|id| &kinds[id.0]);
    let members = kind.map(DraftKind::members).unwrap_or_default();
    members.into_iter().map(|(ident, _)| ident).collect()
}

fn rules(client: &ClientDraft<'_>, headers: &[&str]) -> Vec<FailureRule> {
    let rule = |failure: &FailureDraft| FailureRule {
        header: headers[failure.header].to_owned(),
        equals: failure.equals.clone(),
        message: (failure.message.clone()).map(|(header, path)| FailureMessage {
            header: headers[header].to_owned(),
            path,
        }),
    };
    client.failures.iter().map(rule).collect()
}

/// Where each operation that has the list is behind a feature, so is the list.
fn features<'d, 'm: 'd>(users: impl Iterator<Item = &'d ClientDraft<'m>>) -> Vec<String> {
    let mut res: BTreeSet<&String> = BTreeSet::new();
    for operation in users.flat_map(|client| &client.operations) {
        if operation.features.is_empty() {
            return Vec::new();
        }
        res.extend(&operation.features);
    }
    res.into_iter().cloned().collect()
}
