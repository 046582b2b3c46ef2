//! Services, ports and bindings that a contract leaves out: clients call ports with addresses, and nothing else.
//!
//! In: the contract. Out: WSDL to be put into its documents.

use wsdl_codegen::ir::{Port, SoapVersion};
use wsdl_codegen::namespaces::{WSDL, WSDL_SOAP11, WSDL_SOAP12};
use wsdl_codegen::wsdl::model::{Binding, Definitions, Style};

use super::super::contract::Opened;

/// The address of a port at the stub.
pub(super) fn address(base: &str, service: &str, port: &str) -> String {
    format!("{base}/{}/{}", encoded(service), encoded(port))
}

/// The element that says so.
pub(super) fn address_element(port: &Port, address: &str) -> String {
    let namespace = match port.version {
        SoapVersion::V11 => WSDL_SOAP11,
        SoapVersion::V12 => WSDL_SOAP12,
    };
    format!("<address xmlns=\"{namespace}\" location=\"{address}\"/>")
}

/// The element of a binding that was taken for granted, which no document has; `None` for others.
fn assumed(definitions: &Definitions, binding: &Binding) -> Option<String> {
    let mut port_types = definitions.port_types.iter();
    let port_type = port_types.find(|port_type| port_type.name == binding.port_type.0)?;
    // It stands where its port type does.
    let is_assumed = port_type.span == binding.span;
    let (name, namespace) = (&port_type.name.local, &port_type.name.namespace);
    let (style, body) = match binding.style {
        Style::Document => ("document", String::new()),
        Style::Rpc => (
            "rpc",
            format!(" namespace=\"{}\"", definitions.target_namespace),
        ),
    };
    let soap = format!("xmlns=\"{WSDL_SOAP11}\"");
    let body = format!("<body {soap} use=\"literal\"{body}/>");
    let mut text = format!(
        "<binding xmlns=\"{WSDL}\" xmlns:q=\"{namespace}\" name=\"{name}\" type=\"q:{name}\">\
         <binding {soap} style=\"{style}\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>"
    );
    for operation in &binding.operations {
        text.push_str(&format!(
            "<operation name=\"{}\"><operation {soap}/>",
            operation.name
        ));
        for (message, tag) in [(&operation.input, "input"), (&operation.output, "output")] {
            if message.is_some() {
                text.push_str(&format!("<{tag}>{body}</{tag}>"));
            }
        }
        text.push_str("</operation>");
    }
    is_assumed.then(|| format!("{text}</binding>"))
}

/// Services for the bindings of a contract that has none.
pub(super) fn services(opened: &Opened, base: &str) -> String {
    let definitions = &opened.loaded.model.definitions;
    if !definitions.services.is_empty() {
        return String::new();
    }
    let (mut before, mut text) = (String::new(), String::new());
    for client in &opened.contract.api().clients {
        text.push_str(&format!(
            "<service xmlns=\"{WSDL}\" name=\"{}\">",
            client.service
        ));
        for port in &client.ports {
            let mut bindings = definitions.bindings.iter();
            let Some(binding) = bindings.find(|binding| binding.name.local == port.wire) else {
                continue;
            };
            let (name, namespace) = (&port.wire, &binding.name.namespace);
            let element = address_element(port, &address(base, &client.service, name));
            before.extend(assumed(definitions, binding));
            text.push_str(&format!(
                "<port name=\"{name}\" xmlns:q=\"{namespace}\" binding=\"q:{name}\">{element}</port>"
            ));
        }
        text.push_str("</service>");
    }
    before + &text
}

/// Percent-encoded, so that it is one segment of a path or one value of a query.
pub(super) fn encoded(text: &str) -> String {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.' | b'~');
    text.bytes().fold(String::new(), |mut out, it| {
        match is_plain(it) {
            true => out.push(char::from(it)),
            false => out.push_str(&format!("%{it:02X}")),
        }
        out
    })
}
