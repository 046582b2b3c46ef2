//! Drops declarations that repeat an earlier one: files that are captured under two names, roots that share schemas.
//!
//! Documentation and places do not count: two declarations are the same if they say the same about messages. Services of one
//! name are one: tools write the ports of each binding into a document of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::decl::Decl;
use super::{Model, Space, dump};
use crate::names::QName;
use crate::wsdl::model::Service;

/// Removes from `model` every declaration that says the same as an earlier one of its name.
pub fn drop_repetitions(model: &mut Model) {
    let key = |decl: Decl<'_>| Some((decl.space(), decl.name()?.clone()));
    // Text is only made for names that occur more than once.
    let mut counts: BTreeMap<(Space, QName), usize> = BTreeMap::new();
    for key in model.decls().filter_map(key) {
        *counts.entry(key).or_default() += 1;
    }
    counts.retain(|_, count| *count > 1);
    if !counts.is_empty() {
        let mut seen: BTreeSet<((Space, QName), String)> = BTreeSet::new();
        model.retain(|decl| match key(decl) {
            Some(key) if counts.contains_key(&key) => seen.insert((key, dump::text(decl))),
            _ => true,
        });
    }
    join_services(&mut model.definitions.services);
}

/// Makes one service of those of one name, with the ports of all; WSDL 1.1 §2.7.
fn join_services(services: &mut Vec<Service>) {
    let mut joined: Vec<Service> = Vec::new();
    for mut service in std::mem::take(services) {
        let Some(known) = joined.iter_mut().find(|it| it.name == service.name) else {
            joined.push(service);
            continue;
        };
        for mut port in service.ports {
            // What a service demands it demands at its own ports.
            port.policies.splice(0..0, service.policies.iter().cloned());
            let is_known = (known.ports.iter()).any(|it| {
                it.name == port.name && it.binding.0 == port.binding.0 && it.address == port.address
            });
            if !is_known {
                known.ports.push(port);
            }
        }
        known.docs = known.docs.take().or(service.docs.take());
    }
    *services = joined;
}
