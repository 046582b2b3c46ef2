//! Clients under their names, with operations and messages made whole.
//!
//! In: clients without names, and the contents of all types. Out: the [`Client`]s of the API.

use std::collections::BTreeSet;

use crate::ir::{Client, Demands, Docs, Entry, Message, Operation, RustType, TypeId};
use crate::naming;
use crate::naming::scope::{self, Claim};

use crate::lower::api::{ClientDraft, OperationDraft};
use crate::lower::contract::{Block, ClientPlan, Plan};
use crate::lower::docs;
use crate::lower::draft::DraftKind;
use crate::lower::setting::Setting;
use crate::lower::told::Told;

use super::{examples, failures, ranks, unwrapped};

/// Names all clients and operations; `taken` are the types and modules beside them.
pub(crate) fn settle(
    told: &mut Told<'_>,
    drafts: Vec<ClientDraft<'_>>,
    kinds: &[DraftKind],
    taken: &BTreeSet<String>,
) -> Vec<Client> {
    let mut taken = taken.clone();
    let claims = drafts.iter().map(|draft| claim(draft, &["Client"]));
    let idents = scope::allocate(&claims.collect::<Vec<_>>(), &taken, "").idents;
    taken.extend(idents.iter().cloned());
    let claims = (drafts.iter()).map(|draft| claim(draft, &["", "Service", "Contract"]));
    let services = scope::allocate(&claims.collect::<Vec<_>>(), &taken, "").idents;
    let defaults = ranks::defaults(kinds);
    let mut markers = markers(&drafts).into_iter();
    let mut constants = BTreeSet::new();
    let mut res = Vec::new();
    for ((draft, ident), service_ident) in drafts.into_iter().zip(idents).zip(services) {
        let (plan, sent, got) = (draft.plan, draft.request, draft.response);
        let failures = failures::of_client(told, &got, &header_idents(kinds, got.ty));
        let header_idents = header_idents(kinds, sent.ty);
        let docs = documentation(&plan);
        let methods = draft.operations.iter().map(|it| it.method_ident.clone());
        let mut methods: BTreeSet<String> = methods.collect();
        let mut operations: Vec<Operation> = Vec::new();
        let header_ident = |block: &Block<'_>| header_idents[sent.index_of[&block.name]];
        let drafts = plan.operations.into_iter().zip(draft.operations);
        for (draft, marker) in drafts.zip(markers.by_ref()) {
            let operation = operation(told, draft, marker, header_ident, kinds, &mut methods);
            operations.push(operation);
        }
        let example = examples::choose(&operations, sent.ty, kinds, &defaults);
        let failures_ident = format!("{}_FAILURES", naming::screaming(&service_ident));
        let failures_ident = scope::free(&failures_ident, "_", &constants);
        constants.insert(failures_ident.clone());
        res.push(Client {
            ident,
            service_ident,
            docs,
            service: plan.service.local.clone(),
            asks: asks(&plan.demands, &operations),
            demands: plan.demands,
            ports: plan.ports,
            request_headers: sent.ty,
            response_headers: got.ty,
            failures,
            failures_ident,
            operations,
            example,
            skipped: plan.skipped,
        });
    }
    res
}

/// What the documents say of the service, then of the port type.
fn documentation(plan: &ClientPlan<'_>) -> Docs {
    let mut lines = docs::lines(plan.docs);
    let more = docs::lines(plan.port_type.docs.as_deref());
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
    lines
}

/// Of the preferred demands of all calls and those of each operation, what asks most of a caller.
fn asks(of_all: &[Demands], operations: &[Operation]) -> Option<Demands> {
    let of_each = operations.iter().filter_map(|it| it.demands.first());
    let all = of_each.chain(of_all.first());
    let most = all.max_by_key(|it| (it.takes_credentials(), it.unmet().len()));
    most.cloned()
}

/// What the module is called where the settings do not say.
pub(crate) fn module_ident(clients: &[Client]) -> String {
    let first = clients
        .first()
        .map(|client| naming::snake(&client.service_ident));
    first.unwrap_or_else(|| "client".to_owned())
}

