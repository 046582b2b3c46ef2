//! Clients: which services, ports and operations are generated.
//!
//! In: the services of the WSDL; §2.6, §2.7. Out: [`ir::Client`]s. Ports that bind one port type share a client: one port
//! for each version of SOAP, 1.1 first. A WSDL without services gives clients for its bindings, without addresses.

use std::collections::BTreeMap;

use crate::diagnostic::code::Code;
use crate::ir::{self, SoapVersion};
use crate::names::QName;
use crate::naming::{self, scope};
use crate::symbols::Model;
use crate::wsdl::model as wsdl;

use crate::lower::contract::{Block, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::docs;
use crate::lower::plan::bound;
use crate::lower::plan::extensions::asks_for_mtom;
use crate::lower::plan::ports::{PortPlan, bare_ports, comes_later, service_ports};

use super::headers;
use super::methods::{self, Blocks};

/// A client whose names are not final.
pub(crate) struct ClientDraft {
    pub(crate) client: ir::Client,
    /// The stem of its name, and that of its service.
    pub(crate) stems: [String; 2],
}

/// Lowers all clients. Their requests and responses are the first types to be met.
pub(crate) fn lower<'m>(ctx: &mut Ctx<'_, 'm>, model: &Model) -> Vec<ClientDraft> {
    let mut res = Vec::new();
    for service in &model.definitions.services {
        let ports = service_ports(ctx, service);
        let text = service.docs.as_deref();
        clients(ctx, &mut res, (&service.name, text), ports, false);
    }
    if model.definitions.services.is_empty() {
        let ports = bare_ports(ctx, model);
        for port in ports {
            let name = port.binding.port_type.0.clone();
            clients(ctx, &mut res, (&name, None), vec![port], true);
        }
    }
    if res.is_empty() {
        let message = if model.definitions.bindings.is_empty() {
            "no client is generated: no binding is declared, which would say how the messages are sent"
        } else {
            "no client is generated: no port is SOAP over HTTP"
        };
        let span = model.definitions.services.first().map(|it| it.span);
        ctx.diagnostics.warning(Code::PortSkipped, span, message);
    }
    res
}

/// The clients of one service: one for each port type. `is_bare`: there is none, and the port type stands for it.
fn clients<'m>(
    ctx: &mut Ctx<'_, 'm>,
    res: &mut Vec<ClientDraft>,
    (service, text): (&QName, Option<&str>),
    ports: Vec<PortPlan<'m>>,
    is_bare: bool,
) {
    let mut by_port_type: Vec<(&'m QName, Vec<PortPlan<'m>>)> = Vec::new();
    for port in ports {
        let name = &port.binding.port_type.0;
        match by_port_type.iter_mut().find(|(it, _)| *it == name) {
            Some((_, list)) => list.push(port),
            None => by_port_type.push((name, vec![port])),
        }
    }
    let is_only = by_port_type.len() == 1;
    for (name, mut ports) in by_port_type {
        let Some(port_type) = ctx.symbols.port_types.get(name).copied() else {
            let message = format!("port type `{name}` is not declared; nothing of it is generated");
            ctx.diagnostics
                .warning(Code::PortSkipped, ports[0].binding.port_type.1, message);
            continue;
        };
        // Of two ports with one version, the one that is encrypted.
        let plain = |it: &PortPlan<'_>| {
            !it.port
                .address
                .as_ref()
                .is_some_and(|it| it.starts_with("https:"))
        };
        ports.sort_by_key(|it| (comes_later(ctx.settings, it.port.version), plain(it)));
        let mut seen: Vec<SoapVersion> = Vec::new();
        let mut kept: Vec<PortPlan<'m>> = Vec::new();
        for port in ports {
            if seen.contains(&port.port.version) {
                let message = format!(
                    "port `{}` is left out: `{}` is generated for the same operations",
                    port.port.wire, kept[0].port.wire
                );
                ctx.diagnostics
                    .note(Code::PortSkipped, port.binding.span, message);
            } else {
                seen.push(port.port.version);
                kept.push(port);
            }
        }
        // A WSDL without services gives one port at a time; those of one port type belong together.
        let known = (res.iter_mut()).find(|it| is_bare && it.client.service == service.local);
        if let Some(known) = known {
            if !known
                .client
                .ports
                .iter()
                .any(|it| it.version == kept[0].port.version)
            {
                known
                    .client
                    .ports
                    .extend(kept.into_iter().map(|it| it.port));
                let ports = &mut known.client.ports;
                ports.sort_by_key(|it| comes_later(ctx.settings, it.version));
            }
            continue;
        }
        let index = res.len();
        let stems = stems(ctx, service, &port_type.name, is_only);
        let draft = client(ctx, index, service, text, port_type, kept, stems);
        res.push(draft);
    }
}

