//! What a WSDL offers: services, ports and operations, and which of them will be generated or why not.
//!
//! In: a [`Generated`]. Out: a [`Report`], as text or page; JSON has its fields. Reads the model for what there is, the IR for
//! what becomes of an operation, and the diagnostics of lowering for why a port is left out.

mod html;
mod overview;
mod signature;
mod text;
mod unreached;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::advice::advice;
use crate::diagnostic::code::Code;
use crate::emit::needs;
use crate::generate::Generated;
use crate::ir::{self, TypeItem, TypeKind};
use crate::json::counts;
use crate::settings::Pattern;
use crate::source::map::SourceMap;
use crate::source::span::Span;
use crate::symbols::Model;
use crate::wsdl::model as wsdl;

pub use html::page;
pub use signature::Signature;

/// All that `inspect` shows.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The root documents, then all others, as paths that can be opened where the program runs.
    pub documents: Vec<String>,
    /// The target namespace of the first root.
    pub target_namespace: String,
    /// The services.
    pub services: Vec<Service>,
    /// Operations by port type, in document order.
    pub port_types: Vec<PortType>,
    /// How many types of each kind the schemas declare, e.g. `complex types`.
    #[serde(serialize_with = "counts")]
    pub declared: Vec<(&'static str, usize)>,
    /// How many types of each kind will be generated.
    #[serde(serialize_with = "counts")]
    pub generated: Vec<(&'static str, usize)>,
    /// What settings would make read better.
    pub advice: Vec<String>,
}

/// A service.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Its ports.
    pub ports: Vec<Port>,
    /// What calls need by policies and how the client is given it, as lines of Markdown; empty where nothing is to be done.
    pub help: Vec<String>,
}

/// A port.
#[derive(Clone, Debug, Serialize)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// E.g. `SOAP 1.1`.
    pub protocol: String,
    /// Its address.
    pub address: Option<String>,
    /// The port type it offers.
    pub port_type: String,
    /// What calls need by its policies, e.g. `signed body, X.509 token`.
    pub needs: Option<String>,
    /// What of it the client does not do by itself: credentials, or code of the caller's.
    pub unmet: Option<String>,
    /// Why it is not generated; `None` where it is.
    pub skipped: Option<String>,
}

/// A port type with its operations.
#[derive(Clone, Debug, Serialize)]
pub struct PortType {
    /// Its name.
    pub name: String,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// Where it is declared, as `file:line`.
    pub place: String,
    /// E.g. `document/literal`; empty where nothing binds it.
    pub form: String,
    /// The elements or parts of the request.
    pub input: Vec<String>,
    /// Those of the answer; `None` for a one-way operation.
    pub output: Option<Vec<String>>,
    /// Header blocks of the request.
    pub input_headers: Vec<String>,
    /// Header blocks of the answer.
    pub output_headers: Vec<String>,
    /// The elements of declared faults.
    pub faults: Vec<String>,
    /// `soapAction`.
    pub action: Option<String>,
    /// What calls need by policies, where that is not what all calls at its port need.
    pub needs: Option<String>,
    /// What it takes and gives; `None` where it is not generated.
    pub signature: Option<Signature>,
    /// The method that calls it; `None` where it is not generated.
    pub method: Option<String>,
    /// Why it is not generated.
    pub skipped: Option<String>,
}

impl Operation {
    /// Why it is not generated, in words.
    fn why(&self) -> &str {
        let skipped = self.skipped.as_deref();
        skipped.unwrap_or("no generated port offers it")
    }
}

impl Report {
    /// Leaves out the operations that none of `patterns` names (`*` stands for any characters, case does not count), and port
    /// types without any; gives whether one is left.
    pub fn retain(&mut self, patterns: &[String]) -> bool {
        let patterns = patterns.iter().map(|text| text.to_lowercase());
        let patterns: Vec<Pattern> = patterns.flat_map(Pattern::try_from).collect();
        let is_meant = |name: &str| patterns.iter().any(|it| it.matches(&name.to_lowercase()));
        for port_type in &mut self.port_types {
            port_type.operations.retain(|it| is_meant(&it.name));
        }
        self.port_types.retain(|it| !it.operations.is_empty());
        !self.port_types.is_empty()
    }
}

/// Reports what the documents of a run offer; `None` where they could not be read.
pub fn inspect(generated: &Generated) -> Option<Report> {
    let loaded = generated.loaded.as_ref()?;
    let sources = &loaded.sources;
    let ctx = Inspection {
        generated,
        model: &loaded.model,
        sources,
    };
    let definitions = &loaded.model.definitions;
    let documents = loaded.documents.documents.iter();
    Some(Report {
        documents: documents
            .map(|it| sources.file(it.file).shown().to_owned())
            .collect(),
        target_namespace: definitions.target_namespace.clone(),
        services: definitions
            .services
            .iter()
            .map(|it| ctx.service(it))
            .collect(),
        port_types: definitions
            .port_types
            .iter()
            .map(|it| ctx.port_type(it))
            .collect(),
        declared: declared(&loaded.model),
        generated: generated
            .api
            .as_ref()
            .map_or_else(Vec::new, |it| kinds(&it.types)),
        advice: (generated.api.as_ref()).map_or_else(Vec::new, |api| {
            let mut res = advice(api);
            res.extend(unreached::advice(api, &loaded.model));
            res
        }),
    })
}

