//! Clients: which services, ports and operations are generated.
//!
//! In: the services of the WSDL; §2.6, §2.7. Out: [`ir::Client`]s. Ports that bind one port type share a client: one port
//! for each version of SOAP, 1.1 first. A WSDL without services gives clients for its bindings, without addresses.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::code::Code;
use crate::ir::{self, Origin, SoapVersion, TypeId};
use crate::names::QName;
use crate::symbols::Model;
use crate::wsdl::model as wsdl;

use super::ctx::{Ctx, Draft, DraftName, Key, Work, rank};
use super::headers::{self, Block};
use super::operations::{self, Bound, Direction, Plan};
use super::ports::{PortPlan, bare_ports, comes_later, service_ports};
use super::scope::{self, Claim};
use super::{docs, naming};

/// A client whose names are not final.
pub(super) struct ClientDraft {
    pub(super) client: ir::Client,
    /// The stem of its name, and that of its service.
    pub(super) stems: [String; 2],
}

/// Lowers all clients. Their requests and responses are the first types to be met.
pub(super) fn lower<'m>(ctx: &mut Ctx<'_, 'm>, model: &Model) -> Vec<ClientDraft> {
    let mut res = Vec::new();
    for service in &model.definitions.services {
        let ports = service_ports(ctx, service);
        let text = service.docs.as_deref();
        clients(ctx, &mut res, &service.name, text, ports);
    }
    if model.definitions.services.is_empty() {
        let ports = bare_ports(ctx, model);
        for port in ports {
            let name = port.binding.port_type.0.clone();
            clients(ctx, &mut res, &name, None, vec![port]);
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

/// The clients of one service: one for each port type.
fn clients<'m>(
    ctx: &mut Ctx<'_, 'm>,
    res: &mut Vec<ClientDraft>,
    service: &QName,
    text: Option<&str>,
    ports: Vec<PortPlan<'m>>,
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
        let known = res.iter_mut().find(|it| {
            text.is_none() && it.client.service == service.local && kept[0].port.address.is_none()
        });
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
    let plans = plans(ctx, port_type, ports[0].binding);
    check_bound(ctx, port_type, ports[0].binding);
    ctx.encoded |= plans.iter().any(Plan::is_encoded);
    let claims = claims(ctx, &plans);
    let methods = scope::allocate(&claims, &reserved_methods(), "_").idents;
    let mut request_blocks = Blocks::default();
    let mut response_blocks = Blocks::default();
    let mut fault_users: BTreeMap<Vec<QName>, usize> = BTreeMap::new();
    for plan in &plans {
        request_blocks.add(&plan.request_headers);
        response_blocks.add(&plan.response_headers);
        *fault_users.entry(fault_key(plan)).or_default() += 1;
    }
    let mut operations: Vec<ir::Operation> = Vec::new();
    for (plan, method_ident) in plans.into_iter().zip(methods) {
        let marker = naming::upper_camel(&method_ident);
        let shared = fault_users.get(&fault_key(&plan)).is_some_and(|it| *it > 1);
        let operation = operation(
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
            ports: ports.into_iter().map(|it| it.port).collect(),
            request_headers,
            response_headers,
            failures,
            operations,
        },
        stems,
    }
}

fn plans<'m>(
    ctx: &mut Ctx<'_, 'm>,
    port_type: &'m wsdl::PortType,
    binding: &'m wsdl::Binding,
) -> Vec<Plan<'m>> {
    let mut res = Vec::new();
    let named = Named::new(port_type, binding);
    for operation in &port_type.operations {
        if ctx.is_spent() {
            break;
        }
        if !is_wanted(ctx, &operation.name) {
            continue;
        }
        let plan = match named.bound(operation) {
            Some(bound) => operations::plan(
                ctx,
                Bound {
                    operation,
                    binding,
                    bound,
                },
            ),
            None => Err(operations::skip(
                format!("binding `{}` does not bind it", binding.name),
                operation.span,
            )),
        };
        match plan {
            Ok(it) => res.push(it),
            Err(problem) => {
                let message = format!(
                    "operation `{}` is left out: {}",
                    operation.name, problem.message
                );
                let diagnostic =
                    ctx.diagnostics
                        .warning(Code::OperationSkipped, operation.span, message);
                if let Some(span) = problem.span.filter(|it| *it != operation.span) {
                    diagnostic.label(span, problem.code.meaning());
                }
            }
        }
    }
    res
}

