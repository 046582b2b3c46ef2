//! Services, ports and operations.
//!
//! In: both sides and their pairs. Out: changes of what can be called, where, and under which names.

use crate::ir::{Client, Entry, EntryKind, Message, Operation, Port, SoapVersion};

use super::change::{Effect, Kind, Reach};
use super::ctx::{Ctx, Draft};
use super::facets::Relation;
use super::view::View;
use super::{members, relation, types};

/// Compares all services.
pub(super) fn compare(ctx: &mut Ctx<'_>) {
    let matched = ctx.pairs.clients.clone();
    for i in matched.removed {
        let it = &ctx.old.api.clients[i];
        let message = format!("the service `{}` is gone", it.service);
        let draft = Draft::new(Kind::ServiceRemoved, &it.ident, message)
            .wire(&it.service)
            .at(ctx.old.locator.service(&it.service), None)
            .when(true, Effect::BreaksRequests)
            .code(Some(format!("no type `{}`", it.ident)));
        ctx.push(draft);
    }
    for j in matched.added {
        let it = &ctx.new.api.clients[j];
        let message = format!("the service `{}` is new", it.service);
        let draft = Draft::new(Kind::ServiceAdded, &it.ident, message)
            .wire(&it.service)
            .at(None, ctx.new.locator.service(&it.service))
            .when(true, Effect::New);
        ctx.push(draft);
    }
    for (index, (i, j)) in matched.pairs.into_iter().enumerate() {
        let (old, new) = (&ctx.old.api.clients[i], &ctx.new.api.clients[j]);
        client(ctx, old, new);
        ports(ctx, old, new);
        let operations = ctx.pairs.operations[index].clone();
        for i in operations.removed {
            removed(ctx, old, &old.operations[i]);
        }
        for j in operations.added {
            added(ctx, new, &new.operations[j]);
        }
        for (i, j) in operations.pairs {
            operation(ctx, (old, &old.operations[i]), (new, &new.operations[j]));
        }
    }
}

fn client(ctx: &mut Ctx<'_>, old: &Client, new: &Client) {
    let places = (
        ctx.old.locator.service(&old.service),
        ctx.new.locator.service(&new.service),
    );
    let start = |kind, message: String| {
        Draft::new(kind, &old.ident, message)
            .wire(&old.service)
            .at(places.0.clone(), places.1.clone())
    };
    if old.service != new.service {
        let message = format!("the service is called `{}` now", new.service);
        ctx.push(start(Kind::ServiceRenamed, message));
    }
    for (was, is) in [
        (&old.ident, &new.ident),
        (&old.service_ident, &new.service_ident),
    ] {
        if was != is {
            let message = format!("`{was}` is called `{is}` now");
            let code = Some(format!("no type `{was}`"));
            ctx.push(start(Kind::ClientRenamed, message).code(code));
        }
    }
    if old.docs != new.docs {
        let message = members::docs_words(&old.docs, &new.docs).to_owned();
        ctx.push(start(Kind::DocumentationChanged, message));
    }
    let (was, is) = (failures(old), failures(new));
    if was != is {
        let text = |list: &[String]| match list {
            [] => "nothing".to_owned(),
            list => list.join(", "),
        };
        let message = format!(
            "a failure is marked by {} now, was {}",
            text(&is),
            text(&was)
        );
        ctx.push(start(Kind::FailureChanged, message).when(true, Effect::Answers));
    }
}

fn failures(client: &Client) -> Vec<String> {
    let words = client.failures.iter().map(|rule| match &rule.equals {
        Some(text) => format!("`{}` being `{text}`", rule.header),
        None => format!("`{}` being there", rule.header),
    });
    words.collect()
}

fn ports(ctx: &mut Ctx<'_>, old: &Client, new: &Client) {
    let version = |it: &Port| match it.version {
        SoapVersion::V11 => "SOAP 1.1",
        SoapVersion::V12 => "SOAP 1.2",
    };
    for it in &old.ports {
        let start = |kind, message: String| Draft::new(kind, &old.ident, message).wire(&it.wire);
        let was = ctx.old.locator.port(&it.wire);
        let same_version = || new.ports.iter().filter(|other| other.version == it.version);
        let named = same_version().find(|other| other.wire == it.wire);
        let Some(other) = named.or_else(|| same_version().next()) else {
            let message = format!("no port speaks {} any more", version(it));
            let draft = start(Kind::PortRemoved, message).at(was, None);
            ctx.push(draft.when(true, Effect::BreaksRequests));
            continue;
        };
        let is = ctx.new.locator.port(&other.wire);
        if it.wire != other.wire {
            let message = format!("the port is called `{}` now", other.wire);
            ctx.push(start(Kind::PortRenamed, message).at(was.clone(), is.clone()));
        }
        if it.address != other.address {
            let text = |it: &Port| it.address.clone().unwrap_or_else(|| "none".to_owned());
            let message = format!(
                "the address for {} is {} now, was {}",
                version(it),
                text(other),
                text(it)
            );
            ctx.push(start(Kind::AddressChanged, message).at(was, is));
        }
    }
    for it in &new.ports {
        if old.ports.iter().all(|other| other.version != it.version) {
            let place = ctx.new.locator.port(&it.wire);
            let message = format!("a port speaks {}", version(it));
            let draft = Draft::new(Kind::PortAdded, &old.ident, message)
                .wire(&it.wire)
                .at(None, place)
                .when(true, Effect::New);
            ctx.push(draft);
        }
    }
}

