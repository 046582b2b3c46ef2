//! Clients: their operations, header blocks and failures.
//!
//! In: [`ClientPlan`]s. Out: [`ClientDraft`]s.

use std::collections::BTreeMap;

use crate::ir;
use crate::names::QName;
use crate::naming::{self, scope};

use crate::lower::contract::{ClientPlan, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::docs;

use super::headers;
use super::methods::{self, Blocks};

/// A client whose names are not final.
pub(crate) struct ClientDraft {
    pub(crate) client: ir::Client,
    /// What marks an answer as a failure.
    pub(crate) failures: Vec<ir::FailureRule>,
    /// The stem of its name, and that of its service.
    pub(crate) stems: [String; 2],
}

/// Lowers all clients. Their requests and responses are the first types to be met.
pub(crate) fn lower<'m>(ctx: &mut Ctx<'_, 'm>, plans: Vec<ClientPlan<'m>>) -> Vec<ClientDraft> {
    let services: Vec<&QName> = plans.iter().map(|plan| plan.service).collect();
    ctx.encoded = plans
        .iter()
        .flat_map(|it| &it.operations)
        .any(Plan::is_encoded);
    let mut res = Vec::new();
    for (index, plan) in plans.into_iter().enumerate() {
        let n_of_service = services.iter().filter(|it| **it == plan.service).count();
        let stems = stems(ctx, &plan, n_of_service == 1);
        let draft = client(ctx, index, plan, stems);
        res.push(draft);
    }
    res
}

/// The stems of a client's names: after the port type, then after the service, unless the settings say others.
fn stems(ctx: &mut Ctx<'_, '_>, plan: &ClientPlan<'_>, is_only: bool) -> [String; 2] {
    let (service, port_type) = (plan.service, &plan.port_type.name);
    let of_service = ctx.renamed_global("service", service);
    let of_port_type = ctx.renamed_global("port-type", port_type);
    // The name of a service with several port types would be that of several clients.
    let own = of_port_type.or_else(|| of_service.clone().filter(|_| is_only));
    [
        own.unwrap_or_else(|| naming::client_stem(&port_type.local)),
        of_service.unwrap_or_else(|| naming::client_stem(&service.local)),
    ]
}

fn client<'m>(
    ctx: &mut Ctx<'_, 'm>,
    index: usize,
    plan: ClientPlan<'m>,
    stems: [String; 2],
) -> ClientDraft {
    let claims = methods::claims(ctx, &plan.operations);
    let methods = scope::allocate(&claims, &methods::reserved(), "_").idents;
    let mut request_blocks = Blocks::default();
    let mut response_blocks = Blocks::default();
    let mut fault_users: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for operation in &plan.operations {
        request_blocks.add(&operation.request_headers);
        response_blocks.add(&operation.response_headers);
        response_blocks.add(&operation.fault_headers);
        *fault_users.entry(operation.fault_key()).or_default() += 1;
    }
    let mut operations: Vec<ir::Operation> = Vec::new();
    let mut sent: Vec<Vec<QName>> = Vec::new();
    for (operation, method_ident) in plan.operations.into_iter().zip(methods) {
        let is_shared = fault_users[&operation.fault_key()] > 1;
        let blocks = operation.request_headers.iter();
        sent.push(blocks.map(|block| block.name.clone()).collect());
        let operation = methods::operation(ctx, index, operation, method_ident, is_shared);
        operations.push(operation);
    }
    let service = &plan.service.local;
    let mut headers = |suffix: &str, blocks: &Blocks<'m>| {
        headers::lower(ctx, service, &stems[0], suffix, &blocks.list)
    };
    let request_headers = headers("RequestHeaders", &request_blocks);
    let response_headers = headers("ResponseHeaders", &response_blocks);
    for (operation, sent) in operations.iter_mut().zip(&sent) {
        operation.request_headers =
            methods::header_names(ctx, request_headers, &request_blocks, sent);
    }
    let failures = failures(ctx, response_headers, &response_blocks);
    let mut lines = docs::lines(plan.docs);
    let more = docs::lines(plan.port_type.docs.as_deref());
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
    ClientDraft {
        client: ir::Client {
            ident: String::new(),
            service_ident: String::new(),
            docs: lines,
            service: service.clone(),
            mtom: plan.mtom,
            ports: plan.ports,
            request_headers,
            response_headers,
            failures: None,
            operations,
            skipped: plan.skipped,
        },
        failures,
        stems,
    }
}

fn failures(
    ctx: &mut Ctx<'_, '_>,
    headers: Option<ir::TypeId>,
    blocks: &Blocks<'_>,
) -> Vec<ir::FailureRule> {
    let mut res = Vec::new();
    if !ctx.settings.failure.is_empty() {
        for it in &blocks.list {
            ctx.offer("failure", &it.name.local);
        }
    }
    for failure in &ctx.settings.failure {
        let mut named = blocks.list.iter();
        let Some(block) = named.find(|it| it.name.local == failure.header) else {
            continue;
        };
        let names = methods::header_names(ctx, headers, blocks, std::slice::from_ref(&block.name));
        let header = names.concat();
        ctx.used.insert(format!("failure:{}", failure.header));
        let message = failure.message.as_deref();
        res.push(ir::FailureRule {
            header,
            equals: failure.equals.clone(),
            message: message.and_then(|path| failure_message(ctx, headers, blocks, path)),
        });
    }
    res
}

/// Where `path`, a header block and the elements inside it, leads.
fn failure_message(
    ctx: &mut Ctx<'_, '_>,
    headers: Option<ir::TypeId>,
    blocks: &Blocks<'_>,
    path: &str,
) -> Option<ir::FailureMessage> {
    let mut steps = path.split('/');
    let first = steps.next()?;
    let block = (blocks.list.iter()).find(|block| block.name.local == first)?;
    let names = methods::header_names(ctx, headers, blocks, std::slice::from_ref(&block.name));
    ctx.used.insert(format!("failure:{first}"));
    Some(ir::FailureMessage {
        header: names.concat(),
        path: steps.map(str::to_owned).collect(),
    })
}
