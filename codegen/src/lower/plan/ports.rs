//! Ports: which of them can be generated.
//!
//! In: `wsdl:port`s with their bindings; WSDL 1.1 §2.6, §3. Out: those that speak SOAP over HTTP, the others as notes.
//! SOAP over another transport is generated where nothing else offers the operations: the messages are the same, the
//! caller brings the transport.

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{self, SoapVersion};
use crate::names::QName;
use crate::settings::{PreferredVersion, Settings};
use crate::source::span::Span;
use crate::symbols::Model;
use crate::wsdl::model as wsdl;
use crate::wsdl::policy::Expression;

use crate::lower::contract::PortPlan;
use crate::lower::ctx::Ctx;
use crate::lower::setting::{Nameable, Setting};

use super::extensions::check_extensions;

/// The ports of `service` that speak SOAP over HTTP, as the settings ask.
pub(crate) fn service_ports<'m>(
    ctx: &mut Ctx<'_, 'm>,
    service: &'m wsdl::Service,
) -> Vec<PortPlan<'m>> {
    let only = &ctx.told.settings.ports.only;
    let mut found = Found::default();
    for port in &service.ports {
        ctx.told.offer(Nameable::Port, &port.name);
        if !only.is_empty() && !only.contains(&port.name) {
            continue;
        }
        ctx.told.used(Setting::Port, &port.name);
        let Some(binding) = ctx.declared.symbols.bindings.get(&port.binding.0).copied() else {
            let message = format!(
                "port `{}` is left out: binding `{}` is not declared",
                port.name, port.binding.0
            );
            (ctx.told.diagnostics).warning(Code::PortSkipped, port.binding.1, message);
            continue;
        };
        let address = port.address.clone();
        let policies = service.policies.iter().chain(&port.policies).collect();
        found.add(ctx, (&port.name, port.span), binding, address, policies);
    }
    found.finish(ctx)
}

/// The ports that were looked at.
#[derive(Default)]
struct Found<'m> {
    by_http: Vec<PortPlan<'m>>,
    /// Those of another transport: which, and where they stand.
    others: Vec<(PortPlan<'m>, String, Span)>,
}

impl<'m> Found<'m> {
    /// Takes in the port of this name, if it speaks SOAP.
    fn add(
        &mut self,
        ctx: &mut Ctx<'_, 'm>,
        (name, span): (&str, Span),
        binding: &'m wsdl::Binding,
        address: Option<String>,
        policies: Vec<&'m Expression>,
    ) {
        let Some(version) = version(ctx, name, binding, span) else {
            return;
        };
        let other = other_transport(binding.transport.as_deref(), address.as_deref());
        let plan = PortPlan {
            port: ir::Port {
                wire: name.to_owned(),
                version,
                address: address.filter(|_| other.is_none()),
            },
            binding,
            policies,
        };
        match other {
            Some(other) => self.others.push((plan, other, span)),
            None => self.by_http.push(plan),
        }
    }

    /// The ports of HTTP, and those of other transports where none of HTTP offers the same operations.
    fn finish(self, ctx: &mut Ctx<'_, 'm>) -> Vec<PortPlan<'m>> {
        let mut res = self.by_http;
        let by_http: BTreeSet<&QName> = res.iter().map(|it| &it.binding.port_type.0).collect();
        let mut made: Vec<(&QName, SoapVersion)> = Vec::new();
        for (plan, other, span) in self.others {
            let port = &plan.port.wire;
            let (port_type, version) = (&plan.binding.port_type.0, plan.port.version);
            let is_out = by_http.contains(port_type) || made.contains(&(port_type, version));
            let what = match is_out {
                true => "left out",
                false => "generated without an address",
            };
            let message = format!("port `{port}` is {what}: its transport is {other}, not HTTP");
            if is_out {
                (ctx.told.diagnostics).note(Code::PortSkipped, span, message);
                continue;
            }
            (ctx.told.diagnostics)
                .warning(Code::PortSkipped, span, message)
                .help("give the client a transport of your own: `with_transport`");
            made.push((port_type, version));
            res.push(plan);
        }
        res
    }
}