struct Inspection<'g> {
    generated: &'g Generated,
    model: &'g Model,
    sources: &'g SourceMap,
}

impl Inspection<'_> {
    fn service(&self, it: &wsdl::Service) -> Service {
        Service {
            name: it.name.local.clone(),
            ports: it.ports.iter().map(|port| self.port(it, port)).collect(),
            help: self.help(it),
        }
    }

    fn help(&self, service: &wsdl::Service) -> Vec<String> {
        let mut res: Vec<String> = Vec::new();
        for client in self.clients() {
            if client.service == service.name.local {
                let style = needs::Style {
                    fence: "```rust",
                    module: "client",
                };
                res.extend(needs::lines(client, style));
            }
        }
        res
    }

    fn port(&self, service: &wsdl::Service, port: &wsdl::Port) -> Port {
        let client = self.clients().find(|client| {
            client.service == service.name.local
                && client.ports.iter().any(|it| it.wire == port.name)
        });
        let bindings = &self.model.definitions.bindings;
        let binding = bindings.iter().find(|it| it.name == port.binding.0);
        let protocol = match binding.map(|it| &it.protocol) {
            Some(wsdl::Protocol::Soap11) => "SOAP 1.1".to_owned(),
            Some(wsdl::Protocol::Soap12) => "SOAP 1.2".to_owned(),
            Some(wsdl::Protocol::Http(verb)) => format!("HTTP {verb}"),
            Some(wsdl::Protocol::Other(name)) => name.clone(),
            None => "no binding".to_owned(),
        };
        let spans = [
            Some(port.span),
            Some(port.binding.1),
            binding.map(|it| it.span),
        ];
        let mentions = format!("`{}`", port.name);
        let skipped = self.why(&mentions, &spans);
        Port {
            name: port.name.clone(),
            protocol,
            address: port.address.clone(),
            port_type: binding.map_or_else(String::new, |it| it.port_type.0.local.clone()),
            needs: client.and_then(|it| ir::needs(&it.demands)),
            unmet: client.and_then(|it| ir::unmet(&it.demands)),
            skipped,
        }
    }

    fn port_type(&self, it: &wsdl::PortType) -> PortType {
        let bindings = self.model.definitions.bindings.iter();
        let is_soap = |it: &wsdl::Binding| {
            matches!(it.protocol, wsdl::Protocol::Soap11 | wsdl::Protocol::Soap12)
        };
        let mut bound: Vec<&wsdl::Binding> =
            bindings.filter(|b| b.port_type.0 == it.name).collect();
        bound.sort_by_key(|it| !is_soap(it));
        let operations = it.operations.iter();
        PortType {
            name: it.name.local.clone(),
            operations: operations
                .map(|it| self.operation(it, bound.first().copied()))
                .collect(),
        }
    }

    fn operation(&self, it: &wsdl::Operation, binding: Option<&wsdl::Binding>) -> Operation {
        let bound = binding.and_then(|b| {
            let named = b.operations.iter().filter(|bound| bound.name == it.name);
            let input = it.input.as_ref().and_then(|it| it.name.as_ref());
            let mut named: Vec<_> = named.collect();
            named.sort_by_key(|it| it.input.as_ref().and_then(|it| it.name.as_ref()) != input);
            named.first().copied()
        });
        let form = match (binding, bound) {
            (Some(binding), Some(bound)) => form(binding, bound),
            (_, _) => String::new(),
        };
        let headers = |it: Option<&wsdl::BindingMessage>| -> Vec<String> {
            it.map_or_else(Vec::new, |it| {
                it.headers.iter().map(|it| self.header(it)).collect()
            })
        };
        let (method, skipped) = self.fate(it);
        let made = self.made(it).map(|(_, operation)| operation);
        let api = self.generated.api.as_ref();
        let signature = made.zip(api).map(|(made, api)| Signature::new(api, made));
        let line = self.sources.position(it.span).line;
        Operation {
            name: it.name.clone(),
            place: format!("{}:{line}", self.sources.file(it.span.file).shown()),
            form,
            input: it.input.as_ref().map_or_else(Vec::new, |it| self.parts(it)),
            output: it.output.as_ref().map(|it| self.parts(it)),
            input_headers: headers(bound.and_then(|it| it.input.as_ref())),
            output_headers: headers(bound.and_then(|it| it.output.as_ref())),
            faults: it.faults.iter().flat_map(|it| self.parts(it)).collect(),
            action: bound.and_then(|it| Some(it.soap_action.as_ref()?.0.clone())),
            needs: self.needs(it),
            signature,
            method,
            skipped,
        }
    }

    /// What the parts of a message are.
    fn parts(&self, it: &wsdl::MessageRef) -> Vec<String> {
        let messages = &self.model.definitions.messages;
        let Some(message) = messages.iter().find(|m| m.name == it.message) else {
            return vec![format!(
                "message {}, which is not declared",
                it.message.local
            )];
        };
        let words = |it: &wsdl::Part| match &it.content {
            wsdl::PartContent::Element(name, _) => name.local.clone(),
            wsdl::PartContent::Type(name, _) => format!("{}: {}", it.name, name.local),
            wsdl::PartContent::Absent => it.name.clone(),
        };
        message.parts.iter().map(words).collect()
    }

    fn header(&self, it: &wsdl::Header) -> String {
        let messages = &self.model.definitions.messages;
        let part = (messages
            .iter()
            .find(|m| Some(&m.name) == it.message.as_ref()))
        .and_then(|m| m.parts.iter().find(|p| p.name == it.part));
        match part.map(|it| &it.content) {
            Some(wsdl::PartContent::Element(name, _)) => name.local.clone(),
            Some(wsdl::PartContent::Type(_, _) | wsdl::PartContent::Absent) | None => {
                it.part.clone()
            }
        }
    }

    fn clients(&self) -> impl Iterator<Item = &ir::Client> {
        (self.generated.api.iter()).flat_map(|api| &api.clients)
    }

    /// What calls of `operation` need beyond what all calls of its client do.
    fn needs(&self, operation: &wsdl::Operation) -> Option<String> {
        let (client, found) = self.made(operation)?;
        let is_own = found.demands != client.demands;
        ir::needs(&found.demands).filter(|_| is_own)
    }

    /// What becomes of `operation`.
    fn made(&self, operation: &wsdl::Operation) -> Option<(&ir::Client, &ir::Operation)> {
        self.clients().find_map(|client| {
            let mut operations = client.operations.iter();
            let found = operations.find(|it| it.span == operation.span)?;
            Some((client, found))
        })
    }

    /// The method that calls `operation`, or why there is none.
    fn fate(&self, operation: &wsdl::Operation) -> (Option<String>, Option<String>) {
        if let Some((_, made)) = self.made(operation) {
            return (Some(made.method_ident.clone()), None);
        }
        let mut skipped = self.clients().flat_map(|client| &client.skipped);
        let skipped = skipped.find(|it| it.span == operation.span);
        let why = skipped.map(|it| match &it.reason {
            ir::Reason::Settings => "the settings leave it out".to_owned(),
            ir::Reason::Problem(why) => why.clone(),
        });
        (None, why)
    }

    /// The message of a report about the port `name` that stands at one of `spans`.
    fn why(&self, name: &str, spans: &[Option<Span>]) -> Option<String> {
        let items = &self.generated.diagnostics.items;
        let found = items.iter().find(|it| {
            it.code == Code::PortSkipped
                && it.message.contains(name)
                && it.primary.is_some()
                && spans.contains(&it.primary)
        })?;
        // The message begins with the name, which the reader sees already.
        let message = found.message.as_str();
        Some(
            message
                .split_once("is left out: ")
                .map_or(message, |it| it.1)
                .to_owned(),
        )
    }
}

