//! Policies: constants of what contracts demand, one for all operations with the same demands.
//!
//! In: clients with their operations. Out: the lists under their names.

use std::collections::BTreeSet;

use crate::ir::{Client, Demands, Operation, PolicyList, Protection};

/// The distinct demands of all operations that the runtime checks anything of; most often one, and every operation has it.
/// Notes in each operation which it is.
pub(crate) fn settle(clients: &mut [Client]) -> Vec<PolicyList> {
    let (demands, lists): (Vec<Vec<Demands>>, Vec<PolicyList>) = lists(clients).into_iter().unzip();
    for operation in clients.iter_mut().flat_map(|client| &mut client.operations) {
        operation.policies = demands.iter().position(|it| *it == operation.demands);
    }
    lists
}

fn lists(clients: &[Client]) -> Vec<(Vec<Demands>, PolicyList)> {
    let operations = || clients.iter().flat_map(|client| &client.operations);
    let mut res: Vec<(Vec<Demands>, PolicyList)> = Vec::new();
    for operation in operations() {
        let demands = &operation.demands;
        let checked = checked(demands);
        let request = checked.iter().any(asks);
        let response = checked.iter().any(asks_of_answers);
        let is_known = res.iter().any(|(known, _)| known == demands);
        if is_known || !(request || response) {
            continue;
        }
        let number = match res.len() {
            0 => String::new(),
            n_lists => format!("_{}", n_lists + 1),
        };
        let list = PolicyList {
            request_ident: request.then(|| format!("REQUEST_SECURITY{number}")),
            response_ident: response.then(|| format!("RESPONSE_SECURITY{number}")),
            features: features(operations().filter(|it| it.demands == *demands)),
            checked,
        };
        res.push((demands.clone(), list));
    }
    res
}

/// The alternatives that the runtime can tell from each other. One that asks in words that nothing here knows would look
/// as if it asked nothing, so it is left out where there are others.
fn checked(alternatives: &[Demands]) -> Vec<Demands> {
    let is_known = |it: &&Demands| it.others.is_empty();
    let has_known = alternatives.iter().any(|it| is_known(&it));
    let checked = alternatives.iter().filter(|it| !has_known || is_known(it));
    checked.cloned().collect()
}

/// Whether requests are checked for anything.
fn asks(demands: &Demands) -> bool {
    let security = &demands.security;
    demands.https
        || !security.tokens.is_empty()
        || !security.others.is_empty()
        || security.timestamp
        || protects(&security.request)
}

/// Whether answers are.
fn asks_of_answers(demands: &Demands) -> bool {
    demands.security.timestamp || protects(&demands.security.response)
}

fn protects(protection: &Protection) -> bool {
    !protection.signed.is_empty() || !protection.encrypted.is_empty()
}

/// Where each of `users` is behind a feature, so is what they share.
fn features<'c>(users: impl Iterator<Item = &'c Operation>) -> Vec<String> {
    let mut res: BTreeSet<&String> = BTreeSet::new();
    for user in users {
        if user.features.is_empty() {
            return Vec::new();
        }
        res.extend(&user.features);
    }
    res.into_iter().cloned().collect()
}
