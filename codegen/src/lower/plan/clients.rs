//! Clients: which ports share one, and the operations of each.
//!
//! In: the services of the WSDL; §2.6, §2.7. Out: a [`ClientPlan`] for each port type of a service, with the ports that it
//! can call: SOAP 1.1 first. A port whose binding says other things, e.g. other actions, has a client of its own. A WSDL
//! without services gives clients for its bindings, without addresses.

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::symbols::Model;
use crate::wsdl::model::{Binding, BindingMessage, BindingOperation};

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
            res.extend(clients(ctx, model, (&service.name, text), port_type, ports));
        }
    }
    if definitions.services.is_empty() {
        for (port_type, ports) in by_port_type(bare_ports(ctx, model)) {
            res.extend(clients(ctx, model, (port_type, None), port_type, ports));
        }
    }
    // Schemas alone promise no client.
    if res.is_empty() && !model.is_schemas_only() {
        let message = if definitions.bindings.is_empty() {
            "no client is generated: no binding is declared, which would say how the messages are sent"
        } else {
            "no client is generated: no port is SOAP over HTTP"
        };
        let span = definitions.services.first().map(|it| it.span);
        (ctx.told.diagnostics).warning(Code::PortSkipped, span, message);
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

/// The clients of `ports`, which bind one port type.
fn clients<'m>(
    ctx: &mut Ctx<'_, 'm>,
    model: &'m Model,
    (service, docs): (&'m QName, Option<&'m str>),
    name: &'m QName,
    ports: Vec<PortPlan<'m>>,
) -> Vec<ClientPlan<'m>> {
    let Some(port_type) = ctx.declared.symbols.port_types.get(name).copied() else {
        let message = format!("port type `{name}` is not declared; nothing of it is generated");
        let span = ports[0].binding.port_type.1;
        (ctx.told.diagnostics).warning(Code::PortSkipped, span, message);
        return Vec::new();
    };
    let mut res = Vec::new();
    for (nth, ports) in by_messages(ctx, ports).into_iter().enumerate() {
        let binding = ports[0].binding;
        let endpoint = Endpoint::new(model, &ports[0].policies, binding, port_type);
        let demands = endpoint.demands(ctx);
        let (operations, skipped) = bound::plans(ctx, port_type, binding, (&endpoint, &demands));
        bound::check(ctx, port_type, binding);
        res.push(ClientPlan {
            service,
            docs,
            port_type,
            named_after: (nth > 0).then(|| ports[0].port.wire.clone()),
            demands,
            ports: ports.into_iter().map(|it| it.port).collect(),
            operations,
            skipped,
        });
    }
    res
}

/// Groups `ports` whose messages are the same, of two with one version of SOAP the one that is encrypted first.
fn by_messages<'m>(ctx: &mut Ctx<'_, 'm>, mut ports: Vec<PortPlan<'m>>) -> Vec<Vec<PortPlan<'m>>> {
    let is_encrypted = |plan: &PortPlan<'_>| {
        let address = plan.port.address.as_ref();
        address.is_some_and(|address| address.starts_with("https:"))
    };
    ports.sort_by_key(|plan| {
        let is_later = comes_later(ctx.told.settings, plan.port.version);
        (is_later, !is_encrypted(plan))
    });
    let mut res: Vec<Vec<PortPlan<'m>>> = Vec::new();
    for plan in ports {
        let version = plan.port.version;
        // Of another version there is nothing to compare with: both bind the same operations.
        let fits = |group: &&mut Vec<PortPlan<'m>>| {
            let mut same_version = group.iter().filter(|it| it.port.version == version);
            same_version
                .next()
                .is_none_or(|it| says_same(it.binding, plan.binding))
        };
        let Some(group) = res.iter_mut().find(fits) else {
            res.push(vec![plan]);
            continue;
        };
        let same = |it: &&PortPlan<'_>| {
            it.port.version == version
                && (it.port.address == plan.port.address || plan.port.address.is_none())
        };
        match group.iter().find(same) {
            Some(same) => {
                let message = format!(
                    "port `{}` is left out: `{}` is the same",
                    plan.port.wire, same.port.wire
                );
                (ctx.told.diagnostics).note(Code::PortSkipped, plan.binding.span, message);
            }
            None => group.push(plan),
        }
    }
    res
}

/// Whether two bindings of one version of SOAP ask for the same messages.
fn says_same(left: &Binding, right: &Binding) -> bool {
    let is_in =
        |of: &BindingOperation| right.operations.iter().any(|it| said_of(it) == said_of(of));
    left.style == right.style
        && left.operations.len() == right.operations.len()
        && left.operations.iter().all(is_in)
}

/// What is said of the messages of an operation, without places.
fn said_of(operation: &BindingOperation) -> impl PartialEq + use<'_> {
    let action = operation.soap_action.as_ref().map(|(action, _)| action);
    let messages = [&operation.input, &operation.output];
    let messages = messages.map(|message| message.as_ref().map(said_of_message));
    (&operation.name, action, operation.style, messages)
}

fn said_of_message(message: &BindingMessage) -> impl PartialEq + use<'_> {
    let body = message.body.as_ref();
    let body = body.map(|it| (&it.parts, it.usage, &it.namespace));
    let headers = message.headers.iter();
    let headers = headers.map(|it| (&it.message, &it.part, it.usage, &it.namespace));
    let attached = message.attachments.iter().map(|it| &it.part);
    (body, Vec::from_iter(headers), Vec::from_iter(attached))
}