fn form(binding: &wsdl::Binding, bound: &wsdl::BindingOperation) -> String {
    let style = bound.style.unwrap_or(binding.style);
    let body = bound.input.as_ref().or(bound.output.as_ref());
    let usage = body.and_then(|it| Some(it.body.as_ref()?.usage));
    let usage = usage.unwrap_or(wsdl::Use::Literal);
    format!("{style}/{usage}")
}

fn declared(model: &Model) -> Vec<(&'static str, usize)> {
    let types = || model.schemas.iter().flat_map(|it| &it.types);
    let is_complex = |decl: &&crate::xsd::model::TypeDecl| decl.complex().is_some();
    vec![
        ("schemas", model.schemas.len()),
        ("complex types", types().filter(is_complex).count()),
        ("simple types", types().filter(|it| !is_complex(it)).count()),
        (
            "elements",
            model.schemas.iter().map(|it| it.elements.len()).sum(),
        ),
    ]
}

fn kinds(types: &[TypeItem]) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<(u8, &'static str), usize> = BTreeMap::new();
    for it in types {
        // The numbers say in which order they are listed.
        let kind = match &it.kind {
            TypeKind::Struct(_) => (0, "structs"),
            TypeKind::Enumeration(_) => (1, "enumerations"),
            TypeKind::Choice(_) => (2, "choices"),
            TypeKind::Family(_) => (3, "families"),
            TypeKind::Union(_) => (4, "unions"),
            TypeKind::Alias(_) => (5, "aliases"),
        };
        *counts.entry(kind).or_default() += 1;
    }
    (counts.into_iter())
        .map(|((_, name), n)| (name, n))
        .collect()
}
