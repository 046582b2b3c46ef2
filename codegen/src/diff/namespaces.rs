//! Namespaces: one that has another name on the new side is told once, not at every member.
//!
//! In: both sides. Out: the old names with their new ones, and changes of the constants.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Entry, Namespace, Origin, WireName};

use super::change::{Effect, Kind};
use super::ctx::{Findings, Sides, Topic};

/// The namespaces of `old` that `new` calls otherwise, with their new names.
pub(super) fn renamed(old: &Api, new: &Api) -> BTreeMap<String, String> {
    let uris =
        |it: &Api| -> BTreeSet<String> { it.namespaces.iter().map(|it| it.uri.clone()).collect() };
    let (a, b) = (uris(old), uris(new));
    let gone: Vec<&Namespace> = (old.namespaces.iter())
        .filter(|it| !b.contains(&it.uri))
        .collect();
    let mut fresh: Vec<&Namespace> = (new.namespaces.iter())
        .filter(|it| !a.contains(&it.uri))
        .collect();
    let mut res = BTreeMap::new();
    let mut left = Vec::new();
    for it in gone {
        let is_same = |other: &&Namespace| {
            other.ident == it.ident && shares_names(old, &it.uri, new, &other.uri)
        };
        match fresh.iter().position(is_same) {
            Some(at) => {
                res.insert(it.uri.clone(), fresh.remove(at).uri.clone());
            }
            None => left.push(it),
        }
    }
    if let ([gone], [fresh]) = (left.as_slice(), fresh.as_slice())
        && shares_names(old, &gone.uri, new, &fresh.uri)
    {
        res.insert(gone.uri.clone(), fresh.uri.clone());
    }
    res
}

/// Whether a name of the old namespace is one of the new namespace too; else they have nothing to do with each other.
fn shares_names(old: &Api, old_uri: &str, new: &Api, new_uri: &str) -> bool {
    let (a, b) = (locals(old, old_uri), locals(new, new_uri));
    a.iter().any(|it| b.contains(it))
}

/// The local names in a namespace: of types, elements and the roots of bodies.
fn locals<'a>(api: &'a Api, uri: &str) -> BTreeSet<&'a str> {
    let mut res = BTreeSet::new();
    let wire = |it: &'a WireName| (api.uri(it.namespace) == uri).then_some(it.local.as_str());
    let entry = |it: &'a Entry| it.name().and_then(wire);
    for item in &api.types {
        if let Origin::Type(it) | Origin::Element(it) | Origin::Family(it) = &item.origin
            && it.namespace == uri
        {
            res.insert(it.local.as_str());
        }
        let fields = item.kind.fields().iter();
        res.extend(fields.filter_map(|field| entry(&field.entry)));
    }
    for operation in api.clients.iter().flat_map(|it| &it.operations) {
        res.extend(entry(&operation.request.entry));
        res.extend((operation.response.iter()).filter_map(|it| entry(&it.entry)));
    }
    res
}

/// Compares the constants.
pub(super) fn compare(sides: &Sides<'_>, out: &mut Findings) {
    let (old, new) = (sides.old.api, sides.new.api);
    let topic = |namespace: &Namespace| Topic {
        item: namespace.ident.clone(),
        wire: namespace.uri.clone(),
        ..Topic::default()
    };
    for it in &old.namespaces {
        let renamed = sides.old.renamed.get(&it.uri);
        if let Some(uri) = renamed {
            let message = format!("the namespace is `{uri}` now");
            (out.say(Kind::NamespaceChanged, &topic(it), message))
                .has(Effect::BreaksRequests)
                .has(Effect::Answers);
        }
        let uri = renamed.unwrap_or(&it.uri);
        let other = new.namespaces.iter().find(|it| it.uri == *uri);
        let reused = new.namespaces.iter().find(|other| other.ident == it.ident);
        let message = match (other, reused) {
            (Some(other), _) if other.ident == it.ident => continue,
            (Some(other), _) => format!("the constant is called `{}` now", other.ident),
            (None, Some(it)) => format!("the constant is `{}` now", it.uri),
            (None, None) => "the constant is gone".to_owned(),
        };
        let code = (reused.is_none()).then(|| format!("no constant `{}`", it.ident));
        (out.say(Kind::NamespaceConstantChanged, &topic(it), message)).code(code);
    }
    for it in &new.namespaces {
        let is_known = (old.namespaces.iter())
            .any(|other| other.uri == it.uri || other.ident == it.ident)
            || sides.old.renamed.values().any(|uri| *uri == it.uri);
        if !is_known {
            let message = "the constant is new";
            (out.say(Kind::NamespaceConstantChanged, &topic(it), message)).has(Effect::New);
        }
    }
}