/// The stems of a client's names: after the port type, then after the service, unless the settings say others.
fn stems(ctx: &mut Ctx<'_, '_>, service: &QName, port_type: &QName, is_only: bool) -> [String; 2] {
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
    service: &QName,
    text: Option<&str>,
    port_type: &'m wsdl::PortType,
    ports: Vec<PortPlan<'m>>,
    stems: [String; 2],
) -> ClientDraft {
    let stem = stems[0].clone();
    let plans = bound::plans(ctx, port_type, ports[0].binding);
    bound::check(ctx, port_type, ports[0].binding);
    ctx.encoded |= plans.iter().any(Plan::is_encoded);
    let claims = methods::claims(ctx, &plans);
    let methods = scope::allocate(&claims, &methods::reserved(), "_").idents;
    let mut request_blocks = Blocks::default();
    let mut response_blocks = Blocks::default();
    let mut fault_users: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for plan in &plans {
        request_blocks.add(&plan.request_headers);
        response_blocks.add(&plan.response_headers);
        response_blocks.add(&plan.fault_headers);
        *fault_users.entry(plan.fault_key()).or_default() += 1;
    }
    let mut operations: Vec<ir::Operation> = Vec::new();
    for (plan, method_ident) in plans.into_iter().zip(methods) {
        let marker = naming::upper_camel(&method_ident);
        let shared = fault_users.get(&plan.fault_key()).is_some_and(|it| *it > 1);
        let operation = methods::operation(
            ctx,
            index,
            plan,
            method_ident,
            marker,
            shared,
            &request_blocks,
        );
        operations.push(operation);
    }
    let request_headers = headers::lower(
        ctx,
        &service.local,
        &stem,
        "RequestHeaders",
        &request_blocks.list,
    );
    let response_headers = headers::lower(
        ctx,
        &service.local,
        &stem,
        "ResponseHeaders",
        &response_blocks.list,
    );
    let failures = failures(ctx, &response_blocks.list);
    let mut lines = docs::lines(text);
    let more = docs::lines(port_type.docs.as_deref());
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
    ClientDraft {
        client: ir::Client {
            ident: String::new(),
            service_ident: String::new(),
            docs: lines,
            service: service.local.clone(),
            mtom: asks_for_mtom(ports[0].binding),
            ports: ports.into_iter().map(|it| it.port).collect(),
            request_headers,
            response_headers,
            failures,
            operations,
        },
        stems,
    }
}

fn failures(ctx: &mut Ctx<'_, '_>, blocks: &[Block<'_>]) -> Vec<ir::FailureRule> {
    let mut res = Vec::new();
    if !ctx.settings.failure.is_empty() {
        for it in blocks {
            ctx.offer("failure", &it.name.local);
        }
    }
    for failure in &ctx.settings.failure {
        let Some(field) = blocks.iter().position(|it| it.name.local == failure.header) else {
            continue;
        };
        ctx.used.insert(format!("failure:{}", failure.header));
        res.push(match &failure.equals {
            Some(text) => ir::FailureRule::HeaderEquals {
                field,
                text: text.clone(),
            },
            None => ir::FailureRule::HeaderFilled { field },
        });
    }
    res
}
