//! Clients: their operations, header blocks and failures.
//!
//! In: [`ClientPlan`]s. Out: [`ClientDraft`]s.

use std::collections::BTreeMap;

use crate::ir::{self, Docs, TypeId};
use crate::names::QName;
use crate::naming::{self, scope};

use crate::lower::contract::{Block, ClientPlan, DetailKey, Direction, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::setting::{Global, Nameable, Setting};
use crate::lower::told::Told;

use super::headers;
use super::methods::{self, Blocks, OperationDraft};

/// A client that has no name.
pub(crate) struct ClientDraft<'m> {
    /// The stem of its name, and that of its service.
    pub(crate) stems: [String; 2],
    pub(crate) docs: Docs,
    pub(crate) service: &'m QName,
    pub(crate) demands: Vec<ir::Demands>,
    pub(crate) ports: Vec<ir::Port>,
    pub(crate) request_headers: Option<TypeId>,
    pub(crate) response_headers: Option<TypeId>,
    /// What marks an answer as a failure.
    pub(crate) failures: Vec<FailureDraft>,
    pub(crate) operations: Vec<OperationDraft<'m>>,
    pub(crate) skipped: Vec<ir::Skipped>,
}

/// A sign of failure among the header blocks of an answer.
pub(crate) struct FailureDraft {
    /// The index of the block that is the sign.
    pub(crate) header: usize,
    /// The value that it has where not any will do.
    pub(crate) equals: Option<String>,
    /// The index of the block that says why, and the elements that lead to the text.
    pub(crate) message: Option<(usize, Vec<String>)>,
}

/// Lowers all clients. Their requests and responses are the first types to be met.
pub(crate) fn lower<'m>(ctx: &mut Ctx<'_, 'm>, plans: Vec<ClientPlan<'m>>) -> Vec<ClientDraft<'m>> {
    ctx.made.is_encoded = (plans.iter().flat_map(|plan| &plan.operations)).any(Plan::is_encoded);
    let services: Vec<&QName> = plans.iter().map(|plan| plan.service).collect();
    let mut res = Vec::new();
    for plan in plans {
        let n_of_service = services.iter().filter(|it| **it == plan.service).count();
        let stems = stems(&mut ctx.told, &plan, n_of_service == 1);
        let draft = client(ctx, plan, stems);
        res.push(draft);
    }
    res
}

/// The stems of a client's names: after the port type, then after the service, unless the settings say others.
fn stems(told: &mut Told<'_>, plan: &ClientPlan<'_>, is_only: bool) -> [String; 2] {
    let (service, port_type) = (plan.service, &plan.port_type.name);
    let of_service = told.renamed_global(Global::Service, service);
    let of_port_type = told.renamed_global(Global::PortType, port_type);
    // The name of a service with several port types would be that of several clients.
    let own = of_port_type.or_else(|| of_service.clone().filter(|_| is_only));
    let named_after = plan.named_after.as_ref().unwrap_or(&port_type.local);
    let own = own.filter(|_| plan.named_after.is_none());
    [
        own.unwrap_or_else(|| naming::client_stem(named_after)),
        of_service.unwrap_or_else(|| naming::client_stem(&service.local)),
    ]
}

fn client<'m>(ctx: &mut Ctx<'_, 'm>, plan: ClientPlan<'m>, stems: [String; 2]) -> ClientDraft<'m> {
    let claims = methods::claims(&mut ctx.told, &plan.operations);
    let methods = scope::allocate(&claims, &methods::reserved(), "_").idents;
    let mut request_blocks = Blocks::default();
    let mut response_blocks = Blocks::default();
    let mut n_users: BTreeMap<Vec<DetailKey>, usize> = BTreeMap::new();
    for operation in &plan.operations {
        request_blocks.add(&operation.request_headers);
        response_blocks.add(&operation.response_headers);
        response_blocks.add(&operation.fault_headers);
        *n_users.entry(operation.fault_key()).or_default() += 1;
    }
    let mut operations: Vec<OperationDraft<'m>> = Vec::new();
    for (operation, ident) in plan.operations.into_iter().zip(methods) {
        let shares_faults = n_users[&operation.fault_key()] > 1;
        let operation = methods::operation(ctx, operation, ident, shares_faults, &request_blocks);
        operations.push(operation);
    }
    let mut headers = |direction, blocks: &Blocks<'m>| {
        let (service, stem) = (&plan.service.local, &stems[0]);
        headers::lower(ctx, service, stem, direction, &blocks.list)
    };
    let request_headers = headers(Direction::Request, &request_blocks);
    let response_headers = headers(Direction::Response, &response_blocks);
    let failures = failures(&mut ctx.told, &response_blocks.list);
    let mut lines = docs::lines(plan.docs);
    let more = docs::lines(plan.port_type.docs.as_deref());
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
    ClientDraft {
        stems,
        docs: lines,
        service: plan.service,
        demands: plan.demands,
        ports: plan.ports,
        request_headers,
        response_headers,
        failures,
        operations,
        skipped: plan.skipped,
    }
}

fn failures(told: &mut Told<'_>, blocks: &[Block<'_>]) -> Vec<FailureDraft> {
    let mut res = Vec::new();
    let settings = told.settings;
    if !settings.failure.is_empty() {
        for block in blocks {
            told.offer(Nameable::Header, &block.name.local);
        }
    }
    let index = |header: &str| blocks.iter().position(|it| it.name.local == header);
    for failure in &settings.failure {
        let Some(header) = index(&failure.header) else {
            continue;
        };
        told.used(Setting::Failure, &failure.header);
        let (first, path) = failure.message_path();
        let message = first.and_then(|first| Some((first, index(first)?)));
        if let Some((first, _)) = message {
            told.used(Setting::FailureMessage, first);
        }
        res.push(FailureDraft {
            header,
            equals: failure.equals.clone(),
            message: message.map(|(_, header)| (header, path.map(str::to_owned).collect())),
        });
    }
    res
}
