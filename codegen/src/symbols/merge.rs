//! Drops declarations that repeat an earlier one: files that are captured under two names, roots that share schemas.
//!
//! Documentation and places do not count: two declarations are the same if they say the same about messages. Services of one
//! name are one: tools write the ports of each binding into a document of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Model, dump};
use crate::names::QName;
use crate::wsdl::model::Service;

/// Removes from `model` every declaration that says the same as an earlier one of its name.
pub fn drop_repetitions(model: &mut Model) {
    retain(
        &mut model.schemas,
        |it| &mut it.types,
        |it| it.name.clone(),
        dump::type_text,
    );
    retain(
        &mut model.schemas,
        |it| &mut it.elements,
        |it| Some(it.name.clone()),
        dump::element_text,
    );
    retain(
        &mut model.schemas,
        |it| &mut it.attributes,
        |it| Some(it.name.clone()),
        dump::attribute_text,
    );
    retain(
        &mut model.schemas,
        |it| &mut it.groups,
        |it| Some(it.name.clone()),
        dump::group_text,
    );
    retain(
        &mut model.schemas,
        |it| &mut it.attribute_groups,
        |it| Some(it.name.clone()),
        dump::attribute_group_text,
    );
    let definitions = std::slice::from_mut(&mut model.definitions);
    retain(
        definitions,
        |it| &mut it.messages,
        |it| Some(it.name.clone()),
        dump::message_text,
    );
    retain(
        definitions,
        |it| &mut it.port_types,
        |it| Some(it.name.clone()),
        dump::port_type_text,
    );
    retain(
        definitions,
        |it| &mut it.bindings,
        |it| Some(it.name.clone()),
        dump::binding_text,
    );
    retain(
        definitions,
        |it| &mut it.services,
        |it| Some(it.name.clone()),
        dump::service_text,
    );
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

fn retain<O, T>(
    owners: &mut [O],
    list: fn(&mut O) -> &mut Vec<T>,
    name: fn(&T) -> Option<QName>,
    text: fn(&T) -> String,
) {
    // Text is only made for names that occur more than once.
    let mut counts: BTreeMap<QName, usize> = BTreeMap::new();
    for owner in owners.iter_mut() {
        for name in list(owner).iter().filter_map(name) {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > 1);
    if counts.is_empty() {
        return;
    }
    let mut seen: BTreeSet<(QName, String)> = BTreeSet::new();
    for owner in owners {
        list(owner).retain(|it| match name(it) {
            Some(name) if counts.contains_key(&name) => seen.insert((name, text(it))),
            _ => true,
        });
    }
}