/// Whether the settings ask for `operation`.
fn is_wanted(ctx: &mut Ctx<'_, '_>, operation: &str) -> bool {
    ctx.offer("operation", operation);
    let settings = &ctx.settings.operations;
    let mut is_listed = settings.only.is_empty();
    for it in settings.only.iter().filter(|it| it.matches(operation)) {
        is_listed = true;
        ctx.used.insert(format!("operation:{}", it.as_str()));
    }
    for it in settings.exclude.iter().filter(|it| it.matches(operation)) {
        is_listed = false;
        ctx.used.insert(format!("exclude:{}", it.as_str()));
    }
    is_listed
}

/// The features that `operation` is behind, by the settings; sorted.
fn features(ctx: &mut Ctx<'_, '_>, operation: &str) -> Vec<String> {
    let mut res = Vec::new();
    for (feature, patterns) in &ctx.settings.features.per_operation_group {
        let mut is_in = false;
        for it in patterns.iter().filter(|it| it.matches(operation)) {
            is_in = true;
            let key = format!("feature:{} {}", feature.as_str(), it.as_str());
            ctx.used.insert(key);
        }
        if is_in {
            res.push(feature.as_str().to_owned());
        }
    }
    res
}

/// What a binding binds, its port type must have; WSDL 1.1 §2.5.
fn check_bound(ctx: &mut Ctx<'_, '_>, port_type: &wsdl::PortType, binding: &wsdl::Binding) {
    let declared: BTreeSet<&str> = (port_type.operations.iter())
        .map(|it| it.name.as_str())
        .collect();
    for bound in &binding.operations {
        if !declared.contains(bound.name.as_str()) {
            let message = format!(
                "operation `{}` is left out: port type `{}` does not declare it",
                bound.name, port_type.name
            );
            ctx.diagnostics
                .warning(Code::UnresolvedName, bound.span, message);
        }
    }
}

/// The operations of a port type and of its binding by their names.
#[derive(Default)]
struct Named<'m> {
    overloads: BTreeMap<&'m str, Vec<&'m wsdl::Operation>>,
    bound: BTreeMap<&'m str, Vec<&'m wsdl::BindingOperation>>,
}

impl<'m> Named<'m> {
    fn new(port_type: &'m wsdl::PortType, binding: &'m wsdl::Binding) -> Self {
        let mut res = Self::default();
        for it in &port_type.operations {
            res.overloads.entry(&it.name).or_default().push(it);
        }
        for it in &binding.operations {
            res.bound.entry(&it.name).or_default().push(it);
        }
        res
    }

    /// The binding of `operation`; overloads are told apart by the names of their inputs and outputs, WSDL 1.1 §2.5.
    fn bound(&self, operation: &wsdl::Operation) -> Option<&'m wsdl::BindingOperation> {
        let name = operation.name.as_str();
        let named = self.bound.get(name)?;
        let overloads = self.overloads.get(name)?;
        if named.len() < 2 || overloads.len() < 2 {
            return named.first().copied();
        }
        fn name_of(it: Option<&wsdl::MessageRef>) -> Option<&str> {
            it.and_then(|it| it.name.as_deref())
        }
        let (input, output) = (
            name_of(operation.input.as_ref()),
            name_of(operation.output.as_ref()),
        );
        let fits = |it: &&wsdl::BindingOperation| {
            let bound_input = it.input.as_ref().and_then(|it| it.name.as_deref());
            let bound_output = it.output.as_ref().and_then(|it| it.name.as_deref());
            (input.is_some() || output.is_some())
                && (bound_input.is_none() || bound_input == input)
                && (bound_output.is_none() || bound_output == output)
        };
        let by_name = named.iter().copied().find(|it| fits(it));
        // Without names only the order tells them apart.
        let position = overloads.iter().position(|it| std::ptr::eq(*it, operation));
        by_name.or_else(|| position.and_then(|it| named.get(it).copied()))
    }
}

