//! Clients under their names, with operations and messages made whole.
//!
//! In: clients without names, and the contents of all types. Out: the [`Client`]s of the API.

use std::collections::BTreeSet;

use crate::ir::{
    Client, Demands, Entry, FailureMessage, FailureRule, Message, Operation, RustType, TypeId,
};
use crate::naming;
use crate::naming::scope::{self, Claim};

use crate::lower::api::{ClientDraft, FailureDraft, OperationDraft};
use crate::lower::docs;
use crate::lower::draft::DraftKind;

use super::{examples, ranks, unwrapped};

/// Names all clients and operations; `taken` are the types and modules beside them.
pub(crate) fn settle(
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
        let failures = failures(&draft, &header_idents(kinds, draft.response_headers));
        let headers = header_idents(kinds, draft.request_headers);
        let methods = draft.operations.iter().map(|it| it.method_ident.clone());
        let mut methods: BTreeSet<String> = methods.collect();
        let operations = draft.operations.into_iter().zip(markers.by_ref());
        let operations = operations
            .map(|(draft, marker)| operation(draft, marker, &headers, kinds, &mut methods));
        let operations: Vec<Operation> = operations.collect();
        let example = examples::choose(&operations, draft.request_headers, kinds, &defaults);
        let asks = asks(&draft.demands, &operations);
        let failures_ident = format!("{}_FAILURES", naming::screaming(&service_ident));
        let failures_ident = scope::free(&failures_ident, "_", &constants);
        constants.insert(failures_ident.clone());
        res.push(Client {
            ident,
            service_ident,
            docs: draft.docs,
            service: draft.service.local.clone(),
            asks,
            demands: draft.demands,
            ports: draft.ports,
            request_headers: draft.request_headers,
            response_headers: draft.response_headers,
            failures,
            failures_ident,
            operations,
            example,
            skipped: draft.skipped,
        });
    }
    res
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

fn failures(client: &ClientDraft<'_>, headers: &[&str]) -> Vec<FailureRule> {
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

/// The names of the marker types of all operations, in order.
fn markers(drafts: &[ClientDraft<'_>]) -> Vec<String> {
    let mut claims: Vec<Claim> = Vec::new();
    for draft in drafts {
        let [own, service] = &draft.stems;
        for OperationDraft { marker, .. } in &draft.operations {
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

/// `headers` are the names of all blocks that the client sends, `methods` those of its methods.
fn operation(
    draft: OperationDraft<'_>,
    marker_ident: String,
    headers: &[&str],
    kinds: &[DraftKind],
    methods: &mut BTreeSet<String>,
) -> Operation {
    let plan = draft.plan;
    let (request, response) = (plan.request, plan.response);
    let sent = draft.request_headers.iter();
    let encoded = (sent.clone().zip(&plan.request_headers))
        .filter(|(_, block)| block.encoded)
        .map(|(idx, _)| headers[*idx].to_owned())
        .collect();
    let request = message(draft.request, request.encoded, kinds);
    let response =
        (draft.response.zip(response)).map(|(typed, body)| message(typed, body.encoded, kinds));
    let unwrapped = (draft.unwrapped)
        .then(|| scope::free(&format!("{}_with", draft.method_ident), "_", methods))
        .and_then(|ident| unwrapped::form(kinds, &request, response.as_ref(), ident));
    methods.extend(unwrapped.iter().map(|it| it.request_ident.clone()));
    Operation {
        method_ident: draft.method_ident,
        marker_ident,
        wire: plan.operation.name.clone(),
        span: plan.operation.span,
        docs: docs::lines(plan.operation.docs.as_deref()),
        soap_action: plan.soap_action,
        action: plan.action,
        demands: plan.demands,
        policies: None,
        request,
        response,
        fault: draft.fault,
        request_headers: sent.map(|idx| headers[*idx].to_owned()).collect(),
        encoded_headers: encoded,
        losses: (plan.losses.iter())
            .flat_map(|loss| docs::lines(Some(loss)))
            .collect(),
        features: draft.features,
        idempotent: draft.idempotent,
        unwrapped,
    }
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
