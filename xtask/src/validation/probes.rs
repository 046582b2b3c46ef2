//! What stands in the body of each message, as the WSDL says it; WSDL 1.1 §3.5.
//!
//! In: the model of the WSDL, and operations of the IR. Out: a [`Probe`] for each message, and the driver schema with one
//! element for each, which holds what the body or the RPC wrapper holds.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use wsdl_codegen::ir::{self, Api, EntryKind, Origin};
use wsdl_codegen::load::Loaded;
use wsdl_codegen::names::QName;
use wsdl_codegen::wsdl::model as wsdl;

use super::PROBE;
use super::schemas::{SchemaSet, escaped, namespace_name};
use wsdl_codegen::namespaces::{XML, XSD};
use wsdl_codegen::sample::Side;

/// The content of a message.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Probe {
    /// The body holds these; with whether they are SOAP-encoded.
    Body(Vec<Part>, bool),
    /// The body has this type: namespace and name.
    Type(String, String),
    /// The body holds an element of this name, and that these; with whether they are SOAP-encoded.
    Wrapper((String, String), Vec<Part>, bool),
    /// A declared detail: an element of a schema, or one of these; with whether any is SOAP-encoded.
    Detail(Vec<Named>, bool),
    /// Cannot be told.
    Unknown(String),
}

/// An element of a body or wrapper.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Part {
    /// A global element: namespace and name.
    Element(String, String),
    /// An element without namespace of this name, and its type.
    Typed(String, (String, String)),
}

/// An element that no schema declares: its namespace and name, and those of its type.
pub type Named = ((String, String), (String, String));

/// The probe of each message: operation, side, probe.
pub fn probes(loaded: &Loaded, api: &Api) -> Vec<(String, String, Probe)> {
    let mut res = Vec::new();
    for client in &api.clients {
        for operation in &client.operations {
            let found = find(&loaded.model.definitions, client, operation);
            let mut push = |side: Side, probe| {
                let marker = operation.marker_ident.clone();
                res.push((marker, side.as_str().to_owned(), probe));
            };
            let of = |side: Side, message: &ir::Message| match &found {
                Ok(it) => it.probe(&loaded.model.definitions, side, is_typed(api, message)),
                Err(cause) => Probe::Unknown(cause.clone()),
            };
            push(Side::Request, of(Side::Request, &operation.request));
            if let Some(response) = &operation.response {
                push(Side::Response, of(Side::Response, response));
            }
            push(
                Side::Fault,
                match &found {
                    Ok(it) => it.detail(&loaded.model.definitions),
                    Err(cause) => Probe::Unknown(cause.clone()),
                },
            );
        }
    }
    res
}

