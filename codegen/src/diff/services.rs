//! Services, ports and operations.
//!
//! In: both sides and their pairs. Out: changes of what can be called, where, and under which names.

use crate::ir::{Client, Entry, EntryKind, Message, Operation, Port};

use super::change::{Effect, Kind, Reach};
use super::ctx::{Findings, Sides, Topic};
use super::facets::Relation;
use super::view::View;
use super::{members, relation, types};

/// Compares all services.
pub(super) fn compare(sides: &Sides<'_>, out: &mut Findings) {
    let matched = &sides.pairs.clients;
    let (old, new) = (&sides.old.api.clients, &sides.new.api.clients);
    for &i in &matched.removed {
        let it = &old[i];
        let topic = Topic {
            old: sides.old.locator.service(&it.service),
            ..of_client(it)
        };
        let message = format!("the service `{}` is gone", it.service);
        (out.say(Kind::ServiceRemoved, &topic, message))
            .has(Effect::BreaksRequests)
            .code(format!("no type `{}`", it.ident));
    }
    for &j in &matched.added {
        let it = &new[j];
        let topic = Topic {
            new: sides.new.locator.service(&it.service),
            ..of_client(it)
        };
        let message = format!("the service `{}` is new", it.service);
        (out.say(Kind::ServiceAdded, &topic, message)).has(Effect::New);
    }
    for (&(i, j), operations) in matched.pairs.iter().zip(&sides.pairs.operations) {
        let (old, new) = (&old[i], &new[j]);
        client(sides, out, old, new);
        ports(sides, out, old, new);
        for &i in &operations.removed {
            removed(sides, out, old, &old.operations[i]);
        }
        for &j in &operations.added {
            added(sides, out, new, &new.operations[j]);
        }
        for &(i, j) in &operations.pairs {
            let called = ((old, &old.operations[i]), (new, &new.operations[j]));
            operation(sides, out, called.0, called.1);
        }
    }
}

fn of_client(client: &Client) -> Topic {
    Topic {
        item: client.ident.clone(),
        wire: client.service.clone(),
        ..Topic::default()
    }
}

fn client(sides: &Sides<'_>, out: &mut Findings, old: &Client, new: &Client) {
    let topic = &Topic {
        old: sides.old.locator.service(&old.service),
        new: sides.new.locator.service(&new.service),
        ..of_client(old)
    };
    if old.service != new.service {
        let message = format!("the service is called `{}` now", new.service);
        out.say(Kind::ServiceRenamed, topic, message);
    }
    for (was, is) in [
        (&old.ident, &new.ident),
        (&old.service_ident, &new.service_ident),
    ] {
        if was != is {
            let message = format!("`{was}` is called `{is}` now");
            (out.say(Kind::ClientRenamed, topic, message)).code(format!("no type `{was}`"));
        }
    }
    members::docs(out, topic, &old.docs, &new.docs);
    let (was, is) = (failures(old), failures(new));
    if was != is {
        let text = |list: &[String]| match list {
            [] => "nothing".to_owned(),
            list => list.join(", "),
        };
        let (was, is) = (text(&was), text(&is));
        let message = format!("a failure is marked by {is} now, was {was}");
        (out.say(Kind::FailureChanged, topic, message)).has(Effect::Answers);
    }
}

fn failures(client: &Client) -> Vec<String> {
    let words = client.failures.iter().map(|rule| match &rule.equals {
        Some(text) => format!("`{}` being `{text}`", rule.header),
        None => format!("`{}` being there", rule.header),
    });
    words.collect()
}

fn ports(sides: &Sides<'_>, out: &mut Findings, old: &Client, new: &Client) {
    let topic = |it: &Port| Topic {
        item: old.ident.clone(),
        wire: it.wire.clone(),
        ..Topic::default()
    };
    for it in &old.ports {
        let same_version = || new.ports.iter().filter(|other| other.version == it.version);
        let named = same_version().find(|other| other.wire == it.wire);
        let other = named.or_else(|| same_version().next());
        let topic = Topic {
            old: sides.old.locator.port(&it.wire),
            new: other.and_then(|other| sides.new.locator.port(&other.wire)),
            ..topic(it)
        };
        let Some(other) = other else {
            let message = format!("no port speaks {} any more", it.version);
            (out.say(Kind::PortRemoved, &topic, message)).has(Effect::BreaksRequests);
            continue;
        };
        if it.wire != other.wire {
            let message = format!("the port is called `{}` now", other.wire);
            out.say(Kind::PortRenamed, &topic, message);
        }
        if it.address != other.address {
            let text = |it: &Port| it.address.clone().unwrap_or_else(|| "none".to_owned());
            let (version, was, is) = (it.version, text(it), text(other));
            let message = format!("the address for {version} is {is} now, was {was}");
            out.say(Kind::AddressChanged, &topic, message);
        }
    }
    for it in &new.ports {
        if old.ports.iter().all(|other| other.version != it.version) {
            let topic = Topic {
                new: sides.new.locator.port(&it.wire),
                ..topic(it)
            };
            let message = format!("a port speaks {}", it.version);
            (out.say(Kind::PortAdded, &topic, message)).has(Effect::New);
        }
    }
}