/// What a client would like to be called, after its port type and after its service.
fn claim(draft: &ClientDraft<'_>, suffixes: &[&str]) -> Claim {
    let [own, service] = &draft.stems;
    let mut names: Vec<String> = suffixes.iter().map(|it| format!("{own}{it}")).collect();
    names.extend(suffixes.iter().map(|it| format!("{service}{it}")));
    names.push(format!("{service}{own}{}", suffixes[0]));
    names.dedup();
    Claim::new(names, 0)
}

/// The names of the blocks in a struct of headers, in order.
fn header_idents(kinds: &[DraftKind], headers: Option<TypeId>) -> Vec<&str> {
    let kind = headers.map(|id| &kinds[id.0]);
    let members = kind.map(DraftKind::members).unwrap_or_default();
    members.into_iter().map(|(ident, _)| ident).collect()
}

/// The names of the marker types of all operations, in order.
fn markers(drafts: &[ClientDraft<'_>]) -> Vec<String> {
    let mut claims: Vec<Claim> = Vec::new();
    for draft in drafts {
        let [own, service] = &draft.stems;
        for marker in draft.operations.iter().map(OperationDraft::marker) {
            let names = [
                marker.clone(),
                format!("{own}{marker}"),
                format!("{service}{marker}"),
            ];
            claims.push(Claim::new(names.into(), 0));
        }
    }
    scope::allocate(&claims, &BTreeSet::new(), "").idents
}

/// `header_ident` gives the name of a block that the client sends, `methods` are the names of its methods.
fn operation<'k>(
    told: &mut Told<'_>,
    (plan, draft): (Plan<'_>, OperationDraft),
    marker_ident: String,
    header_ident: impl Fn(&Block<'_>) -> &'k str,
    kinds: &[DraftKind],
    methods: &mut BTreeSet<String>,
) -> Operation {
    let wire = &plan.operation.name;
    let settings = &told.settings.operations;
    let is_unwrapped = told.is_listed(&Setting::Unwrapped, &settings.unwrapped, wire);
    let request = message(draft.request, plan.request.encoded, kinds);
    let response = (draft.response.zip(plan.response))
        .map(|(typed, body)| message(typed, body.encoded, kinds));
    let unwrapped = is_unwrapped
        .then(|| scope::free(&format!("{}_with", draft.method_ident), "_", methods))
        .and_then(|ident| unwrapped::form(kinds, &request, response.as_ref(), ident));
    methods.extend(unwrapped.iter().map(|it| it.request_ident.clone()));
    let blocks = plan.request_headers.iter();
    let encoded = blocks.clone().filter(|block| block.encoded);
    Operation {
        method_ident: draft.method_ident,
        marker_ident,
        wire: wire.clone(),
        span: plan.operation.span,
        docs: docs::lines(plan.operation.docs.as_deref()),
        soap_action: plan.soap_action,
        action: plan.action,
        demands: plan.demands,
        policies: None,
        request,
        response,
        fault: draft.fault,
        request_headers: blocks.map(|block| header_ident(block).to_owned()).collect(),
        encoded_headers: encoded
            .map(|block| header_ident(block).to_owned())
            .collect(),
        losses: (plan.losses.iter())
            .flat_map(|loss| docs::lines(Some(loss)))
            .collect(),
        features: features(told, wire),
        idempotent: told.is_listed(&Setting::Idempotent, &settings.idempotent, wire),
        unwrapped,
    }
}

/// The features that `operation` is behind, by the settings; sorted.
fn features(told: &mut Told<'_>, operation: &str) -> Vec<String> {
    let mut res = Vec::new();
    for (feature, patterns) in &told.settings.features.per_operation_group {
        let feature = feature.as_str().to_owned();
        if told.is_listed(&Setting::Feature(feature.clone()), patterns, operation) {
            res.push(feature);
        }
    }
    res
}

fn message((ty, entry): (RustType, Entry), encoded: bool, kinds: &[DraftKind]) -> Message {
    let fields = ty.named().and_then(|id| kinds[id.0].record());
    Message {
        is_empty: fields.is_some_and(<[_]>::is_empty),
        ty,
        entry,
        encoded,
    }
}