/// What the methods would like to be called: overloads after their input.
fn claims(ctx: &mut Ctx<'_, '_>, plans: &[Plan<'_>]) -> Vec<Claim> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in plans {
        *names.entry(&plan.operation.name).or_default() += 1;
    }
    let mut res = Vec::new();
    for plan in plans {
        let name = &plan.operation.name;
        if let Some(it) = ctx.renamed_global("operation", &QName::new("", name)) {
            res.push(Claim::new(vec![naming::snake(&it)], 0));
            continue;
        }
        let plain = naming::snake(name);
        let mut wished = Vec::new();
        let input = plan
            .operation
            .input
            .as_ref()
            .and_then(|it| it.name.as_deref());
        if let (true, Some(input)) = (names[name.as_str()] > 1, input) {
            wished.push(naming::snake(input));
        }
        wished.push(plain.clone());
        wished.push(format!("{plain}_operation"));
        wished.dedup();
        res.push(Claim::new(wished, 1));
    }
    res
}

/// The methods that every client has.
pub(super) fn reserved_methods() -> BTreeSet<String> {
    let names = [
        "new",
        "with_transport",
        "with_endpoint",
        "with_version",
        "with_headers",
        "with_limits",
        "with_timeout",
        "with_strict",
        "endpoint",
        "transport",
        "version",
        "headers",
        "limits",
        "timeout",
        "inner",
        "clone",
    ];
    names.map(str::to_owned).into()
}

/// The header blocks of all operations, each once.
#[derive(Default)]
struct Blocks<'m> {
    list: Vec<Block<'m>>,
    index_of: BTreeMap<QName, usize>,
}

impl<'m> Blocks<'m> {
    fn add(&mut self, blocks: &[Block<'m>]) {
        for block in blocks {
            if !self.index_of.contains_key(&block.name) {
                self.index_of.insert(block.name.clone(), self.list.len());
                self.list.push(block.clone());
            }
        }
    }
}

fn fault_key(plan: &Plan<'_>) -> Vec<QName> {
    let mut res: Vec<QName> = plan.faults.iter().map(|it| it.name.clone()).collect();
    res.sort();
    res
}

fn operation<'m>(
    ctx: &mut Ctx<'_, 'm>,
    client: usize,
    plan: Plan<'m>,
    method_ident: String,
    marker: String,
    shared_fault: bool,
    request_blocks: &Blocks<'m>,
) -> ir::Operation {
    let operation = plan.operation;
    let features = features(ctx, &operation.name);
    let fault = fault(ctx, &plan, &marker, shared_fault);
    let request_headers = plan
        .request_headers
        .iter()
        .filter_map(|block| request_blocks.index_of.get(&block.name).copied())
        .collect();
    let request = operations::message(
        ctx,
        client,
        operation,
        &marker,
        plan.request,
        Direction::Request,
    );
    let response = plan
        .response
        .map(|it| operations::message(ctx, client, operation, &marker, it, Direction::Response));
    ir::Operation {
        method_ident,
        marker_ident: marker,
        wire: operation.name.clone(),
        docs: docs::lines(operation.docs.as_deref()),
        soap_action: plan.soap_action,
        request,
        response,
        fault,
        request_headers,
        losses: plan
            .losses
            .iter()
            .flat_map(|it| docs::lines(Some(it)))
            .collect(),
        features,
    }
}

/// The enum of the declared faults; operations that declare the same ones share it.
fn fault<'m>(ctx: &mut Ctx<'_, 'm>, plan: &Plan<'m>, marker: &str, shared: bool) -> Option<TypeId> {
    let first = plan.faults.first()?;
    let own = format!("{marker}Fault");
    // The name of a shared enum must not depend on which operation comes first.
    let name = match (shared, plan.faults.as_slice()) {
        (true, [only]) => format!("{}Detail", naming::upper_camel(&only.name.local)),
        (true, _) | (false, _) => own.clone(),
    };
    let wire = plan.operation.name.clone();
    let mut names = vec![name, own.clone(), format!("{own}Detail")];
    names.dedup();
    let name = match ctx.renamed_global("faults", &QName::new("", &wire)) {
        Some(it) => DraftName::Own(vec![it], rank::SETTINGS),
        None => DraftName::Own(names, rank::MADE),
    };
    let open = || Draft::open(name, Origin::Faults(wire), Vec::new(), Some(first.span));
    let key: Vec<String> = fault_key(plan).iter().map(QName::to_string).collect();
    let (id, new) = ctx.draft(Key::Made(format!("faults {}", key.join(" "))), open);
    if new {
        ctx.queue.push_back(Work::Elements(id, plan.faults.clone()));
    }
    Some(id)
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