/// An operation of one side, with where both sides declare one of its name.
fn of_operation(sides: &Sides<'_>, client: &Client, it: &Operation) -> Topic {
    Topic {
        item: format!("{}::{}", client.ident, it.method_ident),
        wire: it.wire.clone(),
        reach: Reach::default(),
        old: sides.old.locator.operation(&it.wire),
        new: sides.new.locator.operation(&it.wire),
    }
}

/// Whether a side declares operations called so, and generates none of them.
fn is_left_out(view: &View<'_>, wire: &str) -> bool {
    let mut made = view.api.clients.iter().flat_map(|it| &it.operations);
    let types = (view.loaded.iter()).flat_map(|it| &it.model.definitions.port_types);
    let mut declared = types.flat_map(|it| &it.operations);
    // An overload that is gone leaves the name declared.
    declared.any(|it| it.name == wire) && !made.any(|it| it.wire == wire)
}

fn removed(sides: &Sides<'_>, out: &mut Findings, client: &Client, it: &Operation) {
    let topic = of_operation(sides, client, it);
    let change = if is_left_out(&sides.new, &it.wire) {
        let message = "the operation is declared, but is not generated; the warnings or the settings of the new capture say why";
        out.say(Kind::OperationSkipped, &topic, message)
    } else {
        let message = "the operation is gone";
        (out.say(Kind::OperationRemoved, &topic, message)).has(Effect::BreaksRequests)
    };
    change.code(format!("no method `{}`", topic.item));
}

fn added(sides: &Sides<'_>, out: &mut Findings, client: &Client, it: &Operation) {
    let message = match is_left_out(&sides.old, &it.wire) {
        true => "the operation was declared, and is generated now",
        false => "the operation is new",
    };
    let topic = of_operation(sides, client, it);
    (out.say(Kind::OperationAdded, &topic, message)).has(Effect::New);
}

type Called<'c> = (&'c Client, &'c Operation);

