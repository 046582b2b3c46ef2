//! Ports: which of them can be generated.
//!
//! In: `wsdl:port`s with their bindings; WSDL 1.1 §2.6, §3. Out: those that speak SOAP over HTTP, the others as notes.

use crate::diagnostic::code::Code;
use crate::ir::{self, SoapVersion};
use crate::settings::{PreferredVersion, Settings};
use crate::source::span::Span;
use crate::symbols::Model;
use crate::wsdl::model as wsdl;

use super::ctx::Ctx;
use super::extensions::check_extensions;

/// A port that can be generated.
pub(super) struct PortPlan<'m> {
    pub(super) port: ir::Port,
    pub(super) binding: &'m wsdl::Binding,
}

/// The ports of `service` that speak SOAP over HTTP, as the settings ask.
pub(super) fn service_ports<'m>(
    ctx: &mut Ctx<'_, 'm>,
    service: &wsdl::Service,
) -> Vec<PortPlan<'m>> {
    let only = &ctx.settings.ports.only;
    let mut res = Vec::new();
    for port in &service.ports {
        ctx.offer("port", &port.name);
        if !only.is_empty() && !only.contains(&port.name) {
            continue;
        }
        ctx.used.insert(format!("port:{}", port.name));
        let Some(binding) = ctx.symbols.bindings.get(&port.binding.0).copied() else {
            let message = format!(
                "port `{}` is left out: binding `{}` is not declared",
                port.name, port.binding.0
            );
            ctx.diagnostics
                .warning(Code::PortSkipped, port.binding.1, message);
            continue;
        };
        if let Some(version) = version(ctx, &port.name, binding, port.span) {
            let port = ir::Port {
                wire: port.name.clone(),
                version,
                address: port.address.clone(),
            };
            res.push(PortPlan { port, binding });
        }
    }
    res
}

/// The bindings of a WSDL that leaves its services to others.
pub(super) fn bare_ports<'m>(ctx: &mut Ctx<'_, 'm>, model: &Model) -> Vec<PortPlan<'m>> {
    let mut res: Vec<PortPlan<'m>> = Vec::new();
    for declared in &model.definitions.bindings {
        let Some(binding) = ctx.symbols.bindings.get(&declared.name).copied() else {
            continue;
        };
        let Some(version) = version(ctx, &binding.name.local, binding, binding.span) else {
            continue;
        };
        let port = ir::Port {
            wire: binding.name.local.clone(),
            version,
            address: None,
        };
        res.push(PortPlan { port, binding });
    }
    res
}

/// Whether a port of this version comes after the others; 1.1 is preferred unless the settings say 1.2.
pub(super) fn comes_later(settings: &Settings, version: SoapVersion) -> bool {
    let preferred = match settings.ports.prefer {
        Some(PreferredVersion::V12) => SoapVersion::V12,
        Some(PreferredVersion::V11) | None => SoapVersion::V11,
    };
    version != preferred
}

fn version(
    ctx: &mut Ctx<'_, '_>,
    port: &str,
    binding: &wsdl::Binding,
    span: Span,
) -> Option<SoapVersion> {
    let version = match &binding.protocol {
        wsdl::Protocol::Soap11 => SoapVersion::V11,
        wsdl::Protocol::Soap12 => SoapVersion::V12,
        wsdl::Protocol::Http(verb) => {
            let message = format!("port `{port}` is left out: it is plain HTTP {verb}, not SOAP");
            ctx.diagnostics.note(Code::PortSkipped, span, message);
            return None;
        }
        wsdl::Protocol::Other(name) => {
            let message = if name.is_empty() {
                format!("port `{port}` is left out: its binding names no protocol")
            } else {
                format!("port `{port}` is left out: its protocol is `{name}`, not SOAP")
            };
            ctx.diagnostics.note(Code::PortSkipped, span, message);
            return None;
        }
    };
    let is_http = match &binding.transport {
        Some(it)
            if it.to_ascii_lowercase().contains("jms")
                || it.to_ascii_lowercase().contains("smtp") =>
        {
            let message = format!("port `{port}` is left out: its transport is `{it}`, not HTTP");
            ctx.diagnostics.note(Code::PortSkipped, span, message);
            false
        }
        Some(_) | None => true,
    };
    is_http.then(|| {
        if !comes_later(ctx.settings, version) {
            ctx.used.insert("prefer".to_owned());
        }
        check_extensions(ctx, binding);
        version
    })
}