fn method(client: &Client, it: &Operation) -> String {
    format!("{}::{}", client.ident, it.method_ident)
}

fn is_declared(view: &View<'_>, wire: &str) -> bool {
    let types = view
        .loaded
        .iter()
        .flat_map(|it| &it.model.definitions.port_types);
    types
        .flat_map(|it| &it.operations)
        .any(|it| it.name == wire)
}

fn removed(ctx: &mut Ctx<'_>, client: &Client, it: &Operation) {
    let item = method(client, it);
    let code = Some(format!("no method `{item}`"));
    let places = (
        ctx.old.locator.operation(&it.wire),
        ctx.new.locator.operation(&it.wire),
    );
    let n_same = |view: &View<'_>| {
        let all = view.api.clients.iter().flat_map(|it| &it.operations);
        all.filter(|other| other.wire == it.wire).count()
    };
    // An overload that is gone leaves the name declared.
    let is_skipped = is_declared(&ctx.new, &it.wire) && n_same(&ctx.new) == 0;
    let draft = if is_skipped {
        let message = "the operation is declared, but is not generated; the warnings or the settings of the new capture say why";
        Draft::new(Kind::OperationSkipped, item, message)
    } else {
        Draft::new(Kind::OperationRemoved, item, "the operation is gone")
            .when(true, Effect::BreaksRequests)
    };
    ctx.push(draft.wire(&it.wire).at(places.0, places.1).code(code));
}

fn added(ctx: &mut Ctx<'_>, client: &Client, it: &Operation) {
    let n_old = ctx.old.api.clients.iter().flat_map(|it| &it.operations);
    let is_known =
        n_old.filter(|other| other.wire == it.wire).count() == 0 && is_declared(&ctx.old, &it.wire);
    let message = match is_known {
        true => "the operation was declared, and is generated now",
        false => "the operation is new",
    };
    let draft = Draft::new(Kind::OperationAdded, method(client, it), message)
        .wire(&it.wire)
        .at(
            ctx.old.locator.operation(&it.wire),
            ctx.new.locator.operation(&it.wire),
        )
        .when(true, Effect::New);
    ctx.push(draft);
}