fn operation(sides: &Sides<'_>, out: &mut Findings, old: Called<'_>, new: Called<'_>) {
    let ((client, a), (_, b)) = (old, new);
    let topic = &Topic {
        new: sides.new.locator.operation(&b.wire),
        ..of_operation(sides, client, a)
    };
    for (was, is) in [
        (&a.method_ident, &b.method_ident),
        (&a.marker_ident, &b.marker_ident),
    ] {
        if was != is {
            let message = format!("`{was}` is called `{is}` now");
            (out.say(Kind::OperationRenamed, topic, message)).code(format!("no `{was}`"));
        }
    }
    members::docs(out, topic, &a.docs, &b.docs);
    types::features(out, topic, &a.features, &b.features);
    if a.losses != b.losses {
        let message = match b.losses.as_slice() {
            [] => "everything of it is generated now".to_owned(),
            list => format!("not generated: {}", list.join("; ")),
        };
        out.say(Kind::LossesChanged, topic, message);
    }
    let (requests, answers) = (topic.within(Reach::REQUESTS), topic.within(Reach::ANSWERS));
    if a.soap_action != b.soap_action {
        let (was, is) = (&a.soap_action, &b.soap_action);
        let topic = Topic {
            old: sides.old.locator.action(&a.wire),
            new: sides.new.locator.action(&b.wire),
            ..requests.clone()
        };
        let message = format!("soapAction is {is:?} now, was {was:?}");
        (out.say(Kind::ActionChanged, &topic, message)).has(Effect::BreaksRequests);
    }
    body(sides, out, &requests, &a.request, &b.request);
    match (&a.response, &b.response) {
        (Some(a), Some(b)) => body(sides, out, &answers, a, b),
        (None, Some(it)) => {
            let is = sides.new.ty(&it.ty);
            let message = format!("the operation was one-way, and answers with `{is}` now");
            (out.say(Kind::AnswerAdded, &answers, message))
                .has(Effect::Answers)
                .code(format!("`()` became `{is}`"));
        }
        (Some(it), None) => {
            let was = sides.old.ty(&it.ty);
            (out.say(
                Kind::AnswerRemoved,
                &answers,
                "the operation is one-way now",
            ))
            .has(Effect::BreaksRequests)
            .code(format!("`{was}` became `()`"));
        }
        (None, None) => {}
    }
    match (a.fault, b.fault) {
        (None, Some(id)) => {
            let is = &sides.new.item(id).ident;
            let message = format!("declares faults: `{is}`");
            (out.say(Kind::FaultAdded, &answers, message))
                .has(Effect::Answers)
                .code(format!("`NoFault` became `{is}`"));
        }
        (Some(id), None) => {
            let was = &sides.old.item(id).ident;
            (out.say(Kind::FaultRemoved, &answers, "declares no faults any more"))
                .has(Effect::Answers)
                .code(format!("`{was}` became `NoFault`"));
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    headers(
        out,
        &requests,
        &sent(&sides.old, old),
        &sent(&sides.new, new),
    );
}

fn body(sides: &Sides<'_>, out: &mut Findings, topic: &Topic, a: &Message, b: &Message) {
    let (kind, noun) = match topic.reach.requests {
        true => (Kind::RequestElementChanged, "request"),
        false => (Kind::AnswerElementChanged, "answer"),
    };
    if sides.old.entry_key(&a.entry) != sides.new.entry_key(&b.entry) {
        let text = |view: &View<'_>, it: &Entry| match &it.kind {
            EntryKind::Element(it) => format!("`{}`", view.wire(it)),
            _ => "its parts".to_owned(),
        };
        let (was, is) = (text(&sides.old, &a.entry), text(&sides.new, &b.entry));
        let message = format!("the {noun} is {is} now, was {was}");
        // An answer under another name is not the answer that an old client waits for.
        out.say(kind, topic, message).has(Effect::BreaksRequests);
    }
    if a.encoded != b.encoded {
        let word = if b.encoded { "encoded" } else { "literal" };
        let message = format!("the {noun} is {word} now");
        (out.say(Kind::EncodingChanged, topic, message)).values(Relation::OTHER);
    }
    let relation = relation::of_types(sides, &a.ty, &b.ty);
    let is_same = sides.is_same_type(&a.ty, &b.ty);
    if !is_same || !relation.is_same() {
        let (was, is) = (sides.old.ty(&a.ty), sides.new.ty(&b.ty));
        let message = format!("the {noun} is a `{is}` now, was a `{was}`");
        (out.say(Kind::BodyTypeChanged, topic, message))
            .values(relation)
            .code((!is_same).then(|| sides.became(&a.ty, &b.ty)));
    } else if topic.reach.requests && a.is_empty != b.is_empty {
        let message = match b.is_empty {
            true => "the method takes no argument any more",
            false => "the method takes an argument now",
        };
        (out.say(Kind::BodyTypeChanged, topic, message))
            .code("calls have another number of arguments".to_owned());
    }
    let prefix = format!("the {noun}: ");
    members::values(sides, out, topic, &prefix, (&a.entry, &b.entry));
}

/// A header block: the key to compare, and the name for people.
type Block = ((String, String), String);

fn headers(out: &mut Findings, topic: &Topic, old: &[Block], new: &[Block]) {
    let is_in = |list: &[Block], block: &Block| list.iter().any(|it| it.0 == block.0);
    for block in new.iter().filter(|it| !is_in(old, it)) {
        let message = format!("the request has the header `{}` now", block.1);
        (out.say(Kind::HeaderAdded, topic, message)).has(Effect::BreaksRequests);
    }
    for block in old.iter().filter(|it| !is_in(new, it)) {
        // SOAP 1.1 §4.2: a header that nobody must understand is passed over.
        let message = format!("the request has the header `{}` no more", block.1);
        out.say(Kind::HeaderRemoved, topic, message);
    }
}

/// The header blocks that an operation sends.
fn sent(view: &View<'_>, (client, it): Called<'_>) -> Vec<Block> {
    let names = it.request_headers.iter();
    let fields = names.map(|name| view.api.header(client.request_headers, name).1);
    let wires = fields.filter_map(|field| field.entry.name());
    wires
        .map(|wire| (view.wire_key(wire), view.wire(wire)))
        .collect()
}