/// The schema with an element for each probe.
pub(super) fn driver(probes: &[(String, String, Probe)], set: &SchemaSet) -> String {
    let mut out = format!(
        r#"<xs:schema xmlns:xs="{XSD}" xmlns:p="{PROBE}" targetNamespace="{PROBE}" elementFormDefault="unqualified""#
    );
    // The XML namespace has its own prefix, and nothing of it is a part.
    let needs_prefix = |it: &(usize, &str)| !it.1.is_empty() && it.1 != XML;
    for (index, namespace) in set.namespaces().filter(needs_prefix) {
        let _ = write!(out, r#" xmlns:n{index}="{}""#, escaped(namespace));
    }
    out.push_str(">\n");
    for (index, namespace) in set.namespaces() {
        let location = namespace_name(index);
        let _ = match namespace {
            "" => writeln!(out, r#"<xs:import schemaLocation="{location}"/>"#),
            it => writeln!(
                out,
                r#"<xs:import namespace="{}" schemaLocation="{location}"/>"#,
                escaped(it)
            ),
        };
    }
    out.push_str(
        r#"<xs:element name="messages"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
<xs:element ref="p:declared"/>
"#,
    );
    for (index, (_, _, probe)) in probes.iter().enumerate() {
        let _ = match probe {
            Probe::Unknown(_) => Ok(()),
            Probe::Detail(named, _) => (0..named.len()).try_for_each(|it| {
                writeln!(out, r#"<xs:element ref="p:{}"/>"#, detail_name(index, it))
            }),
            Probe::Body(..) | Probe::Type(..) | Probe::Wrapper(..) => {
                writeln!(out, r#"<xs:element ref="p:m{index}"/>"#)
            }
        };
    }
    out.push_str(
        r#"</xs:choice></xs:complexType></xs:element>
<xs:element name="declared"><xs:complexType><xs:sequence>
<xs:any processContents="strict" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element>
"#,
    );
    for (index, (_, _, probe)) in probes.iter().enumerate() {
        let parts = match probe {
            Probe::Body(parts, _) | Probe::Wrapper(_, parts, _) => parts,
            Probe::Type(namespace, local) => {
                let name = reference(set, namespace, local);
                let _ = writeln!(out, r#"<xs:element name="m{index}" type="{name}"/>"#);
                continue;
            }
            Probe::Detail(named, _) => {
                for (it, (_, (namespace, local))) in named.iter().enumerate() {
                    let (name, ty) = (detail_name(index, it), reference(set, namespace, local));
                    let _ = writeln!(out, r#"<xs:element name="{name}" type="{ty}"/>"#);
                }
                continue;
            }
            Probe::Unknown(_) => continue,
        };
        let _ = writeln!(
            out,
            r#"<xs:element name="m{index}"><xs:complexType><xs:sequence>"#
        );
        for part in parts {
            let _ = match part {
                Part::Element(namespace, local) => {
                    let name = reference(set, namespace, local);
                    writeln!(out, r#"<xs:element ref="{name}"/>"#)
                }
                Part::Typed(name, (namespace, local)) => {
                    let ty = reference(set, namespace, local);
                    writeln!(out, r#"<xs:element name="{}" type="{ty}"/>"#, escaped(name))
                }
            };
        }
        out.push_str("</xs:sequence></xs:complexType></xs:element>\n");
    }
    out.push_str("</xs:schema>\n");
    out
}

/// The driver's element for one of the details of a probe.
pub(super) fn detail_name(probe: usize, detail: usize) -> String {
    format!("m{probe}.{detail}")
}

/// A name as the driver writes it. Without a prefix it is of no namespace: the driver has no default one.
fn reference(set: &SchemaSet, namespace: &str, local: &str) -> String {
    if namespace == XSD {
        return format!("xs:{local}");
    }
    match set.namespaces().find(|it| it.1 == namespace) {
        Some((index, namespace)) if !namespace.is_empty() => format!("n{index}:{local}"),
        Some(_) | None => local.to_owned(),
    }
}

/// Whether the body itself has a type; WSDL 1.1 §3.5.
fn is_typed(api: &Api, message: &ir::Message) -> bool {
    match message.entry.kind {
        EntryKind::Group(id) => matches!(api.types[id.0].origin, Origin::Type(_)),
        _ => false,
    }
}

/// An operation with its binding.
struct Found<'m> {
    binding: &'m wsdl::Binding,
    bound: &'m wsdl::BindingOperation,
    operation: &'m wsdl::Operation,
}

fn find<'m>(
    all: &'m wsdl::Definitions,
    client: &ir::Client,
    operation: &ir::Operation,
) -> Result<Found<'m>, String> {
    let port = client.ports.first();
    let services = all
        .services
        .iter()
        .filter(|it| it.name.local == client.service);
    let port = services
        .flat_map(|it| &it.ports)
        .find(|it| port.is_some_and(|port| port.wire == it.name));
    // Without services, a client is that of a port type, and its ports are the bindings.
    let is_bare = |it: &&wsdl::Binding| {
        let wire = client.ports.first().map(|it| &it.wire);
        wire == Some(&it.name.local) && it.port_type.0.local == client.service
    };
    let binding = match port {
        Some(port) => all.bindings.iter().find(|it| it.name == port.binding.0),
        None => all.bindings.iter().find(is_bare),
    };
    let binding = binding.ok_or("its binding is not found")?;
    let port_type = all
        .port_types
        .iter()
        .find(|it| it.name == binding.port_type.0);
    let port_type = port_type.ok_or("its port type is not found")?;
    let mut bound: Vec<_> = (binding.operations.iter())
        .filter(|it| it.name == operation.wire)
        .collect();
    if bound.len() > 1 {
        let action = |it: &&wsdl::BindingOperation| {
            let said = it.soap_action.as_ref().map_or("", |it| it.0.as_str());
            said == operation.soap_action
        };
        bound.retain(action);
    }
    let mut operations: Vec<_> = (port_type.operations.iter())
        .filter(|it| it.name == operation.wire)
        .collect();
    let name = |it: Option<&wsdl::MessageRef>| it.and_then(|it| it.name.clone());
    // Where the action does not tell overloads apart, their order does, unless one of them is left out.
    let generated: Vec<&ir::Operation> = (client.operations.iter())
        .filter(|it| it.wire == operation.wire)
        .collect();
    if bound.len() > 1 && generated.len() == operations.len() {
        let position = (generated.iter()).position(|it| it.marker_ident == operation.marker_ident);
        let only = position.and_then(|it| operations.get(it).copied());
        operations.retain(|it| only.is_some_and(|only| std::ptr::eq(only, *it)));
        let wanted = only.and_then(|it| name(it.input.as_ref()));
        bound.retain(|it| it.input.as_ref().and_then(|it| it.name.clone()) == wanted);
    }
    let [bound] = bound[..] else {
        return Err("it is overloaded, and the action does not tell which one it is".to_owned());
    };
    if operations.len() > 1 {
        let wanted = bound.input.as_ref().and_then(|it| it.name.clone());
        operations.retain(|it| name(it.input.as_ref()) == wanted);
    }
    match operations[..] {
        [operation] => Ok(Found {
            binding,
            bound,
            operation,
        }),
        _ => {
            Err("it is overloaded, and the names of inputs do not tell which one it is".to_owned())
        }
    }
}

impl Found<'_> {
    fn probe(&self, all: &wsdl::Definitions, side: Side, is_typed: bool) -> Probe {
        let (reference, bound) = match side {
            Side::Request => (&self.operation.input, &self.bound.input),
            Side::Response | Side::Fault => (&self.operation.output, &self.bound.output),
        };
        let message = reference.as_ref().map(|it| &it.message);
        let message = message.and_then(|name| all.messages.iter().find(|it| it.name == *name));
        // WSDL 1.1 §2.4.4: a notification has no input; nothing is sent for it, in the way its output is.
        let is_nothing = side == Side::Request && reference.is_none();
        let bound = if is_nothing {
            &self.bound.output
        } else {
            bound
        };
        let body = bound.as_ref().and_then(|it| it.body.as_ref());
        let chosen = match message {
            Some(it) => chosen(it, bound.as_ref()),
            None if is_nothing => Vec::new(),
            None => return Probe::Unknown("its message is not found".to_owned()),
        };
        let mut parts = Vec::new();
        for part in &chosen {
            parts.push(match &part.content {
                wsdl::PartContent::Element(name, _) => {
                    let (namespace, local) = pair(name);
                    Part::Element(namespace, local)
                }
                wsdl::PartContent::Type(name, _) => Part::Typed(part.name.clone(), pair(name)),
                wsdl::PartContent::Absent => {
                    return Probe::Unknown("a part has neither element nor type".to_owned());
                }
            });
        }
        let encoded = body.is_some_and(|it| it.usage == wsdl::Use::Encoded);
        match (self.bound.style.unwrap_or(self.binding.style), &parts[..]) {
            (wsdl::Style::Document, [Part::Typed(_, (namespace, local))]) if is_typed => {
                Probe::Type(namespace.clone(), local.clone())
            }
            (wsdl::Style::Document, _) => Probe::Body(parts, encoded),
            (wsdl::Style::Rpc, _) => {
                let namespace = body.and_then(|it| it.namespace.clone());
                let namespace = namespace.unwrap_or_else(|| self.binding.name.namespace.clone());
                let local = match side {
                    Side::Request => self.operation.name.clone(),
                    Side::Response | Side::Fault => format!("{}Response", self.operation.name),
                };
                Probe::Wrapper((namespace, local), parts, encoded)
            }
        }
    }
}

impl Found<'_> {
    /// WSDL 1.1 §3.6. A part by type stands in the detail under its own name, in the namespace of `soap:fault`.
    fn detail(&self, all: &wsdl::Definitions) -> Probe {
        let mut named: Vec<Named> = Vec::new();
        let mut encoded = false;
        for fault in &self.operation.faults {
            let label = fault.name.as_deref().unwrap_or(&fault.message.local);
            let bound = self.bound.faults.iter().find(|it| it.name == label);
            encoded |= bound.is_some_and(|it| it.usage == wsdl::Use::Encoded);
            let namespace = bound.and_then(|it| it.namespace.clone());
            let message = all.messages.iter().find(|it| it.name == fault.message);
            for part in message.iter().flat_map(|it| &it.parts) {
                if let wsdl::PartContent::Type(ty, _) = &part.content {
                    let name = (namespace.clone().unwrap_or_default(), part.name.clone());
                    named.push((name, pair(ty)));
                }
            }
        }
        named.sort();
        named.dedup();
        Probe::Detail(named, encoded)
    }
}

fn pair(name: &QName) -> (String, String) {
    (name.namespace.clone(), name.local.clone())
}

/// The parts in the body: those it lists, else those that are no headers.
fn chosen<'m>(
    message: &'m wsdl::Message,
    bound: Option<&wsdl::BindingMessage>,
) -> Vec<&'m wsdl::Part> {
    let listed = bound.and_then(|it| it.body.as_ref()?.parts.as_ref());
    let declares = |name: &String| message.parts.iter().any(|it| it.name == *name);
    if let Some(list) = listed.filter(|it| it.iter().all(declares)) {
        let parts = message.parts.iter();
        return parts.filter(|it| list.contains(&it.name)).collect();
    }
    let headers = bound.map_or(&[][..], |it| it.headers.as_slice());
    let is_header = |part: &&wsdl::Part| {
        let of_it = |it: &&wsdl::Header| it.message.as_ref().is_none_or(|it| *it == message.name);
        headers.iter().filter(of_it).any(|it| it.part == part.name)
    };
    let attached = bound.map_or(&[][..], |it| it.attachments.as_slice());
    let is_attached = |part: &&wsdl::Part| {
        attached
            .iter()
            .any(|it| it.part.as_ref() == Some(&part.name))
    };
    let parts = message.parts.iter();
    parts
        .filter(|it| !is_header(it) && !is_attached(it))
        .collect()
}
