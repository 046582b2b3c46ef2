//! Clients: which ports share one, and the operations of each.
//!
//! In: the services of the WSDL; §2.6, §2.7. Out: a [`ClientPlan`] for each port type of a service: one port for each
//! version of SOAP, 1.1 first. A WSDL without services gives clients for its bindings, without addresses.

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::symbols::Model;

use crate::lower::contract::{ClientPlan, PortPlan};
use crate::lower::ctx::Ctx;

use super::bound;
use super::demands::Endpoint;
use super::ports::{bare_ports, comes_later, service_ports};

/// Plans all clients.
pub(crate) fn plan<'m>(ctx: &mut Ctx<'_, 'm>, model: &'m Model) -> Vec<ClientPlan<'m>> {
    let mut res = Vec::new();
    let definitions = &model.definitions;
    for service in &definitions.services {
        for (port_type, ports) in by_port_type(service_ports(ctx, service)) {
            let text = service.docs.as_deref();
            res.extend(client(ctx, model, (&service.name, text), port_type, ports));
        }
    }
    if definitions.services.is_empty() {
        for (port_type, ports) in by_port_type(bare_ports(ctx, model)) {
            res.extend(client(ctx, model, (port_type, None), port_type, ports));
        }
    }
    if res.is_empty() {
        let message = if definitions.bindings.is_empty() {
            "no client is generated: no binding is declared, which would say how the messages are sent"
        } else {
            "no client is generated: no port is SOAP over HTTP"
        };
        let span = definitions.services.first().map(|it| it.span);
        ctx.told
            .diagnostics
            .warning(Code::PortSkipped, span, message);
    }
    res
}

fn by_port_type(ports: Vec<PortPlan<'_>>) -> Vec<(&QName, Vec<PortPlan<'_>>)> {
    let mut res: Vec<(&QName, Vec<PortPlan<'_>>)> = Vec::new();
    for port in ports {
        let name = &port.binding.port_type.0;
        match res.iter_mut().find(|it| it.0 == name) {
            Some((_, list)) => list.push(port),
            None => res.push((name, vec![port])),
        }
    }
    res
}

/// The client of `ports`, which bind one port type.
fn client<'m>(
    ctx: &mut Ctx<'_, 'm>,
    model: &'m Model,
    (service, docs): (&'m QName, Option<&'m str>),
    name: &'m QName,
    ports: Vec<PortPlan<'m>>,
) -> Option<ClientPlan<'m>> {
    let Some(port_type) = ctx.declared.symbols.port_types.get(name).copied() else {
        let message = format!("port type `{name}` is not declared; nothing of it is generated");
        ctx.told
            .diagnostics
            .warning(Code::PortSkipped, ports[0].binding.port_type.1, message);
        return None;
    };
    let ports = one_of_each_version(ctx, ports);
    let binding = ports[0].binding;
    let endpoint = Endpoint::new(model, &ports[0].policies, binding, port_type);
    let demands = endpoint.demands(ctx);
    let (operations, skipped) = bound::plans(ctx, port_type, binding, (&endpoint, &demands));
    bound::check(ctx, port_type, binding);
    Some(ClientPlan {
        service,
        docs,
        port_type,
        demands,
        ports: ports.into_iter().map(|it| it.port).collect(),
        operations,
        skipped,
    })
}

/// Of two ports with one version, the one that is encrypted.
fn one_of_each_version<'m>(
    ctx: &mut Ctx<'_, 'm>,
    mut ports: Vec<PortPlan<'m>>,
) -> Vec<PortPlan<'m>> {
    let is_encrypted = |plan: &PortPlan<'_>| {
        let address = plan.port.address.as_ref();
        address.is_some_and(|address| address.starts_with("https:"))
    };
    ports.sort_by_key(|plan| {
        let is_later = comes_later(ctx.told.settings, plan.port.version);
        (is_later, !is_encrypted(plan))
    });
    let mut kept: Vec<PortPlan<'m>> = Vec::new();
    for plan in ports {
        if kept.iter().any(|it| it.port.version == plan.port.version) {
            let message = format!(
                "port `{}` is left out: `{}` is generated for the same operations",
                plan.port.wire, kept[0].port.wire
            );
            ctx.told
                .diagnostics
                .note(Code::PortSkipped, plan.binding.span, message);
        } else {
            kept.push(plan);
        }
    }
    kept
}