/// The bindings of a WSDL that leaves its services to others.
pub(crate) fn bare_ports<'m>(ctx: &mut Ctx<'_, 'm>, model: &'m Model) -> Vec<PortPlan<'m>> {
    let mut found = Found::default();
    for declared in &model.definitions.bindings {
        let Some(binding) = ctx.declared.symbols.bindings.get(&declared.name).copied() else {
            continue;
        };
        // Of two bindings of one name the first is taken.
        if !std::ptr::eq(binding, declared) {
            continue;
        }
        let name = (binding.name.local.as_str(), binding.span);
        found.add(ctx, name, binding, None, Vec::new());
    }
    found.finish(ctx)
}

/// The transport of a port, where it is not HTTP.
///
/// The URIs of transports are misspelt in every way, so those of others are looked for: WCF's `net.tcp`, named pipes and
/// MSMQ, JMS, mail.
fn other_transport(transport: Option<&str>, address: Option<&str>) -> Option<String> {
    const WORDS: [&str; 11] = [
        "jms", "soapjms", "smtp", "mailto", "tcp", "pipe", "msmq", "peer", "udp", "amqp", "mq",
    ];
    const SCHEMES: [&str; 13] = [
        "jms", "net.tcp", "net.pipe", "net.msmq", "net.p2p", "soap.tcp", "soap.udp", "smtp",
        "mailto", "amqp", "mq", "local", "sb",
    ];
    let lower = transport.unwrap_or_default().to_ascii_lowercase();
    let mut words = lower.split(|it: char| !it.is_ascii_alphanumeric());
    let named = words.any(|it| WORDS.contains(&it)) || lower.contains("jms");
    if let (true, Some(transport)) = (named, transport) {
        return Some(format!("`{transport}`"));
    }
    let scheme = address?.split_once(':')?.0.to_ascii_lowercase();
    SCHEMES
        .contains(&scheme.as_str())
        .then(|| format!("`{scheme}`"))
}

/// Whether a port of this version comes after the others; 1.1 is preferred unless the settings say 1.2.
pub(crate) fn comes_later(settings: &Settings, version: SoapVersion) -> bool {
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
    let why = match &binding.protocol {
        wsdl::Protocol::Soap11 => Ok(SoapVersion::V11),
        wsdl::Protocol::Soap12 => Ok(SoapVersion::V12),
        wsdl::Protocol::Http(verb) => Err(format!("it is plain HTTP {verb}, not SOAP")),
        wsdl::Protocol::Other(name) if name.is_empty() => {
            Err("its binding names no protocol".to_owned())
        }
        wsdl::Protocol::Other(name) => Err(format!("its protocol is `{name}`, not SOAP")),
    };
    let version = match why {
        Ok(version) => version,
        Err(why) => {
            let message = format!("port `{port}` is left out: {why}");
            (ctx.told.diagnostics).note(Code::PortSkipped, span, message);
            return None;
        }
    };
    if !comes_later(ctx.told.settings, version) {
        ctx.told.used(Setting::PreferredVersion, "");
    }
    check_extensions(&mut ctx.told, binding);
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::other_transport;

    #[test]
    fn transports_are_told_by_their_words() {
        for http in [
            "http://schemas.xmlsoap.org/soap/http",
            "http://www.w3.org/2003/05/soap/bindings/HTTP/",
            "http://schemas.xmlsoap.org/soap/https/",
            "http://schemas.xmlsoap.org/soap/",
            "",
        ] {
            assert_eq!(
                other_transport(Some(http), Some("https://a.example/")),
                None
            );
        }
        for other in [
            "http://schemas.microsoft.com/soap/tcp",
            "http://schemas.microsoft.com/soap/named-pipe",
            "http://schemas.microsoft.com/soap/msmq",
            "http://www.w3.org/2010/soapjms/",
            "http://cxf.apache.org/transports/jms",
            "http://schemas.xmlsoap.org/soap/smtp",
        ] {
            assert!(other_transport(Some(other), None).is_some(), "{other}");
        }
        let http = Some("http://schemas.xmlsoap.org/soap/http");
        assert!(other_transport(http, Some("jms:queue:a")).is_some());
        assert!(other_transport(http, Some("net.tcp://a/")).is_some());
        assert_eq!(other_transport(http, Some("localhost:8080/a")), None);
        assert_eq!(other_transport(http, Some("REPLACE_WITH_ACTUAL_URL")), None);
    }
}