fn operation(ctx: &mut Ctx<'_>, old: (&Client, &Operation), new: (&Client, &Operation)) {
    let ((old_client, a), (new_client, b)) = (old, new);
    let item = method(old_client, a);
    let places = (
        ctx.old.locator.operation(&a.wire),
        ctx.new.locator.operation(&b.wire),
    );
    let start = |kind, message: String, reach| {
        Draft::new(kind, &item, message)
            .wire(&a.wire)
            .reach(reach)
            .at(places.0.clone(), places.1.clone())
    };
    let none = Reach::default();
    for (was, is) in [
        (&a.method_ident, &b.method_ident),
        (&a.marker_ident, &b.marker_ident),
    ] {
        if was != is {
            let message = format!("`{was}` is called `{is}` now");
            let code = Some(format!("no `{was}`"));
            ctx.push(start(Kind::OperationRenamed, message, none).code(code));
        }
    }
    if a.docs != b.docs {
        let message = members::docs_words(&a.docs, &b.docs).to_owned();
        ctx.push(start(Kind::DocumentationChanged, message, none));
    }
    if let Some((message, code)) = types::features_words(&item, &a.features, &b.features) {
        ctx.push(start(Kind::FeaturesChanged, message, none).code(code));
    }
    if a.losses != b.losses {
        let message = match b.losses.as_slice() {
            [] => "everything of it is generated now".to_owned(),
            list => format!("not generated: {}", list.join("; ")),
        };
        ctx.push(start(Kind::LossesChanged, message, none));
    }
    if a.soap_action != b.soap_action {
        let message = format!(
            "soapAction is {:?} now, was {:?}",
            b.soap_action, a.soap_action
        );
        let draft = start(Kind::ActionChanged, message, Reach::REQUESTS)
            .at(
                ctx.old.locator.action(&a.wire),
                ctx.new.locator.action(&b.wire),
            )
            .when(true, Effect::BreaksRequests);
        ctx.push(draft);
    }
    body(ctx, &start, (&a.request, &b.request), Reach::REQUESTS);
    match (&a.response, &b.response) {
        (Some(a), Some(b)) => body(ctx, &start, (a, b), Reach::ANSWERS),
        (None, Some(it)) => {
            let is = ctx.new.ty(&it.ty);
            let message = format!("the operation was one-way, and answers with `{is}` now");
            let draft = start(Kind::AnswerAdded, message, Reach::ANSWERS)
                .when(true, Effect::Answers)
                .code(Some(format!("`()` became `{is}`")));
            ctx.push(draft);
        }
        (Some(it), None) => {
            let was = ctx.old.ty(&it.ty);
            let message = "the operation is one-way now".to_owned();
            let draft = start(Kind::AnswerRemoved, message, Reach::ANSWERS)
                .when(true, Effect::BreaksRequests)
                .code(Some(format!("`{was}` became `()`")));
            ctx.push(draft);
        }
        (None, None) => {}
    }
    match (a.fault, b.fault) {
        (None, Some(id)) => {
            let is = &ctx.new.item(id).ident;
            let draft = start(
                Kind::FaultAdded,
                format!("declares faults: `{is}`"),
                Reach::ANSWERS,
            )
            .when(true, Effect::Answers)
            .code(Some(format!("`NoFault` became `{is}`")));
            ctx.push(draft);
        }
        (Some(id), None) => {
            let was = &ctx.old.item(id).ident;
            let message = "declares no faults any more".to_owned();
            let draft = start(Kind::FaultRemoved, message, Reach::ANSWERS)
                .when(true, Effect::Answers)
                .code(Some(format!("`{was}` became `NoFault`")));
            ctx.push(draft);
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    headers(ctx, &start, (old_client, a), (new_client, b));
}

type Start<'s> = dyn Fn(Kind, String, Reach) -> Draft + 's;

fn body(ctx: &mut Ctx<'_>, start: &Start<'_>, (a, b): (&Message, &Message), reach: Reach) {
    let (kind, noun) = match reach.requests {
        true => (Kind::RequestElementChanged, "request"),
        false => (Kind::AnswerElementChanged, "answer"),
    };
    if root(&ctx.old, &a.entry) != root(&ctx.new, &b.entry) {
        let text = |view: &View<'_>, it: &Entry| match &it.kind {
            EntryKind::Element(it) => format!("`{}`", view.wire(it)),
            _ => "its parts".to_owned(),
        };
        let (was, is) = (text(&ctx.old, &a.entry), text(&ctx.new, &b.entry));
        let message = format!("the {noun} is {is} now, was {was}");
        // An answer under another name is not the answer that an old client waits for.
        ctx.push(start(kind, message, reach).when(true, Effect::BreaksRequests));
    }
    if a.encoded != b.encoded {
        let word = if b.encoded { "encoded" } else { "literal" };
        let message = format!("the {noun} is {word} now");
        let draft = start(Kind::EncodingChanged, message, reach);
        ctx.push(draft.values(Relation::OTHER));
    }
    let relation = relation::of_types(ctx.sides(), &a.ty, &b.ty);
    let is_same = ctx.is_same_type(&a.ty, &b.ty);
    if !is_same || !relation.is_same() {
        let (was, is) = (ctx.old.ty(&a.ty), ctx.new.ty(&b.ty));
        let message = format!("the {noun} is a `{is}` now, was a `{was}`");
        let code = (!is_same).then(|| format!("`{was}` became `{is}`"));
        let draft = start(Kind::BodyTypeChanged, message, reach)
            .values(relation)
            .code(code);
        ctx.push(draft);
    } else if reach.requests && a.is_empty != b.is_empty {
        let message = match b.is_empty {
            true => "the method takes no argument any more",
            false => "the method takes an argument now",
        };
        let code = Some("calls have another number of arguments".to_owned());
        ctx.push(start(Kind::BodyTypeChanged, message.to_owned(), reach).code(code));
    }
    let draft = |kind, message: String| start(kind, format!("the {noun}: {message}"), reach);
    members::values(ctx, reach, &a.entry, &b.entry, &draft);
}

/// The name of the body's element; `None` for parts without one around them.
fn root(view: &View<'_>, entry: &Entry) -> Option<(String, String)> {
    match &entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) => Some(view.wire_key(it)),
        _ => None,
    }
}

type Called<'c> = (&'c Client, &'c Operation);

fn headers(ctx: &mut Ctx<'_>, start: &Start<'_>, old: Called<'_>, new: Called<'_>) {
    let (a, b) = (sent(&ctx.old, old), sent(&ctx.new, new));
    for (key, name) in &b {
        if a.iter().all(|it| it.0 != *key) {
            let message = format!("the request has the header `{name}` now");
            let draft = start(Kind::HeaderAdded, message, Reach::REQUESTS);
            ctx.push(draft.when(true, Effect::BreaksRequests));
        }
    }
    for (key, name) in &a {
        if b.iter().all(|it| it.0 != *key) {
            // SOAP 1.1 §4.2: a header that nobody must understand is passed over.
            let message = format!("the request has the header `{name}` no more");
            ctx.push(start(Kind::HeaderRemoved, message, Reach::REQUESTS));
        }
    }
}

/// The header blocks that an operation sends: the key to compare, and the name for people.
fn sent(view: &View<'_>, (client, it): Called<'_>) -> Vec<((String, String), String)> {
    let names = it.request_headers.iter();
    let fields = names.map(|name| view.api.header(client.request_headers, name).1);
    let named = fields.filter_map(|field| match &field.entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) => {
            Some((view.wire_key(it), view.wire(it)))
        }
        _ => None,
    });
    named.collect()
}
